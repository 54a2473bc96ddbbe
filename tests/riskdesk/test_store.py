"""What a person can do to a register, on a real file."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from riskdesk.entities import Choice, Entity, Kind, shown_fields
from riskdesk.errors import RiskDeskError
from riskdesk.risks import (
    Action,
    ActionStatus,
    Category,
    Control,
    Cuts,
    Owner,
    OwnerKind,
    Partner,
    Register,
    Response,
    Risk,
    Stage,
    Status,
)
from riskdesk.rows import choices
from riskdesk.schemes import preset
from riskdesk.store import FieldChange, Step, Store

TODAY = dt.date(2017, 8, 15)


def test_a_new_file_holds_the_register_it_was_given(store: Store) -> None:
    register = store.register()
    assert (register.title, register.as_at, len(register.risks)) == ("Better Care Fund", dt.date(2017, 8, 1), 2)
    risk = register.risks[0]
    assert [owner.name for owner in risk.owners] == ["Strategic Lead", "Director of Commissioning"]
    assert risk.scores[Stage.CURRENT].stated == 16
    rated = register.rated(risk, Stage.CURRENT)
    assert rated is not None
    assert rated.text == "12 High"
    assert [action.due for action in risk.actions] == ["March 2018", ""]
    assert len(register.owners) == 2


def test_what_was_written_is_read_again_by_another_opening(store: Store) -> None:
    store.rate_risk(1, Stage.CURRENT, 3, 3, reason="Housing agreed")
    before = store.register()
    store.close()
    with Store.open(store.path, "Ann Author") as again:
        assert again.register() == before
        assert again.last_step is not None
        assert again.last_step.reason == "Housing agreed"


def test_every_entity_has_a_uuid_of_its_own(store: Store) -> None:
    register = store.register()
    risk = register.risks[0]
    entities: tuple[Entity, ...] = (
        register, *register.risks, *register.owners, *register.partners, *register.categories,
        *risk.controls, *risk.actions, *risk.scores.values(),
    )  # fmt: skip
    assert all(entity.uuid for entity in entities)
    assert len({entity.uuid for entity in entities}) == len(entities)


def what(step: Step | None) -> str:
    return step.what if step else ""


def test_undo_and_redo_are_steps_named_after_what_they_reverse(store: Store) -> None:
    original = store.register().risks
    store.rate_risk(1, Stage.CURRENT, 3, 3)
    store.edit_risk(2, {"heading": "Delayed transfers of care"})
    assert what(store.next_undo) == "Edit heading of risk 2"
    changed = store.register().risks
    store.undo()
    store.undo()
    assert store.register().risks == original
    assert (what(store.next_undo), what(store.next_redo)) == ("", "Rate risk 1")
    store.redo()
    store.redo()
    assert store.register().risks == changed
    store.undo()
    assert store.last_step
    assert store.last_step.title == "Undo Edit heading of risk 2"
    assert store.verify().sound


def test_a_new_edit_ends_what_could_be_redone(store: Store) -> None:
    store.edit_risk(2, {"heading": "One"})
    store.undo()
    store.edit_risk(2, {"heading": "Two"})
    assert store.next_redo is None
    with pytest.raises(RiskDeskError, match="nothing to redo"):
        store.redo()


def test_undo_goes_on_where_it_was_after_opening_again(store: Store) -> None:
    store.edit_risk(2, {"heading": "One"})
    store.edit_risk(2, {"heading": "Two"})
    store.undo()
    store.close()
    with Store.open(store.path, "Bea") as again:
        assert again.next_undo is not None
        assert again.next_undo.what == "Edit heading of risk 2"
        again.redo()
        assert again.risk(2).heading == "Two"


def test_the_creation_of_a_register_is_never_undone(store: Store) -> None:
    with pytest.raises(RiskDeskError, match="nothing to undo"):
        store.undo()


def test_a_step_that_changes_nothing_is_not_made(store: Store) -> None:
    before = store.last_step
    store.edit_risk(2, {"heading": "Delayed transfers"})
    store.rate_risk(1, Stage.CURRENT, 4, 3)
    store.set_owners(2, [store.register().owners[0]])
    store.change_scheme(preset("council-4x4"))
    assert store.last_step == before
    assert store.next_undo is None


def test_a_failing_step_leaves_nothing(store: Store) -> None:
    before = store.register()
    with pytest.raises(KeyboardInterrupt):
        _interrupt_a_step(store)
    assert store.register() == before
    store.close()
    with Store.open(store.path, "Ann") as again:
        assert again.risk(2).heading == "Delayed transfers"
        assert again.verify().sound


def _interrupt_a_step(store: Store) -> None:
    with store.step("Do two things"):
        store._update("risk", 2, {"heading": "Half"})
        raise KeyboardInterrupt


def test_a_new_risk_starts_open_and_keeps_its_reference_as_text(store: Store) -> None:
    number = store.add_risk({"ref": "0001", "heading": "New risk", "category": store.register().categories[0]})
    risk = store.risk(number)
    assert (risk.ref, risk.status, risk.category) == ("0001", Status.OPEN, store.register().categories[0])
    store.undo()
    assert len(store.register().risks) == 2
    assert store.add_risk({"ref": "0002"}) > number, "an id is never used twice"


def test_references_may_repeat_or_be_missing(store: Store) -> None:
    store.add_risk({"ref": "2"})
    number = store.add_risk({})
    assert store.risk(number).label == f"#{number}"


def test_a_risk_closes_with_a_reason_and_opens_again(store: Store) -> None:
    with pytest.raises(RiskDeskError, match="closed with a reason"):
        store.close_risk(2, "  ", TODAY)
    store.close_risk(2, "Transferred to the acute trust", TODAY)
    assert (store.risk(2).status, store.risk(2).closed_on) == (Status.CLOSED, TODAY)
    store.reopen_risk(2, "It came back")
    assert (store.risk(2).status, store.risk(2).closed_reason, store.risk(2).closed_on) == (Status.OPEN, "", None)


def test_a_closed_risk_made_a_draft_keeps_nothing_of_its_closing(store: Store) -> None:
    store.close_risk(2, "Transferred", TODAY)
    store.draft_risk(2)
    assert (store.risk(2).status, store.risk(2).closed_reason, store.risk(2).closed_on) == (Status.DRAFT, "", None)


def test_a_title_of_a_step_fits_a_menu_whatever_the_reference(store: Store) -> None:
    store.add_risk({"ref": "A\n1"})
    assert what(store.next_undo) == "Add risk A 1"
    number = store.add_risk({"ref": "A" * 100_000})
    assert what(store.next_undo) == "Add risk …"
    store.undo()
    store.redo()
    assert len(store.risk(number).ref) == 100_000


def test_a_draft_is_opened_and_made_a_draft_again(store: Store) -> None:
    store.draft_risk(2)
    assert store.risk(2).status is Status.DRAFT
    store.open_risk(2, reason="Agreed by the executive")
    assert store.risk(2).status is Status.OPEN
    assert store.risk_history(2)[0].changes == (FieldChange("Status", "Draft", "Open"),)


def test_the_first_owner_is_the_accountable_one(store: Store) -> None:
    lead, director = store.register().owners
    store.set_owners(1, [director, Owner(name="Bea Newcomer", kind=OwnerKind.PERSON), lead])
    assert [owner.name for owner in store.risk(1).owners] == [director.name, "Bea Newcomer", lead.name]
    assert store.risk(1).accountable == director
    store.set_owners(2, [Owner(name="Bea Newcomer", kind=OwnerKind.PERSON)])
    assert len(store.register().owners) == 3, "an owner already known is not added again"
    store.set_owners(1, [lead, director, lead])
    assert store.risk(1).owners == (lead, director), "named twice is one owner, where first named"
    store.undo()
    store.set_owners(1, [])
    assert store.risk(1).owners == ()
    store.undo()
    assert store.risk(1).accountable == director


def test_partners_of_a_risk_are_set_as_a_whole(store: Store) -> None:
    number = store.add_entry(Partner, {"name": "Thurrock CCG"})
    council, ccg = store.register().partners
    store.set_partners(1, [ccg, council])
    assert [partner.id for partner in store.risk(1).partners] == [number, council.id]


def test_controls_and_actions_are_added_edited_noted_and_removed(store: Store) -> None:
    action = store.add_action(2, {"text": "Agree the plan", "due": "Q2 2016/17", "owner": Owner(name="New Owner")})
    store.edit_action(action, {"status": ActionStatus.IN_PROGRESS, "progress": 40, "cuts": Cuts.LIKELIHOOD})
    store.note_action(action, "Draft shared", TODAY)
    [kept] = store.risk(2).actions
    assert (kept.progress, kept.cuts, kept.owner and kept.owner.name) == (40, Cuts.LIKELIHOOD, "New Owner")
    assert kept.due_date.end == dt.date(2016, 9, 30)
    assert [(note.noted_on, note.author, note.text) for note in kept.notes] == [(TODAY, "Ann Author", "Draft shared")]
    store.remove_action(action)
    assert store.risk(2).actions == ()
    store.undo()
    assert store.risk(2).actions == (kept,)
    for text in ("First", "Second", "Third"):
        store.add_action(2, {"text": text})
    assert [row["position"] for row in store._db.query("select position from action where risk_id = 2")] == [0, 1, 2, 3]
    control = store.add_control(2, {"text": "Monthly report"})
    store.edit_control(control, {"gaps": "No assurance"})
    store.remove_control(control)
    assert store.risk(2).controls == ()


@pytest.mark.parametrize("progress", [-1, 101])
def test_progress_outside_0_to_100_is_refused(store: Store, progress: int) -> None:
    with pytest.raises(RiskDeskError, match="from 0 to 100"):
        store.edit_action(store.risk(1).actions[0].id, {"progress": progress})


def test_an_action_without_words_is_refused(store: Store) -> None:
    with pytest.raises(RiskDeskError, match="Action cannot be empty"):
        store.add_action(1, {"text": " "})
    with pytest.raises(RiskDeskError, match="Control cannot be empty"):
        store.edit_control(store.risk(1).controls[0].id, {"text": ""})


def test_a_due_date_nobody_can_read_is_kept_as_written(store: Store) -> None:
    number = store.add_action(2, {"text": "Soon", "due": "30/2/2018"})
    [action] = store.risk(2).actions
    assert (action.id, action.due, action.due_date.understood) == (number, "30/2/2018", False)


def test_a_list_entry_in_use_is_not_removed(store: Store) -> None:
    lead = store.register().owners[0]
    with pytest.raises(RiskDeskError, match="2 risks use Strategic Lead"):
        store.remove_entry(Owner, lead.id)
    with pytest.raises(RiskDeskError, match="1 risk uses Pooled fund"):
        store.remove_entry(Category, store.register().categories[0].id)
    store.add_action(2, {"text": "Agree the plan", "owner": Owner(name="Only of an action")})
    with pytest.raises(RiskDeskError, match="1 risk uses Only of an action"):
        store.remove_entry(Owner, store.register().owners[-1].id)
    number = store.add_entry(Category, {"name": "Workforce", "appetite": "Medium"})
    store.remove_entry(Category, number)
    assert len(store.register().categories) == 1


def test_renaming_an_owner_renames_it_on_every_risk(store: Store) -> None:
    store.edit_entry(Owner, store.register().owners[0].id, {"name": "Lead Commissioner"})
    assert {risk.owners[0].name for risk in store.register().risks} == {"Lead Commissioner"}


def test_an_entry_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(RiskDeskError, match="Name cannot be empty"):
        store.add_entry(Partner, {"name": " "})


def test_the_register_s_own_facts_are_edited_in_a_named_step(store: Store) -> None:
    store.edit_register({"as_at": dt.date(2017, 9, 1), "current_word": "Residual"})
    assert store.register().word(Stage.CURRENT) == "Residual"
    assert store.last_step is not None
    assert store.last_step.title == "Edit as-at date and word for current"
    with pytest.raises(RiskDeskError, match="Title cannot be empty"):
        store.edit_register({"title": ""})


def test_a_change_of_scheme_touches_no_score(store: Store) -> None:
    scores = [risk.scores for risk in store.register().risks]
    store.change_scheme(preset("bcf-3x3-2014"), reason="One scale for both partners")
    register = store.register()
    assert [risk.scores for risk in register.risks] == scores
    assert register.rated(register.risks[0], Stage.CURRENT) is None, "impact 4 is no level of a 3x3 scheme"
    store.undo()
    assert store.register().scheme == preset("council-4x4")


def test_hostile_text_comes_back_as_it_went_in(store: Store) -> None:
    text = "<b>bold</b> & <img src=x> Ŵyl ŷ 💷 \r\n\t' or 1=1; drop table risk;--"
    store.edit_risk(1, {"heading": text, "comments": "x" * 100_000})
    assert store.risk(1).heading == text
    assert len(store.risk(1).comments) == 100_000


def test_characters_no_file_can_hold_become_visible_marks(store: Store) -> None:
    store.edit_risk(1, {"heading": "a\x00b\ud800c"}, reason="a\x00b")
    assert store.risk(1).heading == "a␀b?c"
    assert store.verify().sound


def test_wrong_kinds_of_values_are_refused_in_words(store: Store) -> None:
    with pytest.raises(RiskDeskError, match="Response cannot be"):
        store.edit_risk(1, {"response": "treat it"})
    with pytest.raises(RiskDeskError, match="low cannot be"):
        store.edit_risk(1, {"financial_low": True})
    with pytest.raises(RiskDeskError, match="too large"):
        store.edit_risk(1, {"financial_low": 10**18})
    with pytest.raises(RiskDeskError, match="Heading cannot be empty"):
        store.edit_risk(1, {"heading": None})
    store.edit_risk(1, {"response": Response.TREAT, "financial_low": 250_000})
    assert store.risk(1).financial_low == 250_000


def test_a_file_that_exists_is_never_written_over(store: Store) -> None:
    with pytest.raises(RiskDeskError, match="already a file"):
        Store.create(store.path, store.register(), "Ann")


def test_a_register_can_be_written_to_another_file_whole(store: Store, tmp_path: Path) -> None:
    with Store.create(tmp_path / "copy.riskdesk", store.register(), "Bea") as other:
        assert [risk.title for risk in other.register().risks] == [risk.title for risk in store.register().risks]
        assert {risk.uuid for risk in other.register().risks}.isdisjoint(r.uuid for r in store.register().risks)


def test_every_visible_field_of_every_entity_can_be_edited(store: Store) -> None:
    """A field shown in the form but unknown to the file would lose what people type."""
    edits: list[tuple[type[Entity], Callable[[], Entity], Callable[[dict[str, object]], None]]] = [
        (Risk, lambda: store.risk(1), lambda facts: store.edit_risk(1, facts)),
        (Control, lambda: store.risk(1).controls[0], lambda facts: store.edit_control(1, facts)),
        (Action, lambda: store.risk(1).actions[0], lambda facts: store.edit_action(1, facts)),
        (Register, store.register, store.edit_register),
    ]
    for entity, read, edit in edits:
        for name, seen in shown_fields(entity).items():
            value = _another(seen.kind, getattr(read(), name), choices(entity, name))
            edit({name: value})
            assert getattr(read(), name) == value, name


def _another(kind: Kind, now: object, offered: Mapping[str, Choice]) -> object:
    match kind:
        case Kind.CHOICE:
            return next(choice for choice in offered.values() if choice != now)
        case Kind.DATE:
            return dt.date(2018, 3, 31)
        case Kind.MONEY | Kind.PERCENT:
            return 42
        case Kind.PICK:
            return None
        case _:
            return f"{now}!"
