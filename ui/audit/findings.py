"""What to challenge: the findings in groups, the chosen one whole beside them, and the way from one to the next."""

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QProgressBar, QWidget

from riskdesk.audit.findings import Severity
from riskdesk.audit.run import Audit
from riskdesk.scrutiny import Challenge
from riskdesk.wording import as_at_phrase, counted, sentence, verb
from ui.audit.auditor import Auditor
from ui.audit.findingfilters import FINDING_FILTERS, WAIVED, finding_test, status_test
from ui.audit.findingrows import Grouping, Item
from ui.audit.findingsheet import FindingSheet
from ui.audit.findingstable import FindingsTable
from ui.audit.listpanel import ListPanel
from ui.buttons import link
from ui.desk import Desk
from ui.errordesk import with_versions
from ui.filters import FilterBar
from ui.labels import mark
from ui.plain import Paragraph
from ui.rows import Row
from ui.tableview import Memory
from ui.theme import GAP, PAD, Type

_KEY = "findings-grouping"


class FindingsPanel(ListPanel):
    """The audit's findings as they are rolled up. A rule that could not be run is told above them."""

    title = "Findings"
    tip = "What to challenge in this register, and why"

    shares = (3, 2)
    table: FindingsTable

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, FindingsTable(), parent)
        self._memory: Memory | None = None
        self._shown: tuple[Audit | None, tuple[Challenge, ...]] = (None, ())
        self._place, self._reads = 0, False
        self._counted: int | None = None
        """How many findings there are of the status chosen, once it is worked out."""
        self._search, self._told = "", 0
        self._begun = False
        """Whether the current finding was looked at: else the next one to go to is itself."""
        self.bar = FilterBar(FINDING_FILTERS)
        self.grouping = QComboBox()
        self.progress = QProgressBar()
        self.faults = QWidget()
        self.faulty = Paragraph(kind=Type.META)
        self.detail = FindingSheet(desk)
        self._build()
        self._connect()
        self.order_tabs()

    def _build(self) -> None:
        self.grouping.setAccessibleName("Group by")
        self.grouping.setToolTip("What findings stand together by")
        self.grouping.addItems([each.label for each in Grouping])
        self.bar.row.insertWidget(len(self.bar.drops), self.grouping)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.setAccessibleName("How far the audit is")
        mark(self.progress, "thin", True)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()
        row = QHBoxLayout(self.faults)
        row.setContentsMargins(PAD, 0, PAD, GAP)
        mark(self.faulty, "alert", True)
        row.addWidget(self.faulty, 1)
        row.addWidget(link("Copy details", self.copy_faults, tip="Copy what went wrong, to send it on"))
        self.under_head.setSpacing(0)
        self.under_head.addWidget(self.faults)
        self.under_head.addWidget(self.progress)
        self.sheet.body.addWidget(self.detail)
        self.sheet.body.addStretch(1)
        self.faults.hide()

    def _connect(self) -> None:
        self.table.opened.connect(lambda _id: self.detail.go())
        self.bar.changed.connect(self._on_filter)
        self.bar.cleared.connect(self._on_cleared)
        self.grouping.activated.connect(lambda _place: self._on_grouping())
        self.detail.field_wanted.connect(self._on_field)
        self.detail.moderation_wanted.connect(self.moderation_wanted)
        self.detail.history_wanted.connect(self.history_wanted)
        self.detail.done.connect(self.table.setFocus)
        self.detail.left.connect(self.table.setFocus)
        self.auditor.progressed.connect(self._on_progress)
        self.auditor.audited.connect(self.progress.hide)
        self.auditor.failed.connect(self.progress.hide)

    # What the page asks

    def tools(self) -> QWidget | None:
        return self.bar

    def remember(self, memory: Memory) -> None:
        self._memory = memory
        self.table.remember(memory)
        known = bytes(memory.state(_KEY).data()).decode(errors="replace")
        if known in list(Grouping):
            self.grouping.setCurrentIndex(list(Grouping).index(Grouping(known)))

    def fill(self) -> None:
        """Read the audit at hand again where it, or what was asked about it, is another one."""
        audit, asked = self.auditor.audit, self.desk.store.scrutiny().challenges
        if audit and (audit is not self._shown[0] or asked != self._shown[1]):
            self._shown = (audit, asked)
            self._read(audit)
        self._tell(audit)
        self.show_row(self.keep_place())

    def set_search(self, text: str) -> None:
        self._search = text
        super().set_search(text)

    def focus_rows(self) -> None:
        self.table.go_to(self.keep_place())
        super().focus_rows()

    def choose_row(self, id_: int) -> None:
        self._begun = True
        super().choose_row(id_)
        self.told.emit()

    def show_row(self, id_: int) -> None:
        """Another finding is read from its top."""
        item, audit = self.table.item, self.auditor.audit
        self.detail.setVisible(item is not None)
        self.sheet.setVisible(item is not None)
        if item and audit:
            self.detail.fill(id_, item, self.desk.register, ready=self.auditor.ready)
        if id_ != self._told:
            self._told = id_
            self.sheet.verticalScrollBar().setValue(0)

    def keep_place(self) -> int:
        """Stay at the finding that was chosen. Where it is gone go to the first, or after an audit to the one that now
        stands where it stood."""
        rows = self.table.model_.findings
        place = rows.place(self.table.current_id)
        if place < 0:
            self._begun = False
            self.table.go_to(self._nearest(max(self._place, 0) if self._reads else 0))
            place = rows.place(self.table.current_id)
        self._place = place
        return self.table.current_id if place >= 0 else 0

    def _nearest(self, place: int) -> int:
        """The first finding from a place on, else the last before it; 0 where none is shown."""
        shown = self.table.model_.findings.shown
        after = next((row.id for row in shown[place:] if row.id > 0), 0)
        return after or next((row.id for row in reversed(shown[:place]) if row.id > 0), 0)

    def do(self, what: str) -> None:
        """Press the button, or say why it cannot be pressed."""
        button = {"waive": self.detail.waive_button, "challenge": self.detail.challenge_button}[what]
        if self.detail.finding is None:
            return
        if why_not := self.detail.why_not(button):
            self.desk.noticed.emit(why_not, False)
        else:
            button.click()

    # From one finding to the next

    def step(self, by: int) -> None:
        """Go to the field of the next finding shown (or the one before), wherever the person is."""
        rows = [row for row in self.table.model_.findings.findings if self._is_stop(row)]
        if not rows:
            waiting = "The register is being audited." if self.auditor.audit is None else "No finding is shown."
            self.desk.noticed.emit(waiting, False)
            return
        here = next((place for place, row in enumerate(rows) if row.id == self.table.current_id), -1)
        place = here + by if self._begun or by < 0 else max(here, 0)
        if not 0 <= place < len(rows):
            self.desk.noticed.emit("That was the last finding." if by > 0 else "That was the first finding.", False)
            return
        self._begun = True
        self.table.go_to(rows[place].id)
        self.show_row(self.keep_place())
        self.detail.go()

    def _is_stop(self, row: Row[Item]) -> bool:
        """A rolled-up finding that is open is passed over for those under it."""
        return row.id not in self.table.model_.findings.opened

    def _on_field(self, risk_id: int, field: str, part_id: int) -> None:
        self._begun = True
        self.field_wanted.emit(risk_id, field, part_id)
        if finding := self.detail.finding:
            self.desk.noticed.emit(f"{finding.severity.word.capitalize()}: {finding.message}", False)

    # Reading and telling

    def _read(self, audit: Audit) -> None:
        self.bar.offer(audit.case.register)
        model = self.table.model_
        model.findings.want(finding_test(self.bar, audit.case.register))
        grouping = self._grouping
        self._counted = None
        self._reads = True
        self.table.group_by(grouping)
        model.read(audit, self.desk.store.scrutiny().challenges, grouping)
        self._reads = False
        self.facts.setText(in_brief(audit, one_by_one=grouping is Grouping.RISK))

    @property
    def _grouping(self) -> Grouping:
        return tuple(Grouping)[self.grouping.currentIndex()]

    def _tell(self, audit: Audit | None) -> None:
        if audit is None:
            self.facts.setText("Auditing …")
            self._on_narrowed()
        faults = audit.faults if audit else ()
        self.faults.setVisible(bool(faults))
        names = ", ".join(fault.rule.name for fault in faults)
        told = f"{counted(len(faults), 'rule')} could not be run: {names}."
        self.faulty.setText(f"{told} {verb(len(faults), 'This is a bug', 'These are bugs')}; copy the details.")

    def copy_faults(self) -> None:
        audit = self.auditor.audit
        details = "\n".join(f"{fault.rule.name}\n{fault.details}" for fault in (audit.faults if audit else ()))
        QGuiApplication.clipboard().setText(with_versions(details))
        self.desk.noticed.emit("The details were copied.", False)

    def say_empty(self, *, searching: bool) -> None:
        audit = self.auditor.audit
        if audit is None:
            self.empty.say("The register is being audited.", "Its findings appear here.")
        elif searching and (self._search.strip() or self.bar.is_active):
            how = "The search and the filters leave nothing to show."
            self.empty.say("No finding matches.", how, "Clear the filters", self.bar.clear)
        elif searching:
            how = f"{_sentence_of_waived(audit)} {checked(audit)}"
            self.empty.say("No finding waits.", how, "Show what was waived", self._show_waived)
        else:
            self.empty.say(*_nothing(audit))

    def _show_waived(self) -> None:
        self.bar.choose("Status", WAIVED)

    def _on_narrowed(self) -> None:
        super()._on_narrowed()
        rows = self.table.model_.findings
        if self._counted is None:
            wanted = status_test(self.bar)
            self._counted = sum(1 for row in rows.all if any(map(wanted, row.thing.parts)))
        noun = "line" if self._grouping is Grouping.RISK else "finding"
        self.bar.tell(rows.count, self._counted, noun, searching=bool(self._search.strip()))
        if self.auditor.audit:
            self.show_row(self.keep_place())
        self.told.emit()

    def _on_filter(self) -> None:
        if audit := self.auditor.audit:
            self._counted = None
            self.table.model_.want(finding_test(self.bar, audit.case.register))

    def _on_cleared(self) -> None:
        self.search_cleared.emit()
        self.set_search("")

    def _on_grouping(self) -> None:
        if self._memory:
            self._memory.keep_state(_KEY, QByteArray(self._grouping.value.encode()))
        if audit := self.auditor.audit:
            chosen, begun = self.table.item, self._begun
            self._read(audit)
            self._stay_at(chosen)
            self._begun = begun

    def _stay_at(self, chosen: Item | None) -> None:
        """Keep the finding that was chosen in sight, be it rolled up now or one by one."""
        row = self.table.model_.findings.row_of(chosen) if chosen else None
        if row and not self._is_about(chosen):
            self.table.go_to(row.id)
            self.show_row(self.keep_place())
        self.table.scrollTo(self.table.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _is_about(self, chosen: Item | None) -> bool:
        """Whether the current row is about the very finding."""
        item = self.table.item
        return item is not None and chosen is not None and item.finding is chosen.finding

    def _on_progress(self, done: int, whole: int) -> None:
        self.progress.setRange(0, whole)
        self.progress.setValue(done)
        self.progress.setVisible(done < whole)


def checked(audit: Audit) -> str:
    """ "52 rules were checked on 11 open risks." """
    rules = counted(len(audit.rules), "rule was", "rules were")
    told = f"{rules} checked on {counted(len(audit.case.live), 'open risk')}"
    previous = audit.case.previous
    if previous is None:
        return f"{told}."
    kind = "another copy" if audit.case.is_copy else "an earlier register"
    closed = previous.period.name if previous.as_closed and previous.period else ""
    return f"{told}, compared with {closed or kind}, {as_at_phrase(previous.as_at)}."


def in_brief(audit: Audit, *, one_by_one: bool = False) -> str:
    """What waits, by severity, what was waived, and what was checked. Where findings stand `one_by_one` below their
    risks, that these are counted as they are rolled up."""
    counts = [
        counted(audit.count(Severity.ERROR), "error"),
        counted(audit.count(Severity.WARNING), "warning"),
        f"{audit.count(Severity.ADVICE) or 'no'} advice",
    ]
    lines = " This counts them rolled up; below is a line for each risk." if one_by_one else ""
    return f"{sentence(', '.join(counts))}{_waived(audit)}.{lines} {checked(audit)}"


def _waived(audit: Audit) -> str:
    """ "; 2 waived, 1 waived in part", or "" where nothing was."""
    whole = sum(1 for finding in audit.findings if finding.waiver)
    part = sum(1 for finding in audit.findings if not finding.waiver and any(each.waiver for each in finding.under))
    told = [f"{number:,} {words}" for number, words in ((whole, "waived"), (part, "waived in part")) if number]
    return f"; {', '.join(told)}" if told else ""


def _sentence_of_waived(audit: Audit) -> str:
    number = len(audit.findings)
    return f"{counted(number, 'finding was', 'findings were')} accepted by name."


def _nothing(audit: Audit) -> tuple[str, str]:
    if not audit.case.register.risks:
        return "There is nothing to audit yet.", "Add risks on the Register page first."
    if not audit.case.live:
        return "No risk is open.", "Closed risks and drafts are not audited."
    return "Nothing to challenge.", checked(audit)
