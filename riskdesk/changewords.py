"""One risk's changes in words: from what to what, who moved it, when and why."""

from collections.abc import Iterator, Sequence

from riskdesk.days import british
from riskdesk.movement import GONE, Kind, Movement, Redated, Row, StageMove
from riskdesk.moving import WORDING, owners_said
from riskdesk.risks import Action, Risk, Stage
from riskdesk.scoring import Level
from riskdesk.trail import NOT_SCORED, Move
from riskdesk.wording import NOT_RECORDED, clipped, counted, listed, sentence, verb

_TITLE, _REASON, _ACTION, _DUE, _REF = 48, 140, 60, 40, 24
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_ARTICLE = "an "
"""What stands before a person who is not to be named: "an officer"."""

_WORDING_SAID = {"ref": "reference"}


def ref(risk: Risk) -> str:
    return clipped(risk.label, _REF)


def named(risk: Risk) -> str:
    """ "risk 4 (Care market)"."""
    return f"risk {ref(risk)} ({clipped(risk.title, _TITLE)})" if risk.title.strip() else f"risk {ref(risk)}"


def quoted(action: Action) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{clipped(action.text, _ACTION)}\N{RIGHT DOUBLE QUOTATION MARK}"


def reason_said(text: str) -> str:
    """A reason that somebody typed, as the end of a sentence without its full stop."""
    return clipped(text, _REASON).rstrip(" .")


# Scores


def moved_said(move: StageMove, movement: Movement, kind: Kind) -> str:
    """What a current score did, to stand after the risk's name: "rose from 6 Medium (2 x 3) to 12 High (4 x 3): impact
    2 to 4"."""
    if kind in (Kind.UP, Kind.DOWN):
        said = f"{'rose' if kind is Kind.UP else 'fell'} from {_was(move, movement)} to {move.now_said}"
        return _with_axes(said, move, movement)
    if kind is Kind.SCHEME:
        return f"is {move.now_said} by the new scheme and was {move.was_said}; nobody moved it"
    if move.before == NOT_SCORED:
        return f"was scored {'anew' if move.by else 'for the first time'}: {move.now_said}"
    if move.now is None:
        return f"lost its rating: it was {move.was_said} and is {move.now_said}"
    same = move.before_now is not None and move.before_now.text == move.now.text
    said = f"was scored otherwise{' with the same rating' if same else ''}: {_was(move, movement)} became"
    return _with_axes(f"{said} {move.now_said}", move, movement)


def changed_said(move: StageMove, movement: Movement) -> str:
    """What a score did without a word of better or worse: "from 9 Medium as stated to 6 Medium (3 x 2)"."""
    if not move.by_people:
        return f"from {move.was_said} to {move.now_said} by the new scheme only"
    return f"from {_was(move, movement)} to {move.now_said}"


def _was(move: StageMove, movement: Movement) -> str:
    """The score before, by its own scheme, and by the later one where that says otherwise."""
    if not movement.schemes_differ:
        return move.was_said
    now = move.before_now
    if now is not None and move.was is not None and now.text == move.was.text:
        return move.was_said
    return f"{move.was_said}, {now.text if now else 'not rated'} by the new scheme,"


def _with_axes(said: str, move: StageMove, movement: Movement) -> str:
    scheme = movement.after.scheme
    axes = (
        (scheme.impact_word, scheme.impact_level, move.before[0], move.after[0]),
        (scheme.likelihood_word, scheme.likelihood_level, move.before[1], move.after[1]),
    )
    told = [
        f"{word.lower()} {_label(level(was), was)} to {_label(level(now), now)}"
        for word, level, was, now in axes
        if was != now and was is not None and now is not None
    ]
    return f"{said}: {' and '.join(told)}" if told else said


def _label(level: Level | None, value: int) -> str:
    return level.label if level else str(value)


def who_said(moves: Sequence[Move]) -> str:
    """Who moved it, when and why, as a sentence of its own; the last of several. A committee's decision is told as the
    committee's, with its minute. "" where the log tells nothing."""
    if not moves:
        return ""
    last, reason = moves[-1], reason_said(moves[-1].step.reason)
    often = f"Moved {'twice' if len(moves) == 2 else f'{len(moves)} times'}, last: " if len(moves) > 1 else ""
    if last.body:
        # The step's reason names the committee already; what follows are the words it decided.
        words = reason_said(last.step.reason.removeprefix(last.body).lstrip(": "))
        return f"{often}{'d' if often else 'D'}ecided by {clipped(last.body, _REASON)}{f': {words}' if words else ''}."
    on = british(last.step.at.date())
    author = last.step.author or f"Author {NOT_RECORDED}"
    if author.startswith(_ARTICLE) and not often:
        author = sentence(author)
    return f"{often}{author}, {on}{f': {reason}' if reason else ', no reason given'}."


# Coming, going and the rest


def closed_said(row: Row) -> str:
    """Why a risk is no longer open, to stand after its name, and what of it goes on."""
    risk = row.risk
    reason = reason_said(risk.closed_reason)
    if row.main is Kind.VANISHED:
        return "is not in the register any more, without having been closed"
    if row.main is Kind.DRAFTED:
        return "is a draft again"
    said = "was added and closed in between" if row.before is None else "was closed"
    if row.main is Kind.MERGED:
        into = ref(row.merged_into) if row.merged_into else "another"
        reason = reason.removeprefix(f"Merged into {row.merged_into.label if row.merged_into else ''}: ")
        said = f"was merged into risk {into}"
    said += f": {reason}" if reason else f", reason {NOT_RECORDED}"
    left = len(risk.open_actions)
    goes = verb(left, "goes", "go")
    return f"{said} (closed is not eliminated: {counted(left, 'action')} {goes} on)" if left else said


def redated_said(redated: Redated) -> str:
    """ "from June 2017 to March 2018, moved for the third time, first due 31 March 2017"."""
    now = clipped(redated.action.due, _DUE) or "no date"
    said = f"from {clipped(redated.before, _DUE)} to {now}"
    if redated.times < 2:
        return said
    return f"{said}, moved {for_the(redated.times)}, first due {clipped(redated.first, _DUE)}"


def for_the(times: int) -> str:
    """ "for the third time", "12 times"."""
    return f"for the {_ORDINALS[times]} time" if times < len(_ORDINALS) else f"{times:,} times"


def late_said(action: Action, movement: Movement) -> str:
    days = counted(action.days_late(movement.after.as_at), "day")
    return f"{days} late, due {clipped(action.due, _DUE)}"


def owner_change(row: Row) -> str:
    """ "from Strategic Lead to Director of Commissioning", or which others joined or left."""
    was, now = (owners_said(each) if each else () for each in (row.before, row.risk))
    if was[:1] != now[:1]:
        return f"from {_owner(was)} to {_owner(now)}"
    joined = [name for name, _ in now if name not in [each for each, _ in was]]
    left = [name for name, _ in was if name not in [each for each, _ in now]]
    told = [f"with {listed(joined, 4)}" if joined else "", f"without {listed(left, 4)}" if left else ""]
    return " and ".join(each for each in told if each) or "in another organisation"


def _owner(owners: tuple[tuple[str, str], ...]) -> str:
    if not owners:
        return "nobody"
    name, organisation = owners[0]
    return clipped(f"{name}, {organisation}" if organisation else name, 80)


def target_change(row: Row, movement: Movement) -> str:
    """ "from 9 Medium as stated to 6 Medium (3 x 2), by June 2018 instead of March 2018"."""
    move, told = row.move(Stage.TARGET), []
    if move and move.by_people:
        told.append(changed_said(move, movement))
    was, now = (clipped(each.target_date, _DUE) if each else "" for each in (row.before, row.risk))
    if was != now:
        told.append(f"by {now or 'no date'} instead of {was or 'no date'}")
    return ", ".join(told)


def fields_reworded(row: Row) -> tuple[str, ...]:
    """The names of the fields whose words are others now."""
    old = row.before
    return tuple(name for name in WORDING if getattr(old, name) != getattr(row.risk, name)) if old else ()


def reworded_said(row: Row) -> str:
    return listed([_WORDING_SAID.get(name, name) for name in fields_reworded(row)])


def phrases(row: Row, movement: Movement) -> tuple[str, ...]:
    """Everything that changed about a risk in short phrases, most important first; never none."""
    return tuple(_phrases(row, movement))


def row_sentence(row: Row, movement: Movement) -> str:
    """Everything that changed about a risk, for one cell of a table."""
    return f"{sentence('; '.join(phrases(row, movement)).rstrip('.'))}."


def _phrases(row: Row, movement: Movement) -> Iterator[str]:
    yield _main_phrase(row, movement)
    current = row.move(Stage.CURRENT)
    if current and row.main in GONE and current.by_people:
        yield f"its score went {changed_said(current, movement)} before"
    if current and current.by:
        yield _inside(who_said(current.by))
    if Kind.ABOVE_APPETITE in row.kinds:
        yield "now above the appetite"
    if Kind.BACK_WITHIN_APPETITE in row.kinds:
        yield "back within the appetite"
    yield from _field_phrases(row, movement)
    yield from (f"action {quoted(each.action)} re-dated {redated_said(each)}" for each in row.redated)
    yield from (f"action {quoted(action)} done" for action in row.completed)
    yield from (f"action {quoted(action)} {late_said(action, movement)}" for action in row.newly_late)
    if Kind.NOT_REVIEWED in row.kinds:
        yield "not reviewed this period"


def _inside(said: str) -> str:
    """A sentence of `who_said` as a part of a longer one; a person's name stays as it is."""
    ours = said.startswith(("Decided by ", "Moved ", sentence(_ARTICLE)))
    return f"{said[0].lower()}{said[1:]}".rstrip(".") if ours else said.rstrip(".")


def _main_phrase(row: Row, movement: Movement) -> str:
    current, main = row.move(Stage.CURRENT), row.main
    if main in GONE:
        return closed_said(row)
    score = row.risk.score(Stage.CURRENT)
    said = movement.after.scheme.say(*(score.impact, score.likelihood, score.stated) if score else NOT_SCORED)
    if main is Kind.NEW:
        return f"new{', a draft before' if row.before else ''}: {said}"
    if main is Kind.REOPENED:
        return f"re-opened: {said}{f', was {current.was_said}' if current else ''}"
    if current is None:
        return f"unchanged: {said}{_standing(row)}"
    return moved_said(current, movement, main)


def _standing(row: Row) -> str:
    """How long the score stands: ", the same for 4 periods and 91 days"."""
    periods, days = row.periods_at_level, row.days_at_level
    told = [counted(periods, "period")] if periods else []
    told += [counted(days, "day")] if days else []
    return f", the same for {' and '.join(told)}" if told else ""


def _field_phrases(row: Row, movement: Movement) -> Iterator[str]:
    for stage in (Stage.INHERENT, Stage.TARGET):
        move = row.move(stage)
        if move and (stage is Stage.INHERENT or not move.by_people):
            yield f"{movement.after.word(stage).lower()} {changed_said(move, movement)}"
    if Kind.TARGET_CHANGED in row.kinds:
        yield f"{movement.after.word(Stage.TARGET).lower()} {target_change(row, movement)}"
    if Kind.OWNER_CHANGED in row.kinds:
        yield f"owner {owner_change(row)}"
    if Kind.REWORDED in row.kinds:
        yield f"{reworded_said(row)} re-worded"
