"""What changed as plain text for a terminal: the sentences, and the table behind them."""

import textwrap
from collections.abc import Iterator

from riskdesk.changed import moment, row_sentence, sentences, table
from riskdesk.listing import columns, plain, room
from riskdesk.movement import Kind, Movement, Row
from riskdesk.risks import Register, Stage

_MOST_LINES = 6
"""A cell that needs more lines is cut with an ellipsis; `--json` gives it whole."""


def changes_text(movement: Movement) -> str:
    """The two moments, what changed in sentences, and every risk with its changes."""
    return "\n".join([*_head(movement), "", *_said(movement), "", *_table(movement)])


def _head(movement: Movement) -> Iterator[str]:
    yield plain(movement.after.title)
    yield from textwrap.wrap(
        plain(f"What changed from {moment(movement.before)} to {moment(movement.after)}"),
        room(),
        break_on_hyphens=False,
    )


def _said(movement: Movement) -> Iterator[str]:
    for said in sentences(movement):
        yield from textwrap.wrap(
            plain(said), room(), initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
        )


def _table(movement: Movement) -> list[str]:
    if not movement.rows:
        return ["No risk was open at either moment."]
    rows = [["Ref", "Risk", "Before", "After", "What changed"]]
    rows.extend(_row(movement, row) for row in table(movement))
    return columns(rows, stretch=4, most_lines=_MOST_LINES)


def _row(movement: Movement, row: Row) -> list[str]:
    before = _score(movement.before, row, after=False)
    return [
        row.risk.label,
        row.risk.title,
        before,
        _score(movement.after, row, after=True),
        row_sentence(row, movement),
    ]


def _score(register: Register, row: Row, *, after: bool) -> str:
    """The current rating at one moment, a dash where the risk was not there."""
    risk = row.risk if after else row.before
    if risk is None or (after and row.main is Kind.VANISHED):
        return "-"
    rated = register.rated(risk, Stage.CURRENT)
    return rated.text if rated else "not rated"
