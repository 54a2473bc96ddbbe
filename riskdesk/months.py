"""The month: open a period and review its risks. Each is a sealed step."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import Any

from riskdesk import rows
from riskdesk.errors import RiskDeskError
from riskdesk.keeping import Keeping
from riskdesk.periods import Period, Review, ReviewCycle, ReviewOutcome
from riskdesk.risks import Risk, Stage, Status
from riskdesk.wording import counted, listed

NO_CHANGE = "No change."
"""The note of a review that says nothing else."""


class Months(Keeping):
    """An open register, its periods and reviews."""

    # The period

    def open_period(self, name: str, as_at: dt.date, cycle: ReviewCycle | None = None) -> int:
        """Begin a month; the register is as at its day from now on. Returns the period's id."""
        columns = self._new_period(name, as_at, cycle)
        with self.step(f"Open {columns['name']}"):
            number = self._insert_period(columns)
        return number

    def rename_period(self, name: str) -> None:
        """Name the open period anew; its as-at date and cycle are the register's (`edit_register`)."""
        period = self._open_period()
        name = self._free_name(name, but=period.id)
        with self.step(f"Rename {period.name} {name}"):
            self._update("period", period.id, rows.write(Period, {"name": name}))

    def _new_period(self, name: str, as_at: dt.date, cycle: ReviewCycle | None) -> dict[str, Any]:
        register = self.register()
        self._must_write()
        if register.period:
            raise RiskDeskError(f"{register.period.name} is still open.", "Close it before you open the next.")
        name = self._free_name(name)
        self._must_follow(as_at)
        last = register.last_closed
        facts = {
            "name": name,
            "as_at": as_at,
            "review_cycle": cycle or register.review_cycle,
            "opened_by": self.author,
            "opened_on": self.today,
        }
        return rows.write(Period, facts) | {"previous_id": last.id if last else None}

    def _insert_period(self, columns: Mapping[str, Any]) -> int:
        """Only inside a step. What was written for the papers before there was a period goes with this one."""
        self._update("register", 1, {"as_at": columns["as_at"], "review_cycle": columns["review_cycle"]})
        number = self._insert("period", columns)
        self._db.execute("update narrative set period_id = ? where period_id is null", [number])
        return number

    def _free_name(self, name: str, but: int = 0) -> str:
        name = " ".join(name.split())
        if not name:
            raise RiskDeskError("A period needs a name.", 'Give one, such as "July 2017".')
        for period in self.register().periods:
            if period.id != but and period.name.casefold() == name.casefold():
                state = "open" if period.is_open else "closed"
                raise RiskDeskError(f"There is already a period {period.name}, which is {state}.", "Give another name.")
        return name

    def _open_period(self) -> Period:
        period = self.register().period
        self._must_write()
        if period is None:
            raise RiskDeskError("No period is open.", "Open one first, with a name and an as-at date.")
        return period

    def period_named(self, name: str) -> Period:
        """The period of this name. Raises RiskDeskError naming those there are."""
        periods = self.register().periods
        found = next((each for each in periods if each.name.casefold() == " ".join(name.split()).casefold()), None)
        if found is None:
            known = listed([each.name for each in periods][-6:]) or "none yet"
            raise RiskDeskError(f'There is no period "{name}".', f"The latest are: {known}.")
        return found

    # Reviewing

    def review_risk(
        self,
        risk_id: int,
        note: str = "",
        *,
        levels: tuple[int | None, int | None] | None = None,
        reason: str = "",
        next_review: dt.date | None = None,
    ) -> int:
        """Leave a dated, signed answer about a risk; returns its id. `levels` are the current score's impact and
        likelihood: where they are others than before, a reason is demanded. A note that only repeats the last one is
        marked as copied. A next review on or before today was kept by this one, and the cycle gives the next."""
        risk = self._reviewable(risk_id)
        score = risk.score(Stage.CURRENT)
        before = (score.impact, score.likelihood) if score else (None, None)
        moved = levels is not None and levels != before
        if moved and not reason.strip():
            raise RiskDeskError("A score is changed with a reason.", "Say in a few words what changed.")
        if levels is not None:
            self._must_be_levels(*levels)
        moved_since = self.previous_ratings().keys()
        columns = rows.write(Review, self._review_facts(risk, note or reason, moved_since, moved=moved))
        with self.step(f"Review risk {risk.label}", reason):
            if moved and levels:
                self._write_score(risk, Stage.CURRENT, self._new_levels(risk, Stage.CURRENT, *levels))
            self._update("risk", risk_id, rows.write(Risk, {"next_review": next_review or self._still_to_come(risk)}))
            number = self._insert("review", columns)
        return number

    def review_unchanged(self, risk_ids: Sequence[int], note: str = "") -> None:
        """The same "no change" for many risks, as one step."""
        risks = [self._reviewable(number) for number in dict.fromkeys(risk_ids)]
        moved_since = self.previous_ratings().keys()
        columns = [rows.write(Review, self._review_facts(risk, note, moved_since)) for risk in risks]
        with self.step(f"Review {counted(len(risks), 'risk')}: no change"):
            for risk, row in zip(risks, columns, strict=True):
                self._update("risk", risk.id, rows.write(Risk, {"next_review": self._still_to_come(risk)}))
                self._insert("review", row)

    def _reviewable(self, risk_id: int) -> Risk:
        risk = self._known_risk(risk_id)
        if risk.status is not Status.OPEN:
            raise RiskDeskError(f"Risk {risk.label} is {risk.status.label.lower()}.", "Only open risks are reviewed.")
        return risk

    def _still_to_come(self, risk: Risk) -> dt.date | None:
        """The next review set for a risk, where a review of today does not keep it."""
        return risk.next_review if risk.next_review and risk.next_review > self.today else None

    def _review_facts(
        self, risk: Risk, note: str, moved_since: Container[int], *, moved: bool = False
    ) -> dict[str, Any]:
        note = note.strip() or NO_CHANGE
        last = risk.reviews[-1] if risk.reviews else self.proceedings().last_reviews.get(risk.id)
        same = last is not None and note != NO_CHANGE and _words(note) == _words(last.note)
        changed = moved or (not risk.reviews and risk.id in moved_since)
        facts = Review(
            risk_id=risk.id,
            since_id=self._since,
            reviewed_on=self.today,
            reviewer=self.author,
            outcome=ReviewOutcome.CHANGED if changed else ReviewOutcome.NO_CHANGE,
            note=note,
            copied=int(same),
        )
        return rows.facts_of(facts)


def _words(note: str) -> str:
    return " ".join(note.split()).casefold()
