"""Moderated scores: an officer's score beside the owner's, and the agreement of two people on one of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.audit.comparing import as_kept, changed_since, compared, levels_of
from riskdesk.risks import Register, Risk, Stage
from riskdesk.scrutiny import Moderation
from riskdesk.trail import NOT_SCORED, Levels
from riskdesk.wording import counted, sentence
from ui.audit.agreement import AgreeBar
from ui.audit.auditor import Auditor
from ui.audit.listpanel import ListPanel
from ui.audit.moderatedlist import COLUMNS, Moderated, settled, words
from ui.audit.parts import Captioned, Complaint, Prose, RiskPicker, StagePicker, agree_keys, by_id, table
from ui.buttons import link, primary, push
from ui.columns import Sight
from ui.desk import Desk
from ui.labels import RatingChip, mark
from ui.matrix import Matrix, level_texts
from ui.plain import Paragraph
from ui.rows import Row
from ui.theme import GAP, PAD, Type

Pair = tuple[int, int]
"""Impact and likelihood."""
Subject = tuple[int, Stage]
"""What is moderated: a risk's id, and one of its stages."""
Typed = tuple[Pair | None, str]
"""The cell chosen, and the rationale."""


class Side(QWidget):
    """One of the two scores: its rating, the matrix, its levels in words."""

    def __init__(self, title: str, register: Register) -> None:
        super().__init__()
        self._title = title
        self.chip = RatingChip()
        self.matrix = Matrix(register.scheme)
        self.levels = Paragraph(kind=Type.META)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.head = Paragraph(title, kind=Type.STRONG)
        column.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.chip)
        row.addWidget(self.levels, 1)
        column.addLayout(row)
        column.addStretch(1)  # beside levels that take two lines the two matrices still stand level
        column.addWidget(self.matrix)

    def show_levels(self, register: Register, levels: Levels) -> None:
        impact, likelihood, stated = levels
        rated, scored = register.scheme.rate_levels(*levels), levels[:2] != (None, None)
        self.chip.show_rating(rated, "not rated" if scored else "not scored")
        self.matrix.show_score(register.scheme, impact, likelihood)
        differs = scored and rated is not None and stated not in (None, rated.rating)
        self.head.setText(f"{self._title} (stated {stated})" if differs else self._title)
        self.matrix.setAccessibleName(f"{self.head.text()}, {self.chip.text}")
        first, second = level_texts(register.scheme, impact, likelihood)
        alone = "As stated, without its levels" if rated else ""
        self.levels.setText(f"{first}, {second[:1].lower()}{second[1:]}" if scored else alone)


class ModerationPanel(ListPanel):
    """Open moderated scores come first in the list. The sheet compares the two scores of whatever risk is chosen."""

    title = "Moderated scores"
    tip = "Score beside the owner, and agree one of the two between two people"

    shares = (3, 4)

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, table(COLUMNS, words, "Moderated scores"), parent)
        self._subject: Subject = (0, Stage.CURRENT)
        self._cell: Pair | None = None
        self._known: Typed = (None, "")
        self._drafts: dict[Subject, Typed] = {}
        self.picker = RiskPicker()
        self.stage = StagePicker()
        self.owner = Side("Owner's score", desk.register)
        self.officer = Side("Moderated score", desk.register)
        self.owner_rationale = Paragraph()
        self.rationale = Prose("Rationale of the moderated score", "Why this score, by what evidence", 3)
        self.difference = Paragraph(kind=Type.STRONG)
        self.changed = Paragraph()
        mark(self.changed, "note", True)
        self.lack = Complaint()
        self.record_button = primary(
            "Record moderated score", self.record, tip="Keep it beside the owner's score (Ctrl+Enter)"
        )
        self.open_button = link("Open the risk", self._open_risk, tip="Go to this score on the risk's form")
        mark(self.open_button, "flush", True)
        self.history_button = link("History", self._show_history, tip="Who moved this score, when and why")
        self.challenge_button = link("Challenge…", self._challenge, tip="Ask the risk's owner about this score")
        self.agree_button = push("Agree…", self._ask_agreement, tip="Settle it with a second person")
        self.agreeing = AgreeBar(desk)
        self.settled = Paragraph()
        self.settled.setMargin(GAP)
        mark(self.settled, "bar", True)
        self._build()
        self._connect()
        self.order_tabs()

    def _build(self) -> None:
        self.comparing = QWidget()
        column = QVBoxLayout(self.comparing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        choice = QHBoxLayout()
        choice.setSpacing(GAP)
        choice.addWidget(Captioned("Risk", self.picker), 3)
        choice.addWidget(Captioned("Stage", self.stage), 1)
        column.addLayout(choice)
        sides = QGridLayout()
        sides.setHorizontalSpacing(PAD * 2)
        sides.setVerticalSpacing(PAD)
        for place, (side, rationale) in enumerate(((self.owner, self.owner_rationale), (self.officer, self.rationale))):
            sides.addWidget(side, 0, place)
            sides.addWidget(Captioned("Rationale", rationale), 1, place, Qt.AlignmentFlag.AlignTop)
            sides.setColumnStretch(place, 1)
        column.addLayout(sides)
        for part in (self.difference, self.changed, self.lack):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.history_button)
        buttons.addWidget(self.challenge_button)
        buttons.addStretch(1)
        buttons.addWidget(self.record_button)
        buttons.addWidget(self.agree_button)
        column.addLayout(buttons)
        column.addWidget(self.agreeing)
        self.sheet.body.addWidget(self.settled)
        self.sheet.body.addWidget(self.comparing)
        self.sheet.body.addStretch(1)

    def _connect(self) -> None:
        self.owner.matrix.set_read_only(True)
        self.picker.picked.connect(lambda risk_id: self._go((risk_id, self.stage.stage)))
        self.stage.picked.connect(lambda stage: self._go((self.picker.risk_id, stage)))
        self.officer.matrix.chosen.connect(lambda impact, likelihood: self._on_cell((impact, likelihood)))
        self.officer.matrix.cleared.connect(lambda: self._on_cell(None))
        agree_keys(self.comparing, self._settle_or_record)
        self.agreeing.agreed.connect(self._on_agreed)
        self.agreeing.taken_back.connect(self._leave_agreement)
        self.table.opened.connect(lambda _id: self.officer.matrix.setFocus(Qt.FocusReason.OtherFocusReason))

    # What the page asks

    def fill(self) -> None:
        register, scrutiny = self.desk.register, self.desk.store.scrutiny()
        risks = by_id(register)
        rows = [
            Row(each.id, Moderated(each, risks[each.risk_id]), 0 if each.is_open else 1)
            for each in reversed(scrutiny.moderations)
            if each.risk_id in risks
        ]
        self.table.rows.fill(rows, Sight(register, {}))
        waiting = len(scrutiny.open_moderations)
        self.facts.setText(f"{sentence(counted(waiting, 'open moderated score'))}, {len(rows) - waiting:,} agreed")
        self.facts.setVisible(bool(rows))
        self.stage.offer(register)
        self.picker.offer(register)
        if self._subject[0] not in risks:
            self._begin_anywhere(register)
        elif self._typed == self._known:
            self._put()
        if self.agreeing.isVisibleTo(self) and self.open_moderation is None:
            self.agreeing.hide()
        self._show()

    def begin_score(self, risk_id: int, stage_value: str) -> None:
        """Go to one score of one risk."""
        self.fill()
        self.table.go_to(0)
        self._go((risk_id, Stage(stage_value)))
        self.officer.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_row(self, id_: int) -> None:
        row = next((row for row in self.table.rows.rows.all if row.id == id_), None)
        if row:
            moderation = row.thing.moderation
            self._go((moderation.risk_id, moderation.stage), keep_row=True)
            self.sheet.verticalScrollBar().setValue(0)

    def say_empty(self, *, searching: bool) -> None:
        if searching:
            self.empty.say("No moderated score matches.", "Clear the search to see them all.")
        elif not self.desk.register.risks:
            self.empty.say("There is no score to moderate yet.", "Add risks on the Register page first.")
        else:
            how = "Choose a risk and score it beside its owner, whose score stays until two people agree."
            self.empty.say("No score has been moderated.", how)

    def focus_rows(self) -> None:
        if self.table.rows.rowCount():
            self.table.setFocus()
        else:
            self.picker.setFocus()

    # The score compared

    @property
    def risk(self) -> Risk | None:
        return by_id(self.desk.register).get(self._subject[0])

    @property
    def open_moderation(self) -> Moderation | None:
        """The moderated score of the one compared that waits for an agreement."""
        found = self.desk.store.scrutiny().open_moderations
        return next((one for one in found if (one.risk_id, one.stage) == self._subject), None)

    def _settle_or_record(self) -> None:
        """What the keyboard agrees to: the agreement while it is asked for, else the moderated score."""
        if self.agreeing.isHidden():
            self.record()
        else:
            self.agreeing.agree()

    def record(self) -> None:
        """Keep the officer's score. What lacks is said beside it."""
        self.picker.settle()
        if self.desk.read_only or self.risk is None:
            return
        cell = self._cell
        if cell is None:
            self.lack.say("Choose the moderated score in the right-hand matrix first.")
        elif not self.rationale.text:
            self.lack.say("Say why in a few words; the rationale is kept with the score.")
            self.rationale.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            risk_id, stage = self._subject
            text = self.rationale.text
            if self.lack.attempt(lambda: self.desk.store.moderate_score(risk_id, stage, *cell, rationale=text)):
                self._drafts.pop(self._subject, None)
                self._choose_open()

    def _choose_open(self) -> None:
        """Stand in the list at the score that was just recorded."""
        self.fill()
        found = self.open_moderation
        if found:
            self.table.go_to(found.id)
        self._put()
        self._show()

    def _begin_anywhere(self, register: Register) -> None:
        """At the first moderated score of the list, where those that wait come first; else at the first open risk."""
        listed = self.table.rows.rows.shown
        first = next((risk.id for risk in register.risks if risk.status == "open"), 0)
        first = first or next((risk.id for risk in register.risks), 0)
        top = listed[0].thing.moderation if listed else None
        self._subject = (top.risk_id, top.stage) if top else (first, self.stage.stage)
        self.table.go_to(top.id if top else 0)
        self._put()

    def _go(self, subject: Subject, *, keep_row: bool = False) -> None:
        """Compare another score; what is half typed of this one is kept for when it is compared again."""
        self._keep_draft()
        self._subject = subject
        self.agreeing.hide()
        if not keep_row:
            found = self.open_moderation
            self.table.go_to(found.id if found else 0)
        self._put()
        self._show()

    def _put(self) -> None:
        """Begin from the draft, else from the moderated score on record, else from nothing."""
        found = self.open_moderation
        self._known = ((found.impact, found.likelihood), found.rationale) if found else (None, "")
        self._cell, text = self._drafts.get(self._subject, self._known)
        self.rationale.put(text)
        self.lack.say("")

    @property
    def _typed(self) -> Typed:
        return self._cell, self.rationale.text

    def _keep_draft(self) -> None:
        if self._typed != self._known:
            self._drafts[self._subject] = self._typed
        else:
            self._drafts.pop(self._subject, None)

    def _on_cell(self, cell: Pair | None) -> None:
        self._cell = cell
        self.lack.say("")
        self._show()

    def _show(self) -> None:
        risk, register, writes = self.risk, self.desk.register, not self.desk.read_only
        self.comparing.setVisible(risk is not None)
        self.sheet.setVisible(risk is not None)
        self.settled.setVisible(False)
        if risk is None:
            return
        risk_id, stage = self._subject
        self.picker.show_risk(risk_id)
        self.stage.show_stage(stage)
        found = self.open_moderation
        self._show_sides(register, risk, stage, found)
        self.record_button.setVisible(writes and self.agreeing.isHidden())
        self.challenge_button.setVisible(writes)
        self.rationale.setReadOnly(not writes)
        if found:
            self.agreeing.tell(found, risk)
        self.agree_button.setVisible(writes and found is not None and self.agreeing.isHidden())
        changed = changed_since(register.scheme, found, risk.score(stage)) if found else ""
        self.changed.setText(changed)
        self.changed.setVisible(bool(changed))
        self._show_settled()

    def _show_sides(self, register: Register, risk: Risk, stage: Stage, found: Moderation | None) -> None:
        score = risk.score(stage)
        self.owner.show_levels(register, levels_of(score))
        rationale = score.rationale if score else ""
        self.owner_rationale.setText(rationale or "No rationale is recorded.")
        recorded: tuple[int | None, int | None] = (found.impact, found.likelihood) if found else (None, None)
        cell = self._cell
        self.officer.show_levels(register, (*cell, None) if cell else NOT_SCORED)
        self.officer.matrix.show_score(register.scheme, *recorded)
        self.officer.matrix.show_wanted(cell if cell and cell != recorded else None)
        self.officer.matrix.set_read_only(self.desk.read_only)
        hint = "" if self.desk.read_only else "Choose a cell of the right-hand matrix to score beside the owner."
        self.difference.setText(compared(register.scheme, levels_of(score), cell) if cell else hint)

    def _show_settled(self) -> None:
        """What was agreed, where the row chosen in the list is such a one."""
        row = next((row for row in self.table.rows.rows.all if row.id == self.table.current_id), None)
        moderation = row.thing.moderation if row else None
        if moderation is None or moderation.is_open or (moderation.risk_id, moderation.stage) != self._subject:
            return
        then = as_kept(self.desk.register.scheme, moderation)
        theirs, ours = moderation.owner_rationale or "none recorded", moderation.rationale
        self.settled.setText(
            f"{settled(moderation)}\n{then}\nOwner's rationale: {theirs}\nModerator's rationale: {ours}"
        )
        self.settled.setVisible(True)

    def _open_risk(self) -> None:
        risk_id, stage = self._subject
        self.field_wanted.emit(risk_id, stage.value, 0)

    def _challenge(self) -> None:
        risk_id, stage = self._subject
        self.challenge_wanted.emit(risk_id, stage.value)

    def _show_history(self) -> None:
        risk_id, stage = self._subject
        self.history_wanted.emit(risk_id, stage.value)

    # Agreement

    def _ask_agreement(self) -> None:
        found = self.open_moderation
        if found:
            self.agreeing.ask(found, self.risk)
            self._show()

    def _leave_agreement(self) -> None:
        self.agreeing.hide()
        self._show()
        self.agree_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_agreed(self) -> None:
        """Settled: what was half typed beside the score that was agreed has no more use."""
        self._drafts.pop(self._subject, None)
        self.fill()
        self._put()
        self._show()
        self.focus_rows()
