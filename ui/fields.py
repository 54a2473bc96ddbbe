"""What an editor of one field is, and the editors of one line: words, dates, due dates, money and per cent.

An editor saves when the person leaves it or presses Return, and only if the value changed. What
cannot be saved stays as typed, with one sentence beside it.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from riskdesk.dates import DueDate, DueKind, read_due
from riskdesk.days import british
from riskdesk.entities import Shown
from riskdesk.errors import RiskDeskError
from ui.calendar import offer_calendar
from ui.guard import guarded
from ui.labels import caption, mark
from ui.plain import Elided, Paragraph, tip
from ui.theme import TIGHT, Type

Save = Callable[[Any], None]

NOT_RECORDED = "not recorded"
LONGEST_LINE = 1_000_000


class Editor(QWidget):
    """What all editors share: the value known, what is typed, and the way from one to the other.

    A subclass makes `input` and says how a value is put there (`_put`), what stands there now
    (`_typed`, comparable), how typed matter is put back (`_retype`) and what it means (`_read`,
    which raises RiskDeskError).
    """

    input: QWidget

    def __init__(self, shown: Shown, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self._save = save
        self._known: Any = None
        self._untouched: Any = None
        self._problem = ""
        self.caption = Elided(caption(shown.label), self, kind=Type.META)
        self.foot = Paragraph(parent=self, kind=Type.META)
        self.foot.hide()

    def _build(self, input_: QWidget) -> None:
        self.input = input_
        self.caption.setBuddy(input_)
        self.caption.setVisible(bool(self.shown.label))
        self.name_input(self.shown.label)
        input_.setToolTip(tip(self.shown.hint))
        self.setFocusProxy(input_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.caption)
        column.addWidget(input_)
        column.addWidget(self.foot)
        column.addStretch(1)
        self._untouched = self._typed()

    def name_input(self, name: str) -> None:
        """What a screen reader calls the place to type."""
        self.input.setAccessibleName(name)

    @property
    def known(self) -> Any:
        return self._known

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._typed() != self._untouched)

    @property
    def problem(self) -> str:
        """Why what is typed cannot be saved, "" when it can or has been."""
        return self._problem

    def fill(self, value: Any) -> None:
        """Take over what the register says now; half-typed matter stays."""
        if self.is_dirty:
            self._known = value
        elif value != self._known:
            self.reset(value)
        else:
            self._refresh()

    def reset(self, value: Any) -> None:
        """Show a value, whatever was typed before."""
        self._known = value
        self._put(value)
        self._untouched = self._typed()
        self._refresh()

    def settle(self) -> bool:
        """Save what is typed if it changed. False when it cannot be saved; it is then kept as typed."""
        if not self.is_dirty:
            return True
        before = self._known
        try:
            value = self._read()
            if value != before:
                self._known = value
                self._save(value)
        except RiskDeskError as fault:
            self._known = before
            self._complain(str(fault))
            return False
        self.reset(self._known)
        return True

    def revert(self) -> bool:
        """Put back what was there before typing; False if nothing was typed."""
        dirty = self.is_dirty
        if dirty:
            self.reset(self._known)
        return dirty

    def draft(self) -> Any:
        """What is typed and not saved, for `put_draft` later; None if all is saved."""
        return self._typed() if self.is_dirty else None

    def put_draft(self, draft: Any) -> None:
        """Show again what could not be saved earlier, and why."""
        self._retype(draft)
        self.settle()

    def set_read_only(self, read_only: bool) -> None:
        self.input.setEnabled(not read_only)

    def _put(self, value: Any) -> None:
        raise NotImplementedError

    def _typed(self) -> Any:
        raise NotImplementedError

    def _retype(self, draft: Any) -> None:
        raise NotImplementedError

    def _read(self) -> Any:
        raise NotImplementedError

    def _reading(self) -> tuple[str, bool]:
        """What the foot line says when nothing is wrong, and whether it needs doing."""
        return "", False

    def _refresh(self) -> None:
        self._problem = ""
        self._say(*self._reading())

    def _complain(self, sentence: str) -> None:
        self._problem = sentence
        self._say(sentence, True)

    def _say(self, sentence: str, alert: bool) -> None:
        mark(self.foot, "alert", alert)
        self.foot.setText(sentence)
        self.foot.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence or self.shown.hint)


class Line(QLineEdit):
    """One line of plain text; Escape puts back what was there, and otherwise belongs to the window."""

    def __init__(self, revert: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revert = revert
        self.setMaxLength(LONGEST_LINE)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._revert():
            event.accept()
            return
        super().keyPressEvent(event)


class LineEditor(Editor):
    """A line of words, kept as written. Other kinds of line say how they print and read theirs."""

    input: Line
    prompt = ""
    """What stands in the line while nothing is typed."""

    def __init__(self, shown: Shown, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(shown, save, parent)
        line = Line(self.revert, self)
        line.setPlaceholderText(self.prompt)
        line.editingFinished.connect(self.settle)
        line.textEdited.connect(self._refresh)
        self._build(line)

    def set_read_only(self, read_only: bool) -> None:
        self.input.setReadOnly(read_only)
        self.input.setPlaceholderText(NOT_RECORDED if read_only else self.prompt)

    def _put(self, value: Any) -> None:
        place = self.input.cursorPosition()
        self.input.setText(self._print(value))
        self.input.setCursorPosition(place if self.input.hasFocus() else 0)

    def _typed(self) -> str:
        return self.input.text()

    def _retype(self, draft: Any) -> None:
        self.input.setText(draft)

    def _print(self, value: Any) -> str:
        return str(value or "")

    def _read(self) -> Any:
        return self.input.text().strip()


class DateEditor(LineEditor):
    """A day, typed as 31/3/2018 (or in words) or picked from a calendar; empty is not recorded."""

    prompt = "d/m/yyyy"

    def __init__(self, shown: Shown, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(shown, save, parent)
        self._open = offer_calendar(self.input, lambda: self._known, self._on_picked)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._open.setEnabled(not read_only)

    def _on_picked(self, day: dt.date) -> None:
        self.input.setText(self._print(day))
        self.settle()

    def _print(self, value: Any) -> str:
        return f"{value:%d/%m/%Y}" if value else ""

    def _read(self) -> Any:
        return read_day(self.input.text())


class DueEditor(LineEditor):
    """A due date as people write it, with what RiskDesk reads in it below."""

    prompt = "such as March 2018"

    def __init__(self, shown: Shown, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(shown, save, parent)
        self._days_late = 0

    def tell_lateness(self, days: int) -> None:
        """Say below how many days late it is; 0 says nothing."""
        self._days_late = days
        if not self._problem:
            self._refresh()

    def _reading(self) -> tuple[str, bool]:
        due = read_due(self.input.text())
        late = days_late(self._days_late) if not self.is_dirty else ""
        said = ", ".join(part for part in (reading(due), late) if part)
        return said, bool(late) or due.kind is DueKind.NOT_A_DATE


class MoneyEditor(LineEditor):
    """Whole pounds with commas; "1.2m" and "£40k" are understood."""

    def _print(self, value: Any) -> str:
        return money_words(value)

    def _read(self) -> Any:
        return read_money(self.input.text())


class PercentEditor(LineEditor):
    """A whole number from 0 to 100."""

    def _print(self, value: Any) -> str:
        return f"{value or 0}%"

    def _read(self) -> Any:
        text = self.input.text().replace("%", "").strip() or "0"
        if not (text.isascii() and text.isdigit() and int(text[:4]) <= 100):
            raise RiskDeskError(
                f"{_quoted(self.input.text())} is not a share of 100.", "Write a whole number from 0 to 100."
            )
        return int(text)


class WholeEditor(LineEditor):
    """A whole number above 0, or nothing."""

    prompt = "not stated"

    def _print(self, value: Any) -> str:
        return "" if value is None else str(value)

    def _read(self) -> Any:
        text = self.input.text().strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
            raise RiskDeskError(f"{_quoted(text)} is not a rating.", "Write a whole number.")
        return int(text)


def reading(due: DueDate) -> str:
    """What a due date was read to mean, in a few words; "" where nothing is written."""
    match due.kind:
        case DueKind.NOT_RECORDED:
            return ""
        case DueKind.NOT_A_DATE:
            return "not a date: kept as text"
        case DueKind.DAY:
            return british(due.end) if due.end else ""
        case DueKind.ONGOING if due.end is None:
            return "on-going, no end date"
        case _:
            return f"ends {british(due.end)}" if due.end else ""


def days_late(days: int) -> str:
    return "" if days < 1 else "1 day late" if days == 1 else f"{days:,} days late"


def read_day(text: str) -> dt.date | None:
    """One day, however written in UK order. Raises RiskDeskError for anything that is not exactly one day."""
    if not text.strip():
        return None
    due = read_due(text)
    if due.kind is not DueKind.DAY or due.end is None:
        raise RiskDeskError(f"{_quoted(text)} is not a day.", "Write day, month and year, such as 31/3/2018.")
    return due.end


def money_words(pounds: int | None) -> str:
    """ "£1,200,000"; "" for none."""
    return "" if pounds is None else f"£{pounds:,}".replace("£-", "-£")


_MONEY = re.compile(r"(-?)£?(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(k|m|bn)?")
_TIMES = {None: 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


def read_money(text: str) -> int | None:
    """Whole pounds. Raises RiskDeskError for what is not money or has pence."""
    plain = re.sub(r"\s", "", text).lower()
    if not plain:
        return None
    match = _MONEY.fullmatch(plain) if len(plain) < 30 else None
    if match is None:
        raise RiskDeskError(f"{_quoted(text)} is not an amount of money.", "Write whole pounds, such as 1,200,000.")
    fraction = (match[4] or ".0")[1:]
    parts = int(match[3].replace(",", "") + fraction) * _TIMES[match[5]]
    pounds, rest = divmod(parts, int(10 ** len(fraction)))
    if rest:
        raise RiskDeskError(f"{_quoted(text)} has pence in it.", "Write whole pounds, such as 1,200,000.")
    return -pounds if match[1] or match[2] else pounds


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= 40 else text[:40] + " …"}"'
