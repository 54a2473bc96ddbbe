"""Reads a Word document back: its words in order, its pictures' and tables' words for who does not see them."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


def read_word(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def words_in(file: Document) -> str:
    """Everything it says between its heads and feet."""
    return "\n".join(_inside(file))


def _inside(holder: Document | _Cell) -> Iterator[str]:
    for each in holder.iter_inner_content():
        if isinstance(each, Paragraph):
            yield from _described(each._p, "wp:docPr", "descr")
            yield each.text
        else:
            yield from tables_words(each)
            # Cell by cell through python-docx would take minutes for a long table.
            for paragraph in each._tbl.iter(qn("w:p")):
                yield Paragraph(paragraph, each).text


def tables_words(table: Table) -> Iterator[str]:
    for name in ("w:tblCaption", "w:tblDescription"):
        yield from _described(table._tbl, name, qn("w:val"))


def _described(element: Any, name: str, attribute: str) -> Iterator[str]:
    for found in element.iter(qn(name)):
        yield found.get(attribute)


def rows_of(table: Table) -> list[list[str]]:
    """The text of every cell."""
    return [[_text(cell, table) for cell in row.iter(qn("w:tc"))] for row in table._tbl.iter(qn("w:tr"))]


def _text(cell: Any, table: Table) -> str:
    return "\n".join(Paragraph(paragraph, table).text for paragraph in cell.iter(qn("w:p")))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}
