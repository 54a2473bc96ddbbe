"""What the form shows of a risk, how its fields are saved, and what it does with hostile text and read-only files."""

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from riskdesk.entities import shown_fields
from riskdesk.risks import Risk, Stage
from riskdesk.store import Store
from tests.ui.inspector.fund import BARE, FULL, click, current, line, retype, risk, show, titles
from ui.choices import PickEditor
from ui.desk import Desk
from ui.inspector import Inspector
from ui.longtext import TextEditor


def test_without_a_risk_it_says_how_to_begin(qtbot: QtBot, desk: Desk) -> None:
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    assert "Choose a risk" in inspector.empty.how.text()


def test_every_shown_field_of_a_risk_has_its_editor(inspector: Inspector, desk: Desk) -> None:
    shown = {name: editor for form in inspector.forms.values() for name, editor in form.editors.items()}
    assert set(shown) == set(shown_fields(Risk))
    assert all(editor.known == getattr(risk(desk), name) for name, editor in shown.items())


def test_the_title_names_the_risk_and_its_status(inspector: Inspector) -> None:
    assert inspector.title.reference.text() == "Risk 1 · Open"
    assert inspector.title.heading.text() == "Workforce and capacity"


def test_amounts_of_money_say_what_they_share_once(inspector: Inspector) -> None:
    amounts = [line(inspector, f"financial_{which}") for which in ("low", "likely", "high")]
    assert [each.caption.text() for each in amounts] == ["Financial impact, low", "Likely", "High"]
    assert amounts[2].input.accessibleName() == "Financial impact, high"


def test_stages_carry_the_registers_words_and_ratings(inspector: Inspector) -> None:
    said = {stage: (panel.word.text(), panel.chip.text) for stage, panel in inspector.stages.panels.items()}
    assert said == {
        Stage.INHERENT: ("Inherent", "not scored"),
        Stage.CURRENT: ("Residual", "12 High"),
        Stage.TARGET: ("Target", "12 High"),
    }
    assert "As stated" in inspector.stages.panels[Stage.TARGET].levels.text()
    assert current(inspector).matrix.accessibleName() == "Residual score, 12 High"


def test_a_stated_rating_that_differs_is_told_with_both_readings(inspector: Inspector) -> None:
    said = inspector.stages.difference.text()
    assert "Residual: The source states 16; 4 x 3 makes 12." in said
    assert "the levels would be 4 x 4" in said
    assert "the rating is 12 High" in said


def test_a_risk_with_nothing_differing_is_told_nothing(inspector: Inspector) -> None:
    inspector.show_risk(BARE)
    assert inspector.stages.difference.isHidden()


def test_the_target_dates_reading_is_shown(inspector: Inspector) -> None:
    assert line(inspector, "target_date").foot.text() == "ends 31 March 2019"


def test_the_original_cells_are_there_when_asked(inspector: Inspector) -> None:
    inspector.as_written.button.click()
    views = inspector.as_written.views
    assert [(view.heading.text(), view.text.exact_text()) for view in views] == [("Ref", "1"), ("Rating", "16 <b>")]
    assert all(view.text.isReadOnly() for view in views)


def test_a_field_is_saved_as_one_step_when_left(inspector: Inspector, desk: Desk) -> None:
    retype(line(inspector, "heading").input, "Workforce")
    line(inspector, "ref").input.setFocus()
    assert risk(desk).heading == "Workforce"
    assert titles(desk)[0] == "Edit heading of risk 1"
    assert inspector.title.heading.text() == "Workforce"


def test_another_risk_is_shown_only_after_the_pending_edit_was_saved(inspector: Inspector, desk: Desk) -> None:
    retype(line(inspector, "heading").input, "Workforce")
    inspector.show_risk(BARE)
    assert risk(desk).heading == "Workforce"
    assert risk(desk, BARE).heading == ""
    assert line(inspector, "ref").input.text() == "2"


def test_leaving_the_page_saves_what_is_half_typed(inspector: Inspector, desk: Desk) -> None:
    retype(inspector.action_cards.line, "Ring the provider")
    retype(line(inspector, "heading").input, "Workforce")
    inspector.hide()
    assert risk(desk).heading == "Workforce"
    assert risk(desk).actions[-1].text == "Ring the provider"


def test_what_cannot_be_saved_is_told_kept_and_shown_again_with_its_risk(
    qtbot: QtBot, inspector: Inspector, desk: Desk
) -> None:
    retype(line(inspector, "financial_likely").input, "abc")
    with qtbot.waitSignal(desk.noticed) as told:
        inspector.show_risk(BARE)
    assert told.args is not None
    assert told.args[0].startswith('Financial impact, likely is not saved: "abc" is not')
    assert line(inspector, "financial_likely").input.text() == ""
    inspector.show_risk(FULL)
    assert line(inspector, "financial_likely").input.text() == "abc"
    assert "not an amount" in line(inspector, "financial_likely").problem
    assert risk(desk).financial_likely == 1_200_000


def test_a_step_elsewhere_leaves_half_typed_words_focus_and_scroll(inspector: Inspector, desk: Desk) -> None:
    comments = next(form.editors["comments"] for form in inspector.forms.values() if "comments" in form.editors)
    comments.input.setFocus()
    QTest.keyClicks(comments.input, "Half a sent")
    bar = inspector.scrolled.verticalScrollBar()
    bar.setValue(300)
    desk.store.edit_risk(FULL, {"heading": "Changed elsewhere"})
    assert comments.input.hasFocus()
    assert comments.draft() == "Half a sent"
    assert bar.value() == 300
    assert line(inspector, "heading").input.text() == "Changed elsewhere"


def test_a_category_can_be_picked_and_a_new_one_added(inspector: Inspector, desk: Desk) -> None:
    editor = inspector.forms["Place"].editors["category"]
    assert isinstance(editor, PickEditor)
    editor.input.setEditText("Reputation")
    assert not editor.settle()
    editor.add_button.click()
    category = risk(desk).category
    assert category is not None
    assert category.name == "Reputation"
    assert category.id


def test_a_tick_sets_a_partner(inspector: Inspector, desk: Desk) -> None:
    inspector.partners.boxes[1].click()
    assert [partner.name for partner in risk(desk).partners] == ["Thurrock Council", "NHS Thurrock CCG"]
    desk.undo()
    assert not inspector.partners.boxes[1].isChecked()


HOSTILE = '<b>bold</b> <img src="file.png"> & " \' ŵ 😀'


def test_hostile_text_is_shown_letter_by_letter(inspector: Inspector, desk: Desk) -> None:
    store = desk.store
    store.edit_risk(FULL, {"heading": HOSTILE, "description": HOSTILE, "comments": HOSTILE})
    store.rate_risk(FULL, Stage.CURRENT, 2, 2, reason=HOSTILE)
    store.edit_action(risk(desk).actions[0].id, {"text": HOSTILE, "due": HOSTILE})
    assert inspector.title.heading.text() == HOSTILE
    assert inspector.action_cards.cards[0].head.text.text() == HOSTILE
    formats = {label.textFormat() for label in inspector.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_a_hundred_thousand_letters_freeze_nothing(inspector: Inspector, desk: Desk) -> None:
    long = "word " * 20_000
    facts = dict.fromkeys(("heading", "description", "cause", "comments"), long)
    desk.store.edit_risk(FULL, facts)
    desk.store.edit_action(risk(desk).actions[0].id, {"text": long})
    inspector.action_cards.open(risk(desk).actions[0].id)
    inspector.show_risk(BARE)
    begun = time.perf_counter()
    inspector.show_risk(FULL)
    inspector.grab()
    assert time.perf_counter() - begun < 5
    description = inspector.forms["Risk"].editors["description"]
    assert isinstance(description, TextEditor)
    assert description.input.exact_text() == long
    assert description.input.height() < 400


def test_a_read_only_register_shows_everything_and_edits_nothing(qtbot: QtBot, desk: Desk) -> None:
    reading = Desk(Store.open(desk.store.path, "Second Reader"))
    assert reading.read_only
    inspector = show(qtbot, reading)
    assert inspector.title.heading.text() == "Workforce and capacity"
    assert current(inspector).chip.text == "12 High"
    assert inspector.history.entries
    inspector.action_cards.open(FULL)
    for hidden in (inspector.title.close_button, inspector.owners.button, inspector.action_cards.button):
        assert hidden.isHidden()
    assert inspector.partners.boxes[0].focusPolicy() == Qt.FocusPolicy.NoFocus
    assert inspector.partners.boxes[0].testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    QTest.keyClick(inspector.forms["Response"].editors["response"].input, Qt.Key.Key_Down)
    QTest.keyClicks(inspector.forms["Place"].editors["category"].input, "typed")
    click(current(inspector), 1, 1)
    QTest.keyClicks(line(inspector, "heading").input, "typed")
    QTest.keyClicks(current(inspector).rationale.input, "typed")
    assert inspector.stages.bar.isHidden()
    inspector.show_risk(BARE)
    assert inspector.forms["Risk"].unfold_button.isHidden()
    reading.close()


def test_an_empty_cause_event_and_effect_wait_behind_a_link(inspector: Inspector, desk: Desk) -> None:
    form = inspector.forms["Risk"]
    assert form.editors["cause"].isHidden()
    form.unfold_button.click()
    assert form.editors["cause"].input.hasFocus()
    assert form.editors["cause"].input.property("placeholderText") == "Because of ..."
    inspector.show_risk(BARE)
    assert form.editors["cause"].isHidden()
    desk.store.edit_risk(BARE, {"effect": "Beds are blocked"})
    assert form.editors["cause"].isVisible()
    assert form.unfold_button.isHidden()


def test_tab_goes_through_the_form_from_top_to_bottom(inspector: Inspector, desk: Desk) -> None:
    card = inspector.action_cards.open(risk(desk).actions[0].id)
    assert card.form
    stops = (
        inspector.title.close_button,
        line(inspector, "ref").input,
        inspector.forms["Risk"].editors["effect"].input,
        current(inspector).matrix,
        current(inspector).rationale.input,
        inspector.owners.rows[0].remove,
        inspector.owners.picker,
        inspector.partners.boxes[0],
        inspector.control_cards.cards[0].head.knob,
        card.head.knob,
        card.form.editors["text"].input,
        card.form.editors["cuts"].input,
        inspector.action_cards.cards[1].head.knob,
        line(inspector, "proximity").input,
        inspector.as_written.button,
    )
    seen: list[QWidget] = []
    at: QWidget | None = inspector.title.close_button
    while at is not None and at not in seen:
        seen.append(at)
        at = at.nextInFocusChain()
    places = [seen.index(stop) for stop in stops]
    assert places == sorted(places)


def test_a_risk_that_goes_away_leaves_the_form_empty(inspector: Inspector, desk: Desk) -> None:
    added = desk.store.add_risk({"heading": "Passing"})
    inspector.show_risk(added)
    desk.undo()
    assert not inspector.empty.isHidden()


def test_a_full_disk_is_told_beside_the_field_and_the_words_are_kept(inspector: Inspector, desk: Desk) -> None:
    long = "Workforce " * 20_000
    heading = line(inspector, "heading")
    desk.store._db.execute("pragma max_page_count = 1")  # no page more than there are
    heading.input.setText(long)
    QTest.keyClick(heading.input, Qt.Key.Key_Return)
    assert heading.problem
    assert heading.input.text() == long
    assert risk(desk).heading == "Workforce and capacity"
    desk.store._db.execute("pragma max_page_count = 1000000")
    assert inspector.settle()
    assert risk(desk).heading == long.strip()
