"""Whether texts are finished, each risk's own, and say cause and effect."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.prose import prose, texts
from riskdesk.audit.words import spoken
from riskdesk.entities import shown_fields
from riskdesk.risks import Register, Risk
from riskdesk.wording import clipped, counted, listed

_AROUND = 40
"""How much of a text is shown before and after what is found in it."""


def _placeholder(case: Case) -> Iterator[Hit]:
    yield from _in_register(case.register)
    for risk in case.live:
        if spoken("placeholders", "\0".join(texts(risk))) is None:
            continue
        for each in prose(risk):
            found = spoken("placeholders", each.text)
            if found:
                yield Hit(
                    _left_in(f"the {each.called}", each.text, found),
                    (each.called, each.text),
                    (risk,),
                    each.field,
                    each.part,
                )


def _in_register(register: Register) -> Iterator[Hit]:
    labels = shown_fields(Register)
    for name in ("title", "organisation", "appetite_statement", "source", "source_note"):
        text: str = getattr(register, name)
        found = spoken("placeholders", text)
        if found:
            yield Hit(_left_in(f'"{labels[name].label}"', text, found), (name, text), field=name)
    headings = dict.fromkeys(cell.heading for risk in register.risks for cell in risk.as_written)
    for heading in headings:
        found = spoken("placeholders", heading)
        if found:
            yield Hit(_left_in("a heading of the source", heading, found), ("heading", heading), field="source")


def _left_in(where: str, text: str, found: re.Match[str]) -> str:
    return f'Drafting text left in {where}: "{_context(text, found)}".'


def _context(text: str, found: re.Match[str]) -> str:
    """What is found with the words around it."""
    before, after = text[: found.start()], text[found.end() :]
    start = before[-_AROUND:].split(" ", 1)[-1] if len(before) > _AROUND else before
    end = after[:_AROUND].rsplit(" ", 1)[0] if len(after) > _AROUND else after
    shown = " ".join(f"{start}{found[0]}{end}".split())
    return ("… " if start != before else "") + shown + (" …" if end != after else "")


_LEAST_WORDS = 8
"""Fewer words than this may well be the same by chance."""
_BREAK = re.compile(r"[.;!?]\s+|\n")
_SHARED = {"description": "a description", "effect": "an effect", "controls": "a control", "actions": "an action"}


@dataclass(slots=True)
class _Sentence:
    """A sentence as it stands where it was found first, and the risks it stands in."""

    text: str
    risks: list[Risk]


def _duplicate_text(case: Case) -> Iterator[Hit]:
    """One hit for all the sentences that the same risks share in the same field."""
    shared: dict[tuple[str, tuple[int, ...]], list[_Sentence]] = defaultdict(list)
    for (field, _), sentence in _sentences(case).items():
        if len(sentence.risks) > 1:
            shared[field, tuple(map(id, sentence.risks))].append(sentence)
    for (field, _), sentences in shared.items():
        risks = tuple(sentences[0].risks)
        more = f" and {counted(len(sentences) - 1, 'more sentence')}" if len(sentences) > 1 else ""
        refs = listed([clipped(risk.label, 24) for risk in risks], 8)
        yield Hit(
            f'The wording of {_SHARED[field]} is shared by {refs}: "{clipped(sentences[0].text, 120)}"{more}.',
            (field, *(sentence.text for sentence in sentences)),
            risks,
            field,
        )


def _sentences(case: Case) -> dict[tuple[str, str], _Sentence]:
    """Every longer sentence of each field, whatever its case, spacing and stop."""
    found: dict[tuple[str, str], _Sentence] = {}
    for risk in case.live:
        for field, text in _comparable(risk):
            # Counting spaces tells most texts apart from any with a long sentence, and costs next to nothing.
            if text.count(" ") < _LEAST_WORDS - 1:
                continue
            for piece in _BREAK.split(text):
                words = piece.split()
                if len(words) < _LEAST_WORDS:
                    continue
                plain = " ".join(words).strip(" .;!?")
                key = field, plain.lower()
                sentence = found.get(key)
                if sentence is None:
                    found[key] = _Sentence(plain, [risk])
                elif sentence.risks[-1] is not risk:
                    sentence.risks.append(risk)
    return found


def _comparable(risk: Risk) -> Iterator[tuple[str, str]]:
    yield "description", risk.description
    yield "effect", risk.effect
    for control in risk.controls:
        yield "controls", control.text
    for action in risk.actions:
        yield "actions", action.text


def _description_form(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        missing = [name for name in ("cause", "effect") if not getattr(risk, name).strip()]
        if risk.event.strip():
            said = f"The event is given without {' and '.join(f'its {name}' for name in missing)}." if missing else ""
        elif len(missing) == 2 and _restates(risk.description):
            said = f'"{clipped(risk.description, 120)}" gives neither a cause nor an effect.'
        else:
            continue
        if said:
            yield Hit(
                said, (risk.description, risk.event, *missing), (risk,), missing[0] if risk.event else "description"
            )


def _restates(description: str) -> bool:
    """Whether a text only says that the objective is not met, joined to no cause and no effect."""
    return bool(spoken("restating", description)) and spoken("connectors", description) is None


RULES = (
    Rule(
        "PLACEHOLDER",
        Severity.ERROR,
        "Drafting text left in",
        "A note to oneself in a published register tells every reader that nobody read it before.",
        _placeholder,
        "have drafting text left in",
    ),
    Rule(
        "DUPLICATE_TEXT",
        Severity.ADVICE,
        "The same text in several risks",
        "Risks with the same wording are either one risk told twice, or were copied and never thought through.",
        _duplicate_text,
        "share their wording with another risk",
    ),
    Rule(
        "DESCRIPTION_FORM",
        Severity.ADVICE,
        "No cause or no effect",
        "Cause, event and effect are three things to act on; a failure to meet an objective is none of them.",
        _description_form,
        "do not say cause and effect",
    ),
)
