"""Whole papers as they were when somebody last looked at them: their words in order, and small pictures of their pages.

`python -m tests.riskdesk.reports.golden` makes them anew, after a change that was meant: look at the pages first.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from riskdesk.madeup import make_year
from riskdesk.reports.kinds import KINDS, kind_of
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.sources import Request, Sources
from riskdesk.samples import names
from riskdesk.store import Store
from tests.riskdesk.reports.registers import SEAL
from tests.riskdesk.reports.sourced import shipped, told_by

FOLDER = Path(__file__).parent / "golden"
SCALE = 1 / 3
"""24 points to the inch: a page is as small as a stamp, and a moved column is still seen."""
PERIOD = "June 2018"
YEAR = "thurrock-year"
PAPERS = [
    *((name, kind) for name in names() for kind in ("board", "register")),
    ("thurrock-2017", "audit"),
    *((YEAR, kind.key) for kind in KINDS if kind.key not in ("owner", "audit")),
]
_CHANCE = re.compile(r"\b[0-9a-f]{12,64}\b|\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b")
"""Seals and numbers of papers: those of a register made anew are its own."""
_SIXTEEN = [grey // 16 * 17 for grey in range(256)]
"""As many greys as a small picture needs."""


@cache
def _year() -> Sources:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "year.riskdesk"
        make_year(file)
        with Store.look(file) as live, live.look_back(live.period_named(PERIOD)) as stood:
            told = told_by(stood)
            sealed = replace(told.register, seal=SEAL)  # as long on every machine as its letters are wide
            moved = replace(told.movement, after=sealed) if told.movement else None
            return replace(told, register=sealed, movement=moved, publication=live.publication())


@cache
def document(name: str, key: str) -> bytes:
    """The paper as a PDF, without what depends on the file it was made from."""
    sources = _year() if name == YEAR else shipped(name)
    request = Request(risk_id=sources.register.risks[0].id) if key == "risk" else Request()
    return print_document(kind_of(key).make(sources, request).document).document


def words(pdf: bytes) -> str:
    """Every page's text in the order in which it is read."""
    return "\n".join(_pages(pdf))


def _pages(pdf: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened, 1):
            text = page.get_textpage().get_text_range()
            lines = [" ".join(line.split()) for line in _CHANCE.sub("(its own)", text).splitlines()]
            yield f"---- page {number}\n" + "\n".join(line for line in lines if line)


def picture(pdf: bytes) -> Image.Image:
    """All pages beside one another, in grey."""
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [page.render(scale=SCALE, grayscale=True).to_pil().convert("L") for page in opened]
    strip = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        strip.paste(page, (left, 0))
        left += page.width
    return strip.point(_SIXTEEN)


def remake() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, key in PAPERS:
        pdf = document(name, key)
        (FOLDER / f"{name}-{key}.txt").write_text(words(pdf) + "\n", encoding="utf-8")
        out = BytesIO()
        picture(pdf).save(out, "PNG", optimize=True)
        (FOLDER / f"{name}-{key}.png").write_bytes(out.getvalue())


if __name__ == "__main__":
    remake()
