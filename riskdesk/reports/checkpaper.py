"""Whether a paper in hand is one that was issued from a register: by its bytes, and by the seal and number it carries.

Nothing a paper says is trusted: only bytes whose SHA-256 the register recorded make an issued paper.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from riskdesk.days import british
from riskdesk.entities import Choice
from riskdesk.logbook import LEAST_SEAL
from riskdesk.pdfium import opened
from riskdesk.periods import Issued, Period
from riskdesk.periodslisting import issue_text
from riskdesk.store import Store
from riskdesk.trail import SealFound
from riskdesk.wording import as_at_phrase, clipped, counted

LARGEST = 100_000_000
"""Bytes of a paper at most; the register paper of 5,000 risks has a tenth of them."""
_PAGES = 3
_LETTERS = 20_000
"""As much is read of the pages' own text: every page says at its foot which seal it is of."""
_HEAD = 4_000_000
_PROPERTIES = 1_000_000

_SEAL = re.compile(rf"\bseal[:\s]\s*([0-9a-f]{{{LEAST_SEAL},64}})(?![0-9a-f])", re.IGNORECASE)
_NUMBER = re.compile(r"\b([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})\b")
_META = re.compile(rb"<meta\s[^<>]{1,400}>", re.IGNORECASE)


class Standing(Choice):
    """What a paper turned out to be. NOT_ISSUED carries the seal of a closed period, DRAFT that of another moment;
    ALTERED is known by its number to have been issued otherwise, or tells two seals."""

    ISSUED = "issued"
    ALTERED = "altered"
    NOT_ISSUED = "not_issued"
    DRAFT = "draft"
    FOREIGN = "foreign"
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Carried:
    """The seal and number a paper carries, "" where it has none. `printed` is the seal at the foot of its pages where
    that is another; `why` says why nothing could be read."""

    seal: str = ""
    number: str = ""
    printed: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, in a sentence. `period` is the closed one whose seal the paper carries."""

    standing: Standing
    said: str
    carried: Carried
    issued: Issued | None = None
    period: Period | None = None
    found: SealFound | None = None


def check_file(store: Store, paper: Path) -> Checked:
    """Check the paper in a file. Raises OSError where it cannot be read."""
    if paper.stat().st_size > LARGEST:
        why = f"it has more than {LARGEST:,} bytes, as no paper of RiskDesk has"
        return Checked(Standing.UNREADABLE, f"{paper.name} was not issued from this register: {why}.", Carried(why=why))
    return check_paper(store, paper.read_bytes(), paper.name)


def check_paper(store: Store, document: bytes, name: str) -> Checked:
    """Check a paper by its bytes."""
    carried = read_carried(document)
    if known := store.paper_issued(document):
        return Checked(Standing.ISSUED, issue_text(known), carried, issued=known, period=known[0])
    if carried.why:
        said = f"{name} was not issued from this register, and what it says cannot be read: {carried.why}."
        return Checked(Standing.UNREADABLE, said, carried)
    if not carried.seal:
        said = f"{name} carries no seal: it is no paper of RiskDesk, or somebody took the seal away."
        return Checked(Standing.UNSEALED, said, carried)
    found = store.seal_of(carried.seal)
    if found is None:
        return Checked(Standing.FOREIGN, _foreign(name, carried), carried)
    return _of_this_file(store, name, carried, found)


def _foreign(name: str, carried: Carried) -> str:
    whose = "it is of another register, or of a copy that went its own way"
    return f"{name} carries the seal {carried.seal[:LEAST_SEAL]}…, which this register never had: {whose}."


def _of_this_file(store: Store, name: str, carried: Carried, found: SealFound) -> Checked:
    periods = [period for period in store.register().periods if period.closing]
    period = next((each for each in periods if store.seal_at(each) == found.step.seal), None)
    first = _as_issued(periods, carried.number)
    if carried.printed:
        standing, said = Standing.ALTERED, _two_seals(name, carried)
    elif first:
        standing, said = Standing.ALTERED, _altered(name, first)
    elif period:
        standing, said = Standing.NOT_ISSUED, _not_issued(name, period)
    else:
        standing, said = Standing.DRAFT, _draft(name, found)
    return Checked(standing, said, carried, period=first[0] if first else period, found=found)


def _as_issued(periods: list[Period], number: str) -> Issued | None:
    """The paper of this number that was issued; its number ends its title."""
    each = ((period, paper) for period in periods for paper in period.papers if number)
    return next(((period, paper) for period, paper in each if number in paper.title.split(", ")), None)


def _two_seals(name: str, carried: Carried) -> str:
    return (
        f"{name} was altered: it carries the seal {carried.seal[:LEAST_SEAL]}…, but its pages print "
        f"{carried.printed[:LEAST_SEAL]}."
    )


def _altered(name: str, first: Issued) -> str:
    period, paper = first
    return (
        f"{name} was not issued as it stands. It says it is {paper.title}, which {paper.issued_by} issued from "
        f"{period.name} on {british(paper.issued_at.date())}, but its bytes differ: it was altered since, or made "
        "anew in another format or by another version of RiskDesk."
    )


def _not_issued(name: str, period: Period) -> str:
    count = len(period.papers)
    none_of = f"is none of the {counted(count, 'paper')} issued from it" if count else "no paper was issued from it"
    return f"{name} carries the seal of {period.name}, but {none_of}: it was printed and not issued, or altered since."


def _draft(name: str, found: SealFound) -> str:
    step = found.step
    when = f"{british(step.at.date())}, {step.at:%H:%M} UTC"
    since = f"{counted(found.later, 'step')} came after it" if found.later else "nothing changed since"
    return (
        f"{name} is a draft, not issued from a closed period: it carries the seal of step {step.id}, "
        f"“{clipped(step.title, 120)}”, by {step.author} on {when}, {as_at_phrase(found.as_at)}; {since}. "
        "Drafts are not recorded, so nothing tells whether it was altered."
    )


# What a paper carries


def read_carried(document: bytes) -> Carried:
    """The seal and number in a PDF, a web page, a Word document or a workbook. Raises nothing, whatever the bytes."""
    if b"%PDF-" in document[:1024]:
        return _of_pdf(document)
    if document.startswith(b"PK"):
        return _of_package(document)
    if b"<html" in document[:_HEAD].lower():
        return _of_page(document[:_HEAD])
    return Carried(why="it is no PDF, web page or Word document")


def _of_pdf(document: bytes) -> Carried:
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - only who checks a PDF pays for it

    try:
        with opened(document) as pdf:
            inside = str(pdf.get_metadata_dict(skip_empty=True).get("Keywords", ""))[:_LETTERS]
            printed = "\n".join(_texts(pdf))
    except (PdfiumError, ValueError):
        return Carried(why="it is damaged, or protected by a password")
    return _together(inside, printed)


def _texts(pdf: Any) -> Iterator[str]:
    for number in range(min(len(pdf), _PAGES)):
        page = pdf[number]
        text = page.get_textpage()
        yield text.get_text_bounded()[-_LETTERS:]
        text.close()
        page.close()


def _together(inside: str, printed: str) -> Carried:
    """The properties' seal before that of the pages. Pages may tell of other seals, too, but never of others only."""
    seals = [found.lower() for found in _SEAL.findall(printed)]
    seal = _first(_SEAL, inside).lower() or next(iter(seals), "")
    number = _first(_NUMBER, inside) or _first(_NUMBER, printed)
    if any(seal.startswith(each) for each in seals):
        return Carried(seal, number)
    return Carried(seal, number, next(iter(seals), ""))


def _of_page(document: bytes) -> Carried:
    """By the meta tags of its head, else by its text."""
    tags = [html.unescape(tag.decode("utf-8", "replace")) for tag in _META.findall(document)]
    inside = " ".join(
        f"{what}:{found[1]}"
        for what in ("seal", "paper")
        for tag in tags
        if f"riskdesk-{what}" in tag and (found := re.search(r"content\s*=\s*[\"']?([0-9A-Za-z-]{1,80})", tag))
    )
    return _together(inside, re.sub(r"<[^<>]*>", " ", document.decode("utf-8", "replace")))


def _of_package(document: bytes) -> Carried:
    """By the core properties: neither their tags nor a seal have signs that XML writes otherwise."""
    try:
        with zipfile.ZipFile(BytesIO(document)) as package, package.open("docProps/core.xml") as properties:
            inside = properties.read(_PROPERTIES).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return Carried(why="it is no Word document, or a damaged one")
    found = re.search(r"<cp:keywords>([^<]{1,400})</cp:keywords>", inside)
    return _together(found[1] if found else "", "")


def _first(what: re.Pattern[str], text: str) -> str:
    found = what.search(text)
    return found[1] if found else ""
