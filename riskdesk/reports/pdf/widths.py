"""How wide the columns of tables are, and how tables are set."""

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

from riskdesk.reports.blocks import Rows, Size
from riskdesk.reports.marks import Table
from riskdesk.reports.pdf.cells import DENSE, EASY, Look
from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.table import Grid
from riskdesk.reports.pdf.text import Style

CLOSE = replace(EASY, body=Style(8.5, 11.5), strong=Style(8.5, 11.5, bold=True), pad=4, gutter=7)
"""For a table that stands beside a drawing."""

_LOOKS: Mapping[Size, Look] = {Size.EASY: EASY, Size.CLOSE: CLOSE, Size.DENSE: DENSE, Size.TIGHT: replace(DENSE, pad=3)}

SHARES = {
    "ref": 34,
    "top_risk": 156,
    "undated_risk": 150,
    "owner": 108,
    "rating": 67,
    "due": 66,
    "open_actions": 44,
    "late": 34,
    "action": 170,
    "count": 44,
    "why": 96,
    "level": 34,
    "word": 90,
    "weight": 40,
    "descriptor": 240,
    "band": 74,
    "range": 110,
    "stage": 56,
    "stated": 40,
    "computed": 70,
    "place": 32,
    "square": 66,
    "refs": 58,
    "unplaced": 200,
    "reason": 180,
    "partner": 140,
    "signer": 100,
    "post": 120,
    "signed": 136,
    "raised_risk": 140,
    "accepted": 114,
    "forum": 92,
    "place_now": 114,
    "since": 56,
    "cause": 125,
    "deadline": 90,
    "plan_state": 100,
    "number": 26,
    "minute": 46,
    "agenda_risk": 230,
    "outcome": 90,
    "decided_risk": 110,
    "decision": 180,
    "committee_score": 104,
    "new_action": 200,
    "changed": 160,
    "from": 67,
    "to": 67,
    "kind": 130,
    "which": 280,
    "bearer": 190,
    "low": 52,
    "likely": 56,
    "high": 56,
    "by_what": 210,
    "estimate": 80,
    "could_cost": 150,
    "would_remain": 200,
    "money_risk": 210,
    "money_scheme": 96,
    "money_bearer": 80,
    "levels": 120,
    "rationale": 210,
    "stage_word": 46,
    "stage_rating": 58,
    "stage_levels": 150,
    "over_time": 230,
    "control": 190,
    "control_state": 46,
    "implemented": 66,
    "control_owner": 76,
    "assurance": 100,
    "effectiveness": 60,
    "gaps": 100,
    "risk_action": 220,
    "action_due": 130,
    "action_state": 104,
    "baf_risk": 112,
    "baf_lead": 70,
    "baf_rating": 54,
    "baf_controls": 130,
    "baf_gaps": 84,
    "baf_assurances": 94,
    "baf_actions": 170,
    "track_risk": 112,
    "track_action": 210,
    "track_owner": 110,
    "track_due": 104,
    "track_late": 56,
    "track_state": 84,
    "track_barrier": 130,
    "your_part": 90,
    "review": 100,
    "was": 84,
}
"""What each column takes of a table's width, by its key; those of one table divide it among them."""

_REGISTER = {
    "ref": 40,
    "risk": 136,
    "controls": 136,
    "impact": 46,
    "likelihood": 46,
    "rating": 58,
    "actions": 136,
    "target": 58,
    "target_date": 50,
    "owner": 80,
    "closed_risk": 240,
    "closed_on": 70,
    "reason": 170,
}

_AUDIT = {
    "number": 40,
    "rule": 216,
    "severity": 62,
    "count": 50,
    "finding": 104,
    "refs": 50,
    "evidence": 250,
    "status": 54,
    "waived": 170,
    "standing": 100,
    "person": 96,
    "reason": 112,
    "risk": 92,
    "question": 194,
    "answer": 174,
    "score": 112,
    "outcome": 122,
    "sampled": 132,
    "stratum": 84,
    "scored": 80,
    "conclusion": 150,
    "group": 150,
    "remark": 96,
    "fault": 270,
}

_BOARD = {
    "ref": 28,
    "dashboard_risk": 138,
    "rating": 54,
    "moved": 78,
    "against": 46,
    "milestone": 80,
    "tally": 38,
    "late": 34,
    "action": 180,
    "due": 96,
    "owner": 108,
    "state": 76,
    "done_on": 76,
    "from": 76,
    "to": 76,
    "moved_often": 120,
    "gone_risk": 168,
    "gone_why": 150,
    "gone_by": 88,
    "proximity": 110,
    "above_risk": 112,
    "above_why": 92,
    "above_since": 70,
    "above_back": 92,
    "above_who": 100,
}

_QUALITY = {
    "severity": 54,
    "found": 274,
    "count": 54,
    "refs": 110,
    "mended": 250,
    "which": 242,
    "accepted_what": 230,
    "accepted_by": 190,
    "challenged": 120,
    "question": 210,
    "asked": 160,
}

_SETS: Mapping[str, Mapping[str, float]] = {
    "register": SHARES | _REGISTER,
    "audit": SHARES | _AUDIT,
    "board": SHARES | _BOARD,
    "quality": _QUALITY,
}
_PROSE: Mapping[str, tuple[str, ...]] = {
    "register": ("risk", "controls", "actions"),
    "baf": ("baf_risk", "baf_controls", "baf_actions"),
    "card": ("control", "assurance", "gaps"),
}
_LEAST_PROSE = 46.0


def shares_of(rows: Rows) -> list[float]:
    """The columns' shares of the width."""
    known = _SETS.get(rows.widths, SHARES)
    shares = [known[column.key] for column in rows.table.columns]
    prose = _PROSE.get(rows.widths, ())
    return _balanced(rows.table, shares, prose) if prose else shares


def _balanced(table: Table, shares: list[float], prose: tuple[str, ...]) -> list[float]:
    """Columns that hold prose divide their space by how much they have to say, so that a register without further
    actions does not print an empty third of a page."""
    said = {
        place: sqrt(sum(len(item.text) for row in table.rows for item in row[place]))
        for place, column in enumerate(table.columns)
        if column.key in prose
    }
    together, space = sum(said.values()), sum(shares[place] for place in said) - _LEAST_PROSE * len(said)
    if not together:
        return shares
    return [
        _LEAST_PROSE + space * said[place] / together if place in said else share for place, share in enumerate(shares)
    ]


def grid(pages: Pages, rows: Rows, *, x: float = 0, width: float = 0, look: Look | None = None) -> Grid:
    """A table at its usual column widths, over the whole measure unless a place is given."""
    place = {"x": x or pages.left, "width": width or pages.width}
    return Grid(pages, rows.table, shares_of(rows), look or _LOOKS[rows.size], caption=rows.caption, **place)
