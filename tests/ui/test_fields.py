"""Editors of single fields: what they read, when they save, and what becomes of what they cannot save."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from riskdesk.dates import read_due
from riskdesk.entities import Entity, Kind, default_of, shown_fields
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Action, Control, Owner, Register, Response, Risk, Score
from ui.choices import ChoiceEditor, PickEditor
from ui.fields import DateEditor, DueEditor, Editor, LineEditor, MoneyEditor, read_day, read_money, reading
from ui.form import make_editor, rows_of
from ui.longtext import TextEditor

ENTITIES: tuple[type[Entity], ...] = (Risk, Action, Control, Register, Score, Owner)
EVERY_FIELD = [(entity, name) for entity in ENTITIES for name in shown_fields(entity)]


class Bench(QWidget):
    """An editor beside another place to go to, and what it saved."""

    def __init__(self, entity: type[Entity], name: str) -> None:
        super().__init__()
        self.saved: list[Any] = []
        self.refusal = ""
        self.editor = make_editor(entity, name, self._save, lambda _kind, text: Owner(name=text), self)
        self.elsewhere = QWidget(self)
        self.elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.editor)
        column.addWidget(self.elsewhere)

    def _save(self, value: Any) -> None:
        if self.refusal:
            raise RiskDeskError(self.refusal)
        self.saved.append(value)

    def type(self, text: str) -> None:
        self.editor.input.setFocus()
        QTest.keyClick(self.editor.input, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(self.editor.input, Qt.Key.Key_Delete)
        QTest.keyClicks(self.editor.input, text)

    def leave(self) -> None:
        self.elsewhere.setFocus()


def bench(qtbot: QtBot, entity: type[Entity], name: str, value: Any) -> Bench:
    made = Bench(entity, name)
    qtbot.addWidget(made)
    made.editor.reset(value)
    made.resize(320, 120)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize(("entity", "name"), EVERY_FIELD)
def test_every_shown_field_has_an_editor_with_a_name(qtbot: QtBot, entity: type[Entity], name: str) -> None:
    made = Bench(entity, name)
    qtbot.addWidget(made)
    made.editor.reset(default_of(entity, name))
    assert made.editor.input.accessibleName() == shown_fields(entity)[name].label
    assert made.editor.caption.buddy() is made.editor.input
    assert not made.editor.is_dirty


def test_leaving_a_changed_line_saves_it_once(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "heading", "Old")
    made.type("New")
    QTest.keyClick(made.editor.input, Qt.Key.Key_Return)
    made.leave()
    assert made.saved == ["New"]


def test_leaving_an_unchanged_line_saves_nothing(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "heading", "Old")
    made.type("Old")
    made.leave()
    assert made.saved == []


def test_escape_puts_back_what_was_there(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "heading", "Old")
    made.type("New")
    QTest.keyClick(made.editor.input, Qt.Key.Key_Escape)
    made.leave()
    assert made.saved == []
    assert made.editor.draft() is None


def test_undo_in_a_text_belongs_to_the_text(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "cause", "")
    made.editor.input.setFocus()
    QTest.keyClicks(made.editor.input, "typed")
    QTest.keyClick(made.editor.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    made.leave()
    assert made.saved == []


def test_money_that_is_no_money_is_kept_as_typed_with_a_sentence(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "financial_low", 5000)
    made.type("abc")
    made.leave()
    assert made.saved == []
    assert made.editor.draft() == "abc"
    assert made.editor.problem.startswith('"abc" is not an amount of money.')
    assert made.editor.foot.isVisible()


def test_a_refused_value_is_kept_and_can_be_tried_again(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "heading", "Old")
    made.refusal = "The disk is full."
    made.type("New")
    made.leave()
    assert (made.editor.problem, made.editor.draft()) == ("The disk is full.", "New")
    made.refusal = ""
    assert made.editor.settle()
    assert made.saved == ["New"]
    assert made.editor.problem == ""


def test_a_register_read_again_leaves_half_typed_words_alone(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "heading", "Old")
    made.type("Half")
    made.editor.fill("Somebody else's")
    assert made.editor.draft() == "Half"
    QTest.keyClick(made.editor.input, Qt.Key.Key_Escape)
    assert isinstance(made.editor, LineEditor)
    assert made.editor.input.text() == "Somebody else's"


def test_money_is_shown_in_pounds_with_commas(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "financial_low", 1_200_000)
    assert isinstance(made.editor, MoneyEditor)
    assert made.editor.input.text() == "£1,200,000"


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("1,200,000", 1_200_000),
        ("£1.2m", 1_200_000),
        (" £40k ", 40_000),
        ("0", 0),
        ("", None),
        ("-£5", -5),
        ("2bn", 2 * 10**9),
    ],
)
def test_money_is_read_as_people_write_it(text: str, pounds: int | None) -> None:
    assert read_money(text) == pounds


@pytest.mark.parametrize("text", ["abc", "1.50", "1,50", "12 or 13 million", "£", "1e6", "9" * 40, "½"])
def test_what_is_not_whole_pounds_is_refused(text: str) -> None:
    with pytest.raises(RiskDeskError):
        read_money(text)


@given(st.integers(-(10**12), 10**12))
def test_money_as_shown_is_read_back_the_same(pounds: int) -> None:
    assert read_money(f"£{pounds:,}".replace("£-", "-£")) == pounds


def test_a_day_is_read_in_british_order() -> None:
    assert read_day("31/3/2018") == dt.date(2018, 3, 31)
    assert read_day("1 August 2017") == dt.date(2017, 8, 1)
    assert read_day("") is None


@pytest.mark.parametrize("text", ["30/2/2018", "March 2018", "soon"])
def test_what_is_not_one_day_is_refused(text: str) -> None:
    with pytest.raises(RiskDeskError, match="is not a day"):
        read_day(text)


def test_a_date_can_be_emptied(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "raised_on", dt.date(2017, 8, 1))
    assert isinstance(made.editor, DateEditor)
    assert made.editor.input.text() == "01/08/2017"
    made.type("")
    made.leave()
    assert made.saved == [None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On-going 2017-19", "ends 31 March 2019"),
        ("Q2 2016/17", "ends 30 September 2016"),
        ("on-going", "on-going, no end date"),
        ("31/03/2018", "31 March 2018"),
        ("30/2/2018", "not a date: kept as text"),
        ("", ""),
    ],
)
def test_a_due_date_says_what_was_read(text: str, said: str) -> None:
    assert reading(read_due(text)) == said


def test_a_due_date_is_read_while_it_is_typed_and_any_text_is_kept(qtbot: QtBot) -> None:
    made = bench(qtbot, Action, "due", "March 2018")
    assert isinstance(made.editor, DueEditor)
    assert made.editor.foot.text() == "ends 31 March 2018"
    made.type("soon")
    assert made.editor.foot.text() == "not a date: kept as text"
    made.leave()
    assert made.saved == ["soon"]


@pytest.mark.parametrize(("text", "saved"), [("40", [40]), ("100%", [100]), ("101", []), ("forty", []), ("-1", [])])
def test_a_share_is_a_whole_number_of_a_hundred(qtbot: QtBot, text: str, saved: list[int]) -> None:
    made = bench(qtbot, Action, "progress", 0)
    made.type(text)
    made.leave()
    assert made.saved == saved
    assert bool(made.editor.problem) is not bool(saved)


def test_a_choice_is_saved_when_left_not_at_every_arrow(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "response", None)
    assert isinstance(made.editor, ChoiceEditor)
    assert made.editor.input.currentText() == "not recorded"
    made.editor.input.setFocus()
    QTest.keyClick(made.editor.input, Qt.Key.Key_Down)
    QTest.keyClick(made.editor.input, Qt.Key.Key_Down)
    assert made.saved == []
    made.leave()
    assert made.saved == [Response.TOLERATE]


def test_a_choice_that_must_be_made_offers_no_blank(qtbot: QtBot) -> None:
    made = bench(qtbot, Control, "state", default_of(Control, "state"))
    assert isinstance(made.editor, ChoiceEditor)
    assert made.editor.input.findText("not recorded") == -1


def test_an_entry_is_picked_by_typing_its_name(qtbot: QtBot) -> None:
    made = bench(qtbot, Action, "owner", None)
    assert isinstance(made.editor, PickEditor)
    clerk, lead = Owner(id=1, name="Clerk"), Owner(id=2, name="Lead", organisation="Council")
    made.editor.offer((clerk, lead))
    made.type("lead, council")
    completer = made.editor.input.completer()
    popup = completer.popup() if completer else None
    assert popup is not None
    popup.hide()
    made.leave()
    assert made.saved == [lead]


def test_an_unknown_name_is_kept_and_can_be_added(qtbot: QtBot) -> None:
    made = bench(qtbot, Action, "owner", None)
    assert isinstance(made.editor, PickEditor)
    made.type("Somebody New")
    made.leave()
    assert made.saved == []
    assert "not in the list of owners" in made.editor.problem
    made.editor.add_button.click()
    assert made.saved == [Owner(name="Somebody New")]
    assert made.editor.problem == ""


def test_long_text_grows_to_a_limit_then_scrolls_inside(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "cause", "one line")
    assert isinstance(made.editor, TextEditor)
    low = made.editor.input.height()
    made.editor.reset("\n".join(str(line) for line in range(8)))
    middle = made.editor.input.height()
    made.editor.reset("word " * 20_000)
    high = made.editor.input.height()
    assert low < middle < high
    assert high < 14 * made.editor.input.fontMetrics().lineSpacing() + 20


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "<img src=x>", "a\x00b", "😀 ŵ ŷ", "no-break\xa0space", "x" * 100_000, "a\r\nb"]
)
@pytest.mark.parametrize("name", ["heading", "cause"])
def test_no_text_is_changed_by_being_looked_at(qtbot: QtBot, name: str, text: str) -> None:
    made = bench(qtbot, Risk, name, text)
    made.editor.input.setFocus()
    made.leave()
    assert made.saved == []
    assert made.editor.known == text


def test_a_no_break_space_survives_an_edit(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "cause", "a\xa0b")
    made.editor.input.setFocus()
    QTest.keyClick(made.editor.input, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(made.editor.input, "c")
    made.leave()
    assert made.saved == ["a\xa0bc"]


def test_long_text_stands_alone_and_short_fields_beside_each_other() -> None:
    rows = list(rows_of(shown_fields(Action)))
    assert rows == [("text",), ("owner", "due"), ("status", "progress", "done_on"), ("barrier",), ("cost", "cuts")]


def test_a_field_whose_words_would_be_cut_is_not_squeezed_into_a_third() -> None:
    shown = {name: each for name, each in shown_fields(Risk).items() if each.group == "Response"}
    assert list(rows_of(shown)) == [("response", "proximity"), ("target_date",)]


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_shown_field_stands_in_a_row_once_and_in_order(entity: type[Entity]) -> None:
    shown = shown_fields(entity)
    laid = [name for row in rows_of(shown) for name in row]
    money = [name for name in shown if shown[name].kind is Kind.MONEY]
    assert sorted(laid) == sorted(shown)
    assert [name for name in laid if name not in money] == [name for name in shown if name not in money]


def test_a_read_only_editor_shows_and_takes_nothing(qtbot: QtBot) -> None:
    made = bench(qtbot, Risk, "heading", "Old")
    editor: Editor = made.editor
    editor.set_read_only(True)
    QTest.keyClicks(editor.input, "typed")
    made.leave()
    assert made.saved == []
    assert editor.draft() is None
