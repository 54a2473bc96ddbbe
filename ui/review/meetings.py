"""The meetings tab: every sitting with what it decided, and the way into meeting mode."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.days import british_short
from riskdesk.meetings import Meeting
from riskdesk.wording import counted
from ui.audit.parts import SheetArea, table
from ui.buttons import primary
from ui.columns import Cell, Column, Sight, Tone
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.jobs import Job
from ui.meeting.mode import MeetingMode
from ui.plain import Paragraph
from ui.review.meetingsheet import MeetingSheet
from ui.review.meetingstart import MeetingStart
from ui.rows import Row
from ui.tabbed import TabPanel
from ui.tableview import Memory
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, ROOM, Type

AskTarget = Callable[[str, str, str, str], Path | None]
"""Asks a person where to save: a caption, a name, a suffix and the kinds of file."""

_PDF, _CALENDAR = "PDF (*.pdf)", "Calendar (*.ics)"


def _decisions(meeting: Meeting, _sight: Sight) -> Cell:
    if not meeting.decisions:
        return Cell("none yet", Tone.ABSENT)
    new = sum(1 for each in meeting.decisions if each.action_id)
    return Cell(f"{len(meeting.decisions)}", more=counted(new, "new action") if new else "")


COLUMNS: tuple[Column[Meeting], ...] = (
    Column("Held on", "held", lambda m, _: Cell(british_short(m.held_on)), lambda m, _: (m.held_on, m.id), width=104,
           largest_first=True),
    Column("Committee", "body", lambda m, _: Cell(m.body, Tone.STRONG), lambda m, _: m.body.casefold(), width=180,
           least=120, lines=2, stretch=True),
    Column("Risks", "risks", lambda m, _: Cell(str(len(m.agenda))), lambda m, _: len(m.agenda), width=56,
           tip="How many risks were on the agenda", largest_first=True, spare=1),
    Column("Decisions", "decisions", _decisions, lambda m, _: len(m.decisions), width=100,
           tip="How many decisions were recorded, and the new actions among them", largest_first=True),
)  # fmt: skip


def _words(meeting: Meeting, _sight: Sight) -> tuple[str, ...]:
    said = (text for each in meeting.decisions for text in (each.text, each.minute))
    return (meeting.body, british_short(meeting.held_on), *said)


class MeetingsPanel(TabPanel):
    """A list on the left; on the right the meeting chosen, or the form that begins one."""

    def __init__(self, desk: Desk, ask: AskTarget, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._ask = ask
        self._modes: dict[int, MeetingMode] = {}
        self._starts = False
        self.table = table(COLUMNS, _words, "Meetings")
        self.empty = EmptyState()
        self.start_button = primary("Start a meeting…", self.start, tip="Choose the committee and its agenda")
        self.facts_line = Paragraph(kind=Type.META)
        self.begin_form = MeetingStart(desk)
        self.meeting_sheet = MeetingSheet(desk)
        self.sheet = SheetArea("Meeting")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAD, GAP, PAD, GAP)
        head.setSpacing(GAP)
        head.addWidget(self.facts_line, 1)
        head.addWidget(self.start_button)
        self.list_stack = QStackedWidget()
        self.list_stack.addWidget(self.table)
        self.list_stack.addWidget(self.empty)
        self.left = QWidget()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list_stack, 1)
        self.sheet.body.addWidget(self.meeting_sheet)
        self.sheet.body.addStretch(1)
        form = QWidget()
        inner = QVBoxLayout(form)
        inner.setContentsMargins(PAD, PAD, PAD, PAD)
        inner.addWidget(self.begin_form)
        self.right = QStackedWidget()
        for part in (self.sheet, form, QWidget()):
            self.right.addWidget(part)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for half in (self.left, self.right):
            half.setMinimumWidth(20 * ROOM)
            self.splitter.addWidget(half)
        self.splitter.setSizes([1000, 1200])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.go_on)
        self.table.rows.narrowed.connect(self._on_narrowed)
        self.begin_form.begun.connect(self._on_begun)
        self.begin_form.taken_back.connect(self._leave_form)
        self.meeting_sheet.continued.connect(self.go_on)
        self.meeting_sheet.risk_wanted.connect(self.risk_wanted)
        self.meeting_sheet.paper_wanted.connect(self.save_paper)
        self.meeting_sheet.calendar_wanted.connect(self.save_calendar)

    # What the page asks

    def fill(self) -> None:
        meetings = self.desk.store.proceedings().meetings
        newest = sorted(meetings, key=lambda each: (each.held_on, each.id), reverse=True)
        self.table.rows.fill([Row(each.id, each) for each in newest], Sight(self.desk.register, {}))
        self.start_button.setVisible(not self.desk.read_only and bool(meetings))
        decided = sum(len(each.decisions) for each in meetings)
        self.facts_line.setText(
            f"{counted(len(meetings), 'meeting')}, {counted(decided, 'decision')}" if meetings else ""
        )
        self._keep_place()
        self._show()

    def remember(self, memory: Memory) -> None:
        self.table.remember(memory)

    def status_line(self) -> str:
        shown, whole = self.table.rows.rowCount(), len(self.table.rows.rows.all)
        return f"{shown:,} of {whole:,} meetings shown" if shown != whole else ""

    def begin(self, number: int) -> None:
        """Show a meeting, or for 0 the form that begins one."""
        if number:
            self.table.go_to(number)
            self._on_chosen(number)
        elif not self.desk.read_only:
            self.start()

    def set_search(self, text: str) -> None:
        self.table.rows.search(text)

    def focus_rows(self) -> None:
        if self._starts:
            self.begin_form.setFocus()
        elif self.list_stack.currentWidget() is self.table:
            self.table.setFocus()
        else:
            (self.empty.button if self.empty.button.isVisible() else self).setFocus()

    def order_tabs(self, before: QWidget | None = None) -> None:
        sheet = self.sheet.widget()
        assert sheet is not None
        follow_layout(self.begin_form, follow_layout(sheet, follow_layout(self.left, before)))

    # Meetings

    def start(self) -> None:
        """Ask for the committee and its agenda."""
        self._starts = True
        self._show()
        self.begin_form.begin()

    def go_on(self, meeting_id: int) -> None:
        """Full screen, where it was left."""
        if self.desk.read_only:
            return
        if meeting_id not in self._modes:
            mode = MeetingMode(self.desk, meeting_id, self.window())
            mode.ended.connect(self._on_ended)
            self._modes[meeting_id] = mode
        self._modes[meeting_id].open()

    def mode(self, meeting_id: int) -> MeetingMode:
        return self._modes[meeting_id]

    def _on_begun(self, meeting_id: int) -> None:
        self._starts = False
        self.table.go_to(meeting_id)
        self._show()
        self.go_on(meeting_id)

    def _on_ended(self) -> None:
        window = self.window()
        window.activateWindow()
        self.focus_rows()

    def _leave_form(self) -> None:
        self._starts = False
        self._show()
        self.focus_rows()

    # On paper and in calendars

    def save_paper(self, meeting_id: int) -> None:
        """Ask where to, and write the decision list there, off the screen's thread."""
        meeting, register = self.desk.store.meeting(meeting_id), self.desk.register
        target = self._ask("Save the decision list as", _file_name(meeting, "decisions"), ".pdf", _PDF)
        if target is None:
            return

        def work(progress: Callable[[int, int], None]) -> int:
            from riskdesk.reports.decisions import decisions_paper  # noqa: PLC0415 - papers are dear to import
            from riskdesk.reports.issue import write_pdf  # noqa: PLC0415

            return write_pdf(decisions_paper(register, meeting), target, progress)

        self._write(work, f"Decision list saved as {target.name}")

    def save_calendar(self, meeting_id: int) -> None:
        """Ask where to, and write the new actions' due dates there."""
        meeting, register = self.desk.store.meeting(meeting_id), self.desk.register
        target = self._ask("Save the actions as", _file_name(meeting, "actions"), ".ics", _CALENDAR)
        if target is None:
            return

        def work(_progress: Callable[[int, int], None]) -> None:
            from riskdesk.exchange.calendar import write_meeting_calendar  # noqa: PLC0415 - calendars are rarely wanted

            write_meeting_calendar(register, meeting, target)

        self._write(work, f"Actions saved as {target.name}")

    def _write(self, work: Callable[[Callable[[int, int], None]], object], notice: str) -> None:
        job = Job(work, self, finish=True)
        job.done.connect(lambda _result: self.desk.noticed.emit(notice, False))

    # Showing

    def _keep_place(self) -> None:
        rows = self.table.rows.rows
        if rows.place(self.table.current_id) < 0:
            self.table.go_to(rows.shown[0].id if rows.shown else 0)

    def _show(self) -> None:
        shown = self.table.current_id if self.table.rows.rowCount() else 0
        meeting = next((each for each in self.desk.store.proceedings().meetings if each.id == shown), None)
        if meeting:
            self.meeting_sheet.fill(meeting)
        self.right.setCurrentIndex(1 if self._starts else 0 if meeting else 2)
        self.order_tabs()

    def _on_chosen(self, _meeting_id: int) -> None:
        self._starts = False
        self._show()

    def _on_narrowed(self) -> None:
        found, some = self.table.rows.rowCount(), bool(self.table.rows.rows.all)
        self.list_stack.setCurrentWidget(self.table if found else self.empty)
        if some and not found:
            self.empty.say("No meeting matches.", "Clear the search to see them all.")
        elif not found and self.desk.read_only:
            self.empty.say("No meeting was held on this register.", "")
        elif not found:
            how = "A meeting goes through the risks one by one and writes down what is decided."
            self.empty.say("No meeting was held yet.", how, "Start a meeting…", self.start)
        self.told.emit()


def _file_name(meeting: Meeting, what: str) -> str:
    return f"{meeting.body} {meeting.held_on:%Y-%m-%d} {what}"
