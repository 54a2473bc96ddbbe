"""Reads a web page back the way a browser would, and refuses what a browser would have to guess at."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]
VOID = {"meta", "img", "br", "col", "path"}
SILENT = {"nav", "style", "title"}
"""What is not part of what the paper says: links to its sections, rules of style, the window's title."""


@dataclass
class Element:
    """One element with what stands inside it."""

    name: str
    attributes: Attributes
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words in the order in which they are read, with the words for those who hear them."""
        own = [self.attributes.get("aria-label", "") if self.name != "section" else "", self.attributes.get("alt", "")]
        told = (each if isinstance(each, str) else each.text for each in self.inside)
        return "" if self.name in SILENT else "\n".join((*own, *told))

    def all(self, *names: str) -> "list[Element]":
        """Every element of these names inside it, in order; without names every element."""
        found = []
        for each in self.inside:
            if isinstance(each, Element):
                found += [each] if not names or each.name in names else []
                found += each.all(*names)
        return found

    def one(self, name: str) -> "Element":
        (found,) = self.all(name)
        return found

    @property
    def kinds(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def plain(self) -> str:
        """What is shown, on one line."""
        told = (each if isinstance(each, str) else each.plain for each in self.inside)
        return " ".join("".join(told).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.whole = Element("document", {})
        self._open = [self.whole]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert tag not in VOID
        assert self._open.pop().name == tag, f"{tag} is not closed where it should be"

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    def end(self) -> Element:
        self.close()
        assert self._open == [self.whole], "something is left open"
        return self.whole


def read_page(page: bytes) -> Element:
    """The whole page, every element of which is closed in its turn."""
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    return reader.end()
