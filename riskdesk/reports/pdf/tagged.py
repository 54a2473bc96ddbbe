"""A canvas that says what everything drawn on it is: content of an element, or an artifact nobody needs to hear of."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFPage, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from riskdesk.reports.pdf.file import Packs, next_number, write_file
from riskdesk.reports.pdf.fonts import REGULAR
from riskdesk.reports.pdf.pdfa import archive
from riskdesk.reports.pdf.structure import Element, Tree

_PAINTING = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "ET", "sh", "EI")
ARTIFACT = "/Artifact BMC"
PAGE_HEAD = "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC"
PAGE_FOOT = "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC"


class TaggedCanvas(Canvas):
    """Whatever is drawn belongs to the innermost `tagged` or `artifact` around it, and to neither outside of both."""

    _code: list[str]
    _doc: Any

    def __init__(self, size: tuple[float, float]) -> None:
        self._settled = 0
        self._forms: list[int] = []
        self._owners: list[Element | str] = []
        first: Any = REGULAR  # the stubs ask for a number
        super().__init__(
            BytesIO(),
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang="en-GB",
            initialFontName=first,
            pdfVersion=(1, 7),
        )
        self.attached: dict[str, PDFObject] = {}
        self._packs = Packs(self._doc)
        self.tree = Tree(lambda: next_number(self._doc), self._packs)

    @property
    def element(self) -> Element:
        """The element a new one becomes part of."""
        return next((each for each in reversed(self._owners) if isinstance(each, Element)), self.tree.document)

    @property
    def takes_content(self) -> bool:
        """Whether what is drawn now is content, or purposely none, so that it needs no paragraph of its own."""
        return bool(self._owners) and (isinstance(self._owners[-1], str) or self._owners[-1].is_leaf)

    @contextmanager
    def tagged(self, tag: str, facts: str = "") -> Iterator[Element]:
        """What is drawn inside belongs to a new element, over as many pages as it takes."""
        element = self.tree.open(tag, self.element, facts)
        with self._owned(element):
            yield element
        self.tree.close(element)

    @contextmanager
    def artifact(self, kind: str = ARTIFACT) -> Iterator[None]:
        """What is drawn inside is no content: rules, patterns, whatever is said elsewhere already."""
        with self._owned(kind):
            yield

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Go on with an element that is not closed yet."""
        with self._owned(element):
            yield

    @contextmanager
    def _owned(self, owner: Element | str) -> Iterator[None]:
        self.settle()
        self._owners.append(owner)
        yield
        self.settle()
        self._owners.pop()

    def opening(self, owner: Element | str | None) -> str:
        """The operator that begins a piece of content of an element, or an artifact."""
        if isinstance(owner, Element) and owner.is_leaf:
            return f"/{owner.tag}<</MCID {self.tree.mark(owner)}>>BDC"
        return owner if isinstance(owner, str) else ARTIFACT

    def settle(self) -> None:
        """Let what was drawn since the last change of owner belong to the owner it was drawn for."""
        code = self._code
        if self._forms or len(code) == self._settled:
            return
        if any(piece.endswith(_PAINTING) for piece in code[self._settled :]):
            code.insert(self._settled, self.opening(self._owners[-1] if self._owners else None))
            code.append("EMC")
        self._settled = len(code)

    def draw_marked(self, text: PDFTextObject) -> None:
        """Draw a text whose pieces are marked in itself."""
        self.settle()
        self.drawText(text)
        self._settled = len(self._code)

    def beginForm(self, name: str, *box: Any) -> None:  # noqa: N802 - ReportLab's
        """A form is drawn apart: it belongs to whoever shows it."""
        self.settle()
        self._forms.append(self._settled)
        super().beginForm(name, *box)

    def endForm(self, **kwargs: object) -> None:  # noqa: N802 - ReportLab's
        super().endForm(**kwargs)
        self._settled = self._forms.pop()

    def showPage(self) -> None:  # noqa: N802 - ReportLab's
        """End the page; what is tagged goes on over the next."""
        self.settle()
        super().showPage()
        self._settled = 0
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self.tree.page, "/S"
        # Compressed now, so that memory does not hold every page of a long paper in full.
        page.Contents, page.stream = _compressed(page.stream), None
        self.tree.end_page(self._doc.Reference(page).format(self._doc))

    def finish(self) -> bytes:
        """The whole document; nothing can be drawn afterwards."""
        archive(self._doc, self, self.tree.root)
        self.tree.finish()
        return write_file(self._doc, self._packs)


def _compressed(stream: str) -> PDFStream:
    made = PDFStream(content=PDFZCompress.encode(stream))
    made.dictionary["Filter"] = "/FlateDecode"
    return made
