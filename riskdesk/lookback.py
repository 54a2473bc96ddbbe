"""Looking back: a closed period as it was frozen, what changed since, and where every risk stood over time."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self

from sqlite_utils import Database

from riskdesk import file, history, past
from riskdesk.days import british
from riskdesk.errors import RiskDeskError
from riskdesk.months import Months
from riskdesk.periods import Closing, Period, SignOff
from riskdesk.risks import Register
from riskdesk.trail import Evidence
from riskdesk.trend import Trend, read_trend

if TYPE_CHECKING:
    from riskdesk.movement import Movement

_KEPT = 4
"""As many closed registers are kept once they were read."""

BESIDE_THE_REGISTER = ("sign_off", "closing", "paper", "layout", "logo", "narrative", "exemption")
"""Tables that tell nothing of the risks: what is written there changes nothing that was signed or told in words."""

_Moment = tuple[Register, Evidence, Mapping[int, int]]
"""A register, what its log tells, and for how many periods each risk has stood where it stands."""


class Lookback(Months):
    """An open register whose closed periods can be looked at and compared."""

    def look_back(self, period: Period) -> Self:
        """The register as a closed period froze it: a store of its own that can only be read. Raises RiskDeskError for
        a period that is not closed."""
        return self.past_of(period)()

    def past_of(self, period: Period) -> Callable[[], Self]:
        """What opens a closed period, once, in whatever thread it is called."""
        if period.closing is None:
            raise RiskDeskError(f"{period.name} is still open.", "Close it first.")
        closing = period.closing
        with file.snapshot(self._db, self.path):
            step = history.closing_step(self._db, period.id)
            copy = file.copy_in_memory(self._db)

        return partial(self._stood, period, closing, copy, step)

    def _stood(self, period: Period, closing: Closing, copy: Database, step: int) -> Self:
        db = past.as_it_stood(copy, step)
        store = type(self)(self.path, "", clock=lambda: closing.closed_at, only_read=True, past=db)
        store.why_read_only = f"You are looking at {period.name}, closed on {british(closing.closed_on)}."
        return store

    def evidence(self) -> Evidence:
        """What the change log tells the audit; a closed period is audited as before its own closing."""
        found = super().evidence()
        return replace(found, issues=found.issues[:-1]) if self.as_closed else found

    def closed_register(self, period: Period) -> Register:
        """The register as a closed period froze it."""
        known = self.closed_at_hand(period)
        if known is None:
            with self.look_back(period) as stood:
                known = stood.register()
            self.keep_closed(known)
        return known

    def closed_at_hand(self, period: Period) -> Register | None:
        """The same where it was read already, else None."""
        return self._closed.get(period.id)

    def keep_closed(self, register: Register) -> None:
        """Take over a register that was read from a closed period of this file, be it in another thread."""
        if register.as_closed and register.period:
            self._closed[register.period.id] = register
        for oldest in tuple(self._closed)[:-_KEPT]:
            del self._closed[oldest]

    @property
    def today(self) -> dt.date:
        """The day on this computer's calendar; of a closed period the day of its closing, wherever it is looked at."""
        period = self.register().period if self.as_closed else None
        return period.closing.closed_on if period and period.closing else super().today

    def seal_at(self, period: Period) -> str:
        """The seal of the step that closed a period; "" while it is open."""
        if period.closing is None:
            return ""
        with file.snapshot(self._db, self.path):
            return history.seal_of(self._db, history.closing_step(self._db, period.id))

    def changed_since(self, signed: SignOff) -> int:
        """How many steps changed the register after a signature; signing itself changes nothing that is signed, nor
        does what papers are printed with."""
        with file.snapshot(self._db, self.path):
            return history.steps_after(self._db, signed.seal, BESIDE_THE_REGISTER)

    def earlier(self) -> Register | None:
        """The register of the last closed period before this moment: what an audit compares with."""
        last = self.register().last_closed
        return self.closed_register(last) if last else None

    def comparing(self, before: Period, after: Period | None = None) -> "Callable[[], Movement]":
        """What tells the movement from a closed period to a later one, or to this moment, once, in whatever thread it
        is called. Raises RiskDeskError where the second is not later than the first."""
        if before.closing is None or (after is not None and after.id <= before.id):
            later = after.name if after else "now"
            raise RiskDeskError(
                f"{later} is not later than {before.name}.", "Choose a closed period and a later moment."
            )
        earlier = self.past_of(before)
        if after is None:
            here = (self.register(), self.evidence(), self.trend().periods_at_level)
            return partial(_compared, earlier, lambda: here)
        later_on = self.past_of(after)

        def there() -> "_Moment":
            with later_on() as stood:
                return stood.register(), stood.evidence(), stood.trend().periods_at_level

        return partial(_compared, earlier, there)

    def movement(self, before: Period, after: Period | None = None) -> "Movement":
        """What changed from a closed period to a later one, or to this moment."""
        return self.comparing(before, after)()

    def trend(self) -> Trend:
        """Where every open risk stood as each period was closed, and stands now."""
        register = self.register()
        with file.snapshot(self._db, self.path):
            return read_trend(self._db, register)


def _compared(before: "Callable[[], Lookback]", after: Callable[[], _Moment]) -> "Movement":
    from riskdesk.moving import movement  # noqa: PLC0415 - nobody who only opens a register compares it

    with before() as stood:
        return movement(stood.register(), *after())
