"""Every kind of paper, of every register that comes with RiskDesk, passes PDF/UA-1 and PDF/A-3a and reads in order."""

import base64
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from riskdesk.publishing import Layout, Logo, Part
from riskdesk.reports.issue import Format, make_paper
from riskdesk.reports.kinds import KINDS, PaperKind, kind_of
from riskdesk.reports.sources import Request, Sources
from tests.riskdesk.reports.registers import hostile_register
from tests.riskdesk.reports.sourced import known, shipped
from tests.riskdesk.reports.test_pdfa import failures
from tests.riskdesk.reports.tree import opened, read_marks, read_tree

REGISTERS = ("thurrock-2014", "thurrock-2017", "essex-2016")
"""The first names no owners, so nobody there has a list."""
MODES = ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"]


def printed(kind: PaperKind, sources: Sources, request: Request | None = None) -> bytes:
    owners = [owner.name for risk in sources.register.risks for owner in risk.owners]
    asked = request or Request(risk_id=sources.register.risks[0].id, owner=owners[0] if owners else "")
    return make_paper(kind, sources, asked, Format.PDF).document


def logo_of(mode: str, form: str) -> Layout:
    out = BytesIO()
    Image.new(mode, (40, 20)).save(out, form)
    data = base64.b64encode(out.getvalue()).decode("ascii")
    logo = Logo(layout_id=1, media_type=f"image/{form.lower()}", data=data)
    return Layout(name="Executive", body="Executive", colour="#1B4B72", head="Adults", logo=logo)


def assert_sound(document: bytes) -> None:
    """By the validator, and by what no validator sees: that nothing a person reads is kept from who listens."""
    assert failures(document, "ua1") == []
    assert failures(document, "3a") == []
    tree = read_tree(document)
    heads = {cell.words.replace(" ", "") for cell in tree.all("TH")}
    with opened(document) as pdf:
        for page in pdf.pages:
            marks = read_marks(page)
            assert not marks.outside
            said = {text.strip() for kind, text in marks.artifacts if not kind and text.strip()}
            unheard = {text for text in said if text.replace(" ", "") not in heads and "continued" not in text}
            assert not unheard
    assert [node.tag for node in tree.all("H1")] == ["H1"]
    assert all(node.said.get("/Alt") for node in tree.all("Figure"))
    for table in tree.all("Table"):
        assert table.said["/Summary"]
        columns = table.kids[0].all("TH")
        assert all(len(row.kids) == len(columns) and row.kids[0].tag == "TH" for row in table.all("TBody")[0].kids)


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name in REGISTERS for kind in KINDS if (name, kind.key) != ("thurrock-2014", "owner")],
    ids=lambda each: each if isinstance(each, str) else each.key,
)
def test_every_paper_of_the_shipped_registers_passes(name: str, kind: PaperKind) -> None:
    assert_sound(printed(kind, shipped(name)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_paper_of_a_year_of_work_passes(year: Sources, kind: PaperKind) -> None:
    assert_sound(printed(kind, year))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_hostile_text_leaves_every_paper_sound(kind: PaperKind) -> None:
    document = printed(kind, known(hostile_register()))
    assert failures(document, "ua1") == []
    assert failures(document, "3a") == []


@pytest.mark.parametrize("part", list(Part))
def test_the_public_and_the_exempt_paper_with_their_data_inside_pass(year: Sources, part: Part) -> None:
    request = Request(layout=logo_of("RGBA", "PNG"), part=part, attach=True)
    document = printed(kind_of("board"), year, request)
    assert_sound(document)
    with opened(document) as pdf:
        assert len(pdf.attachments) == 1
        assert all(file.AFRelationship == pikepdf.Name.Data for file in pdf.Root.AF)


@pytest.mark.parametrize(
    ("mode", "form"), [*((mode, "PNG") for mode in MODES), *((mode, "JPEG") for mode in ("RGB", "CMYK", "L"))]
)
def test_a_logo_of_any_make_leaves_a_paper_sound(mode: str, form: str) -> None:
    request = Request(layout=replace(logo_of(mode, form), sections="cover"))
    assert_sound(printed(kind_of("board"), shipped("thurrock-2014"), request))
