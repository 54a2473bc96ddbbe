"""Challenges: questions that officers sent to owners, what was answered, and room to ask another."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from riskdesk.audit.asking import about
from riskdesk.days import british_short
from riskdesk.risks import Risk, Stage
from riskdesk.scrutiny import Challenge
from riskdesk.wording import counted, sentence
from ui.audit.asking import AskForm
from ui.audit.auditor import Auditor
from ui.audit.listpanel import ListPanel
from ui.audit.parts import Captioned, Complaint, Prose, agree_keys, by_id, line, table
from ui.buttons import link, primary, push
from ui.columns import Cell, Column, Sight, Tone, lowered, natural, said
from ui.desk import Desk
from ui.fields import NOT_RECORDED
from ui.labels import mark
from ui.plain import Paragraph
from ui.rows import Row
from ui.theme import PAD, Type


@dataclass(frozen=True, slots=True)
class Asked:
    """A challenge and the risk it is about."""

    challenge: Challenge
    risk: Risk


def _answer(asked: Asked, _sight: Sight) -> Cell:
    challenge = asked.challenge
    if challenge.answered_on is None:
        return Cell("open", Tone.ALERT)
    return Cell(challenge.answer, more=f"{_answerers(challenge)}, {british_short(challenge.answered_on)}")


def _answerers(challenge: Challenge) -> str:
    """Who gave the answer, and who wrote it down where that is somebody else."""
    by, recorder = challenge.answered_by, challenge.recorded_by
    return f"{by}, recorded by {recorder}" if recorder and recorder.casefold() != by.casefold() else by


COLUMNS: tuple[Column[Asked], ...] = (
    Column("Ref", "ref", lambda a, _: Cell(a.risk.label, Tone.STRONG), lambda a, _: natural(a.risk.label), width=48,
           tip="The risk it is about"),
    Column("Question", "question",
           lambda a, s: Cell(a.challenge.question, more=about(a.challenge, s.register)),
           lambda a, _: lowered(a.challenge.question), width=180, least=130, stretch=True),
    Column("Asked", "asked",
           lambda a, _: Cell(british_short(a.challenge.asked_on), more=f"by {a.challenge.asked_by}"),
           lambda a, _: a.challenge.asked_on, width=116, spare=2, tip="When and by whom it was asked"),
    Column("Sent to", "to", lambda a, _: said(a.challenge.sent_to), lambda a, _: lowered(a.challenge.sent_to),
           width=100, lines=2, spare=1),
    Column("Answer", "answer", _answer, lambda a, _: lowered(a.challenge.answer), width=110, lines=2),
)  # fmt: skip


def _words(asked: Asked, sight: Sight) -> tuple[str, ...]:
    challenge = asked.challenge
    return (
        asked.risk.label,
        asked.risk.title,
        challenge.question,
        challenge.answer,
        challenge.sent_to,
        challenge.asked_by,
        challenge.answered_by,
        challenge.recorded_by,
        about(challenge, sight.register),
        "open" if challenge.is_open else "answered",
    )


class ChallengesPanel(ListPanel):
    """Open challenges come first. The sheet holds the one chosen with its answer, or a new question."""

    title = "Challenges"
    tip = "Questions sent to owners, and what they answered"

    shares = (5, 4)

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, table(COLUMNS, _words, "Challenges"), parent)
        self.ask_button = push("Ask a question", self.ask, tip="Send a new challenge to a risk's owner")
        self.head.addWidget(self.ask_button)
        self.asking = AskForm(desk)
        self.answering = AnswerForm(desk)
        for form in (self.asking, self.answering):
            self.sheet.body.addWidget(form)
            form.hide()
        self.sheet.body.addStretch(1)
        self.asking.send_button.clicked.connect(lambda _on: self._send())
        agree_keys(self.asking, self._send)
        self.asking.cancel_button.clicked.connect(lambda _on: self._leave_asking())
        self.answering.open_button.clicked.connect(lambda _on: self._open_risk())
        self.table.opened.connect(lambda _id: self.answering.answer.setFocus(Qt.FocusReason.OtherFocusReason))
        self._asks = False
        self.order_tabs()

    def fill(self) -> None:
        register, scrutiny = self.desk.register, self.desk.store.scrutiny()
        risks = by_id(register)
        rows = [
            Row(each.id, Asked(each, risks[each.risk_id]), 0 if each.is_open else 1)
            for each in reversed(scrutiny.challenges)
            if each.risk_id in risks
        ]
        self.table.rows.fill(rows, Sight(register, {}))
        waiting = len(scrutiny.open_challenges)
        self.facts.setText(f"{sentence(counted(waiting, 'open challenge'))}, {len(rows) - waiting:,} answered")
        self.facts.setVisible(bool(rows))
        self.ask_button.setVisible(not self.desk.read_only and bool(rows))
        self.asking.fill(register)
        self.show_row(self.keep_place())

    def choose_row(self, id_: int) -> None:
        self._asks = False
        super().choose_row(id_)

    def show_row(self, id_: int) -> None:
        row = next((row for row in self.table.rows.rows.all if row.id == id_), None)
        self._show(row.thing if row else None)

    def say_empty(self, *, searching: bool) -> None:
        if searching:
            self.empty.say("No challenge matches.", "Clear the search to see them all.")
        elif not self.desk.register.risks:
            self.empty.say("There is nothing to challenge yet.", "Add risks on the Register page first.")
        else:
            how = "Where a finding or a score needs explaining, ask the risk's owner here; the answer is kept with it."
            can = not self.desk.read_only
            self.empty.say("No question has been sent.", how, "Ask a question" if can else "", self.ask)

    def begin_score(self, risk_id: int, stage_value: str) -> None:
        """Ask about one score of one risk, or with "" about the risk. A question half typed stays."""
        self.fill()
        if not self.desk.read_only:
            self.asking.show_subject(risk_id, Stage(stage_value) if stage_value else None)
            self._begin_asking()

    def ask(self) -> None:
        """Ask about any risk; begin with the one chosen in the list."""
        row = self._chosen()
        if row and not self.asking.is_begun:
            self.asking.show_subject(row.risk.id)
        self._begin_asking()

    def _begin_asking(self) -> None:
        self._asks = True
        self._show(self._chosen())
        begin = self.asking.question if self.asking.picker.risk_id else self.asking.picker
        begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> Asked | None:
        found = (row.thing for row in self.table.rows.rows.all if row.id == self.table.current_id)
        return next(found, None)

    def _show(self, asked: Asked | None) -> None:
        if self.desk.read_only:
            self._asks = False
        self.asking.setVisible(self._asks)
        self.answering.setVisible(asked is not None and not self._asks)
        self.sheet.setVisible(self._asks or asked is not None)
        if asked:
            self.answering.fill(asked)

    def _send(self) -> None:
        number = self.asking.send()
        if number:
            self._asks = False
            self.table.go_to(number)
            self.show_row(number)
            self.table.setFocus()

    def _leave_asking(self) -> None:
        self._asks = False
        self.show_row(self.table.current_id)
        self.focus_rows()

    def _open_risk(self) -> None:
        """At what the challenge is about: the finding's field where it still stands, else the score."""
        asked = self._chosen()
        if asked is None:
            return
        challenge, audit = asked.challenge, self.auditor.audit
        findings = audit.of_rule(challenge.rule) if audit and challenge.rule else ()
        found = next((one for one in findings if asked.risk.id in [risk.id for risk in one.risks]), None)
        field = found.field if found else challenge.stage.value if challenge.stage else ""
        self.field_wanted.emit(asked.risk.id, field, found.part_id if found else 0)


class AnswerForm(QWidget):
    """One challenge whole, and its answer. An answer half typed is there again when its challenge is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: Asked | None = None
        self._drafts: dict[int, tuple[str, str]] = {}
        self.head = Paragraph(kind=Type.TITLE)
        self.risk = Paragraph()
        self.open_button = link("Open the risk", lambda: None, tip="Go to the risk's form, at what this is about")
        mark(self.open_button, "flush", True)
        self.when = Paragraph(kind=Type.META)
        self.subject = Paragraph(kind=Type.META)
        self.question = Paragraph(kind=Type.STRONG)
        self.answered = Paragraph()
        self.who = line("Answered by", self._to_answer)
        self.answer = Prose("Answer", "What the owner answered", 4)
        self.lack = Complaint()
        self.save_button = primary("Record answer", self.save, tip="Keep this answer (Ctrl+Enter)")
        self.writing = QWidget()
        self._build()
        agree_keys(self, self.save)

    def _build(self) -> None:
        writing = QVBoxLayout(self.writing)
        writing.setContentsMargins(0, 0, 0, 0)
        writing.setSpacing(PAD)
        writing.addWidget(Captioned("Answer", self.answer))
        writing.addWidget(Captioned("Answered by", self.who))
        writing.addWidget(self.lack)
        writing.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addWidget(self.head)
        column.addWidget(self.risk)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.when, self.subject, self.question, self.answered):
            column.addWidget(part)
        column.addWidget(self.writing)

    def fill(self, asked: Asked) -> None:
        if self._asked is None or self._asked.challenge.id != asked.challenge.id:
            self._keep_draft()
            self._asked = asked
            self._put(asked.challenge)
        elif not self._is_touched():
            self._put(asked.challenge)
        self._asked = asked
        self._tell(asked)

    def save(self) -> None:
        asked = self._asked
        if asked is None or self._desk.read_only:
            return
        text, who = self.answer.text, self.who.text()
        number = asked.challenge.id
        if self.lack.attempt(lambda: self._desk.store.answer_challenge(number, text, answered_by=who)):
            self._drafts.pop(number, None)

    def _tell(self, asked: Asked) -> None:
        challenge, writes = asked.challenge, not self._desk.read_only
        self.head.setText(f"Challenge to risk {asked.risk.label}")
        self.risk.setText(asked.risk.title)
        self.when.setText(
            f"Asked by {challenge.asked_by} on {british_short(challenge.asked_on)}, "
            f"sent to {challenge.sent_to or 'nobody by name'}"
        )
        self.subject.setText(f"About: {about(challenge, self._desk.register)}")
        self.question.setText(challenge.question)
        day = challenge.answered_on
        by = f"Answered by {_answerers(challenge)} on {british_short(day)}" if day else "Not answered yet."
        self.answered.setText(by if writes or not day else f"{by}: {challenge.answer}")
        self.writing.setVisible(writes)
        self.save_button.setText("Correct answer" if day else "Record answer")

    def _put(self, challenge: Challenge) -> None:
        answer, who = self._drafts.get(challenge.id, (challenge.answer, challenge.answered_by or challenge.sent_to))
        self.answer.put(answer)
        self.who.setText(who)
        self.who.setPlaceholderText(NOT_RECORDED)
        self.lack.say("")

    def _is_touched(self) -> bool:
        known = self._asked.challenge if self._asked else None
        if known is None:
            return False
        return (self.answer.text, self.who.text()) != (known.answer, known.answered_by or known.sent_to)

    def _keep_draft(self) -> None:
        if self._asked:
            if self._is_touched():
                self._drafts[self._asked.challenge.id] = (self.answer.exact_text(), self.who.text())
            else:
                self._drafts.pop(self._asked.challenge.id, None)

    def _to_answer(self) -> None:
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
