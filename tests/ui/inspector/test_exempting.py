"""On a risk's form: what public papers leave out, under which paragraph and why, and the way to change that."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from riskdesk.days import british
from riskdesk.publishing import EXEMPT_FIELDS, PARAGRAPHS, Exemption
from riskdesk.risks import Owner, OwnerKind
from tests.ui.inspector.fund import BARE, CLERK, FULL, LEAD
from ui.desk import Desk
from ui.exempting import ANOTHER, WHOLE, PublicPapers
from ui.inspector import Inspector
from ui.main_window import MainWindow
from ui.registerpage import RegisterPage


def exempt(desk: Desk, risk_id: int = FULL) -> tuple[Exemption, ...]:
    return desk.store.publication().exempt(risk_id)


def keep_out(parts: PublicPapers, what: str, reason: str) -> None:
    parts.exempt_button.click()
    parts.what.setCurrentText(what)
    QTest.keyClicks(parts.bar.line, reason)
    QTest.keyClick(parts.bar.line, Qt.Key.Key_Return)


def test_a_detail_is_kept_out_and_the_form_says_what_under_what_who_and_why(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.public
    assert parts.lead.text() == "Public papers print all of this risk."
    keep_out(parts, EXEMPT_FIELDS["money"], "A contract is being let")
    [found] = exempt(desk)
    assert (found.field, found.paragraph, found.reason) == ("money", "3", "A contract is being let")
    _, words, button = parts.lines[0]
    assert words.text() == (
        f"Money and who bears it: kept out under paragraph 3 ({PARAGRAPHS['3']}).\n"
        f"Ann Author, {british(desk.store.today)}: A contract is being let"
    )
    assert button.accessibleName() == "Withdraw the exemption: money and who bears it"
    assert parts.lead.isHidden()
    assert parts.bar.isHidden()


def test_what_is_exempt_already_is_not_offered_again(desk: Desk, inspector: Inspector) -> None:
    desk.store.exempt(FULL, "3")
    parts = inspector.public
    parts.exempt_button.click()
    assert [parts.what.itemText(place) for place in range(parts.what.count())] == list(EXEMPT_FIELDS.values())
    for field in EXEMPT_FIELDS:
        desk.store.exempt(FULL, "3", field=field)
    assert parts.exempt_button.isHidden()


def test_another_law_is_given_in_ones_own_words(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.public
    parts.exempt_button.click()
    assert parts.words.isHidden()
    assert parts.about.text() == "Information relating to the financial or business affairs of any particular person"
    parts.paragraph.setCurrentText(ANOTHER)
    assert parts.words.isVisible()
    QTest.keyClicks(parts.bar.line, "It would help bidders")
    parts.bar.agree()
    assert "names its paragraph" in parts.bar.lack.text()
    assert not exempt(desk)
    QTest.keyClicks(parts.words, "FOIA section 43")
    parts.bar.agree()
    assert [(each.field, each.paragraph) for each in exempt(desk)] == [("", "FOIA section 43")]
    assert parts.lines[0][1].text().startswith(f"{WHOLE}: kept out under FOIA section 43.\n")


def test_a_reason_is_asked_and_escape_takes_it_back(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.public
    parts.exempt_button.click()
    assert parts.what.hasFocus()
    parts.bar.agree()
    assert "Say why" in parts.bar.lack.text()
    QTest.keyClick(parts.bar.line, Qt.Key.Key_Escape)
    assert parts.bar.isHidden()
    assert parts.exempt_button.hasFocus()
    assert not exempt(desk)


def test_an_exemption_is_withdrawn_with_a_reason_and_undone(desk: Desk, inspector: Inspector) -> None:
    desk.store.exempt(FULL, "3", field="owners", reason="Threats")
    parts = inspector.public
    whole, _, button = parts.lines[0]
    button.click()
    assert parts.asking.isHidden()
    assert parts.bar.what.text() == "Let the public see risk 1: owners"
    QTest.keyClicks(parts.bar.line, "The threats are over")
    QTest.keyClick(parts.bar.line, Qt.Key.Key_Return)
    assert not exempt(desk)
    assert whole.isHidden()
    desk.undo()
    assert len(exempt(desk)) == 1
    assert not whole.isHidden()


def test_half_an_answer_waits_with_its_risk(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.public
    parts.exempt_button.click()
    parts.what.setCurrentText(EXEMPT_FIELDS["controls"])
    parts.paragraph.setCurrentText(ANOTHER)
    QTest.keyClicks(parts.words, "FOIA")
    QTest.keyClicks(parts.bar.line, "It would")
    inspector.show_risk(BARE)
    assert parts.bar.isHidden()
    inspector.show_risk(FULL)
    assert (parts.what.currentText(), parts.paragraph.currentText()) == (EXEMPT_FIELDS["controls"], ANOTHER)
    assert (parts.words.text(), parts.bar.line.text()) == ("FOIA", "It would")
    assert not exempt(desk)


def test_an_owner_in_person_without_a_post_is_pointed_out(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.public
    assert parts.posts.isHidden()
    lead, clerk = (next(one for one in desk.register.owners if one.name == each.name) for each in (LEAD, CLERK))
    desk.store.edit_entry(Owner, lead.id, {"kind": OwnerKind.PERSON})
    desk.store.edit_entry(Owner, clerk.id, {"kind": OwnerKind.PERSON})
    assert f"none is recorded for {LEAD.name}: see Owners" in parts.posts.text()
    desk.store.edit_action(desk.register.risks[0].actions[0].id, {"owner": clerk})
    assert f"{LEAD.name} and {CLERK.name}" in parts.posts.text()
    desk.store.edit_entry(Owner, lead.id, {"post": "Strategic lead"})
    desk.store.edit_entry(Owner, clerk.id, {"post": "Clerk"})
    assert parts.posts.isHidden()
    assert inspector.owners.rows[0].details.text().endswith("Thurrock Council, in public papers Strategic lead")


def test_a_finding_or_a_command_leads_to_the_button(inspector: Inspector) -> None:
    inspector.show_field("exemption")
    assert inspector.public.exempt_button.hasFocus()


def test_it_is_begun_from_the_risk_menu(window: MainWindow) -> None:
    page = window.pages[0]
    assert isinstance(page, RegisterPage)
    window.menus.action("Keep out of public papers…").trigger()
    parts = page.inspector.public
    assert parts.what.hasFocus()
    parts.bar.line.setText("A contract is being let")
    parts.bar.agree()
    assert page.risk
    assert [each.field for each in page.desk.store.publication().exempt(page.risk.id)] == [""]


def test_both_gaps_of_a_control_are_typed_and_seen_on_its_closed_card(desk: Desk, inspector: Inspector) -> None:
    control = desk.register.risks[0].controls[0].id
    card = inspector.control_cards.open(control)
    assert card.form
    for name, text in (("gaps", "No deputy"), ("assurance_gaps", "Never tested")):
        editor = card.form.editors[name]
        editor.input.setFocus()
        QTest.keyClicks(editor.input, text)
        editor.settle()
    inspector.control_cards.toggle(control)
    assert card.head.alert.text() == "Gap in control: No deputy\nGap in assurance: Never tested"
    assert desk.register.risks[0].controls[0].assurance_gaps == "Never tested"
