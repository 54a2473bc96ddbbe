"""Verify: proves that the register is what its history made, shows its seal, and places a seal from a paper."""

import datetime as dt

from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from riskdesk.audit.listing import seal_text
from riskdesk.proof import Verdict
from ui.audit.auditor import Auditor
from ui.audit.panel import AuditPanel
from ui.audit.parts import Captioned, Complaint, Prose, SheetArea, line
from ui.buttons import primary, push
from ui.desk import Desk
from ui.guard import guarded
from ui.jobs import Job
from ui.labels import Section, mark
from ui.plain import Paragraph
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, Type

_COLUMN = 100
"""The width of the sheet, in letters: a whole seal and the button beside it."""
_WHAT = (
    "Every step of this register is sealed over the one before it. Verifying computes every seal again, and plays the "
    "whole log from empty: the rows in the file must come out, one by one. It shows that something was altered; it "
    "cannot prevent it."
)


class ProofPanel(AuditPanel):
    """The proof runs beside the window and ends when the panel is left."""

    title = "Verify"
    tip = "Prove that the register is what its history made, and place a printed seal"

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, parent)
        self._job: Job | None = None
        self._proved = ""
        self.verdict: Verdict | None = None
        self.verify_button = primary("Verify now", self.prove, tip="Check the whole file; you can work on meanwhile")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress of the verification")
        self.result = Paragraph(kind=Type.STRONG)
        self.found = Prose("What was checked and found", lines=1)
        self.found.setReadOnly(True)
        self.seal = line("Seal of this register", lambda: None)
        self.seal.setReadOnly(True)
        self.copy_button = push("Copy", self._copy, tip="Copy the whole seal", icon_name="copy")
        self.asked = line("Printed seal", self.place_seal)
        self.asked.setPlaceholderText("12 or more of its figures and letters")
        self.asked.textEdited.connect(lambda _text: self._clear_answer())
        self.answer = Paragraph()
        self.lack = Complaint()
        self.sheet = SheetArea(self.title)
        self._build()
        self.order_tabs()

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sheet)
        column = QWidget()
        column.setMaximumWidth(self.fontMetrics().averageCharWidth() * _COLUMN)
        body = QVBoxLayout(column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(PAD * 2)
        for section in (self._proof_section(), self._seal_section(), self._paper_section()):
            body.addWidget(section)
        self.sheet.body.addWidget(column)
        self.sheet.body.addStretch(1)
        for part in (self.progress, self.result, self.found, self.answer):
            part.hide()

    def _proof_section(self) -> Section:
        section = Section("Is this register what its history made?")
        row = QHBoxLayout()
        row.setSpacing(PAD)
        row.addWidget(self.verify_button)
        row.addWidget(self.progress, 1)
        row.addStretch(1)
        section.body.addWidget(Paragraph(_WHAT))
        section.body.addLayout(row)
        section.body.addWidget(self.result)
        section.body.addWidget(self.found)
        return section

    def _seal_section(self) -> Section:
        section = Section("The seal of the latest step")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.seal, 1)
        row.addWidget(self.copy_button)
        section.body.addLayout(row)
        return section

    def _paper_section(self) -> Section:
        section = Section("Does a printed seal belong to this register?")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.asked, 1)
        row.addWidget(push("Find", self.place_seal, tip="Say which step the seal stands for (Enter)"))
        inner = QWidget()
        inner.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        section.body.addWidget(Captioned("As it stands at the foot of a paper", inner))
        section.body.addWidget(self.lack)
        section.body.addWidget(self.answer)
        return section

    def fill(self) -> None:
        self.seal.setText(self.desk.register.seal)
        self.seal.setCursorPosition(0)
        self._tell()

    def order_tabs(self, before: QWidget | None = None) -> None:
        sheet = self.sheet.widget()
        assert sheet is not None
        follow_layout(sheet, before)

    def focus_rows(self) -> None:
        self.verify_button.setFocus()

    # The proof

    def prove(self) -> None:
        """Prove the register as it stands now; a proof under way is begun anew."""
        self._drop()
        self._proved, self.verdict = self.desk.register.seal, None
        self._job = Job(self.desk.store.proof(), self)
        self._job.progressed.connect(self._on_progress)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._tell()

    def _drop(self) -> None:
        if self._job:
            self._job.drop()
            self._job = None
        self.progress.hide()

    def _on_progress(self, done: int, whole: int) -> None:
        self.progress.setRange(0, whole)
        self.progress.setValue(done)

    def _on_done(self, verdict: Verdict) -> None:
        self._job = None
        self.progress.hide()
        self.verdict = verdict
        self._at = dt.datetime.now().astimezone()
        self._tell()

    def _on_failed(self) -> None:
        self._job = None
        self.progress.hide()
        self._tell()

    def _tell(self) -> None:
        verdict = self.verdict
        self.result.setVisible(verdict is not None)
        self.found.setVisible(verdict is not None)
        if verdict is None:
            return
        mark(self.result, "alert", not verdict.sound)
        head = "This register holds." if verdict.sound else "This register was altered outside RiskDesk."
        later = (
            "" if self._proved == self.desk.register.seal else " Steps followed since: verify again to include them."
        )
        self.result.setText(f"{head} Verified at {self._at:%H:%M}.{later}")
        self.found.put("\n".join(verdict.sentences))

    # Seals

    def place_seal(self) -> None:
        """Say which step a printed seal stands for."""
        self.lack.say("")
        self.answer.hide()
        told: list[str] = []
        text = self.asked.text()
        if not text.strip():
            self.lack.say("Type the seal that is printed on the paper, or its first 12 figures and letters.")
        elif self.lack.attempt(lambda: told.append(seal_text(self.desk.store.seal_of(text)))):
            self.answer.setText(told[0])
            self.answer.show()

    def _clear_answer(self) -> None:
        self.answer.hide()
        self.lack.say("")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.seal.text())
        self.desk.noticed.emit("The seal is copied", False)

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._drop()
            self._tell()
