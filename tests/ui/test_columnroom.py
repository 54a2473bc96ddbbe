"""How a table's width is shared out, and what of it is remembered."""

from ui.columnroom import ColumnRoom
from ui.columns import NOT_RECORDED, Column


def column(key: str, width: int, *, least: int = 0, spare: int = 0, stretch: bool = False) -> Column[int]:
    return Column(
        key, key, lambda _n, _s: NOT_RECORDED, lambda _n, _s: None,
        width=width, least=least, spare=spare, stretch=stretch,
    )  # fmt: skip


COLUMNS = (column("a", 50), column("b", 200, stretch=True), column("c", 100, spare=2), column("d", 100, spare=1))


def test_where_all_fits_the_stretching_column_takes_the_rest() -> None:
    assert ColumnRoom(COLUMNS).share(700) == {"a": 50, "b": 450, "c": 100, "d": 100}


def test_the_sparest_columns_go_first() -> None:
    assert list(ColumnRoom(COLUMNS).share(360)) == ["a", "b", "c"]
    assert list(ColumnRoom(COLUMNS).share(260)) == ["a", "b"]


def test_a_column_without_anything_in_it_goes_before_those_that_have_something() -> None:
    room = ColumnRoom(COLUMNS)
    room.bare = frozenset("c")
    assert list(room.share(360)) == ["a", "b", "d"]
    assert list(room.share(450)) == ["a", "b", "c", "d"]


def test_words_are_given_the_room_they_need_and_an_empty_column_no_more() -> None:
    room = ColumnRoom(COLUMNS)
    room.needs, room.bare = {"a": 30, "c": 60, "d": 120}, frozenset("c")
    assert room.share(700) == {"a": 50, "b": 470, "c": 60, "d": 120}


def test_a_stretching_column_shrinks_before_one_with_something_in_it_goes() -> None:
    room = ColumnRoom((column("a", 50), column("b", 200, least=120, stretch=True), column("c", 100, spare=1)))
    assert room.share(300) == {"a": 50, "b": 150, "c": 100}
    assert room.share(260) == {"a": 50, "b": 210}
    room.bare = frozenset("c")
    assert room.share(300) == {"a": 50, "b": 250}


def test_a_stretching_column_keeps_the_width_a_person_gave_it_unless_it_fills_the_rest() -> None:
    room = ColumnRoom((*COLUMNS, column("e", 200, stretch=True)))
    assert room.share(850) == {"a": 50, "b": 300, "c": 100, "d": 100, "e": 300}
    room.own_widths["e"] = 220
    assert room.share(850) == {"a": 50, "b": 380, "c": 100, "d": 100, "e": 220}


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
