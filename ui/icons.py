"""Thin-line icons (Lucide), drawn in the colour of the text around them, so both themes share one file."""

from functools import cache
from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from riskdesk.errors import RiskDeskError
from ui.guard import guarded


@cache
def icon(name: str) -> QIcon:
    """The icon of this name in resources/icons. It follows the theme by itself."""
    _svg(name)
    return QIcon(_LineEngine(name))


@cache
def app_icon() -> QIcon:
    """RiskDesk's own sign: a matrix with its corner marked."""
    sign = QIcon()
    drawing = QSvgRenderer(str(resources.path("icons", "riskdesk.svg")))
    for size in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        sign.addPixmap(picture)
    return sign


def names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in resources.path("icons").glob("*.svg")))


@cache
def _svg(name: str) -> str:
    file = resources.path("icons", f"{name}.svg")
    if not file.is_file():
        raise RiskDeskError(f'There is no icon "{name}".', "Install RiskDesk again.")
    return file.read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, width: int, height: int) -> QPixmap:
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(_svg(name).replace("currentColor", colour).encode()).render(painter)
    painter.end()
    return picture


def _colour(mode: QIcon.Mode) -> str:
    palette = QGuiApplication.palette()
    if mode is QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
    if mode is QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText).name()
    return palette.color(QPalette.ColorRole.ButtonText).name()


class _LineEngine(QIconEngine):
    """Draws one icon at whatever size and colour is asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @guarded(cast("QIconEngine", None))
    def clone(self) -> QIconEngine:
        return _LineEngine(self._name)

    @guarded(None)
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatio()
        picture = _drawn(self._name, _colour(mode), round(rect.width() * scale), round(rect.height() * scale))
        painter.drawPixmap(rect, picture)

    @guarded(cast("QPixmap", None))  # no pixmap may be made before the application is
    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return _drawn(self._name, _colour(mode), size.width(), size.height())
