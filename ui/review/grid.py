"""The review as a grid: a row for each risk that is due, levels typed as numbers, notes typed where they stand."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Register, Risk, Stage
from riskdesk.scoring import Level
from ui.audit.parts import Complaint
from ui.columns import Sight, Tone, reviewed
from ui.desk import Desk
from ui.edittable import Col, EditTable
from ui.guard import guarded
from ui.plain import Paragraph
from ui.reasonbar import ReasonBar
from ui.review.before import Past
from ui.review.rescoring import Levels, levels_of
from ui.stages import Wish, wish_in_words
from ui.theme import GAP, PAD, TIGHT, Type

REF, RISK, LAST, IMPACT, LIKELIHOOD, NOTE, STATE = range(7)
_KEYS = (
    "N or Space: no change of the rows chosen (in Note, N is a letter) · Type a level's number over the old one · "
    "A note typed and entered is the review · Shift with the arrows chooses several rows"
)


class ReviewTable(EditTable):
    """`same` says that nothing changed for the rows chosen."""

    same = Signal()

    def __init__(self) -> None:
        columns = (
            Col("Ref", 2, fixed=True),
            Col("Risk", 12, fixed=True),
            Col("Last period", 5, fixed=True),
            Col("Impact", 5, hint="Type the number of a level"),
            Col("Likelihood", 5, hint="Type the number of a level"),
            Col("Note", 11, hint="What the owner says; entering it records the review"),
            Col("State", 8, fixed=True),
        )
        super().__init__("Risks to review", columns)
        self.setAccessibleDescription("N or Space: no change. Type a level or a note in its cell")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    @property
    def chosen_rows(self) -> list[int]:
        return sorted({index.row() for index in self.selectedIndexes()}) or [self.currentRow()]

    @guarded(QSize(100, 80))
    def minimumSizeHint(self) -> QSize:
        return QSize(100, 80)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = event.key() == Qt.Key.Key_N and (self.currentColumn() != NOTE or len(self.chosen_rows) > 1)
        if editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # the cell's own line has taken it and saves once the key is dealt with
        elif plain and not editing and (letter or event.key() == Qt.Key.Key_Space):
            self.same.emit()
        else:
            super().keyPressEvent(event)


class GridView(QWidget):
    """The grid, and below it the bar that asks for a reason before a score moves."""

    def __init__(self, desk: Desk, past: Past, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._past = desk, past
        self._risks: list[Risk] = []
        self._wishes: dict[int, Levels] = {}
        self._notes: dict[int, str] = {}
        self._asking = 0
        self.table = ReviewTable()
        self.table.same.connect(self.no_change)
        self.table.edited.connect(self._on_edited)
        self.keys = Paragraph(_KEYS, kind=Type.META)
        self.complaint = Complaint()
        self.bar = ReasonBar("Reason for the change (recorded with the score)", "Save review")
        self.bar.agreed.connect(self._on_agreed)
        self.bar.taken_back.connect(self._on_taken_back)
        foot = QVBoxLayout()
        foot.setContentsMargins(PAD, GAP, PAD, GAP)
        foot.setSpacing(TIGHT)
        for part in (self.bar, self.complaint, self.keys):
            foot.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def fill(self, risks: Sequence[Risk]) -> None:
        """Show these risks, with what is half typed about them; the cell a person stands in stays theirs."""
        self._risks = list(risks)
        known = {risk.id for risk in risks}
        self._wishes = {number: levels for number, levels in self._wishes.items() if number in known}
        register, scheme = self._desk.register, self._desk.register.scheme
        for place, word in ((IMPACT, scheme.impact_word), (LIKELIHOOD, scheme.likelihood_word)):
            if head := self.table.horizontalHeaderItem(place):
                head.setText(word)
        self.table.fill([self._texts(risk, register) for risk in risks])
        self.table.set_read_only(self._desk.read_only)
        self.keys.setVisible(not self._desk.read_only)
        for row, risk in enumerate(risks):
            self._dye(row, risk)
        if self.table.currentRow() < 0 and risks:
            self.table.setCurrentCell(0, IMPACT)
        if self._asking not in self._wishes:
            self._ask_next()

    def _texts(self, risk: Risk, register: Register) -> list[str]:
        impact, likelihood = self._wishes.get(risk.id, levels_of(risk))
        cell = reviewed(risk, Sight(register, {}))
        state = cell.text if cell.tone is Tone.ALERT else cell.spoken
        said = "waits for its reason" if risk.id in self._wishes else state
        note = self._notes.get(risk.id, "")
        if self._desk.read_only and risk.reviews:
            note = " ".join(risk.reviews[-1].note.split())
        scheme = register.scheme
        levels = (_level_said(scheme.impact, impact), _level_said(scheme.likelihood, likelihood))
        return [risk.label, risk.title, self._last_said(risk), *levels, note, said]

    def _last_said(self, risk: Risk) -> str:
        was, register = self._past.risk(risk.id), self._past.register
        if register is None:
            return "looking up …" if self._past.period else "none before"
        rated = register.rated(was, Stage.CURRENT) if was else None
        return rated.text if rated else "not scored" if was else "not there"

    def _dye(self, row: int, risk: Risk) -> None:
        register = self._past.register
        was = self._past.risk(risk.id)
        rated = register.rated(was, Stage.CURRENT) if register and was else None
        band = rated.band if rated else None
        self.table.dye(row, LAST, band.fill if band else "", band.ink if band else "")

    def no_change(self) -> None:
        """Leave the same dated, signed note for every row chosen, as one step."""
        chosen = [self._risks[row] for row in self.table.chosen_rows if 0 <= row < len(self._risks)]
        if self._desk.read_only or not chosen:
            return
        waiting = [risk for risk in chosen if risk.id in self._wishes]
        if waiting:
            self.complaint.say(
                f"Risk {waiting[0].label} waits for the reason of its new score. Give it, or take it back."
            )
            return
        row = self.table.chosen_rows[0]
        store, ids = self._desk.store, [risk.id for risk in chosen]
        if self.complaint.attempt(lambda: store.review_risk(ids[0]) if len(ids) == 1 else store.review_unchanged(ids)):
            self._stand_at(row)

    def _stand_at(self, row: int) -> None:
        """After rows went, the one that moved up into their place is chosen."""
        last = self.table.rowCount() - 1
        if last >= 0:
            self.table.setCurrentCell(min(row, last), max(self.table.currentColumn(), 0))

    def _on_edited(self, row: int, column: int) -> None:
        risk, text = self._risks[row], " ".join(self.table.text(row, column).split())
        try:
            if column == NOTE:
                self._note(risk, text)
            else:
                self._rescore(risk, column, text)
        except RiskDeskError as fault:
            self.fill(self._risks)
            self.complaint.say(str(fault))

    def _note(self, risk: Risk, note: str) -> None:
        """A note given is the review, unless a new score waits for its reason: it then goes with that."""
        self.complaint.say("")
        if risk.id in self._wishes:
            self._notes[risk.id] = note
        elif note:
            row = self.table.currentRow()
            self._desk.store.review_risk(risk.id, note)
            self._stand_at(row)

    def _rescore(self, risk: Risk, column: int, text: str) -> None:
        scheme = self._desk.register.scheme
        levels = scheme.impact if column == IMPACT else scheme.likelihood
        found = _level_typed(levels, text)
        impact, likelihood = self._wishes.get(risk.id, levels_of(risk))
        wanted = (found, likelihood) if column == IMPACT else (impact, found)
        self.complaint.say("")
        if wanted == levels_of(risk):
            self._wishes.pop(risk.id, None)
        else:
            self._wishes[risk.id] = wanted
            self._asking = risk.id
        self.fill(self._risks)
        self._ask()

    def _ask_next(self) -> None:
        self._asking = next(iter(self._wishes), 0)
        self._ask()

    def _ask(self) -> None:
        risk = next((risk for risk in self._risks if risk.id == self._asking), None)
        levels = self._wishes.get(self._asking)
        if risk is None or levels is None:
            self.bar.hide()
            return
        cell = (levels[0], levels[1]) if levels[0] is not None and levels[1] is not None else None
        words = wish_in_words(self._desk.register, risk, Wish(Stage.CURRENT, cell))
        self.bar.ask(f"Risk {risk.label}. {words}", self.bar.line.text(), focus=False)

    def _on_agreed(self, reason: str) -> None:
        risk_id, row = self._asking, self.table.currentRow()
        levels, note = self._wishes.pop(risk_id), self._notes.pop(risk_id, "")
        try:
            self.bar.line.clear()
            self._desk.store.review_risk(risk_id, note, levels=levels, reason=reason)
        except RiskDeskError as fault:
            self._wishes[risk_id], self._notes[risk_id], self._asking = levels, note, risk_id
            self._ask()
            self.bar.line.setText(reason)
            self.bar.complain(str(fault))
            return
        self._stand_at(row)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken_back(self) -> None:
        self._wishes.pop(self._asking, None)
        self._notes.pop(self._asking, None)
        self.bar.line.clear()
        self.fill(self._risks)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _level_said(levels: Sequence[Level], value: int | None) -> str:
    if value is None:
        return "not scored"
    return next((level.text for level in levels if level.value == value), f"{value}, not a level")


def _level_typed(levels: Sequence[Level], text: str) -> int:
    """The level whose number, code or word was typed. Raises RiskDeskError where it is none, naming those there are."""
    for level in levels:
        if text.casefold() in (level.text.casefold(), level.label.casefold(), level.word.casefold(), str(level.value)):
            return level.value
    known = ", ".join(level.text for level in levels)
    raise RiskDeskError(f'"{text[:40]}" is no level here.', f"Type one of: {known}.")
