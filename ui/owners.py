"""Who answers for a risk: the accountable owner first, then any others; and the partners it belongs to."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Owner, OwnerKind, Risk
from ui.buttons import link, picture, push
from ui.choices import Box, keep_typed, make_picker, named
from ui.desk import Desk
from ui.fields import Line
from ui.labels import caption, mark
from ui.plain import Label, Paragraph, tip
from ui.shorten import shortened
from ui.theme import GAP, PAD, TIGHT, Type

_LONGEST_NAME = 200


class OwnerRow(QWidget):
    """One owner with what can be done about it."""

    def __init__(self, owners: "Owners", place: int) -> None:
        super().__init__(owners)
        self._owners, self._place = owners, place
        self.name = Paragraph(parent=self)
        self.details = Paragraph(parent=self, kind=Type.META)
        self.promote = link("Make accountable", lambda: owners.put(place, 0))
        self.up = picture("chevron-up", "Move up", lambda: owners.put(place, place - 1))
        self.remove = picture("x", "Remove", lambda: owners.remove(place))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.details)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addLayout(words, 1)
        for button in (self.promote, self.up, self.remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def fill(self, owner: Owner, *, read_only: bool) -> None:
        name = shortened(owner.name, _LONGEST_NAME)
        self.name.setText(name)
        post = f"in public papers {owner.post}" if owner.post else ""
        facts = ("accountable" if self._place == 0 else "", owner.kind.label.lower(), owner.organisation, post)
        self.details.setText(shortened(", ".join(fact for fact in facts if fact), _LONGEST_NAME))
        self.setAccessibleName(f"{name}, {self.details.text()}")
        self.promote.setAccessibleName(f"Make {name} accountable")
        self.up.setAccessibleName(f"Move {name} up")
        self.remove.setAccessibleName(f"Remove {name}")
        self.promote.setVisible(self._place > 0 and not read_only)
        self.up.setVisible(self._place > 1 and not read_only)
        self.remove.setVisible(not read_only)


class Owners(QWidget):
    """The owners of a risk in order. A name that is not in the register's list yet is added to it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self._offered: Sequence[Owner] = ()
        self._read_only = False
        self._drafts: dict[int, tuple[str, str]] = {}
        self.rows: list[OwnerRow] = []
        self.nobody = Paragraph("No owner is recorded.", kind=Type.META)
        self.lack = Paragraph(parent=self, kind=Type.META)
        mark(self.lack, "alert", True)
        self.lack.hide()
        self.picker = make_picker(self)
        self.picker.setAccessibleName("Add an owner")
        self.organisation = Line(lambda: False, self)
        self.organisation.setAccessibleName("Organisation of the new owner")
        self.organisation.setPlaceholderText("Organisation")
        self.kind = Box(parent=self)
        self.kind.setAccessibleName("Kind of the new owner")
        self.kind.addItems([kind.label for kind in OwnerKind])
        self.kind.setCurrentIndex(list(OwnerKind).index(OwnerKind.POST))
        self.button = push("Add owner", self.add, tip="Add this owner (Return)")
        self._build()

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        adding, new = QHBoxLayout(), QHBoxLayout()
        adding.setSpacing(GAP)
        adding.addWidget(self.picker, 1)
        adding.addWidget(self.button)
        new.setSpacing(GAP)
        new.addWidget(self.organisation, 2)
        new.addWidget(self.kind, 1)
        self.newcomer = QWidget(self)
        new.setContentsMargins(0, 0, 0, 0)
        self.newcomer.setLayout(new)
        self.newcomer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.nobody)
        column.addLayout(self._list)
        column.addLayout(adding)
        column.addWidget(self.newcomer)
        column.addWidget(self.lack)
        line = self.picker.lineEdit()
        assert line is not None
        line.setPlaceholderText("Add an owner: name or post")
        line.setAccessibleName("Add an owner")
        self.picker.editTextChanged.connect(self._on_typed)
        for each in (line, self.organisation):
            each.returnPressed.connect(self.add)

    def fill(self, risk: Risk, *, read_only: bool) -> None:
        if self._risk is None or risk.id != self._risk.id:
            self._change_drafts(risk)
        self._risk, self._read_only = risk, read_only
        for place in range(len(self.rows), len(risk.owners)):
            self.rows.append(OwnerRow(self, place))
            self._list.addWidget(self.rows[place])
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(risk.owners))
            if place < len(risk.owners):
                row.fill(risk.owners[place], read_only=read_only)
        self.nobody.setVisible(not risk.owners)
        self.picker.setVisible(not read_only)
        self.button.setVisible(not read_only)
        if self._desk.register.owners != self._offered:
            self._offered = self._desk.register.owners
            keep_typed(self.picker, [named(owner) for owner in self._offered])

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins: at who else could be accountable, or where an owner is named. Never at a button
        that takes one away: Return led here."""
        if self.picker.isHidden():
            return self
        return self.rows[1].promote if self._risk and len(self._risk.owners) > 1 else self.picker

    def settle(self) -> bool:
        """Add an owner whose name is typed but not added."""
        return self.add()

    def add(self) -> bool:
        """Add the typed owner: one of the register's, or a new one with organisation and kind. False if that
        cannot be saved; what is typed then stays."""
        text = self.picker.currentText().strip()
        if not text or self._risk is None:
            return True
        owner = self._known(text) or Owner(
            name=text, organisation=self.organisation.text().strip(), kind=list(OwnerKind)[self.kind.currentIndex()]
        )
        try:
            if owner not in self._risk.owners:
                self._set([*self._risk.owners, owner])
        except RiskDeskError as fault:
            self.lack.setText(str(fault))
            self.lack.show()
            return False
        self._clear()
        return True

    def put(self, place: int, to: int) -> None:
        """Put an owner somewhere else in the order; the first is accountable."""
        assert self._risk
        owners = list(self._risk.owners)
        owners.insert(to, owners.pop(place))
        self._set(owners)
        self.rows[to].remove.setFocus()

    def remove(self, place: int) -> None:
        assert self._risk
        self._set([owner for other, owner in enumerate(self._risk.owners) if other != place])
        self.picker.setFocus()

    def _set(self, owners: Sequence[Owner]) -> None:
        assert self._risk
        self._desk.store.set_owners(self._risk.id, owners)

    def _known(self, text: str) -> Owner | None:
        folded = text.casefold()
        return next((one for one in self._offered if folded in (named(one).casefold(), one.name.casefold())), None)

    def _change_drafts(self, risk: Risk) -> None:
        """Keep what could not be added for when its risk is shown again."""
        if self._risk and self.picker.currentText():
            self._drafts[self._risk.id] = self.picker.currentText(), self.organisation.text()
        self._clear()
        name, organisation = self._drafts.pop(risk.id, ("", ""))
        self.picker.setEditText(name)
        self.organisation.setText(organisation)

    def _clear(self) -> None:
        self.lack.hide()
        self.picker.setCurrentIndex(-1)
        self.picker.setEditText("")
        self.organisation.clear()

    def _on_typed(self, text: str) -> None:
        self.newcomer.setVisible(bool(text.strip()) and self._known(text.strip()) is None)


class Partners(QWidget):
    """The register's partners as check boxes; a tick is a step."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self.boxes: list[QCheckBox] = []
        self.caption = Label("Partners", self, kind=Type.META)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(PAD)
        self._grid.setVerticalSpacing(TIGHT)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(TIGHT)
        whole.addWidget(self.caption)
        whole.addLayout(self._grid)

    def fill(self, risk: Risk, *, read_only: bool) -> None:
        self._risk = risk
        partners = self._desk.register.partners
        self.setVisible(bool(partners))
        for place in range(len(self.boxes), len(partners)):
            self._add_box(place)
        chosen = {partner.id for partner in risk.partners}
        for box, partner in zip(self.boxes, partners, strict=False):
            box.setText(caption(shortened(partner.name, _LONGEST_NAME)))
            box.setToolTip(tip(partner.name))
            box.setChecked(partner.id in chosen)
            box.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, read_only)
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        for place, box in enumerate(self.boxes):
            box.setVisible(place < len(partners))

    def _add_box(self, place: int) -> None:
        box = QCheckBox(self)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.clicked.connect(self._on_clicked)
        self._grid.addWidget(box, place // 2, place % 2)
        self.boxes.append(box)

    def _on_clicked(self) -> None:
        risk = cast("Risk", self._risk)
        partners = self._desk.register.partners
        chosen = [partner for box, partner in zip(self.boxes, partners, strict=False) if box.isChecked()]
        try:
            self._desk.store.set_partners(risk.id, chosen)
        except RiskDeskError:
            self.fill(risk, read_only=self._desk.read_only)
            raise
