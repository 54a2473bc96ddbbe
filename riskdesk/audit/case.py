"""What the rules look at: one register, what its history and its officers tell, and the register before it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from riskdesk.risks import Action, Control, Register, Risk, Stage, Status
from riskdesk.scoring import Rated
from riskdesk.scrutiny import Scrutiny
from riskdesk.trail import Evidence
from riskdesk.wording import as_at_phrase


@dataclass(frozen=True, slots=True)
class Case:
    """Everything an audit is worked out from; the same case gives the same audit.

    `today` is the day on which waivers expire. Whether something is late or stale is judged on the register's as-at
    date, as everywhere; without one no rule calls anything late. `previous` is the register this one is compared
    with: an earlier one (`is_earlier`) or another copy of the same one (`is_copy`). `seals` are those this file had up
    to its present one. `closing` says that a period is about to be closed, or was: signatures are asked for then.
    `live` are the open risks: a closed risk or a draft is not audited.
    """

    register: Register
    today: dt.date
    scrutiny: Scrutiny = field(default_factory=Scrutiny)
    evidence: Evidence = field(default_factory=Evidence)
    previous: Register | None = None
    seals: frozenset[str] = frozenset()
    closing: bool = False
    live: tuple[Risk, ...] = field(init=False)

    def __post_init__(self) -> None:
        live = tuple(risk for risk in self.register.risks if risk.status is Status.OPEN)
        object.__setattr__(self, "live", live)

    @property
    def as_at(self) -> dt.date | None:
        return self.register.as_at

    @property
    def is_earlier(self) -> bool:
        """Whether the register compared with stands before this one: by its seal, which tells a backup of this very
        file though no new as-at date parts them, else by another as-at date."""
        previous = self.previous
        if previous is None:
            return False
        sealed_before = previous.seal in self.seals and previous.seal != self.register.seal
        return sealed_before or previous.as_at != self.as_at

    @property
    def is_copy(self) -> bool:
        """Whether it is another copy of this register: as at the same day, and none that this one grew out of."""
        return self.previous is not None and not self.is_earlier

    @property
    def previous_named(self) -> str:
        """What a sentence calls the register compared with: by its date where that tells it from this one."""
        if self.previous is not None and self.previous.as_at != self.as_at:
            return f"the register {as_at_phrase(self.previous.as_at)}"
        return "an earlier copy of this register" if self.is_earlier else "the other copy of this register"

    def rated(self, risk: Risk, stage: Stage) -> Rated | None:
        return self.register.rated(risk, stage)

    def is_serious(self, risk: Risk) -> bool:
        """High or above: one of the two highest of four or more bands, the highest of fewer, or both levels in the
        upper half of their axes (3 x 3 of 4 x 4 is Medium by one council's bands and High by most)."""
        rated, score = self.rated(risk, Stage.CURRENT), risk.score(Stage.CURRENT)
        scheme = self.register.scheme
        if rated is None:
            return False
        top = len(scheme.bands) - (2 if len(scheme.bands) >= 4 else 1)
        if rated.severity >= top:
            return True
        if score is None or score.impact is None or score.likelihood is None:
            return False
        impacts, likelihoods = ([level.value for level in axis] for axis in (scheme.impact, scheme.likelihood))
        high = impacts.index(score.impact) >= len(impacts) / 2
        return high and likelihoods.index(score.likelihood) >= len(likelihoods) / 2

    def parts(self) -> Iterator[tuple[Risk, Control | Action]]:
        """Every control and every action not yet finished, with its live risk."""
        for risk in self.live:
            for control in risk.controls:
                yield risk, control
            for action in risk.open_actions:
                yield risk, action
