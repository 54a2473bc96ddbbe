"""Owners, controls and actions on the form."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from riskdesk.risks import ActionStatus, ControlState, OwnerKind
from tests.ui.inspector.fund import (
    BARE,
    CLERK,
    DIRECTOR,
    FULL,
    HOUSING,
    LEAD,
    fund,
    lay_desk,
    retype,
    risk,
    show,
)
from ui.cards import BETWEEN
from ui.desk import Desk
from ui.fields import DueEditor
from ui.inspector import Inspector


def test_the_accountable_owner_stands_first_and_can_be_changed(inspector: Inspector, desk: Desk) -> None:
    assert "accountable" in inspector.owners.rows[0].details.text()
    inspector.owners.rows[1].promote.click()
    assert [owner.name for owner in risk(desk).owners] == [DIRECTOR.name, LEAD.name]
    assert inspector.owners.rows[0].name.text() == DIRECTOR.name


def test_owners_are_added_moved_and_removed(inspector: Inspector, desk: Desk) -> None:
    inspector.owners.picker.setEditText("finance clerk")
    assert inspector.owners.newcomer.isHidden()
    inspector.owners.button.click()
    assert [owner.name for owner in risk(desk).owners] == [LEAD.name, DIRECTOR.name, CLERK.name]
    inspector.owners.rows[2].up.click()
    inspector.owners.rows[0].remove.click()
    assert [owner.name for owner in risk(desk).owners] == [CLERK.name, DIRECTOR.name]


def test_a_new_owner_comes_with_organisation_and_kind(inspector: Inspector, desk: Desk) -> None:
    owners = inspector.owners
    owners.picker.setEditText("Integrated Commissioning Executive")
    assert not owners.newcomer.isHidden()
    owners.organisation.setText("Thurrock BCF")
    owners.kind.setCurrentIndex(list(OwnerKind).index(OwnerKind.BODY))
    owners.add()
    added = risk(desk).owners[-1]
    assert (added.name, added.organisation, added.kind) == (
        "Integrated Commissioning Executive",
        "Thurrock BCF",
        OwnerKind.BODY,
    )
    assert owners.picker.currentText() == ""


def test_an_action_is_added_with_its_due_date(inspector: Inspector, desk: Desk) -> None:
    cards = inspector.action_cards
    retype(cards.due, "Q2 2019/20")
    assert cards.lack.text() == "ends 30 September 2019"
    assert not cards.lack.property("alert")
    retype(cards.line, "Write the workforce plan")
    QTest.keyClick(cards.line, Qt.Key.Key_Return)
    added = risk(desk).actions[-1]
    assert (added.text, added.due) == ("Write the workforce plan", "Q2 2019/20")
    assert cards.line.text() == cards.due.text() == ""


def test_a_due_date_that_is_no_date_is_flagged_as_it_is_typed(inspector: Inspector) -> None:
    retype(inspector.action_cards.due, "soon")
    assert inspector.action_cards.lack.text() == "not a date: kept as text"
    assert inspector.action_cards.lack.property("alert")


def test_after_adding_from_the_due_date_the_next_action_can_be_typed(inspector: Inspector, desk: Desk) -> None:
    cards = inspector.action_cards
    retype(cards.line, "Write the workforce plan")
    retype(cards.due, "31/03/2018")
    QTest.keyClick(cards.due, Qt.Key.Key_Return)
    assert risk(desk).actions[-1].due == "31/03/2018"
    assert cards.line.hasFocus()


def test_adding_an_action_without_words_says_what_is_missing(inspector: Inspector, desk: Desk) -> None:
    before = len(risk(desk).actions)
    retype(inspector.action_cards.due, "soon")
    inspector.action_cards.button.click()
    assert len(risk(desk).actions) == before
    assert inspector.action_cards.lack.text() == "Write what the action is first."
    assert inspector.action_cards.due.text() == "soon"


def test_a_closed_card_says_due_reading_lateness_and_status(inspector: Inspector) -> None:
    head = inspector.action_cards.cards[0].head
    assert head.text.text() == HOUSING
    facts = head.facts.text().split(BETWEEN)
    assert facts == ["Due March 2019 (ends 31 March 2019)", "Not started", "No owner", "1 note"]
    assert head.alert.text() == "123 days late"
    assert "not a date" in inspector.action_cards.cards[2].head.facts.text()


def test_without_an_as_at_date_nothing_is_called_late(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, replace(fund(), as_at=None))
    inspector = show(qtbot, desk)
    assert inspector.action_cards.cards[0].head.alert.isHidden()
    desk.close()


def test_an_open_card_edits_its_action(inspector: Inspector, desk: Desk) -> None:
    card = inspector.action_cards.open(risk(desk).actions[0].id)
    assert card.form
    due = card.form.editors["due"]
    assert isinstance(due, DueEditor)
    assert due.foot.text() == "ends 31 March 2019, 123 days late"
    retype(due.input, "March 2020")
    QTest.keyClick(due.input, Qt.Key.Key_Return)
    assert risk(desk).actions[0].due == "March 2020"
    assert due.foot.text() == "ends 31 March 2020"
    desk.store.edit_action(card.part.id, {"status": ActionStatus.IN_PROGRESS})
    assert card.form.editors["status"].known is ActionStatus.IN_PROGRESS


def test_a_card_stays_open_when_its_risk_is_shown_again(inspector: Inspector, desk: Desk) -> None:
    card = inspector.action_cards.open(risk(desk).actions[0].id)
    inspector.show_risk(BARE)
    assert card.isHidden()
    inspector.show_risk(FULL)
    assert card.form
    assert card.form.isVisible()


def test_a_note_is_added_to_an_actions_log(inspector: Inspector, desk: Desk) -> None:
    card = inspector.action_cards.open(risk(desk).actions[0].id)
    notes = card.findChild(QLineEdit, "new note")
    assert notes is not None
    retype(notes, "Two sites shortlisted")
    QTest.keyClick(notes, Qt.Key.Key_Return)
    assert [note.text for note in risk(desk).actions[0].notes] == ["Met", "Two sites shortlisted"]
    assert any("Ann Author: Two sites shortlisted" in label.text() for label in card.findChildren(QLabel))


def test_a_control_is_added_edited_and_removed(inspector: Inspector, desk: Desk) -> None:
    cards = inspector.control_cards
    retype(cards.line, "Bridging team")
    QTest.keyClick(cards.line, Qt.Key.Key_Return)
    assert [control.text for control in risk(desk).controls][1:] == ["Bridging team"]
    card = cards.open(risk(desk).controls[1].id)
    assert card.form
    gaps = card.form.editors["gaps"]
    retype(gaps.input, "Weekends not covered")
    card.form.editors["state"].setFocus()
    assert risk(desk).controls[1].gaps == "Weekends not covered"
    assert risk(desk).controls[1].state is ControlState.IN_PLACE
    card.remove_button.click()
    assert len(risk(desk).controls) == 1
    desk.undo()
    assert len(risk(desk).controls) == 2


def test_what_cannot_be_added_is_kept_and_shown_again_with_its_risk(inspector: Inspector, desk: Desk) -> None:
    long = "Ring the provider " * 10_000
    desk.store._db.execute("pragma max_page_count = 1")  # no page more than there are
    inspector.action_cards.line.setText(long)
    inspector.action_cards.due.setText("March 2020")
    inspector.owners.picker.setEditText(long)
    inspector.show_risk(BARE)
    assert inspector.action_cards.line.text() == inspector.owners.picker.currentText() == ""
    inspector.show_risk(FULL)
    assert inspector.action_cards.line.text() == long
    assert inspector.action_cards.due.text() == "March 2020"
    assert inspector.owners.picker.currentText() == long
    assert len(risk(desk).actions) == 3
    desk.store._db.execute("pragma max_page_count = 1000000")
    assert inspector.settle()
    assert risk(desk).actions[-1].text == long.strip()


def test_a_typed_but_not_added_action_is_added_on_leaving(inspector: Inspector, desk: Desk) -> None:
    retype(inspector.action_cards.line, "Ring the provider")
    inspector.show_risk(BARE)
    assert risk(desk).actions[-1].text == "Ring the provider"
    assert inspector.action_cards.line.text() == ""
