"""Checking a paper: issued, altered, a draft, of another file, without a seal, or no paper at all. Papers are really
altered here, as somebody with a PDF editor would."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from riskdesk.periods import Period
from riskdesk.reports.checkpaper import LARGEST, Checked, Standing, check_file, check_paper, read_carried
from riskdesk.reports.issue import Format, Made, issue, make_paper
from riskdesk.reports.kinds import gather, kind_of
from riskdesk.reports.sources import Request
from riskdesk.store import Store
from tests.riskdesk.conftest import Clock, sound_register
from tests.riskdesk.monthly import ACCEPTED, AUGUST, close
from tests.riskdesk.reports.registers import HOSTILE


def made(store: Store, form: Format = Format.PDF, kind: str = "register") -> Made:
    chosen = kind_of(kind)
    return make_paper(chosen, gather(store, chosen, store.publication())(None), Request(), form)


def of_period(store: Store, period: Period, form: Format = Format.PDF) -> Made:
    with store.look_back(period) as stood:
        return made(stood, form)


def issued(store: Store, form: Format = Format.PDF) -> Made:
    """The register paper of July, closed and issued."""
    july = close(store)
    paper = of_period(store, july, form)
    assert "Issued from July 2017" in issue(store, july, paper)
    return paper


def checked(store: Store, document: bytes) -> Checked:
    return check_paper(store, document, "paper.pdf")


def resaved(document: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def flip_text(pdf: pikepdf.Pdf) -> None:
    """Take the first words of the first page away, as one would take away a risk."""
    page, instructions, seen = pdf.pages[0], [], False
    for each in pikepdf.parse_content_stream(page):
        if not seen and str(each.operator) in ("Tj", "TJ", "'"):
            seen = True
            continue
        instructions.append(each)
    assert seen
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def keywords(words: str) -> Callable[[pikepdf.Pdf], None]:
    """Write other keywords, or none, wherever a PDF keeps them."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.docinfo["/Keywords"]
        if "/Metadata" in pdf.Root:
            del pdf.Root["/Metadata"]
        if words:
            pdf.docinfo["/Keywords"] = words

    return change


def altered_package(document: bytes) -> bytes:
    """A Word document with another word in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as there, zipfile.ZipFile(out, "w") as package:
        for name in there.namelist():
            package.writestr(name, there.read(name).replace(b"Workforce", b"Workplace"))
    return out.getvalue()


ALTERED: dict[Format, Callable[[bytes], bytes]] = {
    Format.PDF: lambda document: resaved(document, flip_text),
    Format.HTML: lambda document: document.replace(b"Workforce", b"Workplace"),
    Format.DOCX: altered_package,
}


@pytest.mark.parametrize("form", Format)
def test_the_very_paper_that_was_issued_is_told_with_its_period_and_day(book: Store, form: Format) -> None:
    paper = issued(book, form)
    found = checked(book, paper.document)
    assert found.standing is Standing.ISSUED
    assert "was issued from July 2017 by Ann Author on 1 August 2017" in found.said
    assert found.issued
    assert found.period == found.issued[0]


@pytest.mark.parametrize("form", Format)
def test_a_paper_altered_after_it_was_issued_is_told_as_such(book: Store, form: Format) -> None:
    paper = issued(book, form)
    document = ALTERED[form](paper.document)
    assert document != paper.document
    found = checked(book, document)
    assert found.standing is Standing.ALTERED
    assert "was not issued as it stands" in found.said
    assert paper.paper_id in found.said
    assert "Ann Author issued from July 2017 on 1 August 2017" in found.said


@pytest.mark.parametrize("form", Format)
def test_a_paper_of_a_closed_period_that_was_never_issued_is_told_apart_from_a_draft(book: Store, form: Format) -> None:
    july = close(book)
    unissued = of_period(book, july, form)
    found = checked(book, unissued.document)
    assert found.standing is Standing.NOT_ISSUED
    assert "no paper was issued from it" in found.said
    assert found.period
    assert found.period.name == "July 2017"
    book.issue_paper(july, "board", "Board paper", b"%PDF-", 1)
    assert "none of the 1 paper issued from it" in checked(book, unissued.document).said


@pytest.mark.parametrize("form", Format)
def test_a_draft_is_told_with_the_step_it_was_printed_after(book: Store, form: Format) -> None:
    book.review_risk(2, "Nothing new")
    draft = made(book, form)
    found = checked(book, draft.document)
    assert found.standing is Standing.DRAFT
    assert "nothing changed since" in found.said
    assert "as at 31 July 2017" in found.said
    book.open_period("August 2017", AUGUST)
    assert "1 step came after it" in checked(book, draft.document).said


def test_a_paper_is_told_to_be_of_the_month_whose_seal_it_carries(book: Store) -> None:
    july = close(book)
    august = close(book, "August 2017", AUGUST, acceptance=ACCEPTED)
    papers = {period.name: of_period(book, period, Format.HTML) for period in (july, august)}
    book.review_risk(2, "Nothing new")
    for name, paper in papers.items():
        found = checked(book, paper.document)
        assert found.period
        assert found.period.name == name
        assert f"the seal of {name}" in found.said
    assert checked(book, made(book, Format.HTML).document).standing is Standing.DRAFT


@pytest.mark.parametrize("form", Format)
def test_a_paper_of_another_file_has_a_seal_this_one_never_had(book: Store, tmp_path: Path, form: Format) -> None:
    close(book)
    with Store.create(tmp_path / "other.riskdesk", sound_register(), "Cy Other", clock=Clock()) as other:
        foreign = made(other, form)
        found = checked(book, foreign.document)
        assert found.standing is Standing.FOREIGN
        assert f"the seal {other.register().seal[:12]}…, which this register never had" in found.said


def test_a_copy_that_went_its_own_way_is_another_file(book: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.riskdesk"
    book.save_copy(copy)
    with Store.open(copy, "Ann Author") as other:
        before = made(other)
        other.review_risk(2, "Only here")
        after = made(other)
    assert checked(book, before.document).standing is Standing.DRAFT
    assert checked(book, after.document).standing is Standing.FOREIGN


def test_without_its_keywords_a_pdf_is_known_by_the_foot_of_its_pages(book: Store) -> None:
    paper = issued(book)
    document = resaved(paper.document, keywords(""))
    assert book.seal_at(book.register().periods[0]).startswith(read_carried(document).seal)
    assert read_carried(document).seal
    found = checked(book, document)
    assert found.standing is Standing.ALTERED
    assert paper.paper_id in found.said


def test_a_pdf_with_another_seal_inside_than_on_its_pages_was_altered(book: Store) -> None:
    paper = issued(book)
    book.open_period("August 2017", AUGUST)
    book.review_risk(2, "Nothing new")
    document = resaved(paper.document, keywords(f"seal:{book.register().seal} paper:AAAA-BBBB-CCCC"))
    found = checked(book, document)
    assert found.standing is Standing.ALTERED
    assert "its pages print" in found.said


def test_a_web_page_whose_head_was_changed_is_known_by_its_foot(book: Store) -> None:
    paper = issued(book, Format.HTML)
    seal = book.seal_at(book.register().periods[0]).encode()
    bare = re.sub(rb'<meta name="riskdesk-[^>]*>', b"", paper.document)
    assert bare != paper.document
    assert checked(book, bare).standing is Standing.ALTERED
    forged = paper.document.replace(b'content="' + seal, b'content="' + book.register().seal.encode())
    assert forged != paper.document
    assert checked(book, forged).standing is Standing.ALTERED


def plain_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "A letter about seals and papers")
    canvas.save()
    return out.getvalue()


def test_what_carries_no_seal_is_no_paper_of_riskdesk(book: Store) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as letter:
        letter.writestr("docProps/core.xml", "<cp:keywords>holiday</cp:keywords>")
    for document in (plain_pdf(), b"<!doctype html><html><p>Seal of approval</p></html>", package.getvalue()):
        found = checked(book, document)
        assert found.standing is Standing.UNSEALED
        assert "carries no seal" in found.said


def encrypted(document: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (b"", "no PDF, web page or Word document"),
        (b"%PDF-1.7\nnothing", "damaged, or protected"),
        (encrypted(plain_pdf()), "protected by a password"),
        (plain_pdf()[:400], "damaged"),
        (b"PK\x03\x04 not a package", "no Word document"),
        (HOSTILE.encode("utf-8", "replace"), "no PDF, web page or Word document"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(book: Store, document: bytes, why: str) -> None:
    found = checked(book, document)
    assert found.standing is Standing.UNREADABLE
    assert why in found.said


def test_a_protected_copy_of_an_issued_paper_is_not_that_paper(book: Store) -> None:
    found = checked(book, encrypted(issued(book).document))
    assert found.standing is Standing.UNREADABLE
    assert "was not issued from this register" in found.said


def test_a_package_that_unpacks_without_end_is_read_no_further_than_needed(book: Store) -> None:
    package, seal = io.BytesIO(), book.register().seal
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("docProps/core.xml", b" " * 2_000_000 + f"<cp:keywords>seal:{seal}</cp:keywords>".encode())
    assert checked(book, package.getvalue()).standing is Standing.UNSEALED


def test_a_file_too_large_to_be_a_paper_is_not_read(book: Store, tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as out:
        out.truncate(LARGEST + 1)
    found = check_file(book, huge)
    assert found.standing is Standing.UNREADABLE
    assert "as no paper of RiskDesk has" in found.said


@given(
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b'<html><meta name="riskdesk-seal" content="']),
    st.binary(),
)
def test_no_bytes_make_the_reader_fail(start: bytes, rest: bytes) -> None:
    read_carried(start + rest)


def test_a_seal_is_asked_for_only_where_it_can_be_one(book: Store) -> None:
    for text in ("seal:12345", "seal:zzzz", "seal:" + "a" * 65):
        document = f'<html><meta name="riskdesk-seal" content="{text.removeprefix("seal:")}">{text}</html>'.encode()
        assert checked(book, document).standing is Standing.UNSEALED


def test_a_paper_issued_in_one_format_is_not_issued_in_another(book: Store) -> None:
    july = close(book)
    issue(book, july, of_period(book, july, Format.PDF))
    found = checked(book, of_period(book, july, Format.HTML).document)
    assert found.standing is Standing.ALTERED
    assert "in another format" in found.said
    assert found.issued is None


def test_every_format_carries_the_same_seal_and_number(book: Store) -> None:
    july = close(book)
    carried = [read_carried(of_period(book, july, form).document) for form in Format]
    assert carried[0].seal == book.seal_at(july)
    assert carried == [carried[0]] * len(Format)
