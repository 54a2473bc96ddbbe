"""Reads a paper back the way an outsider would: letters and where they stand, nothing of our own layout."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber

from riskdesk.reports.issue import Format, paper_bytes
from riskdesk.reports.sources import Paper, Progress

Char = dict[str, Any]
FOOT = 54
"""Points from the foot of a page below which only the footer stands."""


@dataclass(frozen=True)
class Sheet:
    """One page as it was printed."""

    width: float
    height: float
    text: str
    chars: tuple[Char, ...]
    images: int
    links: int


def pdf_bytes(paper: Paper, progress: Progress | None = None) -> bytes:
    return paper_bytes(paper, Format.PDF, progress)


def read(document: bytes) -> list[Sheet]:
    with pdfplumber.open(BytesIO(document)) as pdf:
        return [
            Sheet(
                float(page.width),
                float(page.height),
                page.extract_text(),
                tuple(page.chars),
                len(page.images),
                len(page.annots),
            )
            for page in pdf.pages
        ]


def assert_within(sheets: list[Sheet]) -> None:
    """Nothing stands in the margins but the foot, which may begin a little into them."""
    for sheet in sheets:
        left, right = (50, 46) if sheet.width < sheet.height else (34, 30)
        for char in sheet.chars:
            assert char["x0"] >= left, sheet.text
            assert char["x1"] <= sheet.width - right, sheet.text
            assert char["top"] >= 20
            assert char["bottom"] <= sheet.height - 20


def metadata(document: bytes) -> dict[str, Any]:
    with pdfplumber.open(BytesIO(document)) as pdf:
        return dict(pdf.metadata) | {"Lang": pdf.doc.catalog["Lang"]}


def bare(text: str) -> str:
    """Letters without spaces: how lines were broken does not matter."""
    return "".join(text.split())


def find_columns(sheet: Sheet, first: str, last: str) -> tuple[list[float], float]:
    """Where each column of the page's table begins, by its header, and where the header ends."""
    words: list[list[Char]] = []
    heads = [char for char in sheet.chars if "Bold" in char["fontname"] and round(char["size"], 1) == 7.5]
    top = min(char["top"] for char in heads)
    for char in sorted((c for c in heads if c["top"] < top + 24), key=lambda c: c["x0"]):
        if words and char["x0"] - max(c["x1"] for c in words[-1]) < 6:
            words[-1].append(char)
        else:
            words.append([char])
    names = [bare("".join(c["text"] for c in sorted(word, key=lambda c: (c["top"], c["x0"])))) for word in words]
    assert (names[0], names[-1]) == (first, last)
    return [word[0]["x0"] for word in words], max(char["bottom"] for word in words for char in word)


def column_texts(sheets: list[Sheet], first: str = "Ref", last: str = "Owner") -> list[str]:
    """Everything printed in each column of a table over all pages, without spaces."""
    columns: list[str] = []
    for sheet in sheets:
        starts, below = find_columns(sheet, first, last)
        columns = columns or [""] * len(starts)
        ends = [*starts[1:], sheet.width]
        for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
            inside = [
                char
                for char in sheet.chars
                if start - 1 <= char["x0"] < end - 1 and char["top"] > below and char["bottom"] < sheet.height - FOOT
            ]
            inside.sort(key=lambda char: (round(char["bottom"], 0), char["x0"]))
            columns[place] += bare("".join(char["text"] for char in inside))
    return columns
