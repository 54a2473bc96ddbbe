"""Large type for a meeting room: every text of the meeting grows with the window it stands in."""

from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from ui.labels import mark
from ui.plain import Elided, Label, Paragraph
from ui.theme import Type

TITLE, LEAD, TEXT, SMALL = 1.7, 1.3, 1.15, 1.0
"""How many times as large as the window's own type a text is, on a screen of 1280 x 720."""

_WIDE, _TALL = 1280, 720


def scale_of(width: int, height: int) -> float:
    """How much larger than on 1280 x 720 everything can be, in quarters; never smaller."""
    return max(1.0, int(4 * min(width / _WIDE, height / _TALL)) / 4)


def font_of(size: float, scale: float, *, strong: bool = False) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(font.pointSizeF() * size * scale)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class Large(Paragraph):
    """A wrapping text of some size."""

    def __init__(self, size: float = TEXT, *, strong: bool = False, quiet: bool = False) -> None:
        super().__init__(kind=Type.META if quiet else Type.WORK)
        self.times, self.strong = size, strong
        self.grow(1.0)

    def grow(self, scale: float) -> None:
        self._scale = scale
        self.setFont(font_of(self.times, scale, strong=self.strong))

    def alert(self, on: bool) -> None:
        """Mark that it needs doing. Being dressed anew takes its font away, so it is given back."""
        mark(self, "alert", on)
        self.grow(self._scale)


class LargeLine(Elided):
    """A text of one line that gives way."""

    def __init__(self, size: float = TEXT, *, strong: bool = False) -> None:
        self.times, self.strong = size, strong
        super().__init__()
        self.grow(1.0)

    def grow(self, scale: float) -> None:
        self.setFont(font_of(self.times, scale, strong=self.strong))
        self.updateGeometry()


def grow(root: QWidget, scale: float) -> None:
    """Let everything inside `root` be as large as the window allows; buttons and fields as large as small text."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, Large | LargeLine):
            widget.grow(scale)
        elif isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox | QListWidget | Label):
            widget.setFont(font_of(SMALL, scale, strong=widget.font().weight() >= QFont.Weight.DemiBold))
