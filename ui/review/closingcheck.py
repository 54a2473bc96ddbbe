"""The audit before closing, kept up to date off the screen's thread while somebody looks at it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from riskdesk.audit.earlier import coming_case
from ui.audit.auditor import audited
from ui.desk import Desk
from ui.jobs import Job

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit

_SOON = 150
"""Milliseconds after a step, so that several at once are audited once."""


class ClosingCheck(QObject):
    """Audits the open period as it would be closed, signatures included, when it is `wanted`. `checked` says that
    `audit` is new; `progressed` how far a long one is, `failed` that one could not be ended."""

    checked = Signal()
    failed = Signal()
    progressed = Signal(int, int)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.audit: Audit | None = None
        self._seal = ""
        self._job: Job | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SOON)
        self._wait.timeout.connect(self._start)
        desk.closing.connect(self.leave)

    @property
    def ready(self) -> bool:
        """Whether the audit at hand is of the register as it stands today."""
        audit, store = self.audit, self._desk.store
        return audit is not None and (audit.case.register.seal, audit.case.today) == (
            store.register().seal,
            store.today,
        )

    def want(self) -> None:
        """Audit the register unless that is done, or under way, for how it stands."""
        if not self.ready and not (self._job and self._seal == self._desk.register.seal):
            self._wait.start()

    def leave(self) -> None:
        """Nobody looks any more."""
        self._wait.stop()
        if self._job:
            self._job.drop()
            self._job = None

    def _start(self) -> None:
        self.leave()
        self._seal = self._desk.register.seal
        coming = coming_case(self._desk.store, closing=True)
        self._job = Job(lambda progress: _frozen(audited(coming, progress)), self)
        self._job.progressed.connect(self.progressed)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)

    def _on_done(self, audit: "Audit") -> None:
        self._job = None
        self.audit = audit
        if audit.case.previous:
            self._desk.store.keep_closed(audit.case.previous)
        self.checked.emit()

    def _on_failed(self) -> None:
        self._job = None
        self.failed.emit()


def _frozen(found: "Audit") -> "Audit":
    """In the other thread: what closing keeps of the audit, so that nobody waits for it then."""
    len(found.frozen)
    return found
