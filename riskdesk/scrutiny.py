"""What officers say about a register beside what its owners say: waivers, challenges, moderated scores, dip samples.

None of it is part of a risk and none of it moves a score, except a moderated score that two people agree.
"""

import datetime as dt
from dataclasses import dataclass

from riskdesk.entities import Choice, Entity, Kind, shown
from riskdesk.risks import Stage


class Outcome(Choice):
    """Which of two scores was agreed."""

    OWNER = "owner"
    MODERATOR = "moderator"

    @property
    def label(self) -> str:
        return {"owner": "The owner's score stands", "moderator": "The moderated score is taken"}[self.value]


class Judgement(Choice):
    """What a dip sample found of one risk's score."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not_supported"
    NO_EVIDENCE = "no_evidence"

    @property
    def label(self) -> str:
        return {
            "supported": "Supported by the evidence",
            "not_supported": "Not supported",
            "no_evidence": "No evidence to judge by",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Entity):
    """A finding accepted by a named person. It holds while the facts it was accepted on stand.

    `marks` are the digests of these facts (`Finding.marks`), one for each risk under a rolled-up finding, in one
    string between spaces; `message` is the finding as it read. `withdrawn` says why it was taken back, by whom and
    when; "" while it is in force.
    """

    rule: str
    message: str
    marks: str
    accepted_by: str = shown("Accepted by", required=True)
    accepted_on: dt.date
    reason: str = shown("Reason", Kind.TEXT, required=True)
    expires_on: dt.date | None = shown("Expires on", Kind.DATE, default=None)
    withdrawn: str = ""
    withdrawn_by: str = ""
    withdrawn_on: dt.date | None = None

    def in_force(self, today: dt.date) -> bool:
        """Up to and including its last day, unless it was withdrawn."""
        return not self.withdrawn and (self.expires_on is None or today <= self.expires_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Entity):
    """A question to a risk's owner about a finding (`rule`) or a score (`stage`); `subject` is what it was about, in
    words. Open until it is answered; `recorded_by` wrote the answer down, `answered_by` gave it."""

    risk_id: int
    rule: str = ""
    stage: Stage | None = None
    subject: str = ""
    question: str = shown("Question", Kind.TEXT, required=True)
    sent_to: str = shown("Sent to")
    asked_by: str = ""
    asked_on: dt.date
    answer: str = shown("Answer", Kind.TEXT)
    answered_by: str = shown("Answered by")
    answered_on: dt.date | None = None
    recorded_by: str = ""

    @property
    def is_open(self) -> bool:
        return self.answered_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderation(Entity):
    """An officer's own score of one stage, beside the owner's. Open until two people agree on one of the two.

    What starts with `owner_` is the owner's score when it was made, and once it is agreed what it was then.
    `owner_score` and `moderated_score` say both in the words of the scheme of that moment ("12 High (4 x 3)"): a later
    change of scheme does not reword what two people agreed.
    """

    risk_id: int
    stage: Stage
    impact: int
    likelihood: int
    rationale: str = shown("Rationale", Kind.TEXT, required=True)
    moderator: str = ""
    moderated_on: dt.date
    owner_impact: int | None = None
    owner_likelihood: int | None = None
    owner_score: str = ""
    owner_rationale: str = ""
    moderated_score: str = ""
    outcome: Outcome | None = None
    agreed_with: str = ""
    agreed_by: str = ""
    agreed_on: dt.date | None = None
    agreement: str = ""

    @property
    def is_open(self) -> bool:
        return self.outcome is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleItem(Entity):
    """One risk drawn, the stratum it was drawn from, its score then in words, and what was concluded."""

    risk_id: int
    stratum: str = ""
    score: str = ""
    judgement: Judgement | None = shown("Conclusion", Kind.CHOICE, default=None)
    conclusion: str = shown("Reasons", Kind.TEXT)
    concluded_by: str = ""
    concluded_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Entity):
    """A stratified random sample. The same seed draws the same risks from the same register.

    `strata` names what it is stratified by, joined by " and " ("band and owner"; "" for none); `population` is how
    many risks it was drawn from.
    """

    seed: int
    size: int
    strata: str = ""
    population: int
    drawn_by: str = ""
    drawn_on: dt.date
    items: tuple[SampleItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Scrutiny:
    """Everything officers recorded, in the order it was made."""

    waivers: tuple[Waiver, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    moderations: tuple[Moderation, ...] = ()
    samples: tuple[Sample, ...] = ()

    @property
    def open_challenges(self) -> tuple[Challenge, ...]:
        return tuple(challenge for challenge in self.challenges if challenge.is_open)

    @property
    def open_moderations(self) -> tuple[Moderation, ...]:
        return tuple(moderation for moderation in self.moderations if moderation.is_open)
