"""How a meeting begins: which committee, on which day, and the risks it goes through in which order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from riskdesk.agenda import ORDER, agenda_order, seen_by
from riskdesk.entities import Kind, Shown
from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Forum
from riskdesk.risks import Register, Risk, Stage
from riskdesk.wording import counted
from ui.audit.parts import Captioned, Complaint, agree_keys
from ui.buttons import primary, push
from ui.choices import keep_typed, make_picker
from ui.columns import words_of
from ui.desk import Desk
from ui.fields import DateEditor
from ui.guard import guarded
from ui.plain import Label, Paragraph, tip
from ui.shorten import shortened
from ui.theme import GAP, PAD, ROOM, Type

_HELD = Shown("Held on", Kind.DATE, hint="The day of the meeting")
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_ID = int(Qt.ItemDataRole.UserRole)


class Agenda(QListWidget):
    """Risks with a tick each. Space ticks, Alt+Up and Alt+Down move the chosen one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Agenda")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def fill(self, risks: list[Risk], register: Register) -> None:
        """All ticked, in this order."""
        self.clear()
        for risk in risks:
            item = QListWidgetItem(_line(risk, register))
            item.setData(_ID, risk.id)
            item.setToolTip(tip(item.text()))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED)
            self.addItem(item)
        self.setCurrentRow(0)

    def tick(self, wanted: set[int] | None) -> None:
        """Tick these and no others; None ticks all."""
        for item in self._items():
            item.setCheckState(_CHECKED if wanted is None or item.data(_ID) in wanted else _UNCHECKED)

    def ticked(self) -> list[int]:
        return [item.data(_ID) for item in self._items() if item.checkState() is _CHECKED]

    def move_chosen(self, by: int) -> None:
        place = self.currentRow()
        if place < 0 or not 0 <= place + by < self.count():
            return
        item = self.takeItem(place)
        self.insertItem(place + by, item)
        self.setCurrentRow(place + by)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_chosen(by)
        else:
            super().keyPressEvent(event)


class MeetingStart(QWidget):
    """`begun` tells the id of the meeting, `taken_back` that none is wanted."""

    begun = Signal(int)
    taken_back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ticked_for: Forum | None = None
        self.title = Label("Start a meeting", kind=Type.TITLE)
        self.body = make_picker(self)
        self.body.setAccessibleName("Committee")
        self.held_on = DateEditor(_HELD, lambda _day: None, self)
        self.agenda = Agenda()
        self.count = Label(kind=Type.META)
        self.complaint = Complaint()
        self._build()
        self.body.editTextChanged.connect(lambda _text: self._on_body())
        self.agenda.itemChanged.connect(lambda _item: self._tell_count())
        agree_keys(self, self.agree)

    def _build(self) -> None:
        typed = self.body.lineEdit()
        assert typed is not None
        typed.setAccessibleName("Committee")
        typed.setPlaceholderText("Choose a forum, or type a name")
        first = QHBoxLayout()
        first.setSpacing(GAP)
        first.addWidget(Captioned("Committee", self.body), 3)
        first.addWidget(self.held_on, 1)
        moving = QHBoxLayout()
        moving.setSpacing(GAP)
        self.up = push(
            "Up", lambda: self.agenda.move_chosen(-1), tip="Take it earlier (Alt+Up)", icon_name="chevron-up"
        )
        self.down = push(
            "Down", lambda: self.agenda.move_chosen(1), tip="Take it later (Alt+Down)", icon_name="chevron-down"
        )
        for button in (
            self.up,
            self.down,
            push("Tick all", lambda: self.agenda.tick(None), tip="Put every open risk on the agenda"),
            push("Tick none", lambda: self.agenda.tick(set()), tip="Begin with an empty agenda"),
        ):
            moving.addWidget(button)
        moving.addStretch(1)
        moving.addWidget(self.count)
        end = QHBoxLayout()
        end.setSpacing(GAP)
        end.addStretch(1)
        self.begin_button = primary("Begin the meeting", self.agree, tip="Begin with the ticked risks (Ctrl+Return)")
        end.addWidget(self.begin_button)
        end.addWidget(push("Cancel", self.taken_back.emit, tip="Begin none (Esc)"))
        caption: QLabel = Label("Agenda", kind=Type.META)
        caption.setBuddy(self.agenda)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addWidget(self.title)
        column.addLayout(first)
        column.addWidget(caption)
        column.addWidget(Paragraph(ORDER, kind=Type.META))
        column.addWidget(self.agenda, 1)
        column.addLayout(moving)
        column.addWidget(self.complaint)
        column.addLayout(end)
        self.agenda.setMinimumHeight(6 * ROOM)

    def begin(self) -> None:
        """Ask anew: today, every open risk in its order."""
        register, found = self._desk.register, self._desk.store.proceedings()
        bodies = [*(forum.name for forum in reversed(found.forums)), *(each.body for each in found.meetings)]
        self.body.setEditText(found.meetings[-1].body if found.meetings else "")
        keep_typed(self.body, list(dict.fromkeys(bodies)))
        self.held_on.reset(self._desk.store.today)
        self.agenda.fill(agenda_order(register, self._desk.store.previous_ratings()), register)
        self._tick_for()
        self.complaint.say("")
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def agree(self) -> bool:
        """Begin. False where that is refused; the form says why."""
        if not self.held_on.settle():
            return False
        return self.complaint.attempt(self._start)

    def _start(self) -> None:
        body, day = self.body.currentText().strip(), self.held_on.known
        if not body:
            raise RiskDeskError("A meeting is one of a committee.", "Choose a forum, or type its name.")
        if day is None:
            raise RiskDeskError("A meeting is held on a day.", "Write day, month and year, such as 27/7/2017.")
        self.begun.emit(self._desk.store.start_meeting(body, day, self.agenda.ticked()))

    def _forum(self) -> Forum | None:
        """The forum that is named; None for any other committee."""
        name = self.body.currentText().strip().casefold()
        forums = self._desk.store.proceedings().forums
        return next((each for each in forums if each.name.casefold() == name), None)

    def _on_body(self) -> None:
        """Another forum sees other risks; what was ticked by hand for the same one stays."""
        if self._forum() != self._ticked_for:
            self._tick_for()

    def _tick_for(self) -> None:
        """Tick what the forum sees by rule or has had raised to it; all where there is no telling."""
        self._ticked_for = self._forum()
        found = self._desk.store.proceedings()
        seen = seen_by(self._desk.register, found, self._ticked_for) if self._ticked_for else set()
        self.agenda.tick(seen or None)
        self._tell_count()

    def _tell_count(self) -> None:
        self.count.setText(f"{counted(len(self.agenda.ticked()), 'risk')} on the agenda")

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)


def _line(risk: Risk, register: Register) -> str:
    """ "4  12 High, above appetite  Care market"."""
    rated = register.rated(risk, Stage.CURRENT)
    said = words_of(rated) if rated else "not rated"
    above = ", above appetite" if register.is_above_appetite(risk) else ""
    return f"{shortened(risk.label, 16)}   {said}{above}   {shortened(risk.title, 160) or 'not described yet'}"
