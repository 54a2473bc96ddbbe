"""What officers do about scores: accept findings, challenge, moderate, draw samples. Each is a sealed step."""

import contextlib
import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from riskdesk import file, history, logbook, rows
from riskdesk.audit.case import Case
from riskdesk.audit.findings import Finding
from riskdesk.audit.sampling import Drawn, Strata
from riskdesk.errors import RiskDeskError
from riskdesk.opening import OpenRegister
from riskdesk.proceedings import Proceedings
from riskdesk.proof import Progress, Verdict
from riskdesk.risks import Register, Risk, Score, Stage
from riskdesk.scoring import Scheme
from riskdesk.scrutiny import (
    Challenge,
    Judgement,
    Moderation,
    Outcome,
    Sample,
    SampleItem,
    Scrutiny,
    Waiver,
)
from riskdesk.trail import Evidence, Move, SealFound
from riskdesk.wording import counted


class Officers(OpenRegister):
    """An open register and what its risk officers can do beside its owners."""

    def __init__(self, path: Path, author: str, **given: Any) -> None:
        super().__init__(path, author, **given)
        self._reader = logbook.EvidenceReader()
        self._proceedings: tuple[str, Proceedings] | None = None
        self._closed: dict[int, Register] = {}

    # Reading

    def scrutiny(self) -> Scrutiny:
        """Everything officers recorded, one immutable value until the next step."""
        seal = self.register().seal
        if self._scrutiny is None or self._scrutiny[0] != seal:
            with file.snapshot(self._db, self.path):
                self._scrutiny = (seal, rows.read_scrutiny(self._db))
        return self._scrutiny[1]

    def proceedings(self) -> Proceedings:
        """Reviews, escalations, plans and meetings, one immutable value until the next step."""
        seal = self.register().seal
        if self._proceedings is None or self._proceedings[0] != seal:
            with file.snapshot(self._db, self.path):
                self._proceedings = (seal, rows.read_proceedings(self._db, self._since))
        return self._proceedings[1]

    def evidence(self) -> Evidence:
        """What the change log tells the audit."""
        with file.snapshot(self._db, self.path):
            return self._reader.read(self._db)

    def case(self, *, today: dt.date | None = None, previous: Register | None = None) -> Case:
        """Everything an audit is worked out from, of one moment, to be audited in any thread."""
        with self._one_moment():
            seals = history.all_seals(self._db) if previous else frozenset[str]()
            day = today or self.today
            scrutiny, evidence = self.scrutiny(), self.evidence()
            return Case(self.register(), day, scrutiny, evidence, previous, seals, closing=self.as_closed)

    def case_and_proof(
        self, *, today: dt.date | None = None, previous: Register | None = None
    ) -> tuple[Case, Callable[[Progress | None], Verdict]]:
        """The case, and what proves the register as it is at that very moment."""
        with self._one_moment():
            return self.case(today=today, previous=previous), self.proof()

    @contextlib.contextmanager
    def _one_moment(self) -> Iterator[None]:
        """What is read in here is of one moment of the file, which a reader first catches up with."""
        while True:
            with file.snapshot(self._db, self.path):
                if not self.read_only or history.last_seal(self._db) == self.register().seal:
                    yield
                    return
            self.refresh()

    def score_moves(self, risk_id: int, stage: Stage) -> tuple[Move, ...]:
        """Every change of one stage's score, oldest first; also those that only a change of scheme made."""
        self.risk(risk_id)
        with file.snapshot(self._db, self.path):
            return logbook.score_moves(self._db, risk_id, stage)

    def seal_of(self, text: str) -> SealFound | None:
        """The step a printed seal, or its beginning, belongs to. Raises RiskDeskError for what is no seal."""
        with file.snapshot(self._db, self.path):
            return logbook.find_seal(self._db, text)

    # Findings

    def accept_finding(
        self, finding: Finding, *, accepted_by: str, reason: str, expires_on: dt.date | None = None
    ) -> int:
        """Waive a finding, with all under it, until the facts change or the day is past. Returns the waiver's id."""
        if expires_on is not None and expires_on < self.today:
            raise RiskDeskError("A waiver cannot expire before it begins.", "Give a later day, or none.")
        waiver = Waiver(
            rule=finding.rule.name,
            message=finding.message,
            marks=" ".join(finding.marks),
            accepted_by=_name(accepted_by),
            accepted_on=self.today,
            reason=reason.strip(),
            expires_on=expires_on,
        )
        columns = rows.write(Waiver, rows.facts_of(waiver))
        with self.step(f"Waive {finding.rule.name}{_of(finding)}", reason):
            number = self._insert("waiver", columns)
        return number

    def withdraw_waiver(self, waiver_id: int, reason: str) -> None:
        """The finding comes back. The waiver stays on record."""
        waiver = _found(self.scrutiny().waivers, waiver_id)
        if waiver.withdrawn:
            raise RiskDeskError("This waiver was withdrawn already.", "Look at the list again.")
        if not reason.strip():
            raise RiskDeskError("A waiver is withdrawn with a reason.", "Say why it no longer holds.")
        with self.step(f"Withdraw waiver of {waiver.rule}", reason):
            facts = {"withdrawn": reason.strip(), "withdrawn_by": self.author, "withdrawn_on": self.today}
            self._update("waiver", waiver_id, rows.write(Waiver, facts))

    # Challenges

    def challenge_risk(
        self,
        risk_id: int,
        question: str,
        *,
        rule: str = "",
        stage: Stage | None = None,
        subject: str = "",
        sent_to: str = "",
    ) -> int:
        """Ask a risk's owner about a finding or a score; the accountable owner unless named. Returns the id."""
        risk = self._known_risk(risk_id)
        owner = risk.accountable
        asked = Challenge(
            risk_id=risk_id,
            rule=rule,
            stage=stage,
            subject=subject,
            question=question.strip(),
            sent_to=_name(sent_to) or (owner.name if owner else ""),
            asked_by=self.author,
            asked_on=self.today,
        )
        columns = rows.write(Challenge, rows.facts_of(asked))
        with self.step(f"Challenge risk {risk.label}"):
            number = self._insert("challenge", columns)
        return number

    def answer_challenge(self, challenge_id: int, answer: str, *, answered_by: str = "") -> None:
        """Record what the owner answered; an answer can be corrected, the history keeps the first."""
        challenge = _found(self.scrutiny().challenges, challenge_id)
        risk = self._known_risk(challenge.risk_id)
        if not answer.strip():
            raise RiskDeskError("An answer cannot be empty.", "Write down what the owner answered.")
        facts = {
            "answer": answer.strip(),
            "answered_by": _name(answered_by) or challenge.sent_to or self.author,
            "answered_on": challenge.answered_on or self.today,
            "recorded_by": self.author,
        }
        with self.step(f"Answer challenge to risk {risk.label}"):
            self._update("challenge", challenge_id, rows.write(Challenge, facts))

    # Moderated scores

    def moderate_score(self, risk_id: int, stage: Stage, impact: int, likelihood: int, *, rationale: str) -> int:
        """Score beside the owner, whose score stays as it is. An officer's second one replaces his first while it is
        open."""
        risk = self._known_risk(risk_id)
        self._must_be_levels(impact, likelihood)
        moderation = Moderation(
            risk_id=risk_id,
            stage=stage,
            impact=impact,
            likelihood=likelihood,
            rationale=rationale.strip(),
            moderator=self.author,
            moderated_on=self.today,
            moderated_score=self.register().scheme.say(impact, likelihood, None),
            **self._owners(risk, stage),
        )
        columns = rows.write(Moderation, rows.facts_of(moderation))
        open_ones = self.scrutiny().open_moderations
        mine = (risk_id, stage, self.author)
        earlier = next((one for one in open_ones if (one.risk_id, one.stage, one.moderator) == mine), None)
        with self.step(f"Moderate risk {risk.label}{self._which(stage)}", rationale):
            if earlier:
                self._update("moderation", earlier.id, columns)
            number = earlier.id if earlier else self._insert("moderation", columns)
        return number

    def agree_score(self, moderation_id: int, outcome: Outcome, *, agreed_with: str, agreement: str = "") -> None:
        """Settle a moderated score in one step that carries both names: the moderator's and `agreed_with`, who speaks
        for the owner and is somebody else (four eyes). If the moderator's score is taken it becomes the risk's."""
        moderation = _found(self.scrutiny().moderations, moderation_id)
        risk = self._known_risk(moderation.risk_id)
        other = _name(agreed_with)
        if not moderation.is_open:
            raise RiskDeskError("This moderated score was agreed already.", "Moderate the score anew.")
        if not other or _same_name(other, moderation.moderator):
            raise RiskDeskError(
                "Two people agree a score, and the second name is missing or the moderator's own.",
                f"Give the name of whoever agreed with {moderation.moderator}.",
            )
        owners = self._owners(risk, moderation.stage)
        if outcome is Outcome.MODERATOR:
            self._must_be_levels(moderation.impact, moderation.likelihood)
        elif risk.score(moderation.stage) is None:
            raise RiskDeskError("There is no owner's score to agree: the owner has not scored this.", "Score it first.")
        facts = owners | {
            "moderated_score": self.register().scheme.say(moderation.impact, moderation.likelihood, None),
            "outcome": outcome,
            "agreed_with": other,
            "agreed_by": self.author,
            "agreed_on": self.today,
            "agreement": agreement.strip(),
        }
        reason = f"Agreed by {moderation.moderator} and {other}: {agreement.strip() or outcome.label}"
        with self.step(f"Agree score of risk {risk.label}{self._which(moderation.stage)}", reason):
            self._update("moderation", moderation_id, rows.write(Moderation, facts))
            if outcome is Outcome.MODERATOR:
                levels = self._new_levels(risk, moderation.stage, moderation.impact, moderation.likelihood)
                self._write_score(risk, moderation.stage, levels | {"rationale": moderation.rationale})

    # Dip samples

    def draw_sample(self, drawn: Drawn, strata: Strata) -> int:
        """Keep a sample that `sampling.draw` drew from this register. Returns its id."""
        sample = Sample(
            seed=drawn.seed,
            size=len(drawn.picks),
            strata=strata.words,
            population=drawn.population,
            drawn_by=self.author,
            drawn_on=self.today,
        )
        if not drawn.picks:
            raise RiskDeskError("There is no open risk to draw.", "Add or open a risk first.")
        with self.step(f"Draw sample of {counted(len(drawn.picks), 'risk')}"):
            number = self._insert("sample", rows.write(Sample, rows.facts_of(sample)))
            for position, pick in enumerate(drawn.picks):
                item = SampleItem(risk_id=pick.risk.id, stratum=pick.stratum, score=pick.score)
                place = {"sample_id": number, "position": position}
                self._insert("sample_item", rows.write(SampleItem, rows.facts_of(item)) | place)
        return number

    def conclude_item(self, item_id: int, judgement: Judgement, conclusion: str) -> None:
        """Record what was found of one risk of a sample; it can be revised, the history keeps what it was."""
        item = _found([item for sample in self.scrutiny().samples for item in sample.items], item_id)
        risk = self._known_risk(item.risk_id)
        if judgement is not Judgement.SUPPORTED and not conclusion.strip():
            raise RiskDeskError("A conclusion against a score needs its reasons.", "Say in a few words what is wrong.")
        facts = {
            "judgement": judgement,
            "conclusion": conclusion.strip(),
            "concluded_by": self.author,
            "concluded_on": self.today,
        }
        with self.step(f"Conclude on risk {risk.label} of the sample"):
            self._update("sample_item", item_id, rows.write(SampleItem, facts))

    # Scores

    def _owners(self, risk: Risk, stage: Stage) -> dict[str, Any]:
        """The owner's score as a moderated one keeps it beside its own."""
        score = risk.score(stage) or Score(stage=stage)
        return {
            "owner_impact": score.impact,
            "owner_likelihood": score.likelihood,
            "owner_score": self.register().scheme.say(score.impact, score.likelihood, score.stated),
            "owner_rationale": score.rationale,
        }

    def _which(self, stage: Stage) -> str:
        return "" if stage is Stage.CURRENT else f", {self.register().word(stage).lower()}"

    def _must_be_levels(self, impact: int | None, likelihood: int | None) -> None:
        scheme = self.register().scheme
        for value, levels, word in (
            (impact, scheme.impact, scheme.impact_word),
            (likelihood, scheme.likelihood, scheme.likelihood_word),
        ):
            if value is not None and value not in [level.value for level in levels]:
                offered = ", ".join(level.text for level in levels)
                raise RiskDeskError(f"{word} {value} is not a level of {scheme.name}.", f"Choose one of {offered}.")

    def _new_levels(self, risk: Risk, stage: Stage, impact: int | None, likelihood: int | None) -> dict[str, Any]:
        """What other levels write. A stated rating was the source's for the levels before: where the new ones make
        another it goes with them, and stays in the history and in what the source wrote."""
        facts: dict[str, Any] = {"impact": impact, "likelihood": likelihood}
        scheme: Scheme = self.register().scheme
        rated, score = scheme.rate(impact, likelihood), risk.score(stage)
        moved = score is not None and (score.impact, score.likelihood) != (impact, likelihood)
        if moved and score and rated and score.stated not in (None, rated.rating):
            facts["stated"] = None
        return facts

    def _write_score(self, risk: Risk, stage: Stage, facts: Mapping[str, Any]) -> None:
        """Only inside a step."""
        score = risk.score(stage)
        if score:
            self._update("score", score.id, rows.write(Score, facts))
        elif any(value not in (None, "") for value in facts.values()):
            fresh = rows.facts_of(Score(stage=stage)) | dict(facts)
            self._insert("score", rows.write(Score, fresh) | {"risk_id": risk.id})


def _name(text: str) -> str:
    """A person's name on one line."""
    return " ".join(text.split())


def _same_name(one: str, other: str) -> bool:
    """Whether two names are one person's, however their letters are encoded and cased."""
    return unicodedata.normalize("NFKC", one).casefold() == unicodedata.normalize("NFKC", other).casefold()


def _of(finding: Finding) -> str:
    if not finding.risks:
        return ""
    return f" of risk {finding.refs[0]}" if len(finding.risks) == 1 else f" of {counted(len(finding.risks), 'risk')}"


def _found(things: Any, number: int) -> Any:
    """The one with this id; raises RiskDeskError where an undo took it away meanwhile."""
    thing = next((thing for thing in things if thing.id == number), None)
    if thing is None:
        raise RiskDeskError("This is no longer in the register.", "It was undone; look at the list again.")
    return thing
