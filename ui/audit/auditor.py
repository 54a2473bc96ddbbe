"""Keeps an audit of the open register up to date, off the screen's thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from riskdesk.audit.earlier import coming_case
from riskdesk.risks import Register
from ui.desk import Desk
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from riskdesk.audit.case import Case
    from riskdesk.audit.run import Audit

_SOON, _LATER = 150, 1000
"""Milliseconds after a step: while the audit is on the screen, and while only its count is."""


class Auditor(QObject):
    """Audits the register after each step, once no other follows at once, compared with the last closed period unless
    another register was chosen (`previous`). `audited` says that `audit` is new; `progressed` how far a long one is
    (rules done, of how many), `failed` that one could not be ended."""

    audited = Signal()
    failed = Signal()
    progressed = Signal(int, int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.audit: Audit | None = None
        self.previous: Register | None = None
        self._job: Job | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._start)
        self._hurried = False
        self._is_old = True
        desk.changed.connect(lambda _change: self.renew())
        desk.closing.connect(self._stop)
        self.renew()

    @property
    def ready(self) -> bool:
        """Whether the audit at hand is of the register as it stands."""
        return self.audit is not None and not self._is_old

    def hurry(self, on: bool) -> None:
        """Whether a person is looking: then a step is audited soon."""
        self._hurried = on
        if on and self._wait.isActive():
            self._wait.start(_SOON)

    def compare_with(self, previous: Register | None) -> None:
        """Audit against an earlier register, or another copy of this one; None goes back to the last closed period."""
        self.previous = previous
        self.renew()

    def renew(self) -> None:
        """Audit again, once nothing else happens."""
        self._is_old = True
        self._wait.start(_SOON if self._hurried else _LATER)

    def _start(self) -> None:
        if self._job:
            self._job.drop()
        coming = coming_case(self._desk.store, self.previous)
        self._job = Job(lambda progress: audited(coming, progress), self)
        self._job.progressed.connect(self.progressed)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)

    def _stop(self) -> None:
        self._wait.stop()
        if self._job:
            self._job.drop()
            self._job = None

    def _on_done(self, result: "Audit") -> None:
        self._job = None
        self._is_old = self._wait.isActive()
        self.audit = result
        if result.case.previous and self.previous is None:
            self._desk.store.keep_closed(result.case.previous)
        self.audited.emit()

    def _on_failed(self) -> None:
        self._job = None
        self.failed.emit()


def audited(coming: "Callable[[], Case]", progress: "Callable[[int, int], None]") -> "Audit":
    """In the other thread. The rules are imported there: the first rows of a register need none of them."""
    from riskdesk.audit.run import audit  # noqa: PLC0415

    found = audit(coming(), progress)
    len(found.findings)  # rolled up here, where nobody waits for it
    return found
