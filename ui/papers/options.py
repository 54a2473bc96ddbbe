"""What a paper is asked to be: kind, layout, period, comparison, part, and for whom or what it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.periods import Period
from riskdesk.publishing import EXEMPT_FIELDS, Layout, Part, Publication
from riskdesk.reports.issue import ATTACHES, Format
from riskdesk.reports.kinds import KINDS, Need, PaperKind, kind_of
from riskdesk.risks import Register
from riskdesk.wording import counted
from ui.audit.parts import Captioned, RiskPicker, SheetArea
from ui.buttons import link
from ui.choices import named
from ui.papers.asked import Asked, Moment
from ui.papers.picking import Pick
from ui.papers.shortcuts import KEYS
from ui.plain import Paragraph
from ui.theme import GAP, TIGHT, Type

_RISK, _OWNER = "risk", "owner"
"""The kinds of paper about one risk, and about one owner."""

_NOT_LAID_OUT = frozenset({"register", "changes", "audit"})
"""The kinds of paper that are the same for every committee."""


class Options(SheetArea):
    """`asked` tells what is asked for now. `look_wanted` asks for a closed period in place of the register, 0 for the
    register as it stands; `layouts_wanted` for the editor of layouts."""

    asked = Signal(object)
    look_wanted = Signal(int)
    layouts_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("What the paper is")
        self._now = Asked()
        self.kind, self.layout_ = Pick("Paper"), Pick("Layout")
        self.period, self.against = Pick("Period"), Pick("Compared with")
        self.part, self.format = Pick("Who may read it"), Pick("Save as")
        self.risk, self.owner = RiskPicker(), Pick("Owner")
        self.attach = QCheckBox("Attach the data as a workbook")
        self.attach.setToolTip("The register's data travels inside the paper, as a workbook that can be checked")
        self.kind_said, self.against_said = Paragraph(kind=Type.META), Paragraph(kind=Type.META)
        self.part_said, self.format_said = Paragraph(kind=Type.META), Paragraph(kind=Type.META)
        self.issued = Paragraph(kind=Type.META)
        self.edit_button = link("Edit", self.layouts_wanted.emit, tip="Chapters, words, colour and logo")
        self.edit_button.setAccessibleName("Edit layouts")
        self.body.setSpacing(GAP)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.rows: dict[str, QWidget] = {}
        for name, title, input_, below in (
            ("kind", "Paper", self.kind, (self.kind_said,)),
            ("risk", "Risk", self.risk, ()),
            ("owner", "Owner", self.owner, ()),
            ("layout", "Layout", self._with_link(), ()),
            ("period", "Period", self.period, (self.issued,)),
            ("against", "Compared with", self.against, (self.against_said,)),
            ("part", "Who may read it", self.part, (self.part_said,)),
            ("attach", "", self.attach, ()),
            ("format", "Save as", self.format, (self.format_said,)),
        ):
            row = Captioned(title, input_) if title else input_
            self.rows[name] = row
            self.body.addWidget(row)
            if isinstance(column := row.layout(), QVBoxLayout):
                for place, each in enumerate(below, start=2):
                    column.insertWidget(place, each)
        self.body.addStretch(1)

    def _with_link(self) -> QWidget:
        """The layouts, with the way to change them beside them."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.layout_, 1)
        row.addWidget(self.edit_button)
        return both

    def _connect(self) -> None:
        self.kind.picked.connect(lambda key: self._ask(kind=key))
        self.layout_.picked.connect(lambda number: self._ask(layout_id=number))
        self.period.picked.connect(self.look_wanted.emit)
        self.against.picked.connect(lambda number: self._ask(against_id=number))
        self.part.picked.connect(lambda part: self._ask(part=part))
        self.risk.picked.connect(lambda number: self._ask(risk_id=number))
        self.owner.picked.connect(lambda name: self._ask(owner=name))
        self.attach.toggled.connect(lambda on: self._ask(attach=on))
        self.format.picked.connect(lambda form: self._ask(form=form))

    def _ask(self, **facts: object) -> None:
        self._now = self._now.but(**facts)
        self.asked.emit(self._now)

    def fill(self, moment: Moment, periods: Sequence[Period]) -> None:
        """Show what is asked at this moment; `periods` are all that were closed in the register in hand, newest
        first. Nothing is told by this."""
        asked, register = moment.asked, moment.register
        self._now = asked
        kind = kind_of(asked.kind)
        self.kind.offer([(each.key, each.name) for each in KINDS], kind.key, [_tip(each) for each in KINDS])
        self.kind_said.setText(f"{kind.tip}.")
        layouts = [(number, _layout_said(number, layout)) for number, layout in moment.layouts]
        self.layout_.offer([(0, "As RiskDesk lays it out"), *layouts], asked.layout_id)
        self._fill_periods(register, periods, asked)
        self._fill_part(moment)
        self.risk.offer(register)
        self.risk.show_risk(asked.risk_id)
        self.owner.offer(_owners(register), asked.owner)
        self.owner.setEnabled(bool(register.owners))
        was = self.attach.blockSignals(True)
        self.attach.setChecked(asked.attach)
        self.attach.blockSignals(was)
        self.attach.setEnabled(asked.form in ATTACHES)
        self.format.offer([(form, form.label) for form in Format], asked.form)
        self.format_said.setText(_format_said(asked.form, closed=register.as_closed))
        for name, shown in (
            ("layout", kind.key not in _NOT_LAID_OUT),
            ("part", kind.key != "audit"),
            ("risk", kind.key == _RISK),
            ("owner", kind.key == _OWNER),
            ("against", Need.MOVEMENT in kind.needs),
        ):
            self.rows[name].setVisible(shown)

    def begin(self) -> None:
        """Put the keyboard where choosing begins."""
        self.kind.setFocus()

    def lack(self, moment: Moment) -> tuple[str, str] | None:
        """Why no paper can be drawn of what is asked, and what to do; None where one can."""
        if moment.asked.kind == _RISK and not moment.asked.risk_id:
            return "There is no risk to print yet", "Add the first one on the page Register."
        if moment.asked.kind == _OWNER and not moment.asked.owner:
            return "There is no owner to print yet", "Give a risk its owner on the page Register."
        return None

    def tell_issued(self, sentence: str) -> None:
        """Whether this very paper was issued; "" says nothing."""
        self.issued.setText(sentence)
        self.issued.setVisible(bool(sentence))

    def _fill_periods(self, register: Register, periods: Sequence[Period], asked: Asked) -> None:
        here = register.period.id if register.as_closed and register.period else 0
        self.period.offer([(0, "The register as it stands"), *((each.id, _closed(each)) for each in periods)], here)
        last = register.last_closed
        before = [each for each in periods if last and each.as_at <= last.as_at and each.id != here]
        usual = [(0, f"The period before, {last.name}")] if last else [(0, "Nothing yet")]
        older = [(each.id, _closed(each)) for each in before if last and each.id != last.id]
        self.against.offer([*usual, *older], asked.against_id)
        self.against.setEnabled(bool(older))
        self.against_said.setText("" if last else "No period was closed before: nothing can have changed since.")
        self.against_said.setVisible(last is None)

    def _fill_part(self, moment: Moment) -> None:
        parts = [(part, part.label) for part in Part]
        self.part.offer([(None, "Everything"), *parts], moment.asked.part)
        self.part_said.setText(part_said(moment.asked.part, moment.publication, moment.register))


def part_said(part: Part | None, publication: Publication, register: Register) -> str:
    """What is withheld from the public, and whether this paper holds it."""
    known = {risk.id for risk in register.risks}
    whole = {each.risk_id for each in publication.exemptions if not each.field and each.risk_id in known}
    some = {each.risk_id for each in publication.exemptions if each.risk_id in known} - whole
    fields = {each.field for each in publication.exemptions if each.risk_id in some}
    told = [f"{counted(len(whole), 'risk')} as a whole"] if whole else []
    if some:
        what = ", ".join(EXEMPT_FIELDS[each].lower() for each in EXEMPT_FIELDS if each in fields)
        told.append(f"of {counted(len(some), 'other risk' if whole else 'risk')}: {what}")
    return _SAID[part, bool(told)].format("; ".join(told))


_SAID = {
    (None, False): "Nothing is marked as exempt in this register.",
    (None, True): "Holds everything, so it is not for the public. Exempt are {}.",
    (Part.A, False): "Nothing is marked as exempt. Owners are named by their posts.",
    (Part.A, True): "Withheld are {}. Owners are named by their posts.",
    (Part.B, False): "Nothing is marked as exempt, so this part holds no more than Part A but the owners' names.",
    (Part.B, True): "Not for the public: holds what is withheld in Part A, {}.",
}
"""By the part, and by whether anything is exempt."""


def _layout_said(number: int, layout: Layout) -> str:
    return layout.name if number > 0 else f"{layout.name} (usual)"


def _tip(kind: PaperKind) -> str:
    return f"{kind.tip} ({KEYS[kind.key]})" if kind.key in KEYS else kind.tip


def _closed(period: Period) -> str:
    return f"{period.name}, as at {british(period.as_at)}"


def _owners(register: Register) -> list[tuple[str, str]]:
    return [(owner.name, named(owner)) for owner in register.owners]


def _format_said(form: Format, *, closed: bool) -> str:
    match form:
        case Format.PDF:
            said = "The very pages shown."
        case Format.HTML:
            said = "One file for a browser, and to listen to. The same facts as the pages shown."
        case _:
            said = "For a committee's own template: headings and tables as Word knows them, the same facts."
    then = "Issuing records it with its period." if closed else "A draft: papers are issued from a closed period."
    return f"{said} {then}"
