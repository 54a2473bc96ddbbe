"""Every letter of every cell can be read: its contrast with what is painted under it, measured on the printed page."""

from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from riskdesk.publishing import Layout
from riskdesk.reports.annex import register_paper
from riskdesk.reports.board.paper import board_paper
from riskdesk.reports.sources import Request, Sources
from riskdesk.schemes import preset, presets
from riskdesk.scoring import contrast
from tests.riskdesk.reports.reading import pdf_bytes
from tests.riskdesk.reports.registers import one_of, register_of

WHITE = "#FFFFFF"
LEAST = 4.5
"""What WCAG 2.2 AA asks of text."""


def hexed(colour: Any) -> str:
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    red, green, blue = (parts * 3)[:3] if len(parts) == 1 else parts
    return "#" + "".join(f"{round(part * 255):02X}" for part in (red, green, blue))


def contrasts(pdf: bytes) -> dict[tuple[str, str], float]:
    """Of every pair of colours in which a letter is printed, the letter's before what is under it, their contrast."""
    found = {}
    with pdfplumber.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            fills = [rect for rect in page.rects if rect["fill"] and rect["width"] > 12 and rect["height"] > 6]
            for char in page.chars:
                x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
                under = [r for r in fills if r["x0"] <= x <= r["x1"] and r["top"] <= y <= r["bottom"]]
                ink = hexed(char["non_stroking_color"])
                ground = hexed(under[-1]["non_stroking_color"]) if under else WHITE
                found[ink, ground] = contrast(ink, ground)
    return found


@pytest.mark.parametrize("key", presets())
def test_every_letter_of_both_papers_can_be_read(key: str) -> None:
    scheme = preset(key)
    pairs = [(impact.value, likelihood.value) for impact in scheme.impact for likelihood in scheme.likelihood]
    register = register_of(*(one_of(f"Q{number}", *pair) for number, pair in enumerate(pairs[::3])), scheme=scheme)
    grounds = set()
    layout = Layout(name="Cells", sections="summary dashboard matrix method")
    for paper in (board_paper(Sources(register), Request(layout=layout)), register_paper(register)):
        pdf = pdf_bytes(paper)
        measured = contrasts(pdf)
        assert {pair: found for pair, found in measured.items() if found < LEAST} == {}
        grounds |= {ground for _, ground in measured}
    assert {band.fill.upper() for band in scheme.bands} <= grounds, "letters on every band were measured"
