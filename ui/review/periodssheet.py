"""One period whole: its dates, who signed, what was found when it closed, and the papers issued from it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.periods import IssuedPaper, Period
from riskdesk.wording import counted, sentence
from ui.buttons import link, primary, push
from ui.desk import Desk
from ui.flow import Flow
from ui.labels import Section
from ui.plain import Label, Paragraph, tip
from ui.review.closingparts import signed_in_words
from ui.review.periodscolumns import SEAL_SHOWN, Told
from ui.theme import GAP, PAD, TIGHT, Type

_MOST_FINDINGS = 30


class Digest(QWidget):
    """The beginning of a seal or of a paper's SHA-256, and the way to all of it."""

    def __init__(self, name: str, whole: str, copied: Callable[[str], None]) -> None:
        super().__init__()
        shown = Label(f"{name} {whole[:SEAL_SHOWN]}…", kind=Type.META)
        shown.setToolTip(tip(whole))
        copy = link("Copy", partial(copied, whole), tip=f"Copy the whole {name}")
        copy.setAccessibleName(f"Copy the {name} {whole[:SEAL_SHOWN]}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(shown)
        row.addWidget(copy)
        row.addStretch(1)


class PeriodSheet(QWidget):
    """What belongs to the period chosen. It only tells; closed periods are never changed."""

    look_wanted = Signal(int)
    compare_wanted = Signal(int)
    close_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._told: Told | None = None
        self.title = Paragraph(kind=Type.TITLE)
        self.lead = Paragraph()
        self.look_button = primary("", self._look, tip="Show the register as this period froze it")
        self.compare_button = push("What changed since", self._compare, tip="Compare this period with the register now")
        self.close_button = push("Go to Close", self.close_wanted.emit, tip="See what stands before closing")
        buttons = QWidget()
        flow = Flow()
        buttons.setLayout(flow)
        for each in (self.look_button, self.compare_button, self.close_button):
            flow.addWidget(each)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(PAD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        for widget in (self.title, self.lead, buttons):
            column.addWidget(widget)
        column.addLayout(self.parts)

    def fill(self, told: Told) -> None:
        """Show a period; the same one is told again only where something about it is new."""
        if told == self._told:
            return
        self._told = told
        period, closed = told.period, told.period.closing is not None
        self.title.setText(period.name)
        self.lead.setText(lead_of(told))
        self.look_button.setText(f"Look at {period.name}".replace("&", "&&"))
        self.look_button.setVisible(closed)
        self.compare_button.setVisible(closed)
        self.close_button.setVisible(not closed and not self._desk.register.as_closed)
        while item := self.parts.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        sections = [self._signatures(period)]
        if closed:
            sections += [self._findings(told), self._papers(period), self._seal(told)]
        for section in sections:
            self.parts.addWidget(section)
            section.show()  # a layout would show it only later, and the Tab key is led through it now

    def _signatures(self, period: Period) -> Section:
        section = _section("Signed")
        for each in period.sign_offs:
            section.body.addWidget(Paragraph(each.partner, kind=Type.STRONG))
            section.body.addWidget(Paragraph(signed_in_words(each), kind=Type.META))
        if not period.sign_offs:
            section.body.addWidget(
                Paragraph("Nobody signed." if period.closing else "Nobody signed yet.", kind=Type.META)
            )
        return section

    def _findings(self, told: Told) -> Section:
        section = _section("Found when it was closed")
        section.body.addWidget(Paragraph(findings_in_words(told)))
        findings = told.facts["findings"]
        for each in findings[:_MOST_FINDINGS]:
            section.body.addWidget(Paragraph(finding_in_words(each), kind=Type.META))
        if len(findings) > _MOST_FINDINGS:
            more = counted(len(findings) - _MOST_FINDINGS, "more finding")
            section.body.addWidget(Paragraph(f"{sentence(more)}: look at {told.period.name}.", kind=Type.META))
        return section

    def _papers(self, period: Period) -> Section:
        section = _section("Papers issued")
        for paper in period.papers:
            section.body.addWidget(Paragraph(paper.title, kind=Type.STRONG))
            section.body.addWidget(Paragraph(issued_in_words(paper), kind=Type.META))
            section.body.addWidget(Digest("SHA-256", paper.sha256, partial(self._copy, "SHA-256")))
        if not period.papers:
            how = f"None yet. Look at {period.name}, choose a paper on the page Papers, and issue it there."
            section.body.addWidget(Paragraph(how, kind=Type.META))
        return section

    def _seal(self, told: Told) -> Section:
        section = _section("Sealed")
        section.body.addWidget(Digest("seal", told.seal, partial(self._copy, "seal")))
        return section

    def _copy(self, name: str, whole: str) -> None:
        QGuiApplication.clipboard().setText(whole)
        self._desk.noticed.emit(f"The {name} is copied", False)

    def _look(self) -> None:
        if self._told:
            self.look_wanted.emit(self._told.period.id)

    def _compare(self) -> None:
        if self._told:
            self.compare_wanted.emit(self._told.period.id)


def _section(title: str) -> Section:
    section = Section(title)
    section.body.setSpacing(TIGHT)
    section.body.setContentsMargins(0, 0, 0, GAP)
    section.body.setAlignment(Qt.AlignmentFlag.AlignTop)
    return section


def lead_of(told: Told) -> str:
    period, closing = told.period, told.period.closing
    opened = f"Opened on {british(period.opened_on)}" + (f" by {period.opened_by}" if period.opened_by else "")
    first = f"As at {british(period.as_at)}, {period.review_cycle.label.lower()}. {opened}."
    if closing is None:
        return f"{first} Still open."
    at = closing.closed_at.astimezone()
    risks = counted(told.facts["open_risks"], "open risk")
    by = f"by {closing.closed_by} with RiskDesk {closing.program}"
    return f"{first} Closed on {british(at.date())} at {at:%H:%M} {by}, with {risks}."


def findings_in_words(told: Told) -> str:
    """Such as "No error, 3 warnings and 2 advice; 1 finding was accepted by name." """
    waiting, waived = told.waiting, told.facts["waived"]
    counts = f"{counted(waiting['error'], 'error')}, {counted(waiting['warning'], 'warning')}"
    accepted = f"; {counted(waived, 'finding was', 'findings were')} accepted by name" if waived else ""
    return f"{sentence(counts)} and {waiting['advice'] or 'no'} advice{accepted}."


def finding_in_words(finding: dict[str, object]) -> str:
    """One line: how grave, about which risks, what, and who took it on."""
    waiver, refs = finding["waiver"], finding["refs"]
    about = (
        f" (risk {', '.join(map(str, refs[:6]))}{' …' if len(refs) > 6 else ''})"
        if isinstance(refs, list) and refs
        else ""
    )
    taken = f" Accepted by {waiver['accepted_by']}: {waiver['reason']}" if isinstance(waiver, dict) else ""
    return f"{str(finding['severity']).capitalize()}{about}: {finding['message']}{taken}"


def issued_in_words(paper: IssuedPaper) -> str:
    at = paper.issued_at.astimezone()
    pages = counted(paper.pages, "page")
    return f"Issued on {british(at.date())} at {at:%H:%M} by {paper.issued_by}, {pages}, RiskDesk {paper.program}"
