"""The words of the trade: registers, risks, scores, controls, actions and owners, as frozen values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from riskdesk.dates import DueDate, read_due
from riskdesk.entities import Choice, Entity, Kind, shown
from riskdesk.periods import Period, Review, ReviewCycle
from riskdesk.scoring import Rated, Scheme


class Stage(Choice):
    INHERENT = "inherent"
    CURRENT = "current"
    TARGET = "target"


class Status(Choice):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Response(Choice):
    """The four Ts (Orange Book)."""

    TREAT = "treat"
    TOLERATE = "tolerate"
    TRANSFER = "transfer"
    TERMINATE = "terminate"


class OwnerKind(Choice):
    PERSON = "person"
    POST = "post"
    BODY = "body"


class ControlState(Choice):
    IN_PLACE = "in_place"
    PARTLY = "partly"
    PLANNED = "planned"

    @property
    def label(self) -> str:
        return {"in_place": "In place", "partly": "Partly in place", "planned": "Planned"}[self.value]


class Effectiveness(Choice):
    EFFECTIVE = "effective"
    PARTLY_EFFECTIVE = "partly_effective"
    INEFFECTIVE = "ineffective"


class AssuranceLine(Choice):
    """The Three Lines Model (IIA 2020)."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"

    @property
    def label(self) -> str:
        return {"1": "Line 1, management", "2": "Line 2, oversight", "3": "Line 3, independent"}[self.value]


class ActionStatus(Choice):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)


class Cuts(Choice):
    """Which axis an action is meant to bring down."""

    IMPACT = "impact"
    LIKELIHOOD = "likelihood"
    BOTH = "both"


class ObjectiveKind(Choice):
    OBJECTIVE = "objective"
    PLAN_SCHEME = "plan_scheme"


class Split(Choice):
    """How partners share what a pooled fund loses (their section 75 agreement says which)."""

    PRO_RATA = "pro_rata"
    EQUAL = "equal"
    BY_SCHEME = "by_scheme"

    @property
    def label(self) -> str:
        return {
            "pro_rata": "Pro rata to contributions",
            "equal": "In equal parts",
            "by_scheme": "By plan scheme",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Entity):
    name: str = shown("Name", required=True)
    contribution: int | None = shown("Contribution", Kind.MONEY, default=None, hint="To the pooled fund, in pounds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Entity):
    name: str = shown("Name", required=True)
    appetite: str = shown("Appetite", hint="The highest band accepted in this category")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Entity):
    name: str = shown("Name", required=True)
    kind: ObjectiveKind = shown("Kind", Kind.CHOICE, default=ObjectiveKind.OBJECTIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeShare(Entity):
    """What part of a plan scheme's losses a partner bears, in whole percent."""

    objective_id: int
    partner_id: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner(Entity):
    name: str = shown("Name or post", required=True)
    organisation: str = shown("Organisation")
    kind: OwnerKind = shown("Kind", Kind.CHOICE, default=OwnerKind.POST)
    post: str = shown("Post in public papers", hint="Printed there in place of a person's name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Entity):
    """One stage's scoring. `stated` is the rating the source printed, never corrected."""

    stage: Stage
    impact: int | None = None
    likelihood: int | None = None
    stated: int | None = None
    rationale: str = shown("Rationale", Kind.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Entity):
    """Something already done about the risk (an existing action)."""

    text: str = shown("Control", Kind.TEXT, required=True)
    state: ControlState = shown("State", Kind.CHOICE, default=ControlState.IN_PLACE)
    implemented: str = shown("Implemented", Kind.DUE, hint="The date, as it was written")
    effectiveness: Effectiveness | None = shown("Effectiveness", Kind.CHOICE, default=None)
    owner: Owner | None = shown("Owner", Kind.PICK, default=None)
    assurance_line: AssuranceLine | None = shown("Assurance line", Kind.CHOICE, default=None)
    assurance: str = shown("Assurance", Kind.TEXT, hint="What tells us that it works")
    gaps: str = shown("Gaps in control", Kind.TEXT, hint="What is missing in the control")
    assurance_gaps: str = shown("Gaps in assurance", Kind.TEXT, hint="What we do not know about whether it works")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entity):
    """A dated line in an action's log."""

    noted_on: dt.date
    author: str = ""
    text: str = shown("Note", Kind.TEXT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entity):
    """Something still to be done about the risk (a further action)."""

    text: str = shown("Action", Kind.TEXT, required=True)
    owner: Owner | None = shown("Owner", Kind.PICK, default=None)
    due: str = shown("Due", Kind.DUE, hint="31/03/2018, March 2018, Q2 2016/17, On-going 2017-19 ...")
    status: ActionStatus = shown("Status", Kind.CHOICE, default=ActionStatus.NOT_STARTED)
    progress: int = shown("Done", Kind.PERCENT, default=0)
    done_on: dt.date | None = shown("Date done", Kind.DATE, default=None)
    barrier: str = shown("Barrier", Kind.TEXT, hint="What stands in the way")
    cost: int | None = shown("Cost", Kind.MONEY, default=None)
    cuts: Cuts | None = shown("Should cut", Kind.CHOICE, default=None)
    notes: tuple[Note, ...] = ()

    @property
    def due_date(self) -> DueDate:
        return read_due(self.due)

    def days_late(self, as_at: dt.date | None) -> int:
        """Days past the last day it could be done, 0 when not late, done, or without a day to judge by."""
        last = self.due_date.end
        if as_at is None or last is None or not self.status.is_open:
            return 0
        return max(0, (as_at - last).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell(Entity):
    """One cell of the register this risk came from, exactly as it was written."""

    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Entity):
    """One risk. `merged_into` is the id of the risk it was closed into; `reviews` are those of the period shown, oldest
    first; `last_reviewed` is the latest review's day, or the one recorded where that is later."""

    ref: str = shown("Reference", group="Risk", hint="Your own; kept as you write it")
    heading: str = shown("Heading", group="Risk")
    description: str = shown("Description", Kind.TEXT, group="Risk", hint="The risk as it was written")
    cause: str = shown("Cause", Kind.TEXT, group="Risk", hint="Because of ...")
    event: str = shown("Event", Kind.TEXT, group="Risk", hint="... there is a risk that ...")
    effect: str = shown("Effect", Kind.TEXT, group="Risk", hint="... which would lead to ...")
    category: Category | None = shown("Category", Kind.PICK, default=None, group="Place")
    objective: Objective | None = shown("Objective or plan scheme", Kind.PICK, default=None, group="Place")
    partners: tuple[Partner, ...] = ()
    owners: tuple[Owner, ...] = ()
    response: Response | None = shown("Response", Kind.CHOICE, default=None, group="Response")
    proximity: str = shown("Proximity", group="Response", hint="When it could happen")
    target_date: str = shown("Target date", Kind.DUE, group="Response", hint="When the target is to be reached")
    bearer: str = shown("Who bears the money", group="Money")
    financial_low: int | None = shown("Financial impact, low", Kind.MONEY, default=None, group="Money")
    financial_likely: int | None = shown("Financial impact, likely", Kind.MONEY, default=None, group="Money")
    financial_high: int | None = shown("Financial impact, high", Kind.MONEY, default=None, group="Money")
    financial_narrative: str = shown("Financial impact in words", Kind.TEXT, group="Money")
    status: Status = Status.OPEN
    closed_on: dt.date | None = None
    closed_reason: str = ""
    raised_on: dt.date | None = shown("Raised on", Kind.DATE, default=None, group="Dates")
    raised_by: str = shown("Raised by", group="Dates")
    last_reviewed: dt.date | None = shown("Last reviewed", Kind.DATE, default=None, group="Dates")
    next_review: dt.date | None = shown("Next review", Kind.DATE, default=None, group="Dates")
    comments: str = shown("Comments", Kind.TEXT, group="Dates")
    merged_into: int | None = None
    reviews: tuple[Review, ...] = ()
    scores: Mapping[Stage, Score] = field(default_factory=dict)
    controls: tuple[Control, ...] = ()
    actions: tuple[Action, ...] = ()
    as_written: tuple[SourceCell, ...] = ()

    @property
    def label(self) -> str:
        """The reference, or the number RiskDesk gave it (marked #) where the register has none."""
        return self.ref or f"#{self.id}"

    @property
    def title(self) -> str:
        """The first of heading, description, event, cause that says anything."""
        return self.heading or self.description or self.event or self.cause

    @property
    def accountable(self) -> Owner | None:
        return self.owners[0] if self.owners else None

    @property
    def open_actions(self) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action.status.is_open)

    def score(self, stage: Stage) -> Score | None:
        return self.scores.get(stage)

    def answers_for(self, action: Action) -> Owner | None:
        """Whom an action of this risk is asked of: its own owner, else the one accountable for the risk."""
        return action.owner or self.accountable


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Entity):
    """A whole register at one moment. Everything screens and papers say is worked out from this value.

    `periods` are all there were by then, oldest first; `as_closed` marks a register looked up as the last of them was
    closed. `step` and `seal` are those of the last step in it.
    """

    title: str = shown("Title", group="Register", required=True)
    organisation: str = shown("Organisation", group="Register")
    as_at: dt.date | None = shown("As-at date", Kind.DATE, default=None, group="Register")
    review_cycle: ReviewCycle = shown("Review cycle", Kind.CHOICE, default=ReviewCycle.MONTHLY, group="Register")
    appetite: str = shown("Appetite", group="Register", hint="The highest band accepted overall")
    appetite_statement: str = shown("Appetite in words", Kind.TEXT, group="Register")
    split: Split | None = shown("How losses are shared", Kind.CHOICE, default=None, group="Pooled fund")
    contingency: int | None = shown("Contingency", Kind.MONEY, default=None, hint="In pounds", group="Pooled fund")
    inherent_word: str = shown("Word for inherent", default="Inherent", group="Words", required=True)
    current_word: str = shown("Word for current", default="Current", group="Words", required=True)
    target_word: str = shown("Word for target", default="Target", group="Words", required=True)
    source: str = shown("Source document", group="Source")
    source_note: str = shown("What the source said", Kind.TEXT, group="Source")
    scheme: Scheme
    partners: tuple[Partner, ...] = ()
    categories: tuple[Category, ...] = ()
    objectives: tuple[Objective, ...] = ()
    owners: tuple[Owner, ...] = ()
    scheme_shares: tuple[SchemeShare, ...] = ()
    risks: tuple[Risk, ...] = ()
    periods: tuple[Period, ...] = ()
    as_closed: bool = False
    step: int = 0
    seal: str = ""

    @property
    def period(self) -> Period | None:
        """The period at work, or the closed one this register was looked up from; None between two periods."""
        last = self.periods[-1] if self.periods else None
        return last if last and (last.is_open or self.as_closed) else None

    @property
    def last_closed(self) -> Period | None:
        """The closed period before this moment: what movement is told against."""
        earlier = self.periods[:-1] if self.as_closed else self.periods
        return next((period for period in reversed(earlier) if not period.is_open), None)

    def word(self, stage: Stage) -> str:
        """What this register calls a stage."""
        return {
            Stage.INHERENT: self.inherent_word,
            Stage.CURRENT: self.current_word,
            Stage.TARGET: self.target_word,
        }[stage]

    def appetite_of(self, risk: Risk) -> str:
        """The highest band accepted for a risk: its category's where that is a band, else the register's."""
        own = risk.category.appetite if risk.category else ""
        return own if self.scheme.severity(own) >= 0 else self.appetite

    def is_above_appetite(self, risk: Risk) -> bool:
        """Whether the current band is more severe than the appetite; never where either is unknown."""
        limit, rated = self.scheme.severity(self.appetite_of(risk)), self.rated(risk, Stage.CURRENT)
        return limit >= 0 and rated is not None and rated.severity > limit

    def rated(self, risk: Risk, stage: Stage) -> Rated | None:
        """The stage's rating and band as the scheme works it out. None if unscored."""
        score = risk.score(stage)
        return self.scheme.rate_levels(score.impact, score.likelihood, score.stated) if score else None
