"""Pages of one of our own PDFs as pictures, drawn sharp for this screen and only where they are seen."""

from collections import OrderedDict
from enum import Enum

import pypdfium2
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from riskdesk.pdfium import opened
from ui.guard import guarded
from ui.theme import PAD, ROOM

KEPT = 12
"""Pictures kept: the pages in sight and a few beside them."""

POINTS = 72
_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class Fit(Enum):
    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


class PaperView(QAbstractScrollArea):
    """A column of pages. `moved` tells that another page is at hand, or that the zoom is another."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._document = b""
        self._sizes: list[QSizeF] = []
        self._fit = Fit.WIDTH
        self._scale = 1.0
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._name = ""
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pdf(self, document: bytes, name: str) -> None:
        """Show these bytes; the place in the paper is kept when the same paper comes again."""
        place = self.verticalScrollBar().value() if name == self._name else 0
        self._name = name
        self._document = document
        with opened(document) as pdf:
            self._sizes = [QSizeF(*pdf.get_page_size(number)) for number in range(len(pdf))]
        self._pictures.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._on_scrolled()

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page at hand, from 1; 0 while there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        tops = [box.top() for box in self._boxes()]
        return sum(top <= middle for top in tops) or min(1, self.pages)

    @property
    def zoom(self) -> float:
        """1 is the paper's own size on this screen."""
        return self._scale * POINTS / self.logicalDpiY()

    def go_to(self, page: int) -> None:
        boxes = self._boxes()
        if boxes:
            self.verticalScrollBar().setValue(int(boxes[min(max(page, 1), self.pages) - 1].top() - PAD))

    def zoom_by(self, steps: int) -> None:
        """To the next larger (1) or smaller (-1) zoom."""
        larger = [step for step in _STEPS if step > self.zoom + 0.01]
        smaller = [step for step in reversed(_STEPS) if step < self.zoom - 0.01]
        found = larger if steps > 0 else smaller
        if found:
            self._set_fit(Fit.NONE, found[0] * self.logicalDpiY() / POINTS)

    def fit(self, fit: Fit) -> None:
        self._set_fit(fit, self._scale)

    def _set_fit(self, fit: Fit, scale: float) -> None:
        page = self.page
        self._fit, self._scale = fit, scale
        self._pictures.clear()
        self._lay_out()
        self.go_to(page)
        self._on_scrolled()

    def _lay_out(self) -> None:
        if not self._sizes:
            return
        room = self.viewport().size() - QSize(2 * ROOM, 2 * PAD)
        wide, tall = max(size.width() for size in self._sizes), max(size.height() for size in self._sizes)
        if self._fit is not Fit.NONE:
            self._scale = max(room.width() / wide, 0.1)
        if self._fit is Fit.PAGE:
            self._scale = max(min(self._scale, room.height() / tall), 0.1)
        boxes = self._boxes()
        self.verticalScrollBar().setRange(0, max(0, int(boxes[-1].bottom() + PAD) - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, int(wide * self._scale) + 2 * ROOM - self.viewport().width()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.viewport().update()

    def _boxes(self) -> list[QRectF]:
        """Where each page stands in the whole column."""
        boxes, top = [], float(PAD)
        for size in self._sizes:
            wide, tall = round(size.width() * self._scale), round(size.height() * self._scale)
            left = max(ROOM, (self.viewport().width() - wide) // 2)
            boxes.append(QRectF(left, top, wide, tall))
            top += tall + PAD
        return boxes

    def _picture(self, number: int, size: QSize) -> QImage:
        key = (number, size.width())
        if key not in self._pictures:
            with opened(self._document) as pdf:
                self._pictures[key] = picture_of(pdf, number, size.width())
            if len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def _on_scrolled(self) -> None:
        self.setAccessibleName(f"{self._name}, page {self.page} of {self.pages}")
        self.viewport().update()
        self.moved.emit()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Midlight))
        offset = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        ratio = self.viewport().devicePixelRatioF()
        for number, box in enumerate(self._boxes()):
            place = box.translated(-offset)
            if not place.intersects(QRectF(self.viewport().rect())):
                continue
            painter.drawImage(place, self._picture(number, (place.size() * ratio).toSize()))
            painter.setPen(QColor(self.palette().color(QPalette.ColorRole.Mid)))
            painter.drawRect(place.toRect().adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QColor(self.palette().color(QPalette.ColorRole.Accent)))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.page
        super().resizeEvent(event)
        self._lay_out()
        if event.oldSize().width() != event.size().width():
            self.go_to(page)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.go_to(self.page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to(self.page - 1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)


def picture_of(pdf: pypdfium2.PdfDocument, number: int, width: int) -> QImage:
    """One page (from 0) as a picture this many pixels wide."""
    page = pdf[number]
    bitmap = page.render(scale=width / page.get_width(), may_draw_forms=False, prefer_bgrx=True)
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
    page.close()
    return picture


def fitted(size: QSizeF, into: QRect) -> QRect:
    """The largest upright box of a page's shape in the middle of a sheet."""
    scaled = size.scaled(QSizeF(into.size()), Qt.AspectRatioMode.KeepAspectRatio).toSize()
    box = QRect(into.topLeft(), scaled)
    box.moveCenter(into.center())
    return box
