"""The check that nothing exempt is left in a paper for the public: in the finished file, before it is written.

Whatever was taken out of the sources is looked for in all that can be read out of the file. The likeliest leak is what
a person wrote beside the register, such as a summary that quotes a risk.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Decision, Escalation, RemedialPlan, decided_by
from riskdesk.periods import Review
from riskdesk.publishing import Part
from riskdesk.reports.public.deep import things
from riskdesk.reports.public.exempt import figures_of, printed
from riskdesk.reports.public.insides import Place, insides
from riskdesk.reports.public.posts import Posts
from riskdesk.reports.public.redact import Redaction
from riskdesk.reports.sources import Sources
from riskdesk.risks import (
    Action,
    Category,
    Control,
    Note,
    Objective,
    Owner,
    Partner,
    Risk,
    Score,
    Status,
)
from riskdesk.trail import Move
from riskdesk.wording import clipped, listed

_WRITTEN: Mapping[type[Any], tuple[str, ...]] = {
    Risk: (
        *("heading", "description", "cause", "event", "effect", "proximity"),
        *("bearer", "financial_narrative", "comments", "closed_reason"),
    ),
    Score: ("rationale",),
    Control: ("text", "assurance", "gaps", "assurance_gaps"),
    Action: ("text", "barrier"),
    Note: ("text",),
    Review: ("note",),
    Escalation: ("reason", "lowered_reason"),
    RemedialPlan: ("reason",),
    Decision: ("text",),
    Move: (),
    Owner: ("name",),
    Category: ("name",),
    Objective: ("name",),
    Partner: ("name",),
}
"""Where people write about risks. The cells a risk came from are none: they hold the same in other pieces."""

_SAID_OF_RISKS = frozenset({Risk, Score, Control, Action, Owner, Category, Objective, Partner})
"""Of these the ones that say what a risk is: a part of what they say is public wherever it stands again."""

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d[\d,]*\d|\d")
_SOFT = re.compile("[\u00ad\u0002\ufffe]\\s*|-[^\\S\\n]*\\n\\s*")
_RUN, _RUN_LETTERS = 6, 28
"""So many words in a row, of so many letters together, are no coincidence."""
_LEAST = 12
"""Letters of the shortest text that is looked for."""

Secrets = dict[str, str]
"""Letters that must not stand in the file, with whose they are."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something exempt that was found, `what` it belongs to and `where` it stands. `begins` is its first word: a report
    of a leak must not be another."""

    what: str
    where: str
    begins: str = ""


def must_be_clean(sources: Sources, document: bytes, media_type: str, part: Part | None = Part.A) -> None:
    """Raises RiskDeskError where a finished paper for the public tells what is exempt. `sources` are those before
    anything was taken out."""
    found = leaks(sources, document, media_type) if part is Part.A else ()
    if not found:
        return
    places: defaultdict[str, list[str]] = defaultdict(list)
    for leak in found:
        places[f"{leak.what}, beginning “{leak.begins} …”," if leak.begins else leak.what].append(leak.where)
    told = [f"{what} {listed(list(dict.fromkeys(where)), 4)}" for what, where in places.items()]
    raise RiskDeskError(
        f"This paper for the public was not written, since it tells what is exempt: {'; '.join(told[:3])}"
        f"{f'; and {len(told) - 3:,} more' if len(told) > 3 else ''}.",
        "Most likely a person wrote it, in the summary, the decisions asked or a note on another risk: write that "
        "otherwise, or mark what it stands in as exempt too. The register itself is untouched.",
    )


def leaks(sources: Sources, document: bytes, media_type: str) -> tuple[Leak, ...]:
    """Everything exempt, and every name of a person, that a finished file holds anywhere, by where it stands."""
    wanted = _Wanted(sources)
    found = (leak for place in insides(document, media_type) for leak in wanted.found(place))
    return tuple(dict.fromkeys(found))


class _Wanted:
    """What is looked for: texts, references, figures, names."""

    def __init__(self, sources: Sources) -> None:
        redaction = Redaction(sources)
        public = replace(redaction.sources(), audit=None, verdict=None)
        labels = {redaction.id_of(risk): risk.label for risk in sources.register.risks}
        said = {taken.risk_id: _whose(redaction, taken.risk_id, labels) for taken in redaction.taken.values()}
        self._pieces = _texts(redaction, public, said)
        self._by_start = _by_start(self._pieces)
        self._refs = _references(redaction, public)
        self._figures = _figures(redaction, public, said)
        names = Posts(sources).names
        self._names = {f" {_spaced(name)} " for name in names if len(_WORD.findall(name)) > 1}
        self._single = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names if name.isalpha()]

    def found(self, place: Place) -> Iterator[Leak]:
        for piece in _standing(self._by_start, _letters(place.text)):
            what, begins = self._pieces[piece].split("\n", 1)
            yield Leak(what, place.where, begins)
        texts = {_spaced(_SOFT.sub("", place.text)), _spaced(_SOFT.sub(" ", place.text)), _spaced(place.text)}
        for ref in self._refs:
            if any(f" {ref} " in f" {text} " for text in texts):
                yield Leak("the reference of a risk that is wholly exempt", place.where)
        if any(name in f" {text} " for text in texts for name in self._names):
            yield Leak("the name of a person", place.where)
        plain = unicodedata.normalize("NFKC", place.text)
        if place.read and any(name.search(plain) for name in self._single):
            yield Leak("the name of a person", place.where)
        for figure in self._figures.keys() & _in_figures(place):
            yield Leak(self._figures[figure], place.where)


def _whose(redaction: Redaction, risk_id: int, labels: Mapping[int, str]) -> str:
    if redaction.is_whole(risk_id) or risk_id not in redaction.holds:
        return "of a risk that is wholly exempt"
    return f"of risk {clipped(labels.get(risk_id, str(risk_id)), 24)}"


# Texts


def _texts(redaction: Redaction, public: Sources, said: Mapping[int, str]) -> Secrets:
    """Runs of the words that were taken out and that nobody can read in what is left."""
    shown = {_letters(text) for text in _written(_of_risks(public))}
    pieces: Secrets = {}
    for taken in redaction.taken.values():
        left = set(_written(taken.left))
        for text in _written(taken.thing):
            if text not in left and _letters(text) not in shown:
                words = f"words {said[taken.risk_id]}\n{_WORD.findall(text)[0]}"
                pieces.update(dict.fromkeys(_runs(text), words))
    by_start = _by_start(pieces)
    lefts = [taken.left for taken in redaction.taken.values()]
    of_risks = _written((public.register, public.movement), _SAID_OF_RISKS)
    for text in (*of_risks, *_written(lefts), *_said_anyway(public)):
        for piece in _standing(by_start, _letters(text)):
            pieces.pop(piece, None)
    return pieces


def _of_risks(public: Sources) -> Sequence[Any]:
    """All that the public can read of risks, but for what committees decided in general."""
    proceedings = public.proceedings
    decisions = [each for meeting in proceedings.meetings for each in meeting.decisions if each.risk_id is not None]
    told = (proceedings.escalations, proceedings.plans, proceedings.last_reviews, decisions)
    return (public.register, public.movement, public.evidence, *told)


def _written(value: Any, kinds: AbstractSet[type[Any]] = _WRITTEN.keys()) -> Iterator[str]:
    for each in things(value):
        if type(each) in kinds:
            texts = [getattr(each, name) for name in _WRITTEN[type(each)]]
            # A committee's name and minute, which the reason of its decision begins with, are the program's words.
            texts += [each.step.reason.removeprefix(each.body)] if isinstance(each, Move) else []
            yield from (text for text in texts if _WORD.search(text))


def _said_anyway(public: Sources) -> Iterator[str]:
    """What papers say of a register whatever its risks are."""
    register = public.register
    yield from (register.title, register.organisation, register.source)
    yield from (period.name for period in register.periods)
    for meeting in public.proceedings.meetings:
        yield from (decided_by(meeting.body, meeting.held_on, each.minute) for each in meeting.decisions)
        yield decided_by(meeting.body, meeting.held_on, "")


def _runs(text: str) -> Iterator[str]:
    """The letters of a short text, or of every few words of a long one; none of what anybody could say."""
    words = [_letters(word) for word in _WORD.findall(text)]
    whole = "".join(words)
    if len(whole) < _RUN_LETTERS:
        is_own = len(words) > 2 or (len(words) == 2 and len(whole) >= 16) or any(map(str.isdigit, whole))
        if len(whole) >= _LEAST and is_own:
            yield whole
        return
    least = _RUN if len(words) > _RUN else min(3, len(words))
    for first in range(len(words) - least + 1):
        last, letters = first + least, "".join(words[first : first + least])
        while last < len(words) and len(letters) < _RUN_LETTERS:
            letters += words[last]
            last += 1
        if len(letters) >= _RUN_LETTERS:
            yield letters


def _by_start(pieces: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        found[piece[:_LEAST]].append(piece)
    return found


def _standing(by_start: Mapping[str, Sequence[str]], letters: str) -> set[str]:
    """The pieces that stand somewhere in some letters, found in one pass."""
    if not by_start:
        return set()
    return {
        piece
        for place in range(len(letters) - _LEAST + 1)
        for piece in by_start.get(letters[place : place + _LEAST], ())
        if letters.startswith(piece, place)
    }


def _letters(text: str) -> str:
    """Only letters and digits, whatever case and form: how a text is broken into lines and words does not matter."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _spaced(text: str) -> str:
    """Words in one case and form, one space between them."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


# References and figures


def _references(redaction: Redaction, public: Sources) -> AbstractSet[str]:
    """Those that are more than a number: nothing else looks like "CR-ACME-07"."""
    shown = {_spaced(risk.ref) for risk in public.register.risks}
    gone = {taken.thing.ref for taken in redaction.taken.values() if isinstance(taken.thing, Risk) and not taken.left}
    told = {_spaced(ref) for ref in gone if re.search(r"[^\W\d]", ref) and re.search(r"\d", ref) and len(ref) > 3}
    return told - shown


def _figures(redaction: Redaction, public: Sources, said: Mapping[int, str]) -> Secrets:
    """Amounts as they are printed that are neither one of the public's nor the sum of some of them."""
    shown = {form for figure in _public_figures(public) for form in printed(figure)}
    gone: Secrets = {}
    for taken in redaction.taken.values():
        if isinstance(taken.thing, Risk):
            left = figures_of(taken.left) if taken.left else ()
            figures = [figure for figure in figures_of(taken.thing) if figure not in left]
            gone.update({form: f"money {said[taken.risk_id]}" for figure in figures for form in printed(figure)})
    return {form: what for form, what in gone.items() if form not in shown}


def _public_figures(public: Sources) -> Iterator[int]:
    register = public.register
    yield from (figure for risk in register.risks for figure in figures_of(risk))
    yield from (partner.contribution or 0 for partner in register.partners)
    yield register.contingency or 0
    live = [risk for risk in register.risks if risk.status is Status.OPEN]
    groups: defaultdict[object, list[Risk]] = defaultdict(list)
    for risk in live:
        for key in ("all", risk.bearer, risk.objective and risk.objective.id, risk.category and risk.category.name):
            groups[key].append(risk)
    for group in groups.values():
        for name in ("financial_low", "financial_likely", "financial_high"):
            yield sum(getattr(risk, name) or 0 for risk in group)


def _in_figures(place: Place) -> AbstractSet[str]:
    found = set(_FIGURE.findall(place.text))
    return found if place.read else {figure for figure in found if "," in figure}
