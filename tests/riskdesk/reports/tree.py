"""Reads a tagged document back as one who cannot see it: elements in order with their words, as pikepdf finds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

_SHOWING = {"Tj", "TJ", "'", '"'}
_PAINTING = _SHOWING | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI"}


@dataclass
class Node:
    """One element: `text` is its own content, `said` what it says of itself, `pages` those it stands on, from 0."""

    tag: str
    text: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    kids: list["Node"] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *tags: str) -> list["Node"]:
        """Every element of these kinds, in reading order."""
        return [node for node in self.walk() if node.tag in tags]

    @property
    def words(self) -> str:
        """All that is read of it, with its parts."""
        return "".join(node.text for node in self.walk())


@dataclass
class Marked:
    """What a page's marks hold, what is shown as an artifact, and what painting stands outside of both."""

    content: dict[int, str]
    artifacts: list[tuple[str, str]]
    outside: list[str]


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(document))


def read_tree(document: bytes) -> Node:
    """The `Document` element."""
    with opened(document) as pdf:
        pages = {page.objgen: place for place, page in enumerate(pdf.pages)}
        marked = [read_marks(page) for page in pdf.pages]
        root = pdf.Root.StructTreeRoot.K
        return _node(root, pages, marked)


def read_marks(page: Any) -> Marked:
    """One page's content stream, operator by operator."""
    found, owners, fonts = Marked({}, [], []), [], _letters(page)
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        name = str(operator)
        if name in ("BDC", "BMC"):
            owners.append(_owner(operands))
            if isinstance(owners[-1], int):
                found.content[owners[-1]] = ""
            else:
                found.artifacts.append((owners[-1], ""))
        elif name == "EMC":
            owners.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        if name in _PAINTING:
            assert len(owners) < 2, "one mark inside another"
            text = "".join(font[code] for code in bytes(operands[0])) if name == "Tj" else ""
            _keep(found, owners, name, text)
    assert not owners, "a mark is left open"
    return found


def _keep(found: Marked, owners: list[Any], operator: str, text: str) -> None:
    if not owners:
        found.outside.append(operator)
    elif isinstance(owners[-1], int):
        found.content[owners[-1]] += text
    else:
        kind, said = found.artifacts[-1]
        found.artifacts[-1] = (kind, said + text)


def _owner(operands: Any) -> int | str:
    """The number of a mark, or what kind of artifact it is."""
    facts = operands[1] if len(operands) > 1 else {}
    if "/MCID" in facts:
        return int(facts["/MCID"])
    assert str(operands[0]) == "/Artifact"
    return str(facts.get("/Subtype", ""))


def _letters(page: Any) -> dict[str, dict[int, str]]:
    """What each code of each font of a page means."""
    return {name: meanings(font) for name, font in page.Resources.Font.items()}


def meanings(font: Any) -> dict[int, str]:
    written = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<(..)> <([0-9A-F]{4,})>$", written, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}


def _node(element: Any, pages: dict[Any, int], marked: list[Marked]) -> Node:
    said = {str(key): element[key] for key in ("/Alt",) if key in element}
    said |= dict(element.get("/A", {}).items())
    node = Node(str(element.S)[1:], said={key: str(value) for key, value in said.items()})
    home = pages[element.Pg.objgen] if "/Pg" in element else -1
    for kid in element.K:
        if isinstance(kid, int):
            node.pages.append(home)
            node.text += marked[home].content[kid]
        elif kid.get("/Type") == "/MCR":
            node.pages.append(pages[kid.Pg.objgen])
            node.text += marked[node.pages[-1]].content[int(kid.MCID)]
        else:
            assert kid.P.objgen == element.objgen, "a part does not know its whole"
            node.kids.append(_node(kid, pages, marked))
    return node
