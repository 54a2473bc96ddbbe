"""Where every risk stood at the end of every closed period and stands now, read in one pass over the change log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from riskdesk import scoring
from riskdesk.periods import Period
from riskdesk.risks import Register, Stage, Status
from riskdesk.scoring import Band, Rated, Scheme
from riskdesk.trail import NOT_SCORED, Levels, what_rates

NOW = "Now"
"""What the present is called beside the periods."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one risk's current score stood; `rated` is None for what the scheme of that moment does not rate."""

    levels: Levels
    rated: Rated | None


@dataclass(frozen=True, slots=True)
class Stand:
    """The open risks at one moment, by id: as a period was closed, or now (`period` is None)."""

    period: Period | None
    scheme: Scheme
    risks: Mapping[int, Standing]

    @property
    def name(self) -> str:
        return self.period.name if self.period else NOW

    def counts(self) -> tuple[tuple[Band | None, int], ...]:
        """How many risks stand in each band, from the lightest up, then those without one. Together they are all."""
        found: dict[int, int] = {}
        for standing in self.risks.values():
            place = standing.rated.severity if standing.rated else -1
            found[place] = found.get(place, 0) + 1
        bands = ((band, found.get(place, 0)) for place, band in enumerate(self.scheme.bands))
        return (*bands, (None, found.get(-1, 0)))


@dataclass(frozen=True, slots=True)
class Trend:
    """The closed periods in order, and the present: in a register looked up as a period was closed, that period."""

    closed: tuple[Stand, ...]
    now: Stand

    @property
    def stands(self) -> tuple[Stand, ...]:
        """Every moment once, in order."""
        return self.closed if self.now.period else (*self.closed, self.now)

    @property
    def risk_ids(self) -> tuple[int, ...]:
        """Every risk that was open at any of these moments, in the order they were recorded."""
        return tuple(sorted({number for stand in self.stands for number in stand.risks}))

    def of_risk(self, risk_id: int) -> tuple[Standing | None, ...]:
        """A risk's row: where it stood at each of `stands`, None where it was not open."""
        return tuple(stand.risks.get(risk_id) for stand in self.stands)

    @property
    def periods_at_level(self) -> Mapping[int, int]:
        """For each scored open risk, how many closed periods in a row, up to the latest, it stood at the levels it has
        now."""
        return {
            number: self._in_a_row(number, what_rates(standing.levels))
            for number, standing in self.now.risks.items()
            if standing.levels != NOT_SCORED
        }

    def _in_a_row(self, number: int, rating: tuple[int | None, ...]) -> int:
        count = 0
        for stand in reversed(self.closed):
            then = stand.risks.get(number)
            if then is None or what_rates(then.levels) != rating:
                break
            count += 1
        return count


def read_trend(db: Database, register: Register) -> Trend:
    """What the log tells of the periods of a register that was read beside it."""
    periods = {period.id: period for period in register.periods if not period.is_open}
    replay = _Replay()
    closed = [replay.stand(periods[number]) for number in _played(db, replay)]
    present = register.period if register.as_closed else None
    return Trend(tuple(closed), replay.stand(present))


_READ = f"""
select table_name, row_id, risk_id, after is not null as there, json_extract(after, '$.status') as status,
    json_extract(after, '$.impact') as impact, json_extract(after, '$.likelihood') as likelihood,
    json_extract(after, '$.stated') as stated, json_extract(after, '$.scheme_id') as scheme_id,
    json_extract(after, '$.definition') as definition, json_extract(after, '$.period_id') as period_id
from change where table_name in ('risk', 'score', 'register', 'scheme', 'closing')
    and (table_name <> 'risk' or json_extract(before, '$.status') is not json_extract(after, '$.status'))
    and (table_name <> 'score' or json_extract(coalesce(after, before), '$.stage') = '{Stage.CURRENT.value}')
order by id
"""


def _played(db: Database, replay: "_Replay") -> Iterator[int]:
    """Play the log from its beginning; tells of each period, by id, at the moment it was closed."""
    for row in db.query(_READ):
        if row["table_name"] == "closing":
            yield row["period_id"]
        else:
            replay.take(row)


class _Replay:
    """What the log has made so far of what a trend is made of."""

    def __init__(self) -> None:
        self._open: dict[int, None] = {}
        self._scores: dict[int, Levels] = {}
        self._definitions: dict[int, str] = {}
        self._schemes: dict[str, Scheme] = {}
        self._scheme_id = 0
        self._rated: dict[tuple[str, Levels], Standing] = {}

    def take(self, row: Mapping[str, Any]) -> None:
        number, there = row["row_id"], row["there"]
        match row["table_name"]:
            case "risk":
                self._open.pop(number, None)
                if row["status"] == Status.OPEN:
                    self._open[number] = None
            case "score":
                self._scores.pop(row["risk_id"], None)
                if there:
                    self._scores[row["risk_id"]] = (row["impact"], row["likelihood"], row["stated"])
            case "scheme" if there:
                self._definitions[number] = row["definition"]
            case "register" if there:
                self._scheme_id = row["scheme_id"]

    def stand(self, period: Period | None) -> Stand:
        """The open risks as they are at this place of the log."""
        definition = self._definitions[self._scheme_id]
        scheme = self._schemes.get(definition) or self._schemes.setdefault(definition, scoring.load(definition))
        risks = {number: self._standing(definition, scheme, number) for number in self._open}
        return Stand(period, scheme, risks)

    def _standing(self, definition: str, scheme: Scheme, number: int) -> Standing:
        levels = self._scores.get(number, NOT_SCORED)
        known = self._rated.get((definition, levels))
        if known is None:
            known = self._rated[definition, levels] = Standing(levels, scheme.rate_levels(*levels))
        return known
