"""What changed, in the sentences a committee member reads: counts first, then which risks, who moved them and why."""

from collections.abc import Callable, Iterator, Sequence

from riskdesk import changewords as words
from riskdesk.changewords import named, phrases, ref, row_sentence
from riskdesk.days import british
from riskdesk.movement import GONE, Kind, Movement, Row
from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from riskdesk.risks import Action, Register, Risk, Stage, Status
from riskdesk.trail import NOT_SCORED
from riskdesk.wording import clipped, counted, listed, natural, of_all, sentence, verb

__all__ = [
    "by_scheme",
    "came_and_went",
    "headline",
    "moment",
    "moves",
    "phrases",
    "row_sentence",
    "sentences",
    "since",
    "table",
]

_MOST = 12
"""As many sentences are read; what would be more is told shorter, and stands in the table."""

_TOLD_EACH = 3
"""As many things of one kind are told with their facts, the others by reference."""


def moment(register: Register) -> str:
    """ "July 2017" for a closed period, else "now, as at 1 August 2017"."""
    if register.as_closed and register.period:
        return register.period.name
    return f"now, as at {british(register.as_at)}" if register.as_at else "now"


def since(movement: Movement) -> str:
    """ "Since July 2017"; "Between July 2017 and August 2017" where the later is a closed period too."""
    before = movement.before
    named_so = before.as_closed and before.period
    was = named_so.name if named_so else british(before.as_at) if before.as_at else "the earlier register"
    if movement.after.as_closed:
        return f"Between {was} and {moment(movement.after)}"
    return f"Since {was}"


def headline(movement: Movement) -> str:
    """The counts in one sentence. Those of open risks add up to all of them, the others follow."""
    total = len(movement.open_rows)
    counts = [(len(movement.of(kind)), said) for kind, said in _OPEN_SAID if movement.of(kind)]
    gone = [f"{len(found):,} {_GONE_SAID[kind](len(found))}" for kind in GONE if (found := movement.of(kind))]
    if not counts:
        now = "no risk is open"
    elif len(movement.of(Kind.UNCHANGED)) == total:
        now = "the one open risk did not move" if total == 1 else f"none of the {total:,} open risks moved"
    else:
        (number, said), *others = counts
        first = f"{of_all(number, total, 'open risk')} {said(number)}"
        now = listed([first, *(f"{each:,} {said(each)}" for each, said in others)])
    return f"{since(movement)}, {now}{f'; {listed(gone)}' if gone else ''}."


_Said = Callable[[int], str]


def _plainly(text: str) -> _Said:
    return lambda _: text


_OPEN_SAID: Sequence[tuple[Kind, _Said]] = (
    (Kind.UP, _plainly("went up")),
    (Kind.DOWN, _plainly("went down")),
    (Kind.RESCORED, lambda n: f"{verb(n, 'was', 'were')} scored otherwise without going up or down"),
    (Kind.SCHEME, lambda n: f"{verb(n, 'is', 'are')} rated otherwise only by the scheme"),
    (Kind.NEW, lambda n: f"{verb(n, 'is', 'are')} new"),
    (Kind.REOPENED, lambda n: f"{verb(n, 'was', 'were')} re-opened"),
    (Kind.UNCHANGED, _plainly("did not move")),
)

_GONE_SAID: dict[Kind, _Said] = {
    Kind.CLOSED: lambda n: f"{verb(n, 'was', 'were')} closed",
    Kind.MERGED: lambda n: f"{verb(n, 'was', 'were')} merged into {verb(n, 'another', 'others')}",
    Kind.VANISHED: lambda n: f"{verb(n, 'is', 'are')} not in the register any more",
    Kind.DRAFTED: lambda n: f"{verb(n, 'is a draft', 'are drafts')} again",
}


def table(movement: Movement) -> tuple[Row, ...]:
    """The rows as a table shows them: what changed most first, the most severe first among equals; at the end those
    of which there is nothing to tell."""
    order = {kind: place for place, kind in enumerate(Kind)}

    def key(row: Row) -> tuple[object, ...]:
        return (order[row.kinds[0]], -_severity(movement, row), natural(row.risk.label))

    return tuple(sorted(movement.rows, key=key))


def _severity(movement: Movement, row: Row) -> int:
    register = movement.before if row.main is Kind.VANISHED else movement.after
    rated = register.rated(row.risk, Stage.CURRENT)
    return rated.severity if rated else -1


def sentences(movement: Movement) -> tuple[str, ...]:
    """What changed in five to twelve sentences. What has nothing to tell says so, so that nobody has to wonder."""
    begin = [*by_scheme(movement), headline(movement)]
    rest = [
        *came_and_went(movement),
        _appetite(movement),
        *_other_changes(movement),
        _actions(movement),
        _late(movement),
        _reviews(movement),
    ]
    return (*begin, *moves(movement, _MOST - len(begin) - len(rest)), *rest)


def by_scheme(movement: Movement) -> Iterator[str]:
    if not movement.schemes_differ:
        return
    was, now = movement.before.scheme.name, movement.after.scheme.name
    if was == now:
        said = f"The scheme {clipped(now, 60)} was altered in between"
        from_to = "the scheme changed"
    else:
        said = f"The two were rated by different schemes, {clipped(was, 60)} and {clipped(now, 60)}"
        from_to = f"the scheme changed from {clipped(was, 60)} to {clipped(now, 60)}"
    rows, word = movement.of(Kind.SCHEME), movement.after.current_word.lower()
    if rows:
        it = verb(len(rows), "it", "them")
        differ = f"{len(rows):,} {word} {verb(len(rows), 'rating differs', 'ratings differ')}"
        told = f"{differ} only because {from_to}; nobody moved {it} ({_refs(rows)})"
    else:
        told = f"no {word} rating differs by that alone"
    yield f"{said}: {told}{_targets_by_scheme(movement)}."


def _targets_by_scheme(movement: Movement) -> str:
    moved = [(row, row.move(Stage.TARGET)) for row in movement.rows]
    rows = [row for row, move in moved if move and not move.by_people]
    word, number = movement.after.target_word.lower(), len(rows)
    return f"; {counted(number, f'{word} rating')} {verb(number, 'does', 'do')} ({_refs(rows)})" if rows else ""


def moves(movement: Movement, room: int) -> Iterator[str]:
    """Each score that people moved, the highest first; past the room there is the others by reference."""
    moved = [row for row in table(movement) if row.main in (Kind.UP, Kind.DOWN, Kind.RESCORED)]
    told = moved if len(moved) <= room else moved[: room - 1]
    for row in told:
        move = row.move(Stage.CURRENT)
        if move:
            said = f"{named(row.risk)} {words.moved_said(move, movement, row.main)}. {words.who_said(move.by)}"
            yield sentence(said.strip())
    if len(told) < len(moved):
        left = moved[len(told) :]
        groups = [(said, [row for row in left if row.main is kind]) for kind, said in _MORE_SAID]
        yield f"{sentence(listed([f'{len(rows):,} more {said} ({_refs(rows)})' for said, rows in groups if rows]))}."


_MORE_SAID = ((Kind.UP, "rose"), (Kind.DOWN, "fell"), (Kind.RESCORED, "changed otherwise"))


def came_and_went(movement: Movement) -> Iterator[str]:
    """Which risks are new, came back or left, and why."""
    came = [row for row in table(movement) if row.main in (Kind.NEW, Kind.REOPENED)]
    went = [row for row in table(movement) if row.main in GONE]
    if not came and not went:
        yield "No risk was opened or closed."
    if came:
        yield _each(came, lambda row: _came(row, movement))
    if went:
        yield _each(went, lambda row: f"{named(row.risk)} {words.closed_said(row)}")


def _came(row: Row, movement: Movement) -> str:
    score = row.risk.score(Stage.CURRENT)
    said = movement.after.scheme.say(*(score.impact, score.likelihood, score.stated) if score else NOT_SCORED)
    return f"{named(row.risk)} {'is new' if row.main is Kind.NEW else 'was re-opened'}: {said}"


def _each(rows: Sequence[Row], said: Callable[[Row], str]) -> str:
    told = [said(row) for row in rows[:_TOLD_EACH]]
    if len(rows) > _TOLD_EACH:
        told.append(f"so {verb(len(rows) - _TOLD_EACH, 'was', 'were')} {_refs(rows[_TOLD_EACH:])}")
    return f"{sentence('; '.join(told))}."


def _appetite(movement: Movement) -> str:
    after = movement.after
    was, now = movement.before.appetite, after.appetite
    changed = f"The appetite changed from {was or 'none'} to {now or 'none'}. " if was != now else ""
    risks = [row.risk for row in movement.open_rows]
    if not any(after.scheme.severity(after.appetite_of(risk)) >= 0 for risk in risks):
        return f"{changed}No appetite is set in bands of the scheme, so no risk can be above it."
    over = [risk for risk in risks if after.is_above_appetite(risk)]
    up, back = movement.of(Kind.ABOVE_APPETITE), movement.of(Kind.BACK_WITHIN_APPETITE)
    told = [f"{_risks(up)} {verb(len(up), 'is', 'are')} newly above the appetite"] if up else []
    if back:
        within = "it" if up else "the appetite"
        told.append(f"{_risks(back)} {verb(len(back), 'is', 'are')} back within {within}")
    said = " and ".join(told) or "no risk went above the appetite or came back within it"
    total = of_all(len(over), len(risks), "open risk") if over else "none"
    return f"{changed}{sentence(said)}; {total} {verb(len(over) or 1, 'is', 'are')} above it."


def _other_changes(movement: Movement) -> Iterator[str]:
    """Targets, owners and words in one sentence."""
    word = movement.after.target_word.lower()
    told = [
        *_told(movement.of(Kind.TARGET_CHANGED), f"{word} changed", lambda row: words.target_change(row, movement)),
        *_told(movement.of(Kind.OWNER_CHANGED), "owner changed", words.owner_change),
        *_told(movement.of(Kind.REWORDED), "wording changed", words.reworded_said),
    ]
    if told:
        yield f"{sentence('; '.join(told))}."


def _told(rows: Sequence[Row], what: str, said: Callable[[Row], str]) -> Iterator[str]:
    """ "owner changed for risk 4 (from A to B)"; by reference alone where there are many."""
    if not rows:
        return
    if len(rows) > _TOLD_EACH:
        yield f"{what} for {counted(len(rows), 'risk')} ({_refs(rows)})"
        return
    yield f"{what} for {listed([f'risk {ref(row.risk)} ({said(row)})' for row in rows])}"


def _actions(movement: Movement) -> str:
    done = [(row, action) for row in table(movement) for action in row.completed]
    moved = [(row, each) for row in table(movement) for each in row.redated]
    if not done and not moved:
        return "No action was completed or re-dated."
    told = []
    if done:
        of = _risks([row for row in movement.rows if row.completed])
        told.append(f"{counted(len(done), 'action')} {verb(len(done), 'was', 'were')} completed ({of})")
    if moved:
        often = sorted(moved, key=lambda each: -each[1].times)
        each = [
            f"{words.quoted(it.action)} of risk {ref(row.risk)} {words.redated_said(it)}"
            for row, it in often[:_TOLD_EACH]
        ]
        more = f"; and {len(moved) - _TOLD_EACH:,} more" if len(moved) > _TOLD_EACH else ""
        was = verb(len(moved), "was", "were")
        told.append(f"{counted(len(moved), 'action')} {was} re-dated: {'; '.join(each)}{more}")
    return f"{sentence(' and '.join(told))}."


def _late(movement: Movement) -> str:
    after = movement.after
    if after.as_at is None:
        return "No as-at date is recorded, so no action can be late."
    new = [(row, action) for row in table(movement) for action in row.newly_late]
    late = sum(1 for risk in after.risks if _is_open(risk) for each in risk.open_actions if each.days_late(after.as_at))
    in_all = f"{late:,} {verb(late, 'is', 'are')} late in all"
    if not new:
        return f"No action is newly late; {in_all if late else 'none is late'}."
    longest: list[tuple[Row, Action]] = sorted(new, key=lambda each: -each[1].days_late(after.as_at))
    each = [
        f"{words.quoted(action)} of risk {ref(row.risk)}, {words.late_said(action, movement)}"
        for row, action in longest[:_TOLD_EACH]
    ]
    more = f"; and {len(new) - _TOLD_EACH:,} more" if len(new) > _TOLD_EACH else ""
    said = sentence(f"{counted(len(new), 'action')} {verb(len(new), 'is', 'are')} newly late")
    return f"{said}: {'; '.join(each)}{more}; {in_all}."


def _reviews(movement: Movement) -> str:
    after = movement.after
    if after.period is None:
        return "No period is open, so no review is due."
    states = [review_state(row.risk, after) for row in movement.open_rows]
    missing, due = movement.of(Kind.NOT_REVIEWED), sum(state is not ReviewState.NOT_DUE for state in states)
    if not due:
        return "No open risk was due for review this period."
    if not missing:
        return f"{sentence(of_all(due, due, 'open risk'))} due for review {verb(due, 'was', 'were')} reviewed."
    number = len(missing)
    said = of_all(number, due, "open risk")
    return f"{sentence(said)} due for review {verb(number, 'was', 'were')} not reviewed this period: {_refs(missing)}."


def _is_open(risk: Risk) -> bool:
    return risk.status is Status.OPEN


def _risks(rows: Sequence[Row]) -> str:
    return f"{verb(len(rows), 'risk', 'risks')} {_refs(rows)}"


def _refs(rows: Sequence[Row]) -> str:
    return listed([ref(row.risk) for row in sorted(rows, key=lambda row: natural(row.risk.label))])
