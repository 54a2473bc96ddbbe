"""Whatever people do in whatever order, the log can always take it back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk.risks import Stage
from riskdesk.store import Store


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.one_of(
            st.tuples(st.just("rate"), st.integers(1, 4), st.integers(1, 4)),
            st.tuples(st.just("edit"), st.text(max_size=5), st.text(max_size=5)),
            st.tuples(st.just("undo"), st.none(), st.none()),
            st.tuples(st.just("redo"), st.none(), st.none()),
            st.tuples(st.just("action"), st.text(min_size=1, max_size=5), st.none()),
        ),
        max_size=12,
    )
)
def test_whatever_is_done_undone_and_redone_the_history_holds(
    moves: list[tuple[str, object, object]], tmp_path_factory: pytest.TempPathFactory, store: Store
) -> None:
    target = tmp_path_factory.mktemp("moves") / "fund.riskdesk"
    with Store.create(target, store.register(), "Ann") as book:
        seen = [book.register().risks]
        for move, one, other in moves:
            _play(book, move, one, other)
            seen.append(book.register().risks)
        book.close()
        with Store.open(target, "Bea") as again:
            assert again.register().risks == seen[-1]
            assert again.verify().sound
            while again.next_undo:
                again.undo()
            assert again.register().risks == seen[0]
            assert again.verify().sound


def _play(book: Store, move: str, one: object, other: object) -> None:
    if move == "rate" and isinstance(one, int) and isinstance(other, int):
        book.rate_risk(1, Stage.CURRENT, one, other)
    elif move == "edit":
        book.edit_risk(2, {"heading": str(one), "comments": str(other)})
    elif move == "undo" and book.next_undo:
        book.undo()
    elif move == "redo" and book.next_redo:
        book.redo()
    elif move == "action" and str(one).strip():
        book.add_action(2, {"text": str(one)})
