"""Calibration: how scores are spread over the matrix, by owner and by category, and what is crowded, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.audit.calibration import Calibration, Group, calibrate
from riskdesk.risks import Register, Risk
from riskdesk.scoring import Band
from riskdesk.wording import counted, sentence
from ui.audit.auditor import Auditor
from ui.audit.panel import AuditPanel
from ui.audit.parts import Captioned, SheetArea, StagePicker, table
from ui.audit.risklinks import RiskLinks
from ui.audit.spread import Spread
from ui.cellgrid import Cell as Place
from ui.columns import DASH, Align, Cell, Column, Sight, Tone
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.inview import bring_into_view
from ui.labels import Section
from ui.matrix import cell_text
from ui.plain import Paragraph
from ui.rows import Row
from ui.tableview import TableView
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, ROOM

_MOST_ROWS = 9
_BAND = 56
"""Room for a count; a band whose word is longer takes what its heading needs."""
_BESIDE = 3
"""With more bands than this the two tables have no room beside each other."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the risks are listed of: a cell, or a group by its name."""

    cell: Place | None = None
    owner: str | None = None
    category: str | None = None


def columns_for(what: str, bands: Sequence[Band], *, remarked: bool) -> tuple[Column[Group], ...]:
    """A name, how many risks, how many in each band, and a remark where there is one."""
    remark: Column[Group] = Column(
        "Remark", "remark", lambda g, _: Cell(g.remark), lambda g, _: g.remark or None, width=90, least=60, lines=2,
        tip="A group of three or more that is all scored alike",
    )  # fmt: skip
    return (
        Column(what, "name", lambda g, _: Cell(g.name), lambda g, _: g.name.casefold(), width=120, least=90, lines=2,
               stretch=True),
        Column("Risks", "risks", lambda g, _: Cell(f"{len(g.risks):,}"), lambda g, _: len(g.risks), align=Align.RIGHT,
               width=56, largest_first=True),
        *(_band_column(place, band) for place, band in enumerate(bands)),
        *([remark] if remarked else []),
    )  # fmt: skip


def _band_column(place: int, band: Band) -> Column[Group]:
    def show(group: Group, _sight: Sight) -> Cell:
        count = group.bands[place]
        return Cell(f"{count:,}") if count else Cell(DASH, Tone.ABSENT)

    return Column(
        band.word, f"band{place}", show, lambda g, _: g.bands[place], align=Align.RIGHT, width=_BAND, largest_first=True
    )


class Groups(QWidget):
    """One of the two tables. It is made anew for other bands, and where remarks come or go."""

    def __init__(self, what: str, name: str, chosen: "CalibrationPanel") -> None:
        super().__init__()
        self._what, self._name, self._panel = what, name, chosen
        self._columns_of: tuple[Sequence[Band], bool] | None = None
        self.groups: Sequence[Group] = ()
        self.table: TableView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self, groups: Sequence[Group], bands: Sequence[Band], register: Register) -> None:
        columns_of = (bands, any(group.remark for group in groups))
        if self.table is None or columns_of != self._columns_of:
            if self.table:
                self._column.removeWidget(self.table)
                self.table.deleteLater()
            self._columns_of = columns_of
            columns = columns_for(self._what, bands, remarked=columns_of[1])
            self.table = table(columns, lambda group, _: (group.name,), self._name)
            self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.table.chosen.connect(lambda place: self._panel.show_group(self, place))
            self._column.addWidget(self.table)
            self.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self.groups = groups
        self.table.rows.fill([Row(place, group) for place, group in enumerate(groups, 1)], Sight(register, {}))
        row = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + row * min(max(len(groups), 1), _MOST_ROWS) + 3)


class CalibrationPanel(AuditPanel):
    """Choosing a cell, an owner or a category lists its risks."""

    title = "Calibration"
    tip = "How scores are spread over the matrix, by owner and by category"

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, parent)
        self._found: Calibration | None = None
        self._chosen = _Chosen()
        self.stage = StagePicker()
        self.spread = Spread(desk.register.scheme)
        self.sentences = Paragraph()
        self.links = RiskLinks()
        self.owners = Groups("Owner", "By owner", self)
        self.categories = Groups("Category", "By category", self)
        self.empty = EmptyState()
        self.sheet = SheetArea(self.title)
        self._build()
        self.stage.picked.connect(lambda _stage: self._read())
        self.spread.chosen.connect(lambda impact, likelihood: self._choose(_Chosen(cell=(impact, likelihood))))
        self.links.wanted.connect(lambda risk_id: self.field_wanted.emit(risk_id, self.stage.stage.value, 0))

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sheet)
        body = self.sheet.body
        head = QHBoxLayout()
        head.setSpacing(GAP)
        stage = Captioned("Stage", self.stage)
        stage.setMinimumWidth(12 * ROOM)
        head.addWidget(stage)
        head.addStretch(1)
        body.addLayout(head)
        body.addWidget(self.empty)
        self.top, self.tables = QWidget(), QWidget()
        top = QHBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(ROOM)
        words = QVBoxLayout()
        words.setSpacing(PAD)
        words.addWidget(self.sentences)
        words.addWidget(self.links)
        words.addStretch(1)
        top.addWidget(self.spread, 5, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 4)
        tables = self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.tables)
        tables.setContentsMargins(0, 0, 0, 0)
        tables.setSpacing(ROOM)
        for title, groups in (("By owner", self.owners), ("By category", self.categories)):
            section = Section(title)
            section.body.addWidget(groups)
            section.body.addStretch(1)
            tables.addWidget(section, 1)
        body.addWidget(self.top)
        body.addWidget(self.tables)
        body.addStretch(1)

    def fill(self) -> None:
        self.stage.offer(self.desk.register)
        self._read()

    def order_tabs(self, before: QWidget | None = None) -> None:
        sheet = self.sheet.widget()
        assert sheet is not None
        follow_layout(sheet, before)

    def focus_rows(self) -> None:
        (self.spread if self.spread.isVisibleTo(self) else self.stage).setFocus()

    def show_group(self, groups: Groups, place: int) -> None:
        name = groups.groups[place - 1].name
        self._choose(_Chosen(owner=name) if groups is self.owners else _Chosen(category=name))

    def _choose(self, chosen: _Chosen) -> None:
        self._chosen = chosen
        self._list()
        bring_into_view(self.links)

    def _read(self) -> None:
        register, stage = self.desk.register, self.stage.stage
        found = self._found = calibrate(register, stage)
        scored = bool(found.cells)
        self.empty.say(*_nothing(register, found))
        self.empty.setVisible(not scored)
        self.top.setVisible(scored)
        self.tables.setVisible(scored)
        self.sentences.setText("\n".join(found.sentences))
        self.spread.show_cells(register.scheme, found.cells, f"Spread of {register.word(stage).lower()} scores")
        many = len(found.bands) > _BESIDE
        self._beside.setDirection(QBoxLayout.Direction.TopToBottom if many else QBoxLayout.Direction.LeftToRight)
        self.owners.fill(found.owners, found.bands, register)
        self.categories.fill(found.categories, found.bands, register)
        self._list()

    def _list(self) -> None:
        """The risks of what is chosen; the fullest cell's until a person chose."""
        found, register = self._found, self.desk.register
        if found is None or not found.cells:
            return
        chosen = self._chosen if self._chosen != _Chosen() else _Chosen(cell=_fullest(found))
        self.spread.mark_cell(chosen.cell)
        what, risks = _listed(register, found, chosen)
        self.links.show_risks(f"{what}. {sentence(counted(len(risks), 'risk'))}", risks, register, found.stage)
        self.order_tabs()


def _listed(register: Register, found: Calibration, chosen: _Chosen) -> tuple[str, Sequence[Risk]]:
    if chosen.cell:
        return cell_text(register.scheme, *chosen.cell), found.cells.get(chosen.cell, ())
    name = chosen.owner if chosen.owner is not None else chosen.category
    groups = found.owners if chosen.owner is not None else found.categories
    what = "Owner" if chosen.owner is not None else "Category"
    return f"{what}: {name}", next((group.risks for group in groups if group.name == name), ())


def _fullest(found: Calibration) -> Place:
    return max(found.cells, key=lambda cell: (len(found.cells[cell]), cell))


def _nothing(register: Register, found: Calibration) -> tuple[str, str]:
    """Why there is no spread to show, and what would make one."""
    if not register.risks:
        return "There is no score to spread yet.", "Add risks on the Register page and score them."
    if not found.unscored:
        return "No risk is open.", "The spread is that of open risks only."
    return found.sentences[0], "Choose another stage, or score the risks on the Register page."
