"""Everything that can be read out of a finished paper, wherever in the file it stands: on its pages, in its properties,
bookmarks, descriptions of pictures, attached files."""

import contextlib
import ctypes
import html
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

PDF = "application/pdf"
HTML = "text/html"

_TAG = re.compile(r"<[^>]*>")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_STRING = re.compile(rb"\((?:\\.|[^\\()]++|\((?:\\.|[^\\()]++)*+\))*+\)|<[0-9A-Fa-f\s]{4,}>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_FEW_PAGES = 100
"""A page's structure is read through the whole table it shows a part of. In longer papers its words are found among
all the file's strings, which do not tell the page."""
_LONGEST_ABOUT = 4000
_LONGEST = 64_000_000
"""Bytes that one packed part of a file may unpack to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Some text and where it stands, as a sentence names it: "on page 3", "in the bookmarks". What is not `read` is
    source: a number in it may be a measure of the file's own."""

    where: str
    text: str
    read: bool = True


def insides(document: bytes, media_type: str) -> Iterator[Place]:
    """All the text of a file. What is neither a PDF, a web page nor a zipped document is read as plain text."""
    if document.startswith(b"%PDF") or media_type == PDF:
        yield from _pdf(document)
    elif document.startswith(b"PK"):
        yield from _zipped(document)
    elif media_type == HTML:
        yield from _marked_up(document.decode("utf-8", "replace"), "in the web page")
    else:
        yield Place("in the file", document.decode("utf-8", "replace"))


def _marked_up(source: str, where: str) -> Iterator[Place]:
    """The words as they are read, and the source as it stands."""
    yield Place(where, html.unescape(_TAG.sub(" ", source)))
    yield Place(f"{where} (where it is not seen)", html.unescape(source), read=False)


def _zipped(document: bytes) -> Iterator[Place]:
    with zipfile.ZipFile(BytesIO(document)) as parts:
        for part in parts.infolist():
            where = f"in {part.filename}"
            yield Place(where, part.filename)
            yield Place(where, part.comment.decode("utf-8", "replace"))
            with parts.open(part) as packed:
                data = packed.read(_LONGEST)
            if data.startswith(b"PK"):
                yield from _inside(where, _zipped(data))
            elif part.filename.endswith((".xml", ".rels", ".vml")):
                yield from _marked_up(data.decode("utf-8", "replace"), where)
        yield Place("in the file", parts.comment.decode("utf-8", "replace"))


def _inside(where: str, places: Iterator[Place]) -> Iterator[Place]:
    return (replace(place, where=f"{where}, {place.where}") for place in places)


# PDF


def _pdf(document: bytes) -> Iterator[Place]:
    import pypdfium2  # noqa: PLC0415 - only papers that are checked need it

    with contextlib.closing(pypdfium2.PdfDocument(document)) as pdf:
        for number in range(len(pdf)):
            with contextlib.closing(pdf[number]) as page:
                yield from _page(page, number + 1, is_described=len(pdf) <= _FEW_PAGES)
        for name, said in pdf.get_metadata_dict(skip_empty=True).items():
            yield Place(f"in the document's properties ({name.lower()})", said)
        for bookmark in pdf.get_toc():
            yield Place("in the bookmarks", bookmark.get_title())
        for number in range(pdf.count_attachments()):
            yield from _attached(pdf.get_attachment(number))
    yield from _bare(document)


def _page(page: Any, number: int, *, is_described: bool) -> Iterator[Place]:
    with contextlib.closing(page.get_textpage()) as text:
        yield Place(f"on page {number}", text.get_text_range())
    if is_described:
        yield from (Place(f"in what describes page {number} to a screen reader", said) for said in _described(page))


def _attached(attachment: Any) -> Iterator[Place]:
    name = attachment.get_name()
    where = f"in the attached file {name}"
    yield Place(where, name)
    yield from _inside(where, insides(bytes(attachment.get_data()), ""))


def _described(page: Any) -> Iterator[str]:
    """What the structure of a page says besides its words: alternative texts and what else is told of an element."""
    import pypdfium2.raw as raw  # noqa: PLC0415

    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    tell: tuple[Callable[..., int], ...] = (
        raw.FPDF_StructElement_GetAltText,
        raw.FPDF_StructElement_GetActualText,
        raw.FPDF_StructElement_GetExpansion,
        raw.FPDF_StructElement_GetTitle,
        raw.FPDF_StructElement_GetID,
    )
    try:
        children = range(raw.FPDF_StructTree_CountChildren(tree))
        left = [raw.FPDF_StructTree_GetChildAtIndex(tree, place) for place in children]
        while left:
            element = left.pop()
            if element:
                yield from (said for each in tell if (said := _said(each, element)))
                children = range(raw.FPDF_StructElement_CountChildren(element))
                left += [raw.FPDF_StructElement_GetChildAtIndex(element, place) for place in children]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _said(tell: Callable[..., int], element: Any) -> str:
    size = tell(element, None, 0)
    if size <= 2:
        return ""
    held = ctypes.create_string_buffer(size)
    tell(element, held, size)
    return held.raw.decode("utf-16-le", "replace").rstrip("\0")


def _bare(document: bytes) -> Iterator[Place]:
    """What no page shows and no list names: every string of the file's own objects, packed ones too, its description
    (XMP), and files that are in it without being listed."""
    bare, seen = [], 0
    for about, begin, end in _streams(document):
        bare.append(document[seen:begin])
        seen = end
        data = document[begin:end]
        if b"/FlateDecode" in about and b"/ASCII85Decode" not in about:
            data = _unpacked(data)
        if b"/ObjStm" in about:
            bare.append(data)
        elif b"/EmbeddedFile" in about:
            yield from _inside("in an attached file", insides(data, ""))
        elif b"/Metadata" in about or data.lstrip().startswith((b"<?xpacket", b"<x:xmpmeta")):
            yield from _marked_up(data.decode("utf-8", "replace"), "in the document's properties (XMP)")
    bare.append(document[seen:])
    told = "\n".join(said for part in bare for said in _strings(part))
    yield Place("in what the file says of itself", told, read=False)


def _streams(document: bytes) -> Iterator[tuple[bytes, int, int]]:
    """What is said of each packed part, and where it begins and ends."""
    end = 0
    for found in _STREAM.finditer(document):
        if found.start() < end:
            continue
        end = document.find(b"endstream", found.end())
        if end < 0:
            return
        begins = document.rfind(b" obj", max(0, found.start() - _LONGEST_ABOUT), found.start())
        yield document[max(begins, 0) : found.start()], found.end(), end


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LONGEST)
    except zlib.error:
        return data


def _strings(data: bytes) -> Iterator[str]:
    """The strings of PDF objects, in the two ways in which they are spelt."""
    for found in _STRING.finditer(data):
        told = found[0]
        if told.startswith(b"<"):
            digits = re.sub(rb"\s", b"", told[1:-1]).decode("ascii")
            spelt = bytes.fromhex(digits + "0" * (len(digits) % 2))
        else:
            spelt = _ESCAPE.sub(_unescaped, told[1:-1])
        yield _decoded(spelt)


def _unescaped(found: re.Match[bytes]) -> bytes:
    told = found[1]
    return bytes([int(told, 8) % 256]) if told[:1].isdigit() else _ESCAPED.get(told, told)


def _decoded(spelt: bytes) -> str:
    if spelt.startswith(b"\xfe\xff"):
        return spelt[2:].decode("utf-16-be", "replace")
    if spelt.startswith(b"\xef\xbb\xbf"):
        return spelt[3:].decode("utf-8", "replace")
    return spelt.decode("latin-1")
