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
    """`found` is what was counted; the matrix names every open risk once."""

    found: Calibration
    matrix: Matrix
    groups: tuple[Section, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a person should notice."""
        return self.found.sentences


def spread(register: Register) -> Spread:
    found = calibrate(register)
    groups = (
        _groups(found, "By owner", "Owner", found.owners),
        _groups(found, "By category", "Category", found.categories),
    )
    return Spread(found, place_risks(register), groups if found.cells else ())


def _groups(found: Calibration, title: str, word: str, groups: Sequence[Group]) -> Section:
    if all(group.name == NOT_RECORDED for group in groups):
        return Section(title, (f"No scored risk has a recorded {word.lower()}, so nothing is told by {word.lower()}.",))
    bands = tuple(reversed(found.bands))
    remarked = any(group.remark for group in groups)
    columns = (
        Column("group", word),
        Column("count", "Risks"),
        *(Column("count", band.word) for band in bands),
        Column("count", "Cells used"),
        *((Column("remark", "Remark"),) if remarked else ()),
    )
    rows = tuple(_row(group, remarked) for group in groups)
    return Section(title, (), Table(columns, rows), len(groups))


def _row(group: Group, remarked: bool) -> Row:
    return (
        (Line(clipped(group.name, 120)),),
        body(f"{len(group.risks):,}"),
        *(body(f"{number:,}") for number in reversed(group.bands)),
        body(f"{group.cells:,}"),
        *((body(group.remark or "none"),) if remarked else ()),
    )
