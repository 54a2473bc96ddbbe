"""What a layout dresses its papers in: a colour with a note on how it reads, and a logo."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.entities import Shown
from riskdesk.errors import RiskDeskError
from riskdesk.logos import MOST
from riskdesk.publishing import Logo
from riskdesk.scoring import contrast
from ui.audit.parts import Complaint
from ui.buttons import PictureButton, push
from ui.fields import LineEditor, Save
from ui.guard import guarded
from ui.plain import Label
from ui.theme import GAP, TIGHT, Type

PAPER, READS = "#FFFFFF", 4.5
"""What headings are printed on, and the contrast that text needs (WCAG 2.2)."""

COLOURS = {
    "#1B4B72": "Blue", "#005EB8": "NHS blue", "#00545C": "Teal", "#1E5631": "Green", "#5B2A6E": "Purple",
    "#7A1F2B": "Burgundy", "#333F48": "Slate",
}  # fmt: skip
"""Offered beside the line to type in; every one of them reads well on paper."""

_SIDE = 20


class Swatch(PictureButton):
    """One colour to choose, as a square of it."""

    def __init__(self, colour: str, name: str, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._colour = colour
        self.setAccessibleName(f"{name}, {colour}")
        self.setToolTip(f"{name}, {colour}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(_SIDE + 2 * TIGHT, _SIDE + 2 * TIGHT)
        self.clicked.connect(lambda _checked: choose(colour))

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        painter.setBrush(QColor(self._colour if self.isEnabled() else "transparent"))
        painter.drawRect(self.rect().adjusted(TIGHT, TIGHT, -TIGHT - 1, -TIGHT - 1))


class ColourEditor(LineEditor):
    """A colour, typed as #1B4B72 or chosen from a few; below, how it reads on paper."""

    prompt = "RiskDesk's own"

    def __init__(self, shown: Shown, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(shown, save, parent)
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        self.swatches = [Swatch(colour, name, self.choose) for colour, name in COLOURS.items()]
        for swatch in self.swatches:
            row.addWidget(swatch)
        row.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(2, row)

    def choose(self, colour: str) -> None:
        """Take one of those offered."""
        self.input.setText(colour)
        self.settle()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for swatch in self.swatches:
            swatch.setDisabled(read_only)

    def _read(self) -> Any:
        return self.input.text().strip().upper()

    def _reading(self) -> tuple[str, bool]:
        return colour_said(self.input.text())


def colour_said(text: str) -> tuple[str, bool]:
    """How a colour reads on paper, and whether that is a worry; nothing of what is no colour."""
    colour = text.strip()
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        return "", False
    ratio = contrast(colour, PAPER)
    if ratio >= READS:
        return f"Contrast on paper {ratio:.1f} to 1: headings read well.", False
    return f"Contrast on paper {ratio:.1f} to 1: too pale for headings, so black is printed.", True


class LogoRow(QWidget):
    """The picture a layout's papers begin with; `ask` asks a person for a file, `put` and `take` write."""

    def __init__(self, ask: Callable[[], Path | None], put: Callable[[bytes], None], take: Callable[[], None]) -> None:
        super().__init__()
        self._ask, self._put = ask, put
        self.picture = Label()
        self.said = Label(kind=Type.META)
        self.choose_button = push("Choose a picture…", self.choose, tip="A PNG or JPEG file that papers begin with")
        self.remove_button = push("Remove", take, tip="Print no picture")
        self.remove_button.setAccessibleName("Remove the logo")
        self.lack = Complaint()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(Label("Logo", kind=Type.META))
        column.addWidget(self.picture)
        column.addWidget(self.said)
        column.addLayout(row)
        column.addWidget(self.lack)

    def fill(self, logo: Logo | None, *, read_only: bool) -> None:
        found = QPixmap()
        data = base64.b64decode(logo.data) if logo else b""
        if data:
            found.loadFromData(data)
        self.picture.setVisible(not found.isNull())
        if not found.isNull():
            self.picture.setPixmap(_small(found))
        self.picture.setAccessibleName("The logo")
        kind = logo.media_type.removeprefix("image/").upper() if logo else ""
        self.said.setText(f"{kind}, {found.width()} by {found.height()} pixels" if data else "No picture")
        self.choose_button.setDisabled(read_only)
        self.remove_button.setVisible(bool(logo) and not read_only)

    def choose(self) -> None:
        self.lack.say("")
        if path := self._ask():
            self.lack.attempt(lambda: self._put(_read(path)))


def _read(path: Path) -> bytes:
    """The file, or so much of it that it is seen to be too large."""
    try:
        with path.open("rb") as found:
            return found.read(2 * MOST)
    except OSError as fault:
        raise RiskDeskError(f"{path.name} cannot be read: {fault.strerror}.", "Choose another picture.") from fault


def _small(picture: QPixmap) -> QPixmap:
    """No larger than there is room for; a small one stays as it is."""
    wide, tall = min(picture.width(), 280), min(picture.height(), 72)
    return picture.scaled(wide, tall, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
