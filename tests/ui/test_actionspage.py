"""The actions page on a real file: groups, lateness, editing in place, adding, going to the risk."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Action, ActionStatus, Owner, Register, Risk, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from ui.actionrows import ACTIONS, Group, Heading, Item, group_of
from ui.actionspage import ActionsPage
from ui.columns import Sight, Tone
from ui.desk import Desk

COLUMN = {column.key: place for place, column in enumerate(ACTIONS)}
AS_AT = dt.date(2017, 8, 1)
LEAD, BOARD = Owner(name="Lead"), Owner(name="Board")


def register(as_at: dt.date | None = AS_AT) -> Register:
    first = (
        Action(text="Recruit nurses", due="March 2017", owner=LEAD),
        Action(text="Agree the risk share", due="On-going 2016-17", owner=BOARD),
        Action(text="Report to the board", due="15/08/2017"),
        Action(text="Re-tender", due="31/03/2018"),
        Action(text="Watch demand", due="On-going 2017-19"),
        Action(text="Think", due="soon"),
        Action(text="Sign", due="March 2017", status=ActionStatus.DONE, progress=100),
    )
    left = (Action(text="Left undone", due="March 2017"),)
    return Register(
        title="Fund",
        as_at=as_at,
        scheme=preset("council-4x4"),
        owners=(LEAD, BOARD),
        risks=(
            Risk(ref="1", heading="Workforce", actions=first, next_review=dt.date(2017, 9, 1)),
            Risk(ref="2", heading="Over", actions=left, status=Status.CLOSED, closed_reason="over"),
        ),
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Store.create(tmp_path / "r.riskdesk", register(), "Ann"))
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ActionsPage:
    return shown_page(desk, qtbot)


def shown_page(desk: Desk, qtbot: QtBot) -> ActionsPage:
    made = ActionsPage(desk)
    qtbot.addWidget(made)
    qtbot.addWidget(made.bar)
    made.resize(1300, 700)
    made.show()
    made.focus_rows()
    return made


def lines(page: ActionsPage) -> list[str]:
    """What stands in the table from top to bottom, headings in brackets."""
    rows = page.table.model_.rows.shown
    return [f"[{row.words}]" if isinstance(row, Heading) else row.thing.action.text for row in rows]


def action(desk: Desk, text: str) -> Action:
    return next(each for risk in desk.register.risks for each in risk.actions if each.text == text)


def index(page: ActionsPage, desk: Desk, text: str, key: str) -> QModelIndex:
    return page.table.model_.index(page.table.model_.rows.place(action(desk, text).id), COLUMN[key])


def edit(page: ActionsPage, at: QModelIndex) -> QWidget:
    """Open the editor of a cell as Enter does."""
    page.table.setCurrentIndex(at)
    page.table.edit(at)
    editor = page.table.indexWidget(at)
    assert editor is not None
    return editor


def enter(editor: QWidget) -> None:
    """Press Return; Qt saves when the key is dealt with."""
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()


def test_late_actions_come_first_and_finished_ones_are_folded_away(page: ActionsPage) -> None:
    assert lines(page) == [
        "[Late (2)]",
        "Recruit nurses",
        "Agree the risk share",
        "[Due before the next review (1)]",
        "Report to the board",
        "[Due later (1)]",
        "Re-tender",
        "[On-going, or without a date to judge by (2)]",
        "Watch demand",
        "Think",
        "[Done, cancelled, or of a closed risk (2), folded away]",
    ]


def test_finished_actions_unfold(page: ActionsPage) -> None:
    page.unfold.setChecked(True)
    assert lines(page)[-3:] == ["[Done, cancelled, or of a closed risk (2)]", "Sign", "Left undone"]
    page.unfold.setChecked(False)
    assert "Sign" not in lines(page)


def test_days_late_are_told_at_the_as_at_date(page: ActionsPage, desk: Desk) -> None:
    model = page.table.model_
    assert model.data(index(page, desk, "Recruit nurses", "late")) == "123 days"
    assert model.data(index(page, desk, "Re-tender", "late")) == "no"
    assert page.count() == 2


def test_without_an_as_at_date_nothing_is_late_and_the_page_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(Store.create(tmp_path / "n.riskdesk", register(None), "Ann"))
    page = shown_page(desk, qtbot)
    assert page.hint.isVisible()
    assert page.count() is None
    assert lines(page)[0] == "[With a date (3)]"
    desk.store.edit_register({"as_at": AS_AT})
    assert not page.hint.isVisible()
    assert lines(page)[0] == "[Late (2)]"
    desk.close()


def test_a_due_text_that_is_no_date_is_flagged_and_one_that_is_says_what_it_means(
    page: ActionsPage, desk: Desk
) -> None:
    model = page.table.model_
    assert model.data(index(page, desk, "Think", "due")) == "soon, not a date"
    assert model.data(index(page, desk, "Watch demand", "due")) == "On-going 2017-19, ends 31 Mar 2019"


def test_the_model_keeps_qt_s_rules(page: ActionsPage, desk: Desk, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.table.model_)  # type: ignore[no-untyped-call]
    page.table.model_.search("re")
    page.unfold.setChecked(True)
    desk.store.edit_action(action(desk, "Think").id, {"due": "March 2017"})


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("text", "Recruit more", "Recruit more"),
        ("due", "Q2 2017/18", "Q2 2017/18"),
        ("due", "whenever", "whenever"),
        ("barrier", "No budget", "No budget"),
        ("progress", 40, 40),
        ("done_on", "31/7/2017", dt.date(2017, 7, 31)),
        ("status", ActionStatus.IN_PROGRESS, ActionStatus.IN_PROGRESS),
    ],
)
def test_editing_in_place_is_one_step(
    page: ActionsPage, desk: Desk, qtbot: QtBot, field: str, typed: object, value: object
) -> None:
    before = desk.store.last_step
    at = index(page, desk, "Recruit nurses", field)
    number = action(desk, "Recruit nurses").id
    editor = edit(page, at)
    match editor:
        case QPlainTextEdit():
            editor.setPlainText(str(typed))
        case QSpinBox():
            assert isinstance(typed, int)
            editor.setValue(typed)
        case QComboBox():
            editor.setCurrentIndex(editor.findData(typed))
        case QLineEdit():
            editor.setText(str(typed))
    enter(editor)
    found = next(each for risk in desk.register.risks for each in risk.actions if each.id == number)
    assert getattr(found, field) == value
    assert desk.store.last_step is not None
    assert before is not None
    assert desk.store.last_step.id == before.id + 1
    assert page.table.current_id == number
    desk.undo()
    assert action(desk, "Recruit nurses").id == number


def test_an_owner_can_be_a_new_name(page: ActionsPage, desk: Desk, qtbot: QtBot) -> None:
    editor = edit(page, index(page, desk, "Think", "owner"))
    assert isinstance(editor, QComboBox)
    editor.setEditText("Director of Finance")
    enter(editor)
    owner = action(desk, "Think").owner
    assert owner is not None
    assert owner.name == "Director of Finance"
    assert "Director of Finance" in [each.name for each in desk.register.owners]


def test_picking_a_status_saves_it_and_stepping_through_the_list_does_not(page: ActionsPage, desk: Desk) -> None:
    editor = edit(page, index(page, desk, "Think", "status"))
    assert isinstance(editor, QComboBox)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert action(desk, "Think").status is ActionStatus.NOT_STARTED
    editor.setCurrentIndex(editor.findData(ActionStatus.DONE))
    editor.activated.emit(editor.currentIndex())
    assert action(desk, "Think").status is ActionStatus.DONE


def test_leaving_a_cell_as_it_was_makes_no_step(page: ActionsPage, desk: Desk, qtbot: QtBot) -> None:
    before = desk.store.last_step
    for key in ("text", "due", "owner", "status", "progress", "done_on", "barrier"):
        editor = edit(page, index(page, desk, "Think", key))
        enter(editor)
    assert desk.store.last_step == before


def test_what_cannot_be_saved_comes_back_as_typed(
    page: ActionsPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, fault, _trace: told.append(fault))
    at = index(page, desk, "Think", "done_on")
    editor = edit(page, at)
    assert isinstance(editor, QLineEdit)
    editor.setText("30/2/2018")
    enter(editor)
    qtbot.waitUntil(lambda: page.table.indexWidget(at) not in (None, editor))
    again = page.table.indexWidget(at)
    assert isinstance(again, QLineEdit)
    assert again.text() == "30/2/2018"
    assert isinstance(told[0], RiskDeskError)
    assert action(desk, "Think").done_on is None


def test_an_action_marked_done_moves_to_the_finished(page: ActionsPage, desk: Desk) -> None:
    desk.store.edit_action(action(desk, "Recruit nurses").id, {"status": ActionStatus.DONE})
    assert lines(page)[0] == "[Late (1)]"
    assert "Recruit nurses" not in lines(page)


def test_arrows_pass_over_headings(page: ActionsPage, desk: Desk, qtbot: QtBot) -> None:
    page.table.go_to(action(desk, "Agree the risk share").id)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.item is not None
    assert page.table.item.action.text == "Report to the board"


def test_ctrl_enter_and_a_double_click_on_the_reference_go_to_the_risk(
    page: ActionsPage, desk: Desk, qtbot: QtBot
) -> None:
    at = index(page, desk, "Re-tender", "ref")
    page.table.go_to(action(desk, "Re-tender").id)
    with qtbot.waitSignal(page.risk_wanted) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [desk.register.risks[0].id]
    where: QPoint = page.table.visualRect(at).center()
    with qtbot.waitSignal(page.risk_wanted):
        QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_search_and_owner_narrow_and_headings_follow(page: ActionsPage, desk: Desk) -> None:
    page.set_search("recruit")
    assert lines(page) == ["[Late (1)]", "Recruit nurses"]
    assert page.bar.count.text() == "1 of 8 actions"
    page.set_search("")
    page.bar.choose("Owner", next(owner.id for owner in desk.register.owners if owner.name == "Board"))
    assert lines(page) == ["[Late (1)]", "Agree the risk share"]
    page.set_search("nothing like it")
    assert page.empty.what.text() == "No action matches."
    page.empty.button.click()
    assert len(lines(page)) == 11


def test_an_action_is_added_to_the_risk_of_the_chosen_one(page: ActionsPage, desk: Desk) -> None:
    page.table.go_to(action(desk, "Re-tender").id)
    page.add_action()
    assert page.adding.isVisible()
    page.adding.agree()
    assert page.adding.foot.text() == "Write what is to be done first."
    page.adding.text.setText("Call the provider")
    page.adding.due.setText("soon")
    assert "not a date" in page.adding.foot.text()
    page.adding.due.setText("March 2018")
    page.adding.agree()
    assert not page.adding.isVisible()
    added = action(desk, "Call the provider")
    assert added.due == "March 2018"
    assert added in desk.register.risks[0].actions
    assert page.table.item is not None
    assert page.table.item.action == added


def test_a_hidden_page_reads_again_when_it_is_shown(page: ActionsPage, desk: Desk) -> None:
    page.hide()
    desk.store.edit_action(action(desk, "Think").id, {"due": "March 2017"})
    assert page.count() == 3
    assert lines(page)[0] == "[Late (2)]"
    page.show()
    assert lines(page)[0] == "[Late (3)]"


def test_read_only_registers_are_not_edited(tmp_path: Path, qtbot: QtBot) -> None:
    writer = Store.create(tmp_path / "w.riskdesk", register(), "Ann")
    desk = Desk(Store.open(tmp_path / "w.riskdesk", "Ben"))
    page = shown_page(desk, qtbot)
    assert desk.read_only
    flags = page.table.model_.flags(index(page, desk, "Think", "text"))
    assert not flags & Qt.ItemFlag.ItemIsEditable
    desk.close()
    writer.close()


def test_it_paints_headings_and_cells(page: ActionsPage) -> None:
    page.unfold.setChecked(True)
    assert not page.grab().isNull()


def test_a_register_without_actions_says_where_to_add_them(tmp_path: Path, qtbot: QtBot) -> None:
    bare = Register(title="New", scheme=preset("council-4x4"), risks=(Risk(ref="1", heading="x"),))
    desk = Desk(Store.create(tmp_path / "e.riskdesk", bare, "Ann"))
    page = shown_page(desk, qtbot)
    assert page.empty.what.text() == "This register has no actions yet."
    desk.close()


def test_an_ongoing_action_is_late_once_its_period_is_over() -> None:
    reg = register()
    first = reg.risks[0]
    groups = {each.text: group_of(each, first, reg) for each in first.actions}
    assert groups["Agree the risk share"] is Group.LATE
    assert groups["Watch demand"] is Group.UNDATED


def test_an_action_without_an_owner_is_asked_of_the_one_accountable_for_its_risk() -> None:
    bare, own = Action(text="Bare"), Action(text="Own", owner=BOARD)
    risk = Risk(owners=(LEAD,), actions=(bare, own))
    column = next(column for column in ACTIONS if column.key == "owner")
    sight = Sight(register(), {})
    cells = [column.show(Item(action, risk), sight) for action in (bare, own)]
    assert [(cell.text, cell.tone) for cell in cells] == [("Lead", Tone.MUTED), ("Board", Tone.PLAIN)]
    assert column.show(Item(bare, Risk()), sight).text == "not recorded"


def test_the_owner_of_a_risk_is_offered_with_the_actions_that_have_none(page: ActionsPage, desk: Desk) -> None:
    desk.store.set_owners(desk.register.risks[0].id, [Owner(name="Fund Manager")])
    page.bar.choose("Owner", next(owner.id for owner in desk.register.owners if owner.name == "Fund Manager"))
    assert page.bar.count.text() == "4 of 8 actions"
    assert "Think" in lines(page)
    assert "Recruit nurses" not in lines(page), "somebody else's"


def test_cells_speak_for_risks_nobody_described() -> None:
    item = Item(Action(text="a"), Risk(id=3))
    sight = Sight(register(), {})
    assert ACTIONS[COLUMN["risk"]].show(item, sight).text == "not described yet"
    assert ACTIONS[COLUMN["ref"]].show(item, sight).text == "#3"


def test_the_keyboard_begins_at_the_first_action_shown(page: ActionsPage) -> None:
    assert page.table.item
    assert page.table.item.action.text == "Recruit nurses"
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.item.action.text == "Agree the risk share"
    page.set_search("Re-tender")
    page.focus_rows()
    assert page.table.item.action.text == "Re-tender"
