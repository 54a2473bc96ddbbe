"""How a table's width is shared out, and what of it is remembered."""

from ui.columnroom import ColumnRoom
from ui.columns import NOT_RECORDED, Column


def column(key: str, width: int, *, spare: int = 0, stretch: bool = False) -> Column[int]:
    return Column(key, key, lambda _n, _s: NOT_RECORDED, lambda _n, _s: None, width=width, spare=spare, stretch=stretch)


COLUMNS = (column("a", 50), column("b", 200, stretch=True), column("c", 100, spare=2), column("d", 100, spare=1))


def test_where_all_fits_the_stretching_column_takes_the_rest() -> None:
    assert ColumnRoom(COLUMNS).share(700) == {"a": 50, "b": 450, "c": 100, "d": 100}


def test_the_sparest_columns_go_first() -> None:
    assert list(ColumnRoom(COLUMNS).share(360)) == ["a", "b", "c"]
    assert list(ColumnRoom(COLUMNS).share(260)) == ["a", "b"]


def test_a_column_that_was_chosen_stays_whatever_the_width() -> None:
    room = ColumnRoom(COLUMNS)
    room.choose("d", shown=True, room=260)
    assert list(room.share(260)) == ["a", "b", "d"]
    room.choose("d", shown=False, room=260)
    assert list(room.share(2000)) == ["a", "b"]
    room.forget()
    assert list(room.share(2000)) == ["a", "b", "c", "d"]


def test_what_is_remembered_survives_and_rubbish_is_ignored() -> None:
    room = ColumnRoom(COLUMNS)
    room.own_widths["a"] = 77
    room.choose("c", shown=False, room=900)
    again = ColumnRoom(COLUMNS)
    again.load(room.dump())
    assert again.share(900) == room.share(900)
    for rubbish in (b"", b"\xff", b"[]", b'{"widths": {"gone": 3}}', b'{"widths": {"a": "x"}, "chosen": null}'):
        fresh = ColumnRoom(COLUMNS)
        fresh.load(rubbish)
        assert fresh.own_widths == {}
        assert fresh.chosen is None
