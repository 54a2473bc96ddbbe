"""Change how a register scores: choose a shipped scheme or edit one, see the matrix live, and, before anything is
applied, every rating and band that would change."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Register
from riskdesk.schemes import effects, presets
from riskdesk.scoring import Combine, Scheme
from ui.buttons import primary, push
from ui.desk import Desk
from ui.labels import mark
from ui.plain import Label, Paragraph
from ui.schemedraft import Draft
from ui.schemetables import BandTable, GridTable, LevelTable
from ui.schemeview import SchemeView
from ui.theme import GAP, PAD, ROOM, TIGHT, Type

SETTLE = 250
"""How long typing must rest before effects are worked out, in milliseconds."""

_ORDERS = (("impact", "likelihood"), ("likelihood", "impact"))


class SchemeEditor(QWidget):
    """Left what the scheme is, right what it makes of the matrix and of this register. One step applies it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._base = desk.register.scheme
        self._draft = Draft.of(self._base)
        self._scheme: Scheme | None = self._base
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE)
        self._soon.timeout.connect(self._show_effects)
        self._build()
        self._connect()
        self._show()

    @property
    def scheme(self) -> Scheme | None:
        """What would be applied; None while the draft contradicts itself."""
        return self._scheme

    @property
    def draft(self) -> Draft:
        return self._draft

    def fill(self, register: Register) -> None:
        """Take over the register's scheme, unless a person is in the middle of editing one."""
        if register.scheme != self._base:
            self._base = register.scheme
            self.start_again()
        self._soon.start()
        self.apply_button.setEnabled(self._may_apply())

    def start_again(self) -> None:
        self.start_from(self._base)

    def start_from(self, scheme: Scheme) -> None:
        self._draft = Draft.of(scheme)
        own = scheme is self._base
        self.presets.setCurrentIndex(0 if own else max(0, self.presets.findData(scheme.key)))
        self._show()

    def apply(self) -> None:
        """Change the register's scheme, as one step with its reason."""
        if self._scheme is not None:
            self._desk.store.change_scheme(self._scheme, reason=self.reason.text().strip())
            self.reason.clear()
            self.presets.setFocus()  # the button is grey now and would hand the keyboard to anything

    # Showing

    def _show(self) -> None:
        """Put the whole draft on the screen."""
        draft = self._draft
        draft.fit()
        for line, text in ((self.name, draft.name), (self.impact_word, draft.impact_word),
                           (self.likelihood_word, draft.likelihood_word)):  # fmt: skip
            if line.text() != text:
                line.setText(text)
        self.combine.setCurrentIndex(list(Combine).index(draft.combine))
        self.order.setCurrentIndex(_ORDERS.index(draft.axis_order))
        (self.by_cell if draft.by_cell else self.by_rating).setChecked(True)
        self.impact.show_levels(draft.impact, draft.combine)
        self.likelihood.show_levels(draft.likelihood, draft.combine)
        self.bands.show_draft(draft)
        self.grid.show_draft(draft)
        self._judge()

    def _judge(self) -> None:
        """Say what is wrong with the draft, or show what it makes."""
        try:
            self._scheme = self._draft.build((self._base, *presets().values()))
        except RiskDeskError as fault:
            self._scheme = None
            self._say(str(fault), alert=True)
        else:
            self.view.show_scheme(self._scheme)
            self.view.set_paintable(self._draft.by_cell and not self._desk.read_only)
            self._say("" if self._scheme != self._base else "This is the register's scheme.", alert=False)
        self.apply_button.setEnabled(self._may_apply())
        self._soon.start()

    def _say(self, text: str, *, alert: bool) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        mark(self.problem, "alert", alert)
        mark(self.problem, "meta", not alert)

    def _may_apply(self) -> bool:
        return self._scheme is not None and self._scheme != self._base and not self._desk.read_only

    def _show_effects(self) -> None:
        self.effects.clear()
        self.effects.hide()
        if self._scheme is None or self._scheme == self._base:
            self.tally.setText("")
            return
        found = effects(self._desk.register, self._scheme)
        waiting = sum(effect.needs_person for effect in found)
        changed = len(found) - waiting
        told = [f"{changed:,} {'rating' if changed == 1 else 'ratings'} would change"]
        if waiting:
            told.append(f"{waiting:,} would wait for a person")
        self.tally.setText(f"{', '.join(told)}." if found else "No rating or band would change.")
        self.effects.setVisible(bool(found))
        self.effects.addItems([effect.sentence for effect in sorted(found, key=lambda each: not each.needs_person)])

    # A person edits

    def _on_preset(self, place: int) -> None:
        key = self.presets.itemData(place)
        self.start_from(presets()[key] if key else self._base)

    def _on_words(self) -> None:
        self._draft.name = self.name.text()
        self._draft.impact_word = self.impact_word.text()
        self._draft.likelihood_word = self.likelihood_word.text()
        self._judge()

    def _on_rule(self) -> None:
        self._draft.combine = list(Combine)[self.combine.currentIndex()]
        self._draft.axis_order = _ORDERS[self.order.currentIndex()]
        self._show()

    def _on_banding(self) -> None:
        self._draft.by_cell = self.by_cell.isChecked()
        self._show()

    def _on_painted(self, row: int, column: int) -> None:
        self._draft.paint(row, column, self.bands.chosen)
        self._judge()

    # Building

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_left(), 6)
        row.addWidget(self._build_right(), 5)
        self.setFocusProxy(self.presets)

    def _build_left(self) -> QWidget:
        scroll, inner = QScrollArea(), QWidget()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(inner)
        column.setContentsMargins(ROOM, ROOM, PAD, ROOM)
        column.setSpacing(PAD)
        column.addLayout(self._build_head())
        self.impact = LevelTable("Impact levels")
        self.likelihood = LevelTable("Likelihood levels")
        self.bands = BandTable()
        self.grid = GridTable()
        for each in (self.bands, self._build_banding(), self.impact, self.likelihood, self.grid):
            column.addWidget(each)
        column.addStretch(1)
        scroll.setWidget(inner)
        return scroll

    def _build_head(self) -> QGridLayout:
        self.presets, self.combine, self.order = QComboBox(), QComboBox(), QComboBox()
        self.presets.addItem("This register's scheme", "")
        for key, scheme in presets().items():
            self.presets.addItem(scheme.name, key)
        self.combine.addItems([rule.label[:1].upper() + rule.label[1:] for rule in Combine])
        self.order.addItems([" then ".join(order).capitalize() for order in _ORDERS])
        self.name, self.impact_word, self.likelihood_word = QLineEdit(), QLineEdit(), QLineEdit()
        grid = QGridLayout()
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(TIGHT)
        for place, (caption, field) in enumerate((
            ("Start from", self.presets), ("Name", self.name), ("Rating", self.combine),
            ("Order in which levels are said", self.order),
            ("Word for impact", self.impact_word), ("Word for likelihood", self.likelihood_word),
        )):  # fmt: skip
            label = Label(caption, kind=Type.META)
            label.setBuddy(field)
            field.setAccessibleName(caption)
            field.setMinimumWidth(40)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(
                label,
                place // 2 * 2,
                place % 2,
            )
            grid.addWidget(
                field,
                place // 2 * 2 + 1,
                place % 2,
            )
            grid.setColumnStretch(place % 2, 1)
        return grid

    def _build_banding(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        self.by_rating = QRadioButton("A band is a range of ratings")
        self.by_cell = QRadioButton("A band is a set of cells: choose a band above, paint the matrix")
        group = QButtonGroup(self)
        for each in (self.by_rating, self.by_cell):
            group.addButton(each)
            column.addWidget(each)
        return whole

    def _build_right(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(PAD, ROOM, ROOM, ROOM)
        column.setSpacing(GAP)
        self.view = SchemeView(self._base)
        self.problem = Paragraph()
        self.tally = Label(kind=Type.STRONG)
        self.effects = QListWidget()
        self.effects.setAccessibleName("What applying this scheme would change")
        self.effects.setWordWrap(True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why the scheme is changed (kept in the history)")
        self.reason.setAccessibleName("Reason")
        self.apply_button = primary("Apply to this register", self.apply, tip="Change the scheme, as one step")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(push("Start again", self.start_again, tip="Go back to the register's own scheme"))
        buttons.addWidget(self.apply_button)
        for each, share in ((self.view, 3), (self.problem, 0), (self.tally, 0), (self.effects, 2)):
            column.addWidget(each, share)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        return whole

    def _connect(self) -> None:
        self.presets.activated.connect(self._on_preset)
        for line in (self.name, self.impact_word, self.likelihood_word):
            line.textEdited.connect(self._on_words)
        for box in (self.combine, self.order):
            box.activated.connect(self._on_rule)
        for button in (self.by_rating, self.by_cell):
            button.clicked.connect(self._on_banding)
        for table in (self.impact, self.likelihood, self.bands, self.grid):
            table.changed.connect(self._show)
        self.view.painted.connect(self._on_painted)
