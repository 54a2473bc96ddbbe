"""Begin a register: its title, whose it is, and the scoring scheme, with the matrix it makes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout

from riskdesk.errors import RiskDeskError
from riskdesk.schemes import presets
from riskdesk.scoring import Scheme
from ui.buttons import primary, push
from ui.panel import Panel
from ui.plain import Label, Paragraph, tip
from ui.schemeview import SchemeView
from ui.theme import GAP, PAD, Type

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class NewRegister(Panel):
    """Nothing is written before the file is named."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(
            "New register", "The scheme can be changed later: RiskDesk then shows first what would move.",
            window.leave_over,
        )  # fmt: skip
        self._window = window
        self._schemes = tuple(presets().values())
        self.title = QLineEdit()
        self.organisation = QLineEdit()
        self.schemes = QListWidget()
        self._build()
        self.schemes.currentRowChanged.connect(self._on_scheme)
        self.schemes.setCurrentRow(1)
        QTimer.singleShot(0, self, self._lay_out_schemes)
        self.setFocusProxy(self.title)

    @property
    def scheme(self) -> Scheme:
        return self._schemes[self.schemes.currentRow()]

    def make(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.title.setFocus()
            raise RiskDeskError("The register has no title yet.", "Give it one, such as Better Care Fund 2026-27.")
        self._window.files.ask_create(title, self.organisation.text().strip(), self.scheme)

    def _build(self) -> None:
        form = QFormLayout()
        form.setSpacing(GAP)
        for field, caption, hint in (
            (self.title, "Title", "Better Care Fund 2026-27"),
            (self.organisation, "Organisation", "Thurrock Council and NHS Thurrock CCG"),
        ):
            field.setPlaceholderText(f"Such as {hint}")
            field.setAccessibleName(caption)
            form.addRow(Label(caption), field)
        self.body.addSpacing(GAP)
        self.body.addLayout(form)
        self.body.addSpacing(GAP)
        self.body.addWidget(Label("Scoring scheme", kind=Type.STRONG))
        self.body.addLayout(self._build_schemes(), 1)
        self.body.addSpacing(GAP)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(push("Cancel", self._window.leave_over, tip="Make no register (Escape)"))
        buttons.addWidget(primary("Create and name the file…", self.make, tip="Choose where the file is kept"))
        self.body.addLayout(buttons)

    def _build_schemes(self) -> QHBoxLayout:
        for scheme in self._schemes:
            self.schemes.addItem(scheme.name)
            self.schemes.item(self.schemes.count() - 1).setToolTip(tip(scheme.name))
        self.schemes.setAccessibleName("Scoring scheme")
        self.schemes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.schemes.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.preview = SchemeView(self._schemes[0])
        self._about = Paragraph(kind=Type.META)
        column = QVBoxLayout()
        column.addWidget(self.preview, 1)
        column.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(PAD)
        row.addWidget(self.schemes, 5)
        row.addLayout(column, 6)
        return row

    def _lay_out_schemes(self) -> None:
        """Choosing a row laid the list out before it was on the screen, without the style's room around words."""
        self.schemes.doItemsLayout()
        self.schemes.scrollToTop()

    def _on_scheme(self, _row: int) -> None:
        scheme = self.scheme
        self.preview.show_scheme(scheme)
        self._about.setText(
            f"Rating: {scheme.formula}. Where it comes from: {scheme.evidence.rstrip('.') or 'not recorded'}."
        )
