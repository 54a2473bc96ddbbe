"""The audit paper's calibration: how scores are spread over the matrix, by owner and by category."""

from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.audit.calibration import Calibration, Group, calibrate
from riskdesk.reports.marks import Column, Line, Row, Table, body
from riskdesk.reports.placing import Matrix, place_risks
from riskdesk.reports.section import Section
from riskdesk.risks import Register
from riskdesk.wording import NOT_RECORDED, clipped


@dataclass(frozen=True, slots=True)
class Spread:
    """`sentences` say what a person should notice; the matrix names every open risk once."""

    sentences: tuple[str, ...]
    matrix: Matrix
    groups: tuple[Section, ...]


def spread(register: Register) -> Spread:
    found = calibrate(register)
    groups = (
        _groups(found, "By owner", "Owner", found.owners),
        _groups(found, "By category", "Category", found.categories),
    )
    return Spread(found.sentences, place_risks(register), tuple(group for group in groups if group.said))


def _groups(found: Calibration, title: str, word: str, groups: Sequence[Group]) -> Section:
    bands = tuple(reversed(found.bands))
    columns = (
        Column("group", word),
        Column("count", "Risks"),
        *(Column("count", band.word) for band in bands),
        Column("count", "Cells used"),
        Column("remark", "Remark"),
    )
    lead = (
        ()
        if any(group.name != NOT_RECORDED for group in groups)
        else (f"No scored risk has a recorded {word.lower()}.",)
    )
    return Section(title, lead, Table(columns, tuple(_row(group) for group in groups)), len(groups))


def _row(group: Group) -> Row:
    bands = reversed(group.bands)
    return (
        (Line(clipped(group.name, 120)),),
        body(f"{len(group.risks):,}"),
        *(body(f"{number:,}") for number in bands),
        body(f"{group.cells:,}"),
        body(group.remark or "none"),
    )
