"""Tables and marks in a web page, and the rules of style that only this page needs."""

from collections.abc import Sequence

from riskdesk.reports.blocks import Rows
from riskdesk.reports.marks import Cell, Line, Mark, Table, Tone
from riskdesk.reports.pdf.widths import shares_of
from riskdesk.reports.standing import is_colour
from riskdesk.reports.web.text import apart, attributes, css_string, element, quoted, said
from riskdesk.reports.work import Work

_TONES = {Tone.BODY: "", Tone.STRONG: "strong", Tone.META: "meta"}

_FEW, _LITTLE, _BRIEF = 10, 1_500, 16
"""Rows and letters of a table that a page should hold whole; letters of a mark that a line should."""


class Sheet:
    """Rules gathered while the page is written: one for each pair of a band's colours, one for each set of titles."""

    def __init__(self) -> None:
        self._inks: dict[tuple[str, str], str] = {}
        self._titles: dict[tuple[str, ...], str] = {}

    def mark(self, mark: Mark) -> str:
        """The classes of a mark: its colours and the pattern of its severity."""
        if not is_colour(mark.fill) or not is_colour(mark.ink):
            return "mark bare"
        ink = self._inks.setdefault((mark.fill, mark.ink), f"m{len(self._inks)}")
        return f"mark {ink} p{(mark.severity - 1) % 5 + 1}" if mark.severity > 0 else f"mark {ink}"

    def titles(self, titles: Sequence[str]) -> str:
        """The class of a table with these columns: on a telephone each cell says its column."""
        return self._titles.setdefault(tuple(titles), f"t{len(self._titles)}")

    @property
    def rules(self) -> str:
        inks = [f".{name}{{--fill:{fill};--ink:{ink}}}" for (fill, ink), name in self._inks.items()]
        titles = [
            f".{name} tbody tr>:nth-child({place}):before{{content:{css_string(title)}}}"
            for titles, name in self._titles.items()
            for place, title in enumerate(titles[1:], 2)
        ]
        return "\n".join((*inks, "@media screen and (max-width:44rem){", *titles, "}"))


def table_html(rows: Rows, sheet: Sheet, work: Work) -> str:
    """A table whose columns and rows are headed; nothing where it has no columns."""
    columns = rows.table.columns
    if not columns:
        return ""
    shares = shares_of(rows)
    whole = sum(shares)
    widths = "".join(f'<col style="width:{100 * share / whole:.1f}%">' for share in shares)
    kinds = ["number" if column.number else "" for column in columns]
    heads = "".join(
        f'<th scope="col"{attributes(column.title, kind)}>{said(column.title)}</th>'
        for column, kind in zip(columns, kinds, strict=True)
    )
    short = " short" if _is_short(rows.table) else ""
    look = f"grid {rows.size.value} {sheet.titles([column.title for column in columns])}{short}"
    out = [
        f'<table class="{look}"><caption>{said(rows.caption)}</caption>',
        f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>",
    ]
    for first, *others in rows.table.rows:
        head = _cell("th", ' scope="row"', first, sheet)
        cells = "".join(_cell("td", "", cell, sheet, kind) for cell, kind in zip(others, kinds[1:], strict=True))
        out.append(f"<tr>{head}{cells}</tr>")
        work.done()
    return "\n".join((*out, "</tbody></table>"))


def mark_html(mark: Mark, sheet: Sheet, name: str = "span") -> str:
    """Number and word on the band's colour."""
    number = f"<b>{apart(mark.number)}</b> " if mark.number else ""
    brief = " brief" if len(mark.text) <= _BRIEF else ""
    return f'<{name} class="{sheet.mark(mark)}{brief}">{number}{apart(mark.word)}</{name}>'


def figure_html(alt: str, inside: str, kind: str) -> str:
    """A picture that is made of text, with what it shows in words for who does not see it."""
    return f'<figure class="{kind}" aria-label={quoted(alt)}>{inside}</figure>'


def _is_short(table: Table) -> bool:
    """Whether a page can hold it so easily that it should."""
    return (
        len(table.rows) <= _FEW and sum(len(item.text) for row in table.rows for cell in row for item in cell) < _LITTLE
    )


def _cell(name: str, scope: str, cell: Cell, sheet: Sheet, kind: str = "") -> str:
    if len(cell) == 1:
        (item,) = cell
        if isinstance(item, Line) and not item.label:
            kinds = f"{kind} {_TONES[item.tone]}".strip()
            return f"<{name}{scope}{attributes(item.text, kinds)}>{said(item.text)}</{name}>"
    return f"<{name}{scope}{attributes('', kind)}>{''.join(_item(item, sheet) for item in cell)}</{name}>"


def _item(item: Line | Mark, sheet: Sheet) -> str:
    if isinstance(item, Mark):
        return mark_html(item, sheet)
    if not item.label:
        return element("p", item.text, _TONES[item.tone])
    told = attributes(item.text, f"{_TONES[item.tone]} hung".strip())
    return f"<p{told}><span>{apart(item.label)}</span> {said(item.text)}</p>"
