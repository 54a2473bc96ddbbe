"""Registers and schemes as plain text tables for a terminal."""

import shutil
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from riskdesk.days import british
from riskdesk.periods import Period, ReviewState
from riskdesk.reviews import review_said, review_state
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.scoring import Scheme
from riskdesk.wording import of_all

_GAP = "  "
_NARROWEST, _MIDDLING, _WIDEST = 60, 28, 160
_MOST_LINES = 3
"""A cell that needs more lines is cut with an ellipsis; `--json` gives it whole."""


def register_text(register: Register) -> str:
    """The register's head and a table of its risks, as wide as the terminal."""
    return "\n".join([*_head(register), "", *_risk_lines(register)])


def schemes_text(schemes: Sequence[Scheme]) -> str:
    rows = [["Scheme", "Name", "Rating", "Bands"]]
    for scheme in schemes:
        bands = ", ".join(band.word for band in scheme.bands)
        rows.append([scheme.key, scheme.name, scheme.formula, bands])
    return "\n".join(columns(rows, stretch=3))


def _head(register: Register) -> Iterator[str]:
    yield plain(register.title)
    parties = dict.fromkeys([register.organisation, *(partner.name for partner in register.partners)])
    said = plain("; ".join(party for party in parties if party) or "Organisation not recorded")
    yield from textwrap.wrap(said, room())
    yield f"As at {british(register.as_at) if register.as_at else 'not recorded'}"
    if register.period:
        yield _period(register.period, register)
    yield f"Scheme {plain(register.scheme.name)}: {register.scheme.formula}"
    yield f"Seal {register.seal}"


def _period(period: Period, register: Register) -> str:
    """ "Period July 2017, open: 7 of 11 open risks reviewed"."""
    states = [state for risk in register.risks if (state := review_state(risk, register))]
    done = states.count(ReviewState.REVIEWED)
    how = "open" if period.is_open else f"closed {british(period.closing.closed_on)}" if period.closing else ""
    return f"Period {plain(period.name)}, {how}: {of_all(done, len(states), 'open risk')} reviewed"


def _risk_lines(register: Register) -> list[str]:
    if not register.risks:
        return ["No risks yet."]
    scored = [stage for stage in Stage if any(_is_scored(risk, stage) for risk in register.risks)]
    reviewed = ["Reviewed"] if register.period else []
    rows = [["Ref", "Risk", "Accountable", *(register.word(stage) for stage in scored), "Open actions", *reviewed]]
    rows.extend(_risk_row(register, risk, scored) for risk in register.risks)
    never = [register.word(stage).lower() for stage in Stage if stage not in scored]
    said = [f"No risk has a score for {' or '.join(never)}.", ""] if never else []
    return [*said, *columns(rows, stretch=1)]


def _risk_row(register: Register, risk: Risk, stages: Sequence[Stage]) -> list[str]:
    status = "" if risk.status is Status.OPEN else f" ({risk.status.label.lower()})"
    accountable = risk.accountable.name if risk.accountable else "not recorded"
    scores = [_score(register, risk, stage) for stage in stages]
    reviewed = [review_said(risk, register)] if register.period else []
    return [risk.label, risk.title + status, accountable, *scores, str(len(risk.open_actions)), *reviewed]


def _score(register: Register, risk: Risk, stage: Stage) -> str:
    """Number with word; the source's own number beside it where that differs."""
    score, rated = risk.score(stage), register.rated(risk, stage)
    if score is None or not _is_scored(risk, stage):
        return "not recorded"
    said = rated.text if rated else "not rated"
    if score.stated is not None and (rated is None or rated.rating != score.stated):
        said += f" (stated {score.stated})"
    return said


def _is_scored(risk: Risk, stage: Stage) -> bool:
    score = risk.score(stage)
    return score is not None and (score.impact, score.likelihood, score.stated) != (None, None, None)


def columns(rows: Sequence[Sequence[str]], stretch: int, most_lines: int = _MOST_LINES) -> list[str]:
    """Left-aligned columns under their headings; the one at `stretch` takes the room that is left."""
    texts = [[plain(cell) for cell in row] for row in rows]
    widths = [_natural_width([row[place] for row in texts]) for place in range(len(texts[0]))]
    widths = [width if place == stretch else min(width, _MIDDLING) for place, width in enumerate(widths)]
    taken = sum(width for place, width in enumerate(widths) if place != stretch) + len(_GAP) * (len(widths) - 1)
    widths[stretch] = min(widths[stretch], max(24, room() - taken))
    rule = ["-" * width for width in widths]
    lines = [*_row_lines(texts[0], widths, most_lines), _GAP.join(rule)]
    for row in texts[1:]:
        lines.extend(_row_lines(row, widths, most_lines))
    return lines


def room() -> int:
    """How wide the terminal is, within reason."""
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((120, 40)).columns))


def _natural_width(column: Sequence[str]) -> int:
    """The widest cell, or the longest word of the heading, which may take several lines."""
    heading, *cells = column
    return max(_width(each) for each in [*heading.split(), *cells])


def _row_lines(row: Sequence[str], widths: Sequence[int], most_lines: int) -> Iterator[str]:
    cells = [
        textwrap.wrap(cell, width, max_lines=most_lines, placeholder=" ...", break_on_hyphens=False) or [""]
        for cell, width in zip(row, widths, strict=True)
    ]
    for line in range(max(len(cell) for cell in cells)):
        parts = [cell[line] if line < len(cell) else "" for cell in cells]
        yield _GAP.join(_padded(part, width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _width(text))


def _width(text: str) -> int:
    """How many places a terminal gives the text: two for wide letters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )


def plain(text: str) -> str:
    """One line without control characters: text from a register must not steer the terminal."""
    return " ".join("".join(" " if unicodedata.category(mark)[0] == "C" else mark for mark in text).split())
