"""On a risk's form: what of it public papers leave out, under which paragraph and why; and the way to change that."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.errors import RiskDeskError
from riskdesk.publishing import EXEMPT_FIELDS, PARAGRAPHS, Exemption, under
from riskdesk.risks import Action, Control, OwnerKind, Risk
from riskdesk.wording import listed, sentence
from ui.buttons import link, push
from ui.choices import Box
from ui.desk import Desk
from ui.fields import Line
from ui.inview import bring_into_view
from ui.labels import mark
from ui.plain import Label, Paragraph
from ui.reasonbar import ReasonBar
from ui.shorten import shortened
from ui.theme import GAP, TIGHT, Type

WHOLE = "The whole risk"
ANOTHER = "Another law, in your own words"
_LONGEST = 400
_USUAL = "3"
"""The paragraph that is proposed: business affairs, which most exempt risks are about."""


@dataclass(frozen=True, slots=True)
class _Half:
    """What is half answered: the exemption to withdraw, or 0 and what to exempt, under which words and why."""

    withdrawing: int = 0
    field: str = ""
    paragraph: str = _USUAL
    words: str = ""
    reason: str = ""


class PublicPapers(QWidget):
    """A reason that is half typed stays with its risk; leaving the risk exempts nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self._withdrawing = 0
        self._kept: dict[int, _Half] = {}
        self.lead = Paragraph(parent=self, kind=Type.META)
        self.posts = Paragraph(parent=self, kind=Type.META)
        mark(self.posts, "alert", True)
        self.lines: list[tuple[QWidget, Paragraph, QPushButton]] = []
        self.exempt_button = push(
            "Keep out of public papers…", self.begin, tip="Say what the public does not see, under which paragraph, why"
        )
        self.what, self.paragraph = Box(), Box()
        self.words = Line(lambda: False)
        self.about = Paragraph(parent=self, kind=Type.META)
        self.bar = ReasonBar("Why the public interest is in keeping it private", "Keep out", self)
        self.bar.agreed.connect(self._on_agreed)
        self.bar.taken_back.connect(self._on_taken_back)
        self.paragraph.currentIndexChanged.connect(self._on_paragraph)
        self._build()

    def _build(self) -> None:
        for box, name in ((self.what, "What the public does not see"), (self.paragraph, "Exempt under")):
            box.setAccessibleName(name)
        for key, words in PARAGRAPHS.items():
            self.paragraph.addItem(f"{sentence(under(key))}, {words}", key)
        self.paragraph.addItem(ANOTHER, "")
        self.words.setAccessibleName("Law and section that exempts it")
        self.words.setPlaceholderText("Such as Freedom of Information Act 2000, section 43")
        self.asking = QWidget()
        grid = QGridLayout(self.asking)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        for row, (text, box) in enumerate((("What", self.what), ("Under", self.paragraph))):
            caption = Label(text, kind=Type.META)
            caption.setBuddy(box)
            grid.addWidget(caption, row, 0)
            grid.addWidget(box, row, 1)
        grid.addWidget(self.words, 2, 1)
        grid.addWidget(self.about, 3, 1)
        self.bar.under_extra.addWidget(self.asking)
        self._list = QVBoxLayout()
        self._list.setSpacing(TIGHT)
        row_of_button = QHBoxLayout()
        row_of_button.addWidget(self.exempt_button)
        row_of_button.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.lead)
        column.addLayout(self._list)
        column.addWidget(self.posts)
        column.addLayout(row_of_button)
        column.addWidget(self.bar)

    def fill(self, risk: Risk) -> None:
        if self._risk and self._risk.id != risk.id:
            self._leave()
        self._risk = risk
        found = self._exempt()
        self.lead.setText("" if found else "Public papers print all of this risk.")
        self.lead.setVisible(not found)
        self.posts.setText(without_post(risk))
        self.posts.setVisible(bool(self.posts.text()))
        self._fill_lines(found)
        self.exempt_button.setVisible(not self._desk.read_only and bool(self._free()))
        if risk.id in self._kept and self.bar.isHidden():
            self._ask(self._kept.pop(risk.id), focus=False)

    def _fill_lines(self, found: tuple[Exemption, ...]) -> None:
        while len(self.lines) < len(found):
            self.lines.append(self._line())
        for place, (whole, words, button) in enumerate(self.lines):
            whole.setVisible(place < len(found))
            button.setVisible(not self._desk.read_only)
            if place < len(found):
                words.setText(exempt_in_words(found[place]))
                button.setAccessibleName(f"Withdraw the exemption: {named(found[place].field).lower()}")

    def _line(self) -> tuple[QWidget, Paragraph, QPushButton]:
        whole, words = QWidget(self), Paragraph()
        button = link("Withdraw…", partial(self._withdraw, len(self.lines)), tip="Let the public see it, with a reason")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._list.addWidget(whole)
        return whole, words, button

    def _exempt(self) -> tuple[Exemption, ...]:
        assert self._risk
        return self._desk.store.publication().exempt(self._risk.id)

    def _free(self) -> list[str]:
        """What can still be exempted."""
        taken = {each.field for each in self._exempt()}
        return [field for field in ("", *EXEMPT_FIELDS) if field not in taken]

    # Asking

    def begin(self) -> None:
        """What the command asks for. Where all is exempt already, the lines that say so come into view."""
        if self.exempt_button.isHidden():
            bring_into_view(self)
            return
        self._ask(_Half(field=self._free()[0]))
        bring_into_view(self.bar, together_with=self.lead)

    def _withdraw(self, place: int) -> None:
        self._ask(_Half(withdrawing=self._exempt()[place].id))

    def _ask(self, half: _Half, *, focus: bool = True) -> None:
        assert self._risk
        mine = next((each for each in self._exempt() if each.id == half.withdrawing), None)
        if half.withdrawing and mine is None:
            return  # it was withdrawn meanwhile
        self._withdrawing = half.withdrawing
        self.what.clear()
        for field in self._free():
            self.what.addItem(named(field), field)
        self.what.setCurrentIndex(max(0, self.what.findData(half.field)))
        self.paragraph.setCurrentIndex(self.paragraph.findData(half.paragraph))
        self.words.setText(half.words)
        self._on_paragraph()
        self.asking.setVisible(mine is None)
        label = shortened(self._risk.label, 24)
        asks = "Why the public can see it now" if mine else "Why the public interest is in keeping it private"
        self.bar.asks.setText(asks)
        self.bar.line.setAccessibleName(asks)
        self.bar.agree_button.setText("Withdraw" if mine else "Keep out")
        said = f"risk {label}: {named(mine.field).lower()}" if mine else f"risk {label}"
        self.bar.ask(
            f"{'Let the public see' if mine else 'Keep out of public papers:'} {said}", half.reason, focus=focus
        )
        if focus and mine is None:
            self.what.setFocus()

    def _on_paragraph(self) -> None:
        """A box shows the beginning of a long answer; the whole of it stands below."""
        chosen = PARAGRAPHS.get(self.paragraph.currentData(), "")
        self.words.setVisible(not chosen)
        self.about.setVisible(bool(chosen))
        self.about.setText(sentence(chosen))

    def _leave(self) -> None:
        if self._risk and not self.bar.isHidden() and self.bar.reason:
            self._kept[self._risk.id] = _Half(
                self._withdrawing,
                self.what.currentData() or "",
                self.paragraph.currentData() or "",
                self.words.text(),
                self.bar.line.text(),
            )
        self.bar.hide()

    def _on_agreed(self, reason: str) -> None:
        assert self._risk
        paragraph = self.paragraph.currentData() or self.words.text()
        try:
            if self._withdrawing:
                self._desk.store.withdraw_exemption(self._withdrawing, reason)
            else:
                self._desk.store.exempt(self._risk.id, paragraph, field=self.what.currentData(), reason=reason)
        except RiskDeskError as fault:
            self.bar.complain(str(fault))
            return
        self._on_taken_back()

    def _on_taken_back(self) -> None:
        self.bar.hide()
        if self.exempt_button.isVisible():
            self.exempt_button.setFocus()


def named(field: str) -> str:
    return EXEMPT_FIELDS[field] if field else WHOLE


def exempt_in_words(found: Exemption) -> str:
    """What is exempt and under what, then who decided it, when and why."""
    about = f" ({PARAGRAPHS[found.paragraph]})" if found.paragraph in PARAGRAPHS else ""
    why = f": {shortened(found.reason, _LONGEST)}" if found.reason else ", no reason recorded"
    return (
        f"{named(found.field)}: kept out under {shortened(under(found.paragraph), _LONGEST)}{about}.\n"
        f"{found.decided_by}, {british(found.decided_on)}{why}"
    )


def without_post(risk: Risk) -> str:
    """Whom public papers cannot name by a post."""
    parts: tuple[Control | Action, ...] = (*risk.controls, *risk.actions)
    people = dict.fromkeys([*risk.owners, *(part.owner for part in parts if part.owner)])
    lacking = [one.name for one in people if one.kind is OwnerKind.PERSON and not one.post.strip()]
    if not lacking:
        return ""
    names = listed([shortened(name, 60) for name in lacking], 4)
    return (
        f"Public papers print posts in place of people, and none is recorded for {names}: see Owners in the settings."
    )
