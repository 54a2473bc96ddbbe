"""A paper can be archived and read aloud: it passes PDF/UA-1 and PDF/A-3a, and the same facts give the same bytes."""

import hashlib
import subprocess
import sys
import zlib
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import page as validator
import pikepdf
import pytest
from PIL import Image, ImageCms

from riskdesk.reports.pdf.pages import LANDSCAPE, PORTRAIT, Drawn, Format, Pages
from riskdesk.reports.pdf.srgb import srgb_profile
from riskdesk.reports.pdf.text import Style
from tests.riskdesk.reports.reading import FOOT, read
from tests.riskdesk.reports.test_tagged import TEXT, identity, whole
from tests.riskdesk.reports.tree import meanings, opened, read_tree

MANY = "".join(map(chr, range(0x21, 0x17F))) + "→←↑↓⇒⇐⇑⇓≤≥≠−‑ŵŷŁż€–—😀<b>&\0"


def drawn(text: str = "Words", form: Format = PORTRAIT, **facts: str) -> Drawn:
    pages = Pages(form, identity(**facts))
    with pages.tagged("H1"):
        pages.mark_section("A title", 1)
        pages.paragraph("A title", Style(20, 26, bold=True))
    pages.paragraph(text, TEXT)
    pages.attach("register.csv", "text/csv", b"Ref,Risk\r\n1,Staff\r\n", "The register's rows → as printed")
    pages.attach("a.json", "application/json", b"{}", "Facts")
    return pages.finish()


def failures(document: bytes, profile: str) -> list[str]:
    report = validator.validate_pdf_bytes(document, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_a_paper_of_everything_passes(profile: str) -> None:
    assert failures(whole(), profile) == []


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_a_paper_of_every_letter_with_attachments_passes(profile: str) -> None:
    assert failures(drawn(" ".join(MANY)).document, profile) == []


def test_the_validator_does_find_what_is_wrong() -> None:
    pages = Pages(PORTRAIT, identity())
    with pages.tagged("Figure"):
        pages.canvas.rect(60, 300, 10, 10)
    assert any("FIGURE" in failure for failure in failures(pages.finish().document, "ua1"))


def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length() -> None:
    """Its last byte and the line feed after it would be read as the line's end."""
    pages = Pages(PORTRAIT, identity())
    pages.paragraph("Words", TEXT)
    data = b"\x0c"
    assert zlib.compress(data).endswith(b"\r")
    pages.attach("cr.bin", "application/octet-stream", data, "Ends in a carriage return")
    document = pages.finish().document
    assert b"\r\r\nendstream" in document
    assert failures(document, "3a") == []
    with opened(document) as pdf:
        assert pdf.attachments["cr.bin"].get_file().read_bytes() == data


def test_the_same_facts_give_the_same_bytes_in_every_process() -> None:
    code = "from tests.riskdesk.reports.test_pdfa import drawn, whole; import hashlib, sys;"
    code += "sys.stdout.write(hashlib.sha256(whole() + drawn().document).hexdigest())"
    found = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    }
    assert found == {hashlib.sha256(whole() + drawn().document).hexdigest()}
    assert drawn("Others").document != drawn().document


def test_it_says_its_language_title_and_what_it_can_be_checked_by() -> None:
    with opened(drawn(paper_id="ABCD-EF01-2345").document) as pdf:
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == "Better Care Fund: Board paper"
        assert pdf.docinfo["/Keywords"] == f"seal:{'ab' * 32} paper:ABCD-EF01-2345"
    with opened(whole()) as pdf:
        assert "Part B, exempt" in str(pdf.docinfo["/Subject"])


def test_its_metadata_say_the_same_as_its_properties() -> None:
    with opened(drawn().document) as pdf:
        packet = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
        told = "".join(packet.itertext())
        for key in ("/Title", "/Author", "/Subject", "/Keywords", "/Producer", "/Creator"):
            assert str(pdf.docinfo[key]) in told
        with pdf.open_metadata() as found:
            assert (found["pdfaid:part"], found["pdfaid:conformance"], found["pdfuaid:part"]) == ("3", "A", "1")


@pytest.mark.parametrize("title", ["A & B <i>", "Łucja → ŵ", "(half\\", "tab\there\nline", "\0\ud800", "w" * 50_000])
def test_any_title_leaves_a_whole_document(title: str) -> None:
    made = Pages(PORTRAIT, replace(identity(), title=title))
    made.mark_section(title)
    with made.tagged("Figure", alt=title):
        made.canvas.rect(60, 300, 10, 10)
    document = made.finish().document
    assert failures(document, "3a") == []
    assert read_tree(document).all("Figure")


def test_every_font_is_embedded_and_every_code_that_is_used_means_a_letter() -> None:
    with opened(drawn(MANY).document) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert len(fonts) > 2
        for font in fonts:
            assert font.Subtype == "/TrueType"
            assert "/FontFile2" in font.FontDescriptor
            found = meanings(font)
            assert found
            assert not {"\0", "\ufeff", "\ufffe"} & set(found.values())
    assert "→←↑↓⇒⇐⇑⇓≤≥≠−‑ŵŷŁż€–—[grinningface]<b>&\ufffd" in read_tree(drawn(MANY).document).words.replace(" ", "")


def test_files_travel_inside_as_data_of_the_document() -> None:
    with opened(drawn().document) as pdf:
        assert list(pdf.attachments) == ["a.json", "register.csv"]
        assert pdf.attachments["register.csv"].get_file().read_bytes() == b"Ref,Risk\r\n1,Staff\r\n"
        assert pdf.attachments["register.csv"].get_file().mime_type == "text/csv"
        assert pdf.attachments["register.csv"].description == "The register's rows → as printed"
        assert len(pdf.Root.AF) == 2
        assert all(file.AFRelationship == pikepdf.Name.Data for file in pdf.Root.AF)


def test_the_colour_space_is_the_screens() -> None:
    """Colours pass from RiskDesk's profile to the well-known one unchanged."""
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    colours = Image.new("RGB", (6, 6))
    colours.putdata([(red, green, 128) for red in range(0, 256, 51) for green in range(0, 256, 51)])
    changed = ImageCms.profileToProfile(colours, ours, theirs)
    assert isinstance(changed, Image.Image)
    pairs = zip(colours.tobytes(), changed.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


@pytest.mark.parametrize("form", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("long", ["", "w" * 300, "many words " * 60])
def test_nothing_overlaps_in_the_head_and_foot_whatever_its_length(form: Format, long: str) -> None:
    facts = identity(paper_id="ABCD-EF01-2345", marking=f"Part B {long}")
    imprint = replace(facts.imprint, foot=f"Draft {long}")
    made = Pages(form, replace(facts, title=f"Title {long}", as_at=f"as at {long or 'today'}", imprint=imprint))
    made.on_turn = lambda: made.text((f"Running head {long}"[:20],), TEXT, made.left, made.form.height - 34)
    made.turn()
    for sheet in read(made.finish().document):
        ends = [char for char in sheet.chars if char["bottom"] > sheet.height - FOOT or char["top"] < form.top]
        assert {"Seal", "Paper", "Page"} <= set(sheet.text.split())
        for char in ends:
            assert form.side - 1 <= char["x0"] <= char["x1"] <= form.width - form.side + 1
            assert 10 < char["top"] < char["bottom"] < form.height - 10
        for one, other in _neighbours(ends):
            assert one["x1"] <= other["x0"] + 0.5, (one["text"], other["text"])


def _neighbours(chars: list[Any]) -> list[tuple[Any, Any]]:
    lines: dict[float, list[Any]] = {}
    for char in chars:
        lines.setdefault(round(char["bottom"]), []).append(char)
    ordered = [sorted(line, key=lambda char: (char["x0"], char["x1"])) for line in lines.values()]
    return [pair for line in ordered for pair in pairwise(line)]
