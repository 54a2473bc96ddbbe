"""What leaves the papers page: a paper printed, saved, issued, opened or put into an e-mail."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.reports.issue import Format, Made, file_name, may_replace, write_paper
from riskdesk.risks import Register
from ui.desk import Desk
from ui.files import Files
from ui.jobs import Job, Work
from ui.papers.asked import FILTERS
from ui.papers.drawing import Drawn

if TYPE_CHECKING:
    from riskdesk.reports.sources import Progress

BOOK_FILTER = "Excel workbook (*.xlsx)"

# What one way out needs is imported when somebody takes it.
# ruff: noqa: PLC0415


class Outbox(QObject):
    """Says through the desk what became of each."""

    def __init__(self, desk: Desk, files: Files, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._files, self._window = desk, files, parent

    def ask(self, drawn: Drawn, form: Format) -> Path | None:
        """Where to write the paper; None when the person thought better of it."""
        verb = "Issue" if self._register.as_closed else "Save"
        caption, name = f"{verb} the {drawn.kind.name.lower()} as", self._name(drawn, form)
        return self._files.ask_target(caption, name.removesuffix(form.suffix), form.suffix, FILTERS[form])

    def save(self, drawn: Drawn, form: Format, target: Path) -> None:
        """Write the paper; that of a closed period is recorded with it as issued."""
        may_replace(target, form)
        if self._register.as_closed and form is Format.PDF:
            self._issue(drawn.made, target)
        elif self._register.as_closed:
            self._work(drawn.work(form), lambda made: self._issue(made, target))
        else:
            give, said = drawn.work(form), f"{drawn.kind.name} saved as {target.name}"
            self._work(lambda progress: write_paper(give(progress), target), said)

    def _issue(self, made: Made, target: Path) -> None:
        from ui.issuing import issue

        if live := self._files.desk:
            self._say(issue(live.store, self._register, made, target))

    def print(self, drawn: Drawn) -> None:
        from ui.printing import ask_and_print

        ask_and_print(drawn.pdf, f"{self._register.title} - {drawn.kind.name}", self._window.window())

    def open(self, drawn: Drawn, form: Format) -> None:
        """Show the paper in the system's own program: a copy that is gone when RiskDesk ends."""
        from ui.papers.outside import open_outside, put_aside

        stem, give = self._name(drawn, form).removesuffix(form.suffix), drawn.work(form)
        name = f"{stem}, only to look at{form.suffix}"

        def shown(path: Path) -> None:
            open_outside(path)
            self._say("Opened as a copy only to look at, gone when RiskDesk is closed. Save the paper to keep it.")

        self._work(lambda progress: put_aside(name, give(progress).document, "paper"), shown)

    def mail(self, drawn: Drawn, form: Format) -> None:
        """Open a draft with the paper attached in the person's mail program; nothing is sent."""
        from ui.papers.outside import open_outside, put_aside

        give = drawn.work(form)

        def work(progress: "Progress") -> Path:
            from ui.papers.maildraft import draft

            message = draft(drawn.document(), give(progress))
            return put_aside(f"{drawn.kind.name}, e-mail draft.eml", message, "e-mail draft")

        def shown(path: Path) -> None:
            open_outside(path)
            self._say("The draft is open in your mail program, with the paper attached. Nothing was sent.")

        self._work(work, shown)

    def ask_book(self, drawn: Drawn) -> Path | None:
        if drawn.sources.audit is None:
            raise RiskDeskError("Only an audit paper is saved as a workbook.", "Choose the audit paper.")
        name = self._name(drawn, Format.PDF).removesuffix(Format.PDF.suffix)
        return self._files.ask_target(f"Save the {drawn.kind.name.lower()} as a workbook", name, ".xlsx", BOOK_FILTER)

    def save_book(self, drawn: Drawn, target: Path) -> None:
        """The audit's facts as a workbook."""
        found, verdict = drawn.sources.audit, drawn.sources.verdict
        assert found is not None
        may_replace(target, "xlsx")

        def work(_progress: "Progress") -> None:
            from riskdesk.exchange.workbook import write_workbook

            write_workbook(found, target, verdict)

        self._work(work, f"Workbook saved as {target.name}")

    def record(self, made: Sequence[Made]) -> None:
        """Record papers of a closed period that are written; those of the register as it stands are drafts."""
        from ui.issuing import record

        live = self._files.desk
        if live and made and self._register.as_closed:
            said = [record(live.store, self._register, each) for each in made]
            self._say(said[0] if len(said) == 1 or live.read_only else f"{len(said)} papers issued and recorded")

    def show_folder(self, folder: Path) -> None:
        from ui.papers.outside import open_outside

        open_outside(folder)

    @property
    def _register(self) -> Register:
        return self._desk.register

    def _name(self, drawn: Drawn, form: Format) -> str:
        return file_name(drawn.kind, form, self._register.period, drawn.request)

    def _work(self, work: Work, then: str | Callable[[Any], None]) -> None:
        """Off the screen's thread, to its end; `then` is said, or takes what was made."""
        job = Job(work, self, finish=True)
        job.done.connect(lambda result: self._say(then) if isinstance(then, str) else then(result))

    def _say(self, sentence: str) -> None:
        self._desk.noticed.emit(sentence, False)
