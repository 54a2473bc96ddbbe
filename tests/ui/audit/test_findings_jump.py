"""From a finding to its field and back: what has the keyboard then, and how one walks from one to the next."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from riskdesk.audit.findings import Finding, Hit, Rule, Severity
from riskdesk.audit.run import audit
from riskdesk.risks import Stage
from tests.ui.audit.hands import DIRECTOR, LEAD, Officer
from ui.audit.calibration import CalibrationPanel
from ui.audit.findingrows import Grouping
from ui.audit.findingsheet import target_of
from ui.main_window import MainWindow
from ui.settingspage import SettingsPage


@pytest.fixture
def officer(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    return Officer(empty_window, qtbot, tmp_path)


def in_view(widget: QWidget, area: QScrollArea) -> bool:
    top = widget.mapTo(area.viewport(), widget.rect().topLeft()).y()
    return top >= 0 and top + min(widget.height(), 20) <= area.viewport().height()


def jump(officer: Officer, ref: str, field: str, part_id: int = 0) -> None:
    officer.window.show_field(officer.risk(ref).id, field, part_id)


def has_keyboard(officer: Officer, widget: QWidget) -> None:
    """It has the focus and, once the layouts are done, stands in view."""
    officer.qtbot.waitUntil(widget.hasFocus)
    area = officer.register_page.inspector.scrolled
    officer.qtbot.waitUntil(lambda: in_view(widget, area))


def test_enter_goes_to_the_score_it_is_about(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "2")
    officer.panel.focus_rows()
    officer.press(Qt.Key.Key_Return)
    assert officer.window.page is officer.register_page
    assert officer.register_page.risk == officer.risk("2")
    has_keyboard(officer, officer.register_page.inspector.stages.panels[Stage.CURRENT].matrix)
    assert officer.window.notice.text().startswith("Error: Residual rating is stated as 8")


@pytest.mark.parametrize("stage", list(Stage))
def test_a_stage_leads_to_its_matrix(officer: Officer, stage: Stage) -> None:
    jump(officer, "1", stage.value)
    has_keyboard(officer, officer.register_page.inspector.stages.panels[stage].matrix)


@pytest.mark.parametrize("name", ["ref", "heading", "target_date", "bearer", "next_review", "comments"])
def test_a_field_of_the_risk_leads_to_its_editor(officer: Officer, name: str) -> None:
    jump(officer, "1", name)
    editor = next(form.editors[name] for form in officer.register_page.inspector.forms.values() if name in form.editors)
    has_keyboard(officer, editor.input)


def test_a_field_that_is_folded_away_is_unfolded(officer: Officer) -> None:
    form = officer.register_page.inspector.forms["Risk"]
    jump(officer, "1", "ref")
    assert form.editors["effect"].isHidden()
    jump(officer, "1", "effect")
    has_keyboard(officer, form.editors["effect"].input)


def test_several_owners_lead_to_who_else_could_be_accountable(officer: Officer) -> None:
    officer.desk.store.set_owners(officer.risk("1").id, (LEAD, DIRECTOR))
    jump(officer, "1", "owners")
    has_keyboard(officer, officer.register_page.inspector.owners.rows[1].promote)


def test_one_owner_leads_to_where_another_is_named_and_never_to_taking_one_away(officer: Officer) -> None:
    jump(officer, "1", "owners")
    has_keyboard(officer, officer.register_page.inspector.owners.picker)


@pytest.mark.parametrize(("kind", "inner"), [("actions", "due"), ("controls", "implemented")])
def test_what_is_about_a_date_leads_to_the_date(officer: Officer, kind: str, inner: str) -> None:
    part = getattr(officer.risk("1"), kind)[0]
    jump(officer, "1", f"{kind}.{inner}", part.id)
    inspector = officer.register_page.inspector
    card = (inspector.action_cards if kind == "actions" else inspector.control_cards).card_of(part.id)
    assert card
    assert card.form
    has_keyboard(officer, card.form.editors[inner].input)


@pytest.mark.parametrize(
    ("rule", "field", "part_id", "leads_to"),
    [
        ("ACTION_NO_DUE_DATE", "actions", 7, "actions.due"),
        ("CONTROL_UNDATED", "controls", 7, "controls.implemented"),
        ("VAGUE_ACTION", "actions", 7, "actions"),
        ("ACTION_NO_DUE_DATE", "actions", 0, "actions"),
        ("OPEN_ENDED_DATE", "target_date", 0, "target_date"),
    ],
)
def test_rules_on_dates_lead_to_the_date_of_the_part(
    officer: Officer, rule: str, field: str, part_id: int, leads_to: str
) -> None:
    made = Rule(rule, Severity.ERROR, "Rule", "Why.", lambda _case: ())
    risk = officer.risk("1")
    assert target_of(Finding(made, Severity.ERROR, "M.", (risk,), field, part_id)) == (risk.id, leads_to, part_id)


def test_how_all_scores_are_spread_is_seen_under_calibration(officer: Officer) -> None:
    rule = Rule("CROWDED", Severity.ERROR, "Crowded", "Why.", lambda _case: [Hit("M.", (), field="current")])
    officer.page.auditor.audit = audit(officer.desk.store.case(), rules=(rule,))
    officer.page.auditor.audited.emit()
    officer.window.show_page(0)
    officer.do("Next finding")
    assert officer.window.page is officer.page
    assert isinstance(officer.page.panel, CalibrationPanel)
    assert officer.window.notice.text() == "Error: M."


def test_owners_lead_to_where_one_is_added_where_there_is_none(officer: Officer) -> None:
    jump(officer, "3", "owners")
    has_keyboard(officer, officer.register_page.inspector.owners.picker)


@pytest.mark.parametrize("kind", ["actions", "controls"])
def test_an_action_or_a_control_leads_to_its_card_opened(officer: Officer, kind: str) -> None:
    part = getattr(officer.risk("1"), kind)[0]
    jump(officer, "1", kind, part.id)
    inspector = officer.register_page.inspector
    cards = inspector.action_cards if kind == "actions" else inspector.control_cards
    [card] = [card for card in cards.cards if card.part.id == part.id]
    assert card.form
    assert card.form.isVisible()
    has_keyboard(officer, card.form.editors["text"].input)
    jump(officer, "1", kind, part.id)
    assert card.form.isVisible()


@pytest.mark.parametrize("kind", ["actions", "controls"])
def test_without_any_the_way_leads_to_where_one_is_added(officer: Officer, kind: str) -> None:
    jump(officer, "3", kind)
    inspector = officer.register_page.inspector
    has_keyboard(officer, (inspector.action_cards if kind == "actions" else inspector.control_cards).line)


def test_a_field_without_a_place_leads_to_the_top_of_the_form(officer: Officer) -> None:
    jump(officer, "1", "status")
    has_keyboard(officer, officer.register_page.inspector.forms["Risk"].editors["heading"].input)


def test_filters_that_hide_the_risk_are_cleared(officer: Officer) -> None:
    officer.register_page.bar.choose("Owner", "none")
    officer.window.search.setText("mismatch")
    jump(officer, "1", "current")
    assert officer.register_page.table.rows.rows.place(officer.risk("1").id) >= 0
    has_keyboard(officer, officer.register_page.inspector.stages.panels[Stage.CURRENT].matrix)


def test_a_form_that_was_put_away_is_shown(officer: Officer) -> None:
    officer.register_page.show_form(shown=False)
    jump(officer, "1", "comments")
    assert officer.register_page.form.isVisible()


def settings_of(officer: Officer) -> SettingsPage:
    page = officer.window.pages[-1]
    assert isinstance(page, SettingsPage)
    return page


def test_what_is_about_the_register_leads_to_its_settings(officer: Officer) -> None:
    for name in ("source_note", "as_at", "organisation"):
        officer.window.show_field(0, name, 0)
        forms = settings_of(officer).register_settings.forms
        editor = next(form.editors[name] for form in forms if name in form.editors)
        assert editor.input.hasFocus(), name
    officer.window.show_field(0, "appetite", 0)
    assert settings_of(officer).register_settings.appetite.hasFocus()


def test_the_scheme_and_the_lists_have_tabs_of_their_own(officer: Officer) -> None:
    officer.choose("SCALE_UNDEFINED")
    officer.panel.detail.go_button.click()
    page = settings_of(officer)
    assert officer.window.page is page
    assert page.tabs.currentWidget() is page.scheme
    officer.window.show_field(0, "owners", 0)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Owners"


def test_a_link_leads_to_the_field_of_that_risk(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    entry = officer.panel.detail.links.entries[1]
    entry.ref.click()
    assert officer.register_page.risk == officer.risk("2")
    has_keyboard(officer, officer.register_page.inspector.stages.panels[Stage.INHERENT].matrix)


def test_f8_walks_from_field_to_field_wherever_the_person_is(officer: Officer) -> None:
    panels = officer.register_page.inspector.stages.panels
    walk = [row.thing.finding for row in officer.panel.table.model_.findings.findings]
    officer.window.show_page(1)
    for finding in walk[:5]:
        officer.do("Next finding")
        if finding.risks:
            assert officer.register_page.risk == finding.risks[0]
        if finding.field in list(Stage):
            has_keyboard(officer, panels[Stage(finding.field)].matrix)
    officer.do("Previous finding")
    assert officer.panel.detail.finding == walk[3]


def test_f8_goes_on_from_the_finding_chosen(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "2")
    officer.choose("SCORE_MISMATCH", "1")
    officer.do("Next finding")
    assert officer.register_page.risk == officer.risk("2")


def test_f8_before_the_page_was_ever_seen_begins_at_the_first(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    officer = Officer(empty_window, qtbot, tmp_path, shown=False)
    qtbot.waitUntil(lambda: officer.page.auditor.ready, timeout=20_000)
    officer.do("Next finding")
    assert officer.window.page is officer.register_page
    has_keyboard(officer, officer.register_page.inspector.stages.panels[Stage.CURRENT].matrix)
    assert officer.register_page.risk == officer.risk("1")


def test_f8_while_nothing_is_known_yet_says_so(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    officer = Officer(empty_window, qtbot, tmp_path, shown=False)
    officer.do("Next finding")
    assert officer.window.notice.text() == "The register is being audited."


def test_at_either_end_the_walk_says_so(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.do("Previous finding")
    assert officer.window.notice.text() == "That was the first finding."
    last = officer.panel.table.model_.rows.shown[-1]
    officer.panel.table.go_to(last.id)
    officer.panel.choose_row(last.id)
    officer.do("Next finding")
    assert officer.window.notice.text() == "That was the last finding."


def test_a_finding_mended_on_the_way_is_not_missed(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.go()
    risk = officer.risk("1")
    officer.desk.store.state_rating(risk.id, Stage.CURRENT, 12, reason="The source was misread")
    officer.wait()
    officer.do("Next finding")
    assert officer.register_page.risk == officer.risk("2")


def test_an_open_rolled_up_finding_is_walked_through(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.table.turn(opened=True)
    seen = []
    for _ in range(3):
        officer.do("Next finding")
        seen.append(officer.register_page.risk)
    assert seen == [officer.risk("1"), officer.risk("2"), officer.risk("3")]


def test_below_each_risk_a_shared_finding_leads_to_that_risk(officer: Officer) -> None:
    officer.desk.store.edit_risk(officer.risk("2").id, {"ref": "1"})
    officer.wait()
    officer.panel.grouping.setCurrentIndex(list(Grouping).index(Grouping.RISK))
    officer.panel.grouping.activated.emit(officer.panel.grouping.currentIndex())
    rows = officer.panel.table.model_.findings
    shared = [row for row in rows.findings if row.thing.finding.rule.name == "DUPLICATE_REF"]
    seen = []
    for row in shared:
        officer.panel.table.go_to(row.id)
        officer.panel.choose_row(row.id)
        officer.panel.detail.go()
        seen.append(officer.register_page.risk)
    assert seen == list(officer.desk.register.risks[:2])


def test_back_to_findings_stands_where_one_left(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "2")
    officer.panel.detail.go()
    officer.do("Back to findings")
    assert officer.window.page is officer.page
    assert officer.panel.table.hasFocus()
    assert officer.panel.detail.finding
    assert officer.panel.detail.finding.refs == ("2",)


def test_of_what_is_rolled_up_the_first_that_waits_is_gone_to(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.table.turn(opened=True)
    officer.choose("NO_INHERENT", "1")
    officer.waive("Not for this one")
    officer.choose("NO_INHERENT", "1", "2", "3")
    officer.panel.detail.go()
    assert officer.register_page.risk == officer.risk("2")


def test_a_finding_about_nothing_but_the_register_leads_to_risk_0() -> None:
    rule = Rule("RULE", Severity.ERROR, "Rule", "Why.", lambda _case: ())
    assert target_of(Finding(rule, Severity.ERROR, "Message.", (), "as_at")) == (0, "as_at", 0)
