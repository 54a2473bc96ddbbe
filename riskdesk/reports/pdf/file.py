"""Writes a document's objects as a file: those of the structure tree many together and compressed.

ReportLab would write each of a register's hundred thousand elements as an object of its own.
"""

import zlib
from hashlib import sha256
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFIndirectObject

_TOGETHER = 200
"""Objects to a stream: more would make a viewer unpack much to show little."""

_ENTRY = 7
"""Bytes that say where an object stands."""


class Packs:
    """Objects written already, packed into compressed streams as they come."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._waiting: list[tuple[int, bytes]] = []
        self.streams: dict[int, bytes] = {}
        self.table = Table()

    def put(self, number: int, written: bytes) -> None:
        self._waiting.append((number, written))
        if len(self._waiting) >= _TOGETHER:
            self.pack()

    def pack(self) -> None:
        """Compress what waits."""
        if not self._waiting:
            return
        stream = next_number(self._document)
        heads, bodies, offset = [], [], 0
        for place, (number, written) in enumerate(self._waiting):
            heads.append(b"%d %d" % (number, offset))
            bodies.append(written)
            offset += len(written) + 1
            self.table.pack(number, stream, place)
        head = b" ".join(heads) + b"\n"
        data = zlib.compress(head + b"\n".join(bodies) + b"\n")
        facts = (len(bodies), len(head), len(data))
        told = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % facts
        self.streams[stream] = told + b"\nstream\n" + data + b"endstream\n"
        self._waiting.clear()


def next_number(document: Any) -> int:
    """An object number that is not used yet."""
    document.objectcounter += 1
    return int(document.objectcounter)


class Table:
    """Where every object stands, in seven bytes each: a hundred thousand are packed."""

    def __init__(self) -> None:
        self._entries = bytearray(_ENTRY)

    def stand(self, number: int, offset: int) -> None:
        """An object of its own begins at an offset."""
        self._set(number, b"\1" + offset.to_bytes(4, "big") + b"\0\0")

    def pack(self, number: int, stream: int, place: int) -> None:
        """An object is packed with others."""
        self._set(number, b"\2" + stream.to_bytes(4, "big") + place.to_bytes(2, "big"))

    def _set(self, number: int, entry: bytes) -> None:
        start = number * _ENTRY
        if len(self._entries) < start + _ENTRY:
            self._entries.extend(bytes(start + _ENTRY - len(self._entries)))
        self._entries[start : start + _ENTRY] = entry

    def written(self) -> bytes:
        if 0 in self._entries[_ENTRY::_ENTRY]:
            raise AssertionError("an object has a number but was never written")
        return bytes(self._entries)


def write_file(document: Any, packs: Packs) -> bytes:
    """The whole file. Everything must have been put into the document or the packs."""
    packs.pack()
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    seen = sha256(parts[0])
    size, number = len(parts[0]), 0
    while number < document.objectcounter:  # it grows while objects are written
        number += 1
        written = _object(document, packs, number)
        if written is not None:
            packs.table.stand(number, size)
            parts.append(written)
            seen.update(written)
            size += len(written)
    parts += _ending(document, packs.table, size, seen.hexdigest()[:32])
    return b"".join(parts)


def _object(document: Any, packs: Packs, number: int) -> bytes | None:
    """An object of its own; None where it is packed."""
    if number in packs.streams:
        body = packs.streams.pop(number)
    elif name := document.numberToId.get(number):
        body = PDFIndirectObject(name, document.idToObject[name]).format(document)
        body = body.removeprefix(b"%d 0 obj\n" % number).removesuffix(b"endobj\n")
    else:
        return None
    return b"%d 0 obj\n%bendobj\n" % (number, _ended(body))


def _ended(body: bytes) -> bytes:
    """With a line end before `endstream`, which ReportLab leaves out; where the data end in a carriage return, a line
    feed alone would seem to belong to it."""
    if not body.endswith(b"endstream\n"):
        return body
    data = body.removesuffix(b"endstream\n")
    return data + (b"\r\n" if data.endswith(b"\r") else b"\n") + b"endstream\n"


def _ending(document: Any, table: Table, start: int, name: str) -> list[bytes]:
    """Where every object stands, and where to begin reading; `name` is the document's own."""
    own = next_number(document)
    table.stand(own, start)
    data = zlib.compress(table.written())
    root, info = (document.Reference(each).format(document) for each in (document.Catalog, document.info))
    facts = (own + 1, root, info, name.encode(), name.encode(), len(data))
    told = b"<</Type/XRef/Size %d/W[1 4 2]/Root %b/Info %b/ID[<%b><%b>]/Filter/FlateDecode/Length %d>>" % facts
    body = _ended(told + b"\nstream\n" + data + b"endstream\n")
    return [b"%d 0 obj\n%bendobj\n" % (own, body), b"startxref\n%d\n%%%%EOF\n" % start]
