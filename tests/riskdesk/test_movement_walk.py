"""Whatever people do to a register, what changed adds up: every row is counted once, and every count has its rows."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk.movement import PARTITION, Kind
from riskdesk.risks import Stage, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from tests.riskdesk.monthly import AUGUST
from tests.riskdesk.test_movement import closed, since, stricter


def rate(book: Store, dice: st.DataObject, risk_id: int) -> None:
    levels = dice.draw(st.tuples(st.integers(1, 3), st.integers(1, 3)) | st.just((None, None)))
    book.rate_risk(risk_id, dice.draw(st.sampled_from(Stage)), *levels)


def end(book: Store, dice: st.DataObject, risk_id: int) -> None:
    """Close it, or merge it where another is open."""
    other = next((each for each in book.register().risks if each.id != risk_id and each.status is Status.OPEN), None)
    if other and book.risk(risk_id).status is not Status.CLOSED and dice.draw(st.booleans()):
        book.merge_risk(risk_id, other.id, "The same", AUGUST)
    else:
        book.close_risk(risk_id, "Over", AUGUST)


def open_up(book: Store, dice: st.DataObject, risk_id: int) -> None:
    if dice.draw(st.booleans()):
        book.reopen_risk(risk_id, "Again")
    else:
        book.draft_risk(risk_id)


def add(book: Store, dice: st.DataObject, _: int) -> None:
    book.add_risk({"ref": dice.draw(st.sampled_from(("1", "5", ""))), "heading": "Another"})


def rescale(book: Store, dice: st.DataObject, _: int) -> None:
    scheme = preset("council-4x4")
    book.change_scheme(dice.draw(st.sampled_from((scheme, stricter(scheme)))))


def redate(book: Store, dice: st.DataObject, _: int) -> None:
    action = book.register().risks[0].actions[0]
    book.edit_action(action.id, {"due": dice.draw(st.sampled_from(("May 2017", "2018", "soon", "")))})


def take_back(book: Store, _dice: st.DataObject, _: int) -> None:
    if book.next_undo:
        book.undo()


DEEDS = (rate, rate, end, open_up, add, rescale, redate, take_back)


def act(book: Store, dice: st.DataObject, most: int) -> None:
    """Some things a person may do, chosen by chance."""
    for deed in dice.draw(st.lists(st.sampled_from(DEEDS), max_size=most)):
        deed(book, dice, dice.draw(st.sampled_from([risk.id for risk in book.register().risks])))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dice=st.data())
def test_counts_always_equal_the_rows_behind_them(dice: st.DataObject) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.create(Path(folder) / "a.riskdesk", sound_register(), "A") as book,
    ):
        act(book, dice, 4)
        before = closed(book)
        act(book, dice, 8)
        moved = since(before, book)
        after = book.register()
        assert sum(len(rows) for rows in moved.partition.values()) == len(moved.rows)
        assert all(sum(kind in PARTITION for kind in each.kinds) == 1 for each in moved.rows)
        assert [each.risk for each in moved.open_rows] == [risk for risk in after.risks if risk.status is Status.OPEN]
        was_open = {risk.uuid for risk in before.risks if risk.status is Status.OPEN}
        assert was_open <= {each.risk.uuid for each in moved.rows}
        for kind, part in ((Kind.REDATED, "redated"), (Kind.COMPLETED, "completed"), (Kind.NEWLY_LATE, "newly_late")):
            assert list(moved.of(kind)) == [each for each in moved.rows if getattr(each, part)]
        for each in moved.of(Kind.SCHEME):
            assert each.before is not None
            was, now = (risk.scores.get(Stage.CURRENT) for risk in (each.before, each.risk))
            assert was is not None
            assert now is not None
            assert (was.impact, was.likelihood) == (now.impact, now.likelihood)
        if not moved.schemes_differ:
            assert not moved.of(Kind.SCHEME)
