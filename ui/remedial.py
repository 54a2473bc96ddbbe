"""On a risk's form: the remedial action plan against an overspend, with the deadline a section 75 agreement sets."""

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.entities import Kind, Shown
from riskdesk.errors import RiskDeskError
from riskdesk.meetings import PLAN_DAYS, RemedialPlan
from riskdesk.risks import Action, ActionStatus, Risk, Status
from ui.buttons import push
from ui.desk import Desk
from ui.fields import DateEditor, WholeEditor, days_late, read_day
from ui.inview import bring_into_view
from ui.labels import mark
from ui.plain import Paragraph
from ui.reasonbar import ReasonBar
from ui.shorten import shortened
from ui.theme import GAP, TIGHT, Type

_LONGEST = 400
_NOTICED = Shown("Noticed on", Kind.DATE, hint="The day the overspend was noticed")
_DAYS = Shown("Days", Kind.LINE, hint=f"Days to the deadline; section 75 agreements ask for {PLAN_DAYS}")


class RemedialPlans(QWidget):
    """The plans of a risk, and a bar that asks for the reason of a new one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self._reasons: dict[int, str] = {}
        self.lead = Paragraph(parent=self, kind=Type.META)
        self.lines: list[Paragraph] = []
        self.start_button = push(
            "Start a plan…", self.begin, tip="Start a remedial action plan for an overspend, with its deadline"
        )
        self.bar = ReasonBar("Which overspend it is for (recorded with the step)", "Start plan", self)
        self.noticed = DateEditor(_NOTICED, lambda _day: None, self)
        self.days = WholeEditor(_DAYS, lambda _days: None, self)
        self.deadline = Paragraph(parent=self, kind=Type.META)
        for editor in (self.noticed, self.days):
            editor.input.textChanged.connect(self._tell_deadline)
        self.bar.agreed.connect(self._on_agreed)
        self.bar.taken_back.connect(self._on_taken_back)
        self._build()

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(TIGHT)
        self.bar.extra.setSpacing(GAP)
        self.bar.extra.addWidget(self.noticed, 3)
        self.bar.extra.addWidget(self.days, 2)
        self.bar.extra.addStretch(3)
        self.bar.under_extra.addWidget(self.deadline)
        row = QHBoxLayout()
        row.addWidget(self.start_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.lead)
        column.addLayout(self._list)
        column.addLayout(row)
        column.addWidget(self.bar)

    @property
    def is_wanted(self) -> bool:
        """Whether there is anything to show or to offer."""
        return bool(self._risk) and (bool(self._plans()) or not self.start_button.isHidden())

    def fill(self, risk: Risk) -> None:
        if self._risk and self._risk.id != risk.id:
            self._leave()
        self._risk = risk
        plans, as_at = self._plans(), self._desk.register.as_at
        while len(self.lines) < len(plans):
            self.lines.append(Paragraph(parent=self))
            self._list.addWidget(self.lines[-1])
        actions = {action.id: action for action in risk.actions}
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(plans))
            if place < len(plans):
                said, late = plan_in_words(plans[place], actions.get(plans[place].action_id), as_at)
                mark(line, "alert", late)
                line.setText(said)
        self.lead.setText(_lead(risk, running=bool(plans)))
        self.lead.setVisible(bool(self.lead.text()))
        self.start_button.setVisible(risk.status is Status.OPEN and not self._desk.read_only)
        if risk.id in self._reasons and self.bar.isHidden():
            self.ask(self._reasons.pop(risk.id), focus=False)

    def ask(self, reason: str = "", *, focus: bool = True) -> None:
        """Ask which overspend it is for and when it was noticed."""
        assert self._risk
        self.noticed.reset(self._desk.store.today)
        self.days.reset(PLAN_DAYS)
        self._tell_deadline()
        self.bar.ask(f"Remedial action plan for risk {shortened(self._risk.label, 24)}", reason, focus=focus)

    def begin(self) -> None:
        """What the command asks for."""
        self.ask()
        bring_into_view(self.bar, together_with=self.lead)

    def _plans(self) -> list[RemedialPlan]:
        assert self._risk
        return [each for each in self._desk.store.proceedings().plans if each.risk_id == self._risk.id]

    def _tell_deadline(self) -> None:
        text = self.days.input.text().strip()
        try:
            day = read_day(self.noticed.input.text())
        except RiskDeskError:
            day = None
        known = day is not None and text.isascii() and text.isdigit() and 0 < int(text[:4]) < 3_660
        self.deadline.setText(deadline(day, int(text)) if day and known else "")

    def _leave(self) -> None:
        if self._risk and not self.bar.isHidden() and self.bar.reason:
            self._reasons[self._risk.id] = self.bar.line.text()
        self.bar.hide()

    def _on_agreed(self, reason: str) -> None:
        assert self._risk
        if not (self.noticed.settle() and self.days.settle()):
            return
        try:
            self._desk.store.start_remedial_plan(
                self._risk.id, reason, noticed_on=self.noticed.known, days=self.days.known or PLAN_DAYS
            )
        except RiskDeskError as fault:
            self.bar.complain(str(fault))
            return
        self._on_taken_back()

    def _on_taken_back(self) -> None:
        self.bar.hide()
        self.start_button.setFocus()


def deadline(noticed: dt.date, days: int) -> str:
    """ "Due 24 August 2017, 21 days after it was noticed, as section 75 agreements ask"."""
    usual = ", as section 75 agreements ask" if days == PLAN_DAYS else f"; section 75 agreements ask for {PLAN_DAYS}"
    count = "1 day" if days == 1 else f"{days:,} days"
    return f"Due {british(noticed + dt.timedelta(days=days))}, {count} after it was noticed{usual}."


def plan_in_words(plan: RemedialPlan, action: Action | None, as_at: dt.date | None) -> tuple[str, bool]:
    """A plan with its deadline and how far it is, and whether it is late."""
    said = f"Started for: {shortened(plan.reason, _LONGEST)}\n{deadline(plan.noticed_on, plan.days)}"
    if action is None:
        return said, False
    late = days_late(action.days_late(as_at))
    state = action.status.label.lower() + (
        f", {action.progress}%" if action.progress and action.status is not ActionStatus.DONE else ""
    )
    moved = action.due_date.end != plan.noticed_on + dt.timedelta(days=plan.days)
    now = f" Its action is now due {action.due or 'on no date'}." if moved else ""
    return f"{said}{now}\nIts action is {state}{f', {late}' if late else ''}.", bool(late)


def _lead(risk: Risk, *, running: bool) -> str:
    if running or risk.status is not Status.OPEN:
        return ""
    if has_money(risk):
        return "This risk has money: an overspend starts a remedial action plan, due 21 days after it was noticed."
    return "An overspend starts a remedial action plan, due 21 days after it was noticed."


def has_money(risk: Risk) -> bool:
    """Whether the risk says what it could cost, in figures or in words."""
    amounts = (risk.financial_low, risk.financial_likely, risk.financial_high)
    return any(amount is not None for amount in amounts) or bool(risk.financial_narrative.strip())
