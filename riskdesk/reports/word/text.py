"""Text in a Word document: paragraphs and runs as XML, in which a register's text is only ever text."""

import re
from html import escape

from riskdesk.reports.plain import plain

_STYLE = re.compile(r'(<w:pStyle w:val="\w+"/>)(?!<w:keepNext/>)')


def said(text: str) -> str:
    """A register's text as XML holds it."""
    return escape(plain(text), quote=False)


def quoted(text: str) -> str:
    """The text as the value of an attribute, on one line, with its quotation marks."""
    return f'"{escape(" ".join(plain(text).split()))}"'


def run(text: str, properties: str = "") -> str:
    """The text in one voice, over as many lines as it has. `properties` are those of a `w:rPr`."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if "\n" not in text and text.isprintable():
        return f'<w:r>{looks}<w:t xml:space="preserve">{said(text)}</w:t></w:r>'
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in said(text).split("\n"))
    return f"<w:r>{looks}{lines}</w:r>"


def paragraph(inside: str, style: str, properties: str = "") -> str:
    """Runs as a paragraph in a style. `properties` are those of a `w:pPr` after its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def told(text: str, style: str, properties: str = "") -> str:
    """The text as a paragraph of its own."""
    return paragraph(run(text), style, properties)


STRONG = '<w:rStyle w:val="Strong"/>'
QUIET = '<w:rStyle w:val="Quiet"/><w:color w:val="4A5560"/>'
KEPT = "<w:keepNext/>"
TAB = "<w:r><w:tab/></w:r>"
GAP = paragraph("", "Gap")
"""Between what would otherwise run into one another, such as two tables."""


def kept(xml: str) -> str:
    """Paragraphs and rows that stay with what follows them, all but the last."""
    last = xml.rfind("<w:p>")
    return _STYLE.sub(r"\1<w:keepNext/>", xml[:last]) + xml[last:] if last > 0 else xml
