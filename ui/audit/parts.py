"""What the audit's panels are put together from: sheets, prose, one-line complaints, and the choice of a risk."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.wording import clipped
from ui.choices import Box, keep_typed, make_picker
from ui.columns import Column, Sight
from ui.fields import Line
from ui.guard import guarded
from ui.labels import caption, mark
from ui.longtext import GrowingText
from ui.plain import Label, Paragraph, tip
from ui.registertable import in_order
from ui.rows import Rows
from ui.rowsmodel import RowsModel
from ui.tableview import TableView
from ui.theme import PAD, TIGHT, Type

T = TypeVar("T")

_LONGEST_TITLE = 90
_SIDES = 12
"""Pixels of a field that its text does not take."""
_SEEN_ANEW = (QEvent.Type.Resize, QEvent.Type.FocusIn, QEvent.Type.FocusOut)


class _Sheet(QWidget):
    """Its height follows from its width alone; wrapped labels would ask for the height of a narrow one."""

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class SheetArea(QScrollArea):
    """A sheet that scrolls. What belongs on it goes into `body`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = _Sheet()
        self.body = QVBoxLayout(sheet)
        self.body.setContentsMargins(PAD, PAD, PAD, PAD)
        self.body.setSpacing(PAD)
        self.setWidget(sheet)


class Prose(GrowingText):
    """Some paragraphs of plain text; Ctrl+Return says `agreed`."""

    agreed = Signal()

    def __init__(self, name: str, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.set_least(lines)

    @property
    def text(self) -> str:
        return self.exact_text().strip()

    def put(self, text: str) -> None:
        """Show another text; the one that stands there already is left alone, with its cursor and its undo."""
        if text != self.exact_text():
            self.setPlainText(text)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.agreed.emit()
            return
        super().keyPressEvent(event)


def agree_keys(form: QWidget, agree: Callable[[], object]) -> None:
    """Ctrl+Return does what a form is for, wherever in it the keyboard stands."""
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | key), form)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: agree() and None)


def line(name: str, agreed: Callable[[], object]) -> Line:
    """One line of text; Return agrees to what it belongs to."""
    made = Line(lambda: False)
    made.setAccessibleName(name)
    made.returnPressed.connect(lambda: agreed() and None)
    return made


class Captioned(QWidget):
    """An input under its caption; hidden and shown as one."""

    def __init__(self, title: str, input_: QWidget) -> None:
        super().__init__()
        label = Label(caption(title), kind=Type.META)
        label.setBuddy(input_)
        self.caption = label
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(label)
        column.addWidget(input_)
        column.addStretch(1)
        self.setFocusProxy(input_)


class Complaint(Paragraph):
    """Beside what cannot be recorded: one sentence on why, and what to do."""

    def __init__(self) -> None:
        super().__init__(kind=Type.META)
        mark(self, "alert", True)
        self.hide()

    def say(self, sentence: str) -> None:
        self.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def attempt(self, write: Callable[[], object]) -> bool:
        """Do what may be refused. False where it was; the sentence then stands here."""
        self.say("")
        try:
            write()
        except RiskDeskError as fault:
            self.say(str(fault))
            return False
        return True


class RiskPicker(QWidget):
    """A risk, found by typing its reference or words of its title. `picked` tells its id."""

    picked = Signal(int)

    def __init__(self, name: str = "Risk") -> None:
        super().__init__()
        self._risk_id = 0
        self._labels: dict[int, str] = {}
        self._refs: dict[str, int] = {}
        self._shown = ""
        self.box: Box = make_picker(self, self._revert)
        self.box.setAccessibleName(name)
        self.box.activated.connect(lambda place: self._pick(list(self._labels)[place]))
        typed = self.box.lineEdit()
        assert typed is not None
        typed.setAccessibleName(name)
        typed.setPlaceholderText("Type a reference or words of a title")
        typed.editingFinished.connect(self.settle)
        typed.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)

    @property
    def risk_id(self) -> int:
        """The risk chosen; 0 for none."""
        return self._risk_id

    def offer(self, register: Register) -> None:
        """Take over the register's risks. One that is gone is no longer chosen; half-typed matter stays."""
        risks = in_order(register)
        labels = {risk.id: told(risk) for risk in risks}
        if labels == self._labels:
            return
        half_typed = self.box.currentText() not in ("", self._shown)
        self._labels = labels
        self._refs = {risk.label.casefold(): risk.id for risk in reversed(risks)}
        keep_typed(self.box, list(labels.values()))
        if self._risk_id not in labels:
            self._risk_id = 0
        if not half_typed:
            self._revert()

    def show_risk(self, risk_id: int) -> None:
        """Choose a risk without telling."""
        self._risk_id = risk_id if risk_id in self._labels else 0
        self._revert()

    def _pick(self, risk_id: int) -> None:
        moved = risk_id != self._risk_id
        self.show_risk(risk_id)
        if moved:
            self.picked.emit(risk_id)

    def settle(self) -> None:
        """Take what was typed where it is a risk's reference, or all of what a risk is offered as."""
        if self.box.currentText() == self._shown:
            self._revert()
            return
        text = self.box.currentText().strip().casefold()
        by_label = (number for number, label in self._labels.items() if label.casefold() == text)
        found = self._refs.get(text) or next(by_label, 0)
        if found:
            self._pick(found)
        else:
            self._revert()

    def _revert(self) -> bool:
        label, typed = self._labels.get(self._risk_id, ""), self.box.lineEdit()
        assert typed is not None
        moved = self.box.currentText() not in (label, self._shown)
        self._shown = label if typed.hasFocus() else fitted(label, typed)
        self.box.setToolTip(tip(label))
        place = list(self._labels).index(self._risk_id) if label else -1
        if self.box.currentIndex() != place:  # of two risks told alike, Qt would take the first when it is left
            self.box.setCurrentIndex(place)
        if self.box.currentText() != self._shown:
            self.box.setEditText(self._shown)
        if moved or not typed.hasFocus():
            typed.setCursorPosition(0)  # a long title is read from its reference on
        return moved

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The whole title while it is typed in, what has room while it is read."""
        if event.type() in _SEEN_ANEW and self.box.currentText() == self._shown:
            self._revert()
        return super().eventFilter(watched, event)


def fitted(text: str, field: QLineEdit) -> str:
    """As much of a text as a field has room for, up to a word's end."""
    room, metrics = field.width() - _SIDES, field.fontMetrics()
    if room <= 0 or metrics.horizontalAdvance(text) <= room:
        return text
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return cut[:-1].rsplit(" ", 1)[0].rstrip() + "\N{NO-BREAK SPACE}…"


def told(risk: Risk) -> str:
    """A risk on one line: its reference, its title, and that it is closed."""
    closed = f" ({risk.status.label.lower()})" if risk.status is not Status.OPEN else ""
    return f"{clipped(risk.label, 24)}  {clipped(risk.title, _LONGEST_TITLE) or 'not described yet'}{closed}"


class StagePicker(Box):
    """One of the three stages, in the register's own words. `picked` tells which."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Stage")
        self.setMinimumContentsLength(10)
        self.addItems([stage.label for stage in Stage])
        self.show_stage(Stage.CURRENT)
        self.currentIndexChanged.connect(lambda _place: self.picked.emit(self.stage))

    @property
    def stage(self) -> Stage:
        return tuple(Stage)[self.currentIndex()]

    def show_stage(self, stage: Stage) -> None:
        """Choose a stage without telling."""
        was = self.blockSignals(True)
        self.setCurrentIndex(tuple(Stage).index(stage))
        self.blockSignals(was)

    def offer(self, register: Register) -> None:
        for place, stage in enumerate(Stage):
            self.setItemText(place, register.word(stage))


def table(columns: Sequence[Column[T]], words: Callable[[T, Sight], Iterable[str]], name: str) -> TableView:
    """A table of things, searched through the texts that `words` gives."""

    def gather(thing: T, sight: Sight) -> Iterable[str]:
        return {word for text in words(thing, sight) for word in text.casefold().split()}

    made = TableView(RowsModel[Any](Rows(columns, gather)), name)
    made.setAccessibleName(name)
    return made


def by_id(register: Register) -> dict[int, Risk]:
    return {risk.id: risk for risk in register.risks}
