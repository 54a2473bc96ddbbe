"""A paper as a Word document that an officer pastes from: real headings, lists and tables in the house's styles."""

from io import BytesIO
from typing import TYPE_CHECKING

from riskdesk.errors import RiskDeskError
from riskdesk.reports.blocks import Document
from riskdesk.reports.leaves import leaves
from riskdesk.reports.standing import begun
from riskdesk.reports.word.file import LYING, UPRIGHT, Setting, file_bytes, new_file, number_lists
from riskdesk.reports.word.parts import Parts
from riskdesk.reports.word.text import quoted
from riskdesk.reports.work import Progress, Work

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_POINT = 12_700
"""What Word's pictures are measured in, of which an inch has 914,400."""


def docx_bytes(document: Document, progress: Progress | None = None) -> bytes:
    """The whole file; progress counts blocks and the rows of tables. The same document gives the same bytes."""
    if document.attachments:
        raise RiskDeskError(
            "A Word document cannot carry the register's data with it; the paper was not written.",
            "Leave the data out, or choose a PDF or a web page.",
        )
    whole = begun(document)
    file = new_file(document)
    parts = Parts(Work(whole, progress), _Pictures(file).place)
    setting = Setting(file, document)
    bound = tuple(leaves(whole))
    written = []
    for place, leaf in enumerate(bound):
        sheet = LYING if leaf.landscape else UPRIGHT
        inside = parts.leaf(leaf, sheet.measure)
        section = setting.section(sheet, is_first=place == 0)
        ends = f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{section}</w:pPr></w:p>' if leaf is not bound[-1] else section
        written.append(inside + ends)
    number_lists(file, parts.lists)
    return file_bytes(file, "".join(written))


class _Pictures:
    """The pictures of one file, numbered as they come."""

    def __init__(self, file: "WordDocument") -> None:
        self._file = file
        self._count = 0

    def place(self, data: bytes, most: tuple[float, float], alt: str) -> str:
        """A run with the picture as large as it may be, and what it shows in words."""
        from docx.image.exceptions import (  # noqa: PLC0415 - slow to load
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
        )

        try:
            name, image = self._file.part.get_or_add_image(BytesIO(data))
        except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError) as fault:
            raise RiskDeskError(
                "The logo cannot be read as a picture; the paper was not written.",
                "Choose the logo again in the layout.",
            ) from fault
        self._count += 1
        scale = min(most[0] / max(image.px_width, 1), most[1] / max(image.px_height, 1))
        size = f'cx="{int(image.px_width * scale * _POINT)}" cy="{int(image.px_height * scale * _POINT)}"'
        named = f'id="{self._count}" name="Picture {self._count}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f"<wp:docPr {named} descr={quoted(alt)}/><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
