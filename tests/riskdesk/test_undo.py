"""Whatever people do in whatever order, the log can always take it back."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk.audit.run import audit
from riskdesk.audit.sampling import Strata, draw
from riskdesk.meetings import Forum
from riskdesk.proceedings import Proceedings
from riskdesk.publishing import Publication, Subject
from riskdesk.risks import Objective, ObjectiveKind, Owner, Register, Stage
from riskdesk.schemes import preset, presets
from riskdesk.scrutiny import Judgement, Outcome, Scrutiny
from riskdesk.store import Store
from tests.made import DOT


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.one_of(
            st.tuples(st.just("rate"), st.integers(1, 4), st.integers(1, 4)),
            st.tuples(st.just("edit"), st.text(max_size=5), st.text(max_size=5)),
            st.tuples(st.just("own"), st.text("AB", min_size=1, max_size=2), st.integers(0, 2)),
            st.tuples(st.just("note"), st.text("AB", min_size=1, max_size=2), st.none()),
            st.tuples(st.just("cancel"), st.none(), st.none()),
            st.tuples(st.just("scheme"), st.sampled_from(list(presets())), st.none()),
            st.tuples(st.just("register"), st.dates(), st.none()),
            st.tuples(st.just("challenge"), st.text("AB", min_size=1, max_size=2), st.booleans()),
            st.tuples(st.just("moderate"), st.integers(1, 3), st.sampled_from(Outcome)),
            st.tuples(st.just("accept"), st.text("AB", min_size=1, max_size=2), st.booleans()),
            st.tuples(st.just("sample"), st.integers(1, 3), st.none()),
            st.tuples(st.just("month"), st.dates(), st.none()),
            st.tuples(st.just("review"), st.integers(1, 3), st.integers(1, 3)),
            st.tuples(st.just("raise"), st.text("AB", min_size=1, max_size=2), st.booleans()),
            st.tuples(st.just("decide"), st.text("AB", min_size=1, max_size=2), st.integers(1, 3)),
            st.tuples(st.just("lay out"), st.text("AB", min_size=1, max_size=2), st.booleans()),
            st.tuples(st.just("write"), st.sampled_from(Subject), st.sampled_from(("", "A", "B"))),
            st.tuples(st.just("exempt"), st.sampled_from(("", "money")), st.none()),
            st.tuples(st.just("share"), st.integers(0, 100), st.none()),
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
        first = _unsealed(book)
        for move, one, other in moves:
            _play(book, move, one, other)
        last = _unsealed(book)
        book.close()
        with Store.open(target, "Bea") as again:
            assert _unsealed(again) == last
            assert again.verify().sound
            undone = 0
            while again.next_undo:
                again.undo()
                undone += 1
            assert _unsealed(again) == first
            for _ in range(undone):
                again.redo()
            assert _unsealed(again) == last
            assert again.verify().sound


def _unsealed(book: Store) -> tuple[Register, Scrutiny, Proceedings, Publication]:
    return replace(book.register(), step=0, seal=""), book.scrutiny(), book.proceedings(), book.publication()


def _play(book: Store, move: str, one: Any, other: Any) -> None:
    first = book.risk(1)
    match move:
        case "rate" if book.register().scheme.rate(one, other):
            book.rate_risk(1, Stage.CURRENT, one, other)
        case "edit":
            book.edit_risk(2, {"heading": one, "comments": other})
        case "action" if one.strip():
            book.add_action(2, {"text": one})
        case "own":
            book.set_owners(2, [Owner(name=one), *book.register().owners[:other]])
        case "note" if first.actions:
            book.note_action(first.actions[0].id, one, dt.date(2018, 3, 1))
        case "cancel" if first.actions:
            book.remove_action(first.actions[0].id)
        case "challenge" | "moderate" | "accept" | "sample":
            _play_officer(book, move, one, other)
        case "lay out" | "write" | "exempt" | "share":
            _play_the_press(book, move, one, other)
        case "month" | "review" | "raise" | "decide":
            _play_the_month(book, move, one, other)
        case _:
            _play_on_the_register(book, move, one)


def _play_officer(book: Store, move: str, one: Any, other: Any) -> None:
    match move:
        case "challenge":
            number = book.challenge_risk(1, one)
            if other:
                book.answer_challenge(number, "Because")
        case "moderate" if book.register().scheme.rate(one, one):
            number = book.moderate_score(1, Stage.CURRENT, one, one, rationale="As seen")
            book.agree_score(number, other, agreed_with="Bea Boss")
        case "accept":
            found = audit(book.case()).each
            if found:
                number = book.accept_finding(found[0], accepted_by=one, reason="Known")
                if other:
                    book.withdraw_waiver(number, "No longer")
        case "sample":
            book.draw_sample(draw(book.register(), one, Strata.BAND, one), Strata.BAND)
            book.conclude_item(book.scrutiny().samples[-1].items[0].id, Judgement.SUPPORTED, "Seen")


def _play_the_month(book: Store, move: str, one: Any, other: Any) -> None:
    rated = book.register().scheme
    match move:
        case "month" if book.register().period is None:
            book.open_period(f"To {one}", one)
        case "review" if rated.rate(one, other):
            book.review_risk(1, "As seen", levels=(one, other), reason="It moved")
            book.review_unchanged([1, 2])
        case "raise":
            number = book.escalate_risk(2, book.add_entry(Forum, {"name": one}), "They should know")
            if other:
                book.lower_escalation(number, "They know")
        case "decide" if rated.rate(other, other):
            meeting = book.start_meeting(one, dt.date(2018, 3, 1), [2, 1])
            score = book.risk(2).score(Stage.CURRENT)
            moved = score is None or (score.impact, score.likelihood) != (other, other)
            levels = (other, other) if moved else None
            book.record_decision(meeting, one, risk_id=2, levels=levels, action={"text": one})


def _play_the_press(book: Store, move: str, one: Any, other: Any) -> None:
    layouts, exempt = book.publication().layouts, book.publication().exempt(1)
    match move:
        case "lay out" if book.publication().layout(one) is None:
            book.set_logo(book.add_layout({"name": one}), DOT)
            if other and layouts:
                book.remove_layout(layouts[0].id)
        case "write":
            book.write_narrative(one, other, layout_id=layouts[0].id if layouts else None)
        case "exempt" if any(each.field == one for each in exempt):
            book.withdraw_exemption(exempt[0].id, "Public now")
        case "exempt":
            book.exempt(1, "3", field=one)
        case "share":
            scheme = book.add_entry(Objective, {"name": f"Scheme {one}", "kind": ObjectiveKind.PLAN_SCHEME})
            book.set_share(scheme, book.register().partners[0].id, one)


def _play_on_the_register(book: Store, move: str, one: Any) -> None:
    match move:
        case "scheme":
            book.change_scheme(preset(one))
        case "register":
            book.edit_register({"as_at": one})
        case "undo" if book.next_undo:
            book.undo()
        case "redo" if book.next_redo:
            book.redo()
