"""How a pooled fund's money is shared: contributions, contingency, the agreed split and each plan scheme's shares."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Objective, ObjectiveKind, Partner, Register, Split
from riskdesk.wording import listed
from ui.desk import Desk
from ui.edittable import Col, EditTable
from ui.fields import money_words, read_money
from ui.form import FieldForm
from ui.labels import mark
from ui.newentry import adder
from ui.plain import Label, Paragraph
from ui.shorten import shortened
from ui.theme import GAP, Type

LEAD = "Papers share what risks could cost the fund between its partners, as their section 75 agreement says."
_NO_PARTNERS = "No partner is recorded yet: the Partners tab has the list of them."
_NO_SCHEMES = "No plan scheme is recorded yet: the Objectives tab has the list of them."


class FundSettings(QWidget):
    """A stretch of the register's settings. Every cell is a step."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._partners: Sequence[Partner] = ()
        self._schemes: Sequence[Objective] = ()
        self.form = FieldForm(Register, self._save, adder(desk), ("split", "contingency"), self)
        self.contributions = EditTable(
            "Contributions of the partners",
            [
                Col("Partner", 3, fixed=True),
                Col("Contribution", 2, hint="To the pooled fund, in pounds", number=True),
                Col("Part of the whole", 2, fixed=True, number=True),
            ],
        )
        self.contributed = Paragraph(parent=self, kind=Type.META)
        self.caption = Label("Shares by plan scheme, in percent", self, kind=Type.META)
        self.shares: EditTable | None = None
        self.lack = Paragraph(parent=self, kind=Type.META)
        self._build()
        self.contributions.edited.connect(self._on_contribution)

    def _build(self) -> None:
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        self.column.addWidget(self.form)
        self.column.addWidget(self.contributions)
        self.column.addWidget(self.contributed)
        self.column.addWidget(self.caption)
        self._place_of_shares = self.column.count()
        self.column.addWidget(self.lack)

    def fill(self, register: Register) -> None:
        self.form.fill(register, register)
        self.form.set_read_only(self._desk.read_only)
        self._fill_contributions(register)
        schemes = [each for each in register.objectives if each.kind is ObjectiveKind.PLAN_SCHEME]
        if self.shares is None or [one.name for one in register.partners] != [one.name for one in self._partners]:
            self._make_shares(register.partners)
        self._partners, self._schemes = register.partners, schemes
        self._fill_shares(register)

    def _fill_contributions(self, register: Register) -> None:
        whole = sum(one.contribution or 0 for one in register.partners)
        self.contributions.fill(
            [[one.name, money_words(one.contribution), part_of(one.contribution, whole)] for one in register.partners]
        )
        self.contributions.set_read_only(self._desk.read_only)
        self.contributions.setVisible(bool(register.partners))
        self.contributions.setFixedHeight(self.contributions.sizeHint().height())
        said, lacks = contributed(register, whole)
        mark(self.contributed, "alert", lacks)
        self.contributed.setText(said)

    def _make_shares(self, partners: Sequence[Partner]) -> None:
        """The columns are the partners."""
        if self.shares:
            self.column.removeWidget(self.shares)
            self.shares.deleteLater()
        percent = "In whole percent; empty for not agreed"
        columns = [Col(shortened(one.name, 60), 2, hint=f"{one.name}. {percent}", number=True) for one in partners]
        self.shares = EditTable(
            "Shares by plan scheme",
            [Col("Plan scheme", 4, fixed=True), *columns, Col("In all", 1, fixed=True, number=True)],
        )
        self.shares.edited.connect(self._on_share)
        self.column.insertWidget(self._place_of_shares, self.shares)

    def _fill_shares(self, register: Register) -> None:
        assert self.shares
        by_scheme = register.split is Split.BY_SCHEME
        agreed = {(share.objective_id, share.partner_id): share.percent for share in register.scheme_shares}
        rows = []
        for scheme in self._schemes:
            found = [agreed.get((scheme.id, one.id)) for one in self._partners]
            whole = f"{sum(one or 0 for one in found)}%" if found else ""
            rows.append([scheme.name, *("" if one is None else f"{one}%" for one in found), whole])
        self.shares.fill(rows)
        self.shares.set_read_only(self._desk.read_only)
        self.shares.setFixedHeight(self.shares.sizeHint().height())
        can_share = by_scheme and bool(self._schemes) and bool(self._partners)
        for part in (self.caption, self.shares):
            part.setVisible(can_share)
        said, lacks = shares_said(register) if by_scheme else ("", False)
        mark(self.lack, "alert", lacks)
        self.lack.setText(said)
        self.lack.setVisible(bool(said))

    def _save(self, _register_id: int, facts: dict[str, Any]) -> None:
        self._desk.store.edit_register(facts)

    def _on_contribution(self, row: int, column: int) -> None:
        try:
            pounds = read_money(self.contributions.text(row, column))
            self._desk.store.edit_entry(Partner, self._partners[row].id, {"contribution": pounds})
        finally:
            self.fill(self._desk.register)

    def _on_share(self, row: int, column: int) -> None:
        assert self.shares
        try:
            percent = read_percent(self.shares.text(row, column))
            self._desk.store.set_share(self._schemes[row].id, self._partners[column - 1].id, percent)
        finally:
            self.fill(self._desk.register)


def part_of(amount: int | None, whole: int) -> str:
    """ "62.5%"; "" where there is nothing to be a part of."""
    return f"{100 * amount / whole:.1f}%" if amount is not None and whole else ""


def contributed(register: Register, whole: int) -> tuple[str, bool]:
    """What the partners put in, and whether the split needs a contribution that is missing."""
    if not register.partners:
        return _NO_PARTNERS, False
    missing = [one.name for one in register.partners if one.contribution is None]
    lacks = bool(missing) and register.split is Split.PRO_RATA
    total = f"In all {money_words(whole)}." if len(missing) < len(register.partners) else ""
    said = f"No contribution is recorded for {listed([shortened(name, 60) for name in missing], 6)}." if missing else ""
    return f"{total} {said}".strip(), lacks


def shares_said(register: Register) -> tuple[str, bool]:
    """Which plan schemes' shares do not add up, and whether that needs doing."""
    schemes = [each for each in register.objectives if each.kind is ObjectiveKind.PLAN_SCHEME]
    if not schemes or not register.partners:
        return (_NO_SCHEMES if register.partners else ""), not schemes
    wholes = {each.id: 0 for each in schemes}
    for share in register.scheme_shares:
        if share.objective_id in wholes:
            wholes[share.objective_id] += share.percent
    wrong = [f"{shortened(each.name, 60)} ({wholes[each.id]}%)" for each in schemes if wholes[each.id] != 100]
    if not wrong:
        return "The shares of every plan scheme add up to 100%.", False
    return f"The shares do not add up to 100% in {listed(wrong, 6)}.", True


def read_percent(text: str) -> int | None:
    """A whole number from 0 to 100, None for nothing. Raises RiskDeskError for anything else."""
    plain = text.replace("%", "").strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and int(plain[:4]) <= 100):
        raise RiskDeskError(f'"{shortened(text.strip(), 40)}" is not a share.', "Write a whole number from 0 to 100.")
    return int(plain)
