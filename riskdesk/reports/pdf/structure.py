"""The tree of a tagged document: what each piece of a page is, in the order in which it is read.

An element is written as soon as its last page is, so a long register's tree takes little memory.
"""

from collections.abc import Callable
from typing import Protocol

from riskdesk.wording import clipped

GROUPING = frozenset({"Document", "Part", "Sect", "Div", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR", "TOC"})
"""Elements that hold only other elements: what is drawn straight into them, such as a table's rules, is no content."""

_LONGEST = 16_000
"""Letters of an alternative text: archives allow 32,767 bytes."""

Box = tuple[float, float, float, float]
"""Left, foot, right and head of a place on its page."""


class Element:
    """One element; `kids` are (page, mark) where it is content, else the object numbers of its parts."""

    __slots__ = ("facts", "kids", "number", "parent", "tag")

    def __init__(self, tag: str, number: int, parent: int, facts: str) -> None:
        self.tag = tag
        self.number = number
        self.parent = parent
        self.facts = facts
        self.kids: list[int | tuple[int, int]] = []

    @property
    def is_leaf(self) -> bool:
        """Whether what is drawn in it is its content."""
        return self.tag not in GROUPING


class Shelf(Protocol):
    """Where finished objects are put away."""

    def put(self, number: int, written: bytes) -> None: ...


class Tree:
    """All elements of a document. `number` gives the next free object number."""

    def __init__(self, number: Callable[[], int], shelf: Shelf) -> None:
        self._number = number
        self._shelf = shelf
        self.root = number()
        self.document = Element("Document", number(), self.root, "")
        self._page = 0
        self._pages: list[bytes] = []
        self._closed: list[Element] = []
        self._marks: list[int] = []
        self._lists: list[int] = []

    @property
    def page(self) -> int:
        """The page being drawn, from 0: its key in the parent tree."""
        return self._page

    def open(self, tag: str, parent: Element, facts: str = "") -> Element:
        element = Element(tag, self._number(), parent.number, facts)
        parent.kids.append(element.number)
        return element

    def close(self, element: Element) -> None:
        """Nothing more will be drawn in it; its page may still be unfinished."""
        self._closed.append(element)

    def mark(self, element: Element) -> int:
        """The number of a new piece of content on this page that belongs to an element."""
        self._marks.append(element.number)
        mark = len(self._marks) - 1
        element.kids.append((self._page, mark))
        return mark

    def end_page(self, reference: bytes) -> None:
        """The page is known now (such as `12 0 R`): put away whatever ended on it."""
        self._pages.append(reference)
        self._lists.append(self._put(b"[%b]" % _references(self._marks)))
        self._marks = []
        self._page += 1
        for element in self._closed:
            self._shelf.put(element.number, self._written(element))
        self._closed.clear()

    def finish(self) -> None:
        """Put away the root and what leads from a page's marks back to their elements."""
        self._shelf.put(self.document.number, self._written(self.document))
        pairs = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self._lists))
        parents = self._put(b"<</Nums[%b]>>" % pairs)
        whole = (self.document.number, parents, len(self._lists))
        self._shelf.put(self.root, b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % whole)

    def _put(self, written: bytes) -> int:
        number = self._number()
        self._shelf.put(number, written)
        return number

    def _written(self, element: Element) -> bytes:
        home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
        where = b"" if home is None else b"/Pg %b" % self._pages[home]
        kids = b" ".join(self._kid(kid, home) for kid in element.kids)
        told = (element.tag.encode(), element.parent, where, element.facts.encode("ascii"), kids)
        return b"<</S/%b/P %d 0 R%b%b/K[%b]>>" % told

    def _kid(self, kid: int | tuple[int, int], home: int | None) -> bytes:
        if isinstance(kid, int):
            return b"%d 0 R" % kid
        page, mark = kid
        if page == home:
            return b"%d" % mark
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (self._pages[page], mark)


def _references(numbers: list[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def facts_of(
    tag: str, *, alt: str = "", scope: str = "", summary: str = "", numbering: str = "", box: Box | None = None
) -> str:
    """What an element says of itself besides its content, as it is written in the file."""
    said = f"/Alt {string(alt)}" if alt else ""
    if scope:
        said += f"/A<</O/Table/Scope/{scope}>>"
    if summary:
        said += f"/A<</O/Table/Summary {string(summary)}>>"
    if tag == "L":
        said += f"/A<</O/List/ListNumbering/{numbering or 'Disc'}>>"
    if box:
        said += f"/A<</O/Layout/Placement/Block/BBox[{' '.join(f'{edge:.2f}' for edge in box)}]>>"
    return said


def string(text: str) -> str:
    """A text as PDF writes it, within the length an archive allows."""
    text = clipped(text, _LONGEST)
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
