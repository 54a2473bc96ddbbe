"""One meeting beside the list: what it decided, which actions it asked for, and the way to paper and calendar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from riskdesk.meetings import Decision, Meeting
from riskdesk.risks import Action, Register, Risk
from riskdesk.wording import counted
from ui.buttons import link, primary, push
from ui.desk import Desk
from ui.fields import days_late
from ui.flow import Flow
from ui.labels import Section, mark
from ui.meeting.words import counted_decisions, decision_lines, meeting_name, new_action
from ui.plain import Paragraph
from ui.shorten import shortened
from ui.theme import PAD, TIGHT, Type

_LONGEST = 120


class Item(QWidget):
    """A risk to go to, with some words about it."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._risk_id = 0
        self.link = link("", lambda: self.wanted.emit(self._risk_id), tip="Open this risk's form")
        mark(self.link, "flush", True)
        self.general = Paragraph("General business", kind=Type.STRONG)
        self.words = Paragraph()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for widget in (self.link, self.general, self.words):
            column.addWidget(widget)

    def say(self, risk: Risk | None, words: str, *, alert: bool = False) -> None:
        self._risk_id = risk.id if risk else 0
        name = f"Risk {shortened(risk.label, 16)}: {shortened(risk.title, _LONGEST)}" if risk else ""
        self.link.setText(self._fitted(name).replace("&", "&&"))
        self.link.setAccessibleName(name)
        self.link.setVisible(risk is not None)
        self.general.setVisible(risk is None)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        mark(self.words, "alert", alert)

    @staticmethod
    def _fitted(name: str) -> str:
        return name if len(name) <= 56 else name[:55].rsplit(" ", 1)[0] + " …"


class Items(Section):
    """A titled list of such things; `none` is said where there is nothing."""

    wanted = Signal(int)

    def __init__(self, title: str, none: str) -> None:
        super().__init__(title)
        self._none = Paragraph(none, kind=Type.META)
        self.items: list[Item] = []
        self.body.addWidget(self._none)

    def fill(self, found: list[tuple[Risk | None, str, bool]]) -> None:
        while len(self.items) < len(found):
            self.items.append(Item())
            self.items[-1].wanted.connect(self.wanted)
            self.body.addWidget(self.items[-1])
        for place, item in enumerate(self.items):
            item.setVisible(place < len(found))
            if place < len(found):
                risk, words, alert = found[place]
                item.say(risk, words, alert=alert)
        self._none.setVisible(not found)


class MeetingSheet(QWidget):
    """`continued` asks to go on with the meeting, `paper_wanted` and `calendar_wanted` to save what it decided,
    `risk_wanted` for a risk's form."""

    continued = Signal(int)
    paper_wanted = Signal(int)
    calendar_wanted = Signal(int)
    risk_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting_id = 0
        self.title = Paragraph(kind=Type.TITLE)
        self.facts = Paragraph(kind=Type.META)
        self.go_on_button = primary(
            "Go on with the meeting", lambda: self.continued.emit(self._meeting_id), tip="Full screen, risk by risk"
        )
        self.paper_button = push(
            "Save decision list as PDF…",
            lambda: self.paper_wanted.emit(self._meeting_id),
            tip="Write what was decided to a PDF file",
        )
        self.calendar_button = push(
            "Save actions as calendar…",
            lambda: self.calendar_wanted.emit(self._meeting_id),
            tip="Write the new actions' due dates to an .ics file",
        )
        self.decisions = Items("Decisions", "Nothing was decided yet.")
        self.new_actions = Items("New actions", "The meeting asked for no new action.")
        self.agenda = Items("Agenda", "No risk was on the agenda.")
        for items in (self.decisions, self.new_actions, self.agenda):
            items.wanted.connect(self.risk_wanted)
        self._build()

    def _build(self) -> None:
        buttons = Flow()
        for button in (self.go_on_button, self.paper_button, self.calendar_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addLayout(buttons)
        for items in (self.decisions, self.new_actions, self.agenda):
            column.addWidget(items)

    def fill(self, meeting: Meeting) -> None:
        register = self._desk.register
        self._meeting_id = meeting.id
        risks = {risk.id: risk for risk in register.risks}
        self.title.setText(meeting_name(meeting))
        self.facts.setText(facts_line(meeting, register))
        self.decisions.fill(
            [(risks.get(each.risk_id or 0), decision_lines(each, register), False) for each in meeting.decisions]
        )
        self.new_actions.fill([*_new_actions(meeting, register)])
        self.agenda.fill([(risks[number], _decided(meeting, number), False) for number in meeting.agenda])
        self.go_on_button.setVisible(not self._desk.read_only)
        self.paper_button.setVisible(bool(meeting.decisions))
        self.calendar_button.setVisible(any(action.due_date.end for _, action in _asked(meeting, register)))


def facts_line(meeting: Meeting, register: Register) -> str:
    period = next((each.name for each in register.periods if each.id == meeting.period_id), "")
    parts = (
        f"Period {period}" if period else "",
        f"begun by {meeting.started_by}" if meeting.started_by else "",
        f"{counted(len(meeting.agenda), 'risk')} on the agenda",
        counted_decisions(meeting.decisions),
    )
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}."


def _asked(meeting: Meeting, register: Register) -> list[tuple[Risk, Action]]:
    wanted = {decision.action_id for decision in meeting.decisions} - {None}
    return [(risk, action) for risk in register.risks for action in risk.actions if action.id in wanted]


def _new_actions(meeting: Meeting, register: Register) -> list[tuple[Risk | None, str, bool]]:
    return [
        (risk, f"{new_action(action)}\n{_state(action, register)}", bool(action.days_late(register.as_at)))
        for risk, action in _asked(meeting, register)
    ]


def _state(action: Action, register: Register) -> str:
    late = days_late(action.days_late(register.as_at))
    return f"{action.status.label}{f', {late}' if late else ''}"


def _decided(meeting: Meeting, risk_id: int) -> str:
    made: list[Decision] = [each for each in meeting.decisions if each.risk_id == risk_id]
    return counted(len(made), "decision").capitalize() if made else "Not decided on"
