"""In the settings: how a pooled fund's money is shared, every cell a step, and what does not add up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Objective, ObjectiveKind, Owner, OwnerKind, Partner, Split
from tests.ui.inspector.fund import lay_desk
from ui.desk import Desk
from ui.edittable import EditTable
from ui.entries import EntryList
from ui.fields import LineEditor
from ui.fund import FundSettings, read_percent
from ui.settingspage import SettingsPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path)
    for name in ("Reablement", "Hospital discharge"):
        desk.store.add_entry(Objective, {"name": name, "kind": ObjectiveKind.PLAN_SCHEME})
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    return page


@pytest.fixture
def fund(page: SettingsPage) -> FundSettings:
    return page.register_settings.fund


def rewrite(table: EditTable, row: int, column: int, text: str) -> None:
    item = table.item(row, column)
    assert item is not None
    item.setText(text)


def shares(fund: FundSettings) -> EditTable:
    assert fund.shares
    return fund.shares


def texts(table: EditTable) -> list[list[str]]:
    return [[table.text(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]


def test_contributions_are_typed_as_money_and_say_what_part_they_are(desk: Desk, fund: FundSettings) -> None:
    rewrite(fund.contributions, 0, 1, "1.2m")
    rewrite(fund.contributions, 1, 1, "£800,000")
    assert texts(fund.contributions) == [
        ["Thurrock Council", "£1,200,000", "60.0%"],
        ["NHS Thurrock CCG", "£800,000", "40.0%"],
    ]
    assert fund.contributed.text() == "In all £2,000,000."
    assert [partner.contribution for partner in desk.register.partners] == [1_200_000, 800_000]
    desk.undo()
    assert fund.contributions.text(1, 1) == ""
    assert fund.contributed.text() == "In all £1,200,000. No contribution is recorded for NHS Thurrock CCG."


def test_a_missing_contribution_alerts_only_where_the_split_asks_for_it(desk: Desk, fund: FundSettings) -> None:
    assert fund.contributed.property("alert") is False
    desk.store.edit_register({"split": Split.PRO_RATA})
    assert fund.contributed.property("alert") is True


def test_what_is_no_money_is_refused_and_what_was_there_stays(desk: Desk, fund: FundSettings) -> None:
    rewrite(fund.contributions, 0, 1, "£5")
    for wrong in ("much", "-1"):
        with capture_exceptions() as faults:
            rewrite(fund.contributions, 0, 1, wrong)
        assert [fault[0] for fault in faults] == [RiskDeskError]
        assert fund.contributions.text(0, 1) == "£5"


def test_schemes_are_shared_only_where_the_split_says_so(desk: Desk, fund: FundSettings) -> None:
    assert shares(fund).isHidden()
    assert fund.lack.isHidden()
    desk.store.edit_register({"split": Split.BY_SCHEME})
    assert not shares(fund).isHidden()
    assert shares(fund).accessibleName() == "Shares by plan scheme"
    assert texts(shares(fund)) == [["Reablement", "", "", "0%"], ["Hospital discharge", "", "", "0%"]]


def test_shares_that_do_not_add_up_are_said_until_they_do(desk: Desk, fund: FundSettings) -> None:
    desk.store.edit_register({"split": Split.BY_SCHEME})
    for row, column, text in ((0, 1, "60"), (0, 2, "40%"), (1, 2, "70")):
        rewrite(shares(fund), row, column, text)
    assert texts(shares(fund)) == [["Reablement", "60%", "40%", "100%"], ["Hospital discharge", "", "70%", "70%"]]
    assert fund.lack.text() == "The shares do not add up to 100% in Hospital discharge (70%)."
    assert fund.lack.property("alert") is True
    rewrite(shares(fund), 1, 1, "30")
    assert fund.lack.text() == "The shares of every plan scheme add up to 100%."
    assert fund.lack.property("alert") is False
    assert desk.store.last_step
    assert desk.store.last_step.title == "Set share of Thurrock Council in Hospital discharge to 30%"
    rewrite(shares(fund), 1, 1, "")
    assert "Hospital discharge (70%)" in fund.lack.text()


def test_a_renamed_or_new_partner_is_a_column_of_its_own(desk: Desk, fund: FundSettings) -> None:
    desk.store.edit_register({"split": Split.BY_SCHEME})
    desk.store.add_entry(Partner, {"name": "Essex"})
    headers = [shares(fund).horizontalHeaderItem(place) for place in range(shares(fund).columnCount())]
    assert [item.text() for item in headers if item] == [
        "Plan scheme",
        "Thurrock Council",
        "NHS Thurrock CCG",
        "Essex",
        "In all",
    ]
    rewrite(shares(fund), 0, 3, "10")
    assert [share.percent for share in desk.register.scheme_shares] == [10]


def test_without_schemes_it_says_where_they_are_named(desk: Desk, fund: FundSettings) -> None:
    desk.undo()
    desk.undo()
    desk.store.edit_register({"split": Split.BY_SCHEME})
    assert fund.lack.text().startswith("No plan scheme is recorded yet: the Objectives tab")
    assert shares(fund).isHidden()


def test_the_split_and_the_contingency_are_fields_that_findings_lead_to(desk: Desk, page: SettingsPage) -> None:
    editor = page.register_settings.fund.form.editors["contingency"]
    page.show_setting("contingency")
    assert editor.input.hasFocus()
    assert isinstance(editor, LineEditor)
    editor.input.setText("250k")
    editor.settle()
    assert desk.register.contingency == 250_000


def test_read_only_the_fund_is_shown_and_cannot_be_typed_in(fund: FundSettings) -> None:
    fund.contributions.set_read_only(True)
    item = fund.contributions.item(0, 1)
    assert item is not None
    assert not item.flags() & Qt.ItemFlag.ItemIsEditable


@pytest.mark.parametrize(("text", "percent"), [("", None), (" 40 % ", 40), ("0", 0), ("100", 100)])
def test_a_share_is_a_whole_number_or_nothing(text: str, percent: int | None) -> None:
    assert read_percent(text) == percent


@pytest.mark.parametrize("text", ["101", "-1", "12.5", "half", "99999999999999999999"])
def test_what_is_no_share_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RiskDeskError, match="is not a share"):
        read_percent(text)


def test_an_owners_post_and_a_partners_contribution_stand_in_their_lists(desk: Desk, page: SettingsPage) -> None:
    lists: dict[str, EntryList] = {each.table.accessibleName(): each for each in page.lists}
    owners, partners = lists["Owners"].table, lists["Partners"].table
    rewrite(owners, 0, 2, OwnerKind.PERSON.label)
    rewrite(owners, 0, 3, "Strategic lead for adults")
    assert desk.register.owners[0].post == "Strategic lead for adults"
    assert partners.text(0, 1) == ""
    rewrite(partners, 0, 1, "12,500,000")
    assert (partners.text(0, 1), desk.register.partners[0].contribution) == ("£12,500,000", 12_500_000)
    desk.store.edit_entry(Owner, desk.register.owners[0].id, {"post": ""})
    assert owners.text(0, 3) == ""
