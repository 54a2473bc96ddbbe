"""Meeting mode: a window of its own, full screen, that goes through the agenda and takes down what is decided."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.meetings import Meeting
from riskdesk.risks import Risk
from ui.buttons import primary, push
from ui.desk import Desk
from ui.guard import guarded
from ui.jobs import Job
from ui.meeting.agendalist import AgendaList
from ui.meeting.deciding import Deciding
from ui.meeting.large import LEAD, TEXT, LargeLine, grow, scale_of
from ui.meeting.riskview import RiskView
from ui.meeting.words import meeting_name
from ui.notice import Notice
from ui.theme import GAP, PAD, TIGHT

if TYPE_CHECKING:
    from riskdesk.movement import Movement
    from ui.jobs import Work

_AGENDA = 230


class MeetingMode(QWidget):
    """Left and Right go through the agenda, D writes a decision down, Escape leaves. It is hidden when it is left: what
    is half typed is there again when the meeting goes on. `ended` says that it was left."""

    ended = Signal()

    def __init__(self, desk: Desk, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._desk, self._meeting_id = desk, meeting_id
        self._place = 0
        self._scale = 1.0
        self._job: Job | None = None
        self._movement: Movement | None = None
        self.name, self.place = LargeLine(LEAD, strong=True), LargeLine(TEXT)
        self.agenda = AgendaList()
        self.view = RiskView(desk.register)
        self.deciding = Deciding(desk, meeting_id)
        self.notice = Notice()
        self._build()
        self._shortcuts = self._make_shortcuts()
        self.agenda.wanted.connect(self.go_to)
        self.deciding.left.connect(self._on_left)
        desk.changed.connect(self._on_changed)
        desk.noticed.connect(self._on_noticed)
        desk.closing.connect(self._on_closing)
        self._grow()
        self.fill()
        self._compare()

    def _build(self) -> None:
        self.decide_button = primary("Record a decision", self.decide, tip="Write down what is decided here (D)")
        top = QHBoxLayout()
        top.setContentsMargins(PAD, GAP, PAD, GAP)
        top.setSpacing(GAP)
        top.addWidget(self.name, 1)
        top.addWidget(self.place)
        self.before = push("Previous", partial(self.step, -1), tip="The item before (Left)", icon_name="chevron-left")
        self.after = push("Next", partial(self.step, 1), tip="The next item (Right)", icon_name="chevron-right")
        for button in (
            self.before,
            self.after,
            self.decide_button,
            push("Leave", self.leave, tip="Back to the register; nothing is lost (Esc)"),
        ):
            top.addWidget(button)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.agenda)
        middle.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAD, TIGHT, PAD, TIGHT)
        foot.addStretch(1)
        foot.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addWidget(self.deciding)
        column.addLayout(foot)

    def _make_shortcuts(self) -> list[QShortcut]:
        """Keys that hold while nothing is being typed; in the panel they are letters and the cursor's own."""
        made = []
        for keys, run in (
            (("Left", "PgUp"), partial(self.step, -1)),
            (("Right", "PgDown"), partial(self.step, 1)),
            (("Home",), partial(self.go_to, 0)),
            (("End",), lambda: self.go_to(self.agenda.count() - 1)),
            (("D",), self.decide),
            (("Ctrl+Z",), self._undo),
            (("Ctrl+Y", "Ctrl+Shift+Z"), self._redo),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(run)
                made.append(shortcut)
        return made

    # The agenda

    @property
    def meeting(self) -> Meeting:
        return self._desk.store.meeting(self._meeting_id)

    @property
    def risks(self) -> list[Risk]:
        found = {risk.id: risk for risk in self._desk.register.risks}
        return [found[number] for number in self.meeting.agenda if number in found]

    @property
    def risk(self) -> Risk | None:
        """The risk before the meeting; None at general business."""
        risks = self.risks
        return risks[self._place] if self._place < len(risks) else None

    def open(self) -> None:
        """Show it over the whole screen, where it was left."""
        self.fill()
        self.showFullScreen()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to the register. What is half typed stays here."""
        self.deciding.put_away()
        self.hide()
        self.ended.emit()

    def step(self, by: int) -> None:
        self.go_to(min(max(self._place + by, 0), self.agenda.count() - 1))

    def go_to(self, place: int) -> None:
        """Show an item of the agenda; what is being written about another waits with it."""
        if place < 0 or place == self._place:
            return
        self.deciding.put_away()
        self._place = place
        self.fill()
        self.view.verticalScrollBar().setValue(0)

    def fill(self) -> None:
        meeting, risks, register = self.meeting, self.risks, self._desk.register
        self._place = min(self._place, len(risks))
        self.setWindowTitle(f"{meeting_name(meeting)} - RiskDesk")
        self.name.setText(meeting_name(meeting))
        self.agenda.fill(risks, meeting)
        self.agenda.go_to(self._place)
        risk = self.risk
        self.place.setText(f"{self._place + 1} of {len(risks)}" if risk else "General business")
        self.before.setEnabled(self._place > 0)
        self.after.setEnabled(self._place < len(risks))
        self.decide_button.setEnabled(not self._desk.read_only)
        waits = self.deciding.has_draft(risk.id if risk else 0)
        self.decide_button.setText("Go on with the decision" if waits else "Record a decision")
        proceedings = self._desk.store.proceedings()
        if risk:
            self.view.show_risk(register, proceedings, meeting, risk)
            self._show_changes(risk)
        else:
            self.view.show_general(register, proceedings, meeting)

    # Deciding

    def decide(self) -> None:
        """Open the panel for the item shown."""
        if self._desk.read_only:
            return
        self._listen(while_typing=True)
        self.deciding.begin(self.risk)

    def _on_left(self) -> None:
        self._listen(while_typing=False)
        self.fill()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _listen(self, *, while_typing: bool) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not while_typing)

    def _undo(self) -> None:
        """Take back the latest step, but not the meeting itself from under those who sit in it."""
        step = self._desk.store.next_undo
        if step is None or step.title.startswith("Start meeting of "):
            self.notice.say("Nothing of this meeting is left to undo.")
        else:
            self._desk.undo()

    def _redo(self) -> None:
        if self._desk.store.next_redo:
            self._desk.redo()

    # What changed

    def _compare(self) -> None:
        """Work out what changed since the last closed period, off the screen's thread."""
        last = self._desk.register.last_closed
        if self._job:
            self._job.drop()
            self._job = None
        if last is None:
            return
        compared = self._desk.store.comparing(last)
        work: Work = lambda _progress: compared()  # noqa: E731 - what a Job takes
        self._job = Job(work, self)
        self._job.done.connect(self._on_compared)
        self._job.failed.connect(self._forget_job)

    def _on_compared(self, movement: object) -> None:
        self._forget_job()
        self._movement = movement  # type: ignore[assignment]
        if self.risk:
            self._show_changes(self.risk)

    def _forget_job(self) -> None:
        self._job = None

    def _show_changes(self, risk: Risk) -> None:
        last = self._desk.register.last_closed
        if last is None:
            self.view.say_changes("What changed", ["No period is closed yet to compare with."])
            return
        title = f"What changed since {last.name}"
        if self._movement is None:
            self.view.say_changes(title, ["Comparing …"])
            return
        from riskdesk.changed import row_sentence  # noqa: PLC0415 - only a register with a closed period needs it

        row = next((row for row in self._movement.rows if row.risk.id == risk.id), None)
        self.view.say_changes(title, [row_sentence(row, self._movement)] if row else ["Nothing is known of it then."])

    # The register

    def _on_changed(self, _change: object) -> None:
        known = {each.id for each in self._desk.store.proceedings().meetings}
        if self._meeting_id not in known:  # its beginning was undone
            self.deciding.hide()
            self.hide()
            self.ended.emit()
            return
        self._compare()
        if self.deciding.isHidden():
            self.fill()

    def _on_noticed(self, text: str, undoable: bool) -> None:
        if not self.isVisible():
            return
        if undoable and self._desk.store.next_undo:
            self.notice.say(text, "Undo", self._undo)
        else:
            self.notice.say(text)

    def _on_closing(self) -> None:
        if self._job:
            self._job.drop()
            self._job = None
        self.hide()

    def _grow(self) -> None:
        grow(self, self._scale)
        self.view.grow(self._scale)
        self.agenda.setFixedWidth(round(_AGENDA * self._scale))

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = scale_of(event.size().width(), event.size().height())
        if scale != self._scale:
            self._scale = scale
            self._grow()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)
