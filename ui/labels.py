"""Small printed things of a form: titled sections, a rating in its band's colour, marks for the style sheet."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from riskdesk.scoring import Rated
from ui.columns import words_of
from ui.guard import guarded
from ui.plain import Label, tip
from ui.theme import GAP, PAD, TIGHT, Type

_Role = QPalette.ColorRole


def caption(text: str) -> str:
    """Text for a label with a buddy, where a lone & would mark a shortcut letter."""
    return text.replace("&", "&&")


def mark(widget: QWidget, name: str, on: bool) -> None:
    """Set a property the style sheet asks for, and let the style see it."""
    if widget.property(name) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Line(QFrame):
    """A hairline that parts two stretches of a form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(_Role.Mid)


class Section(QWidget):
    """A titled stretch of the form with a hairline above it. What belongs in it goes into `body`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.title = Label(title, self, kind=Type.STRONG)
        self.body = QVBoxLayout()
        self.body.setSpacing(PAD)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(Line(self))
        whole.addSpacing(TIGHT)
        whole.addWidget(self.title)
        whole.addLayout(self.body)


class RatingChip(QWidget):
    """A rating's number and word on its band's colour; quiet text where nothing is rated."""

    _SIDE, _TOP = 8, 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rated: Rated | None = None
        self._absent = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return words_of(self._rated) if self._rated else self._absent

    def show_rating(self, rated: Rated | None, absent: str) -> None:
        self._rated, self._absent = rated, absent
        self.setAccessibleName(self.text)
        self.setToolTip(tip(self.text))
        self.updateGeometry()
        self.update()

    @guarded(QSize(40, 24))
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        sides = 2 * self._SIDE if self._rated else 0
        return QSize(metrics.horizontalAdvance(self.text) + sides + 2, metrics.height() + 2 * self._TOP)

    @guarded(QSize(40, 24))
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = min(self.width(), self.sizeHint().width())
        box = QRectF(0.5, 0.5, wide - 1, self.height() - 1)
        if self._rated:
            band = self._rated.band
            fill = QColor(band.fill) if band else self.palette().color(_Role.Base)
            painter.setPen(self.palette().color(_Role.Mid))
            painter.setBrush(fill)
            painter.drawRoundedRect(box, TIGHT, TIGHT)
            painter.setPen(QColor(band.ink) if band else self.palette().color(_Role.WindowText))
        else:
            painter.setPen(self.palette().color(_Role.PlaceholderText))
        side = self._SIDE if self._rated else 0
        inner = box.adjusted(side, 0, -side, 0)
        text = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
