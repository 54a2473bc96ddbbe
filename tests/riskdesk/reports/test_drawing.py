"""What is drawn rather than written: patterns, chips and the references in a cell."""

from io import BytesIO

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from riskdesk.reports.marks import Mark
from riskdesk.reports.pdf.chip import STRIP, Chip, band
from riskdesk.reports.pdf.fonts import load_fonts
from riskdesk.reports.pdf.matrix import fit_references
from riskdesk.reports.pdf.text import width_of
from riskdesk.schemes import presets
from riskdesk.scoring import contrast
from tests.riskdesk.reports.reading import read


def picture(severity: int) -> bytes:
    """A band in one fixed colour, so that only the pattern can differ."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(60, 40), invariant=1)
    band(canvas, Mark("", "", severity, "#DDDDDD", "#000000"), (5, 5, 50, 30))
    canvas.showPage()
    canvas.save()
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    return bytes(page.render(scale=4, grayscale=True).buffer)


def test_every_severity_has_a_pattern_of_its_own_without_colour() -> None:
    assert len({picture(severity) for severity in range(6)}) == 6


def test_the_words_of_every_shipped_band_stand_whole_on_a_chip_of_a_board_column() -> None:
    for scheme in presets().values():
        for rated in (scheme.rate_stated(rating) for rating in scheme.reachable):
            assert rated is not None
            chip = Chip(Mark(rated.label, rated.word, rated.severity, "", ""), 58)
            assert chip.height < 60
            for word in rated.word.split():
                assert any(word in line for line in chip.words), word


@pytest.mark.parametrize(
    "word", ["High", "Unacceptable", "Mandatory control", "W" * 60, "Almost certainly catastrophic"]
)
@pytest.mark.parametrize("width", [44.0, 58.0, 74.0])
def test_no_word_leaves_its_chip(word: str, width: float) -> None:
    load_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 200), invariant=1)
    chip = Chip(Mark("16", word, 2, "#DDDDDD", "#000000"), width)
    chip.draw(canvas, 10, 190)
    canvas.showPage()
    canvas.save()
    for char in read(out.getvalue())[0].chars:
        assert char["x0"] > 10 + STRIP
        assert char["x1"] <= 10 + width
        assert char["top"] >= 10
        assert char["bottom"] <= 10 + chip.height + 2


@pytest.mark.parametrize("key", presets())
def test_ink_on_every_shipped_band_can_be_read(key: str) -> None:
    assert all(contrast(found.fill, found.ink) >= 4.5 for found in presets()[key].bands)


@pytest.mark.parametrize("count", [0, 1, 2, 7, 20, 60, 119, 120, 121, 5000])
@pytest.mark.parametrize("form", ["{}", "FIN-{:04d}", "A-VERY-LONG-REFERENCE-{}"])
def test_references_fit_their_cell_and_none_is_lost_in_silence(count: int, form: str) -> None:
    refs = tuple(form.format(number) for number in range(count))
    lines, style = fit_references(refs, 44, 40)
    assert len(lines) * style.leading <= 40 or len(lines) == 1
    assert all(width_of(line, style) <= 44 for line in lines)
    shown = " ".join(lines)
    if " more" in shown:
        kept, more = shown.rsplit("+", 1)
        assert len([piece for piece in kept.split(",") if piece.strip()]) + int(more.split()[0]) == count
    else:
        assert len([piece for piece in shown.split(",") if piece.strip()]) == count
