"""Registers and schemes as plain text tables for a terminal."""

import shutil
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from riskdesk.dates import british
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.scoring import Scheme

_GAP = "  "
_NARROWEST, _WIDEST = 60, 160
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
    return "\n".join(_columns(rows, stretch=3))


def _head(register: Register) -> Iterator[str]:
    yield _plain(register.title)
    parties = [register.organisation, *(partner.name for partner in register.partners)]
    yield _plain("; ".join(party for party in parties if party) or "Organisation not recorded")
    yield f"As at {british(register.as_at) if register.as_at else 'not recorded'}"
    yield f"Scheme {_plain(register.scheme.name)}: {register.scheme.formula}"
    yield f"Seal {register.seal}"


def _risk_lines(register: Register) -> list[str]:
    if not register.risks:
        return ["No risks yet."]
    rows = [["Ref", "Risk", "Accountable", *(register.word(stage) for stage in Stage), "Open actions"]]
    rows.extend(_risk_row(register, risk) for risk in register.risks)
    return _columns(rows, stretch=1)


def _risk_row(register: Register, risk: Risk) -> list[str]:
    status = "" if risk.status is Status.OPEN else f" ({risk.status.label.lower()})"
    accountable = risk.accountable.name if risk.accountable else "not recorded"
    scores = [_score(register, risk, stage) for stage in Stage]
    return [risk.label, risk.title + status, accountable, *scores, str(len(risk.open_actions))]


def _score(register: Register, risk: Risk, stage: Stage) -> str:
    """Number with word; the source's own number beside it where that differs."""
    score, rated = risk.score(stage), register.rated(risk, stage)
    if score is None or (score.impact is None and score.likelihood is None and score.stated is None):
        return "not recorded"
    said = rated.text if rated else "not rated"
    if score.stated is not None and (rated is None or rated.rating != score.stated):
        said += f" (stated {score.stated})"
    return said


def _columns(rows: Sequence[Sequence[str]], stretch: int) -> list[str]:
    """Left-aligned columns under their headings; the one at `stretch` takes the room that is left."""
    texts = [[_plain(cell) for cell in row] for row in rows]
    room = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((120, 40)).columns))
    widths = [max(_width(row[place]) for row in texts) for place in range(len(texts[0]))]
    widths = [min(width, 26) if place != stretch else width for place, width in enumerate(widths)]
    taken = sum(width for place, width in enumerate(widths) if place != stretch) + len(_GAP) * (len(widths) - 1)
    widths[stretch] = min(widths[stretch], max(24, room - taken))
    rule = ["-" * width for width in widths]
    lines = [*_row_lines(texts[0], widths), _GAP.join(rule)]
    for row in texts[1:]:
        lines.extend(_row_lines(row, widths))
    return lines


def _row_lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [
        textwrap.wrap(cell, width, max_lines=_MOST_LINES, placeholder=" ...", break_on_hyphens=False) or [""]
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


def _plain(text: str) -> str:
    """One line without control characters: text from a register must not steer the terminal."""
    return " ".join("".join(" " if unicodedata.category(mark)[0] == "C" else mark for mark in text).split())
