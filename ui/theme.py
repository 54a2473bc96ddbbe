"""How RiskDesk looks: two palettes of neutral greys with one accent, spacing in steps of 4, three sizes of type.

Contrast is at least 4.5:1 for text and 3:1 for the edges of controls, in both; a test measures it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip

import resources

TIGHT, GAP, PAD, ROOM = 4, 8, 12, 16
"""Spacing: inside a control, between controls, around a panel, around a page."""

ROW_HEIGHT = 26
ICON, LARGE_ICON = 16, 20


class Look(StrEnum):
    """What a person may choose in View > Theme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `line` parts things quietly; `edge` outlines what can be operated; `alert` marks what needs doing."""

    window: str
    base: str
    alternate: str
    hover: str
    text: str
    meta: str
    faint: str
    line: str
    edge: str
    accent: str
    select: str
    selected_text: str
    alert: str
    notice: str


LIGHT = Colours(
    window="#F4F5F6",
    base="#FFFFFF",
    alternate="#F9FAFA",
    hover="#E9ECEF",
    text="#1B1E21",
    meta="#5A6168",
    faint="#8D949B",
    line="#DADEE2",
    edge="#868E96",
    accent="#1F5FA6",
    select="#1F5FA6",
    selected_text="#FFFFFF",
    alert="#A1330A",
    notice="#E6EEF7",
)
DARK = Colours(
    window="#202224",
    base="#18191B",
    alternate="#1C1E20",
    hover="#2C2F33",
    text="#E6E8EA",
    meta="#A7AEB5",
    faint="#757C83",
    line="#34383C",
    edge="#757D85",
    accent="#78B4F0",
    select="#336FB3",
    selected_text="#FFFFFF",
    alert="#FFA37C",
    notice="#22303F",
)


def colours(palette: QPalette | None = None) -> Colours:
    """The theme a palette (by default the application's) belongs to."""
    window = (palette or QGuiApplication.palette()).color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def apply(app: QApplication, choice: str) -> None:
    """Dress the whole application. "system" follows the desktop, also when it changes later."""
    scheme = {Look.LIGHT: Qt.ColorScheme.Light, Look.DARK: Qt.ColorScheme.Dark}.get(
        Look(choice), Qt.ColorScheme.Unknown
    )
    app.styleHints().setColorScheme(scheme)
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark if choice == Look.SYSTEM else choice == Look.DARK
    _dress(app, DARK if dark else LIGHT)


def follow_system(app: QApplication, look: Callable[[], Look]) -> None:
    """Dress again when the desktop goes dark or light, as long as `look` answers SYSTEM."""

    def _on_scheme() -> None:
        if look() is Look.SYSTEM:
            _dress(app, DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT)

    app.styleHints().colorSchemeChanged.connect(_on_scheme)


def _dress(app: QApplication, theme: Colours) -> None:
    app.setPalette(palette_of(theme))
    QToolTip.setPalette(palette_of(theme))
    app.setStyleSheet(_sheet(theme))


def palette_of(theme: Colours) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for roles, colour in (
        ((role.Window, role.Button), theme.window),
        ((role.Base, role.ToolTipBase), theme.base),
        ((role.AlternateBase,), theme.alternate),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), theme.text),
        ((role.PlaceholderText,), theme.meta),
        ((role.Highlight,), theme.select),
        ((role.HighlightedText,), theme.selected_text),
        ((role.Accent, role.Link, role.LinkVisited), theme.accent),
        ((role.Midlight, role.Light), theme.hover),
        ((role.Mid,), theme.line),
        ((role.Dark, role.Shadow), theme.edge),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.faint))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.line))
    return palette


class Type(Enum):
    """One size for work, one larger for titles, one smaller for meta."""

    WORK = "work"
    STRONG = "strong"
    TITLE = "title"
    META = "meta"


def font_for(kind: Type) -> QFont:
    font = QFont(QGuiApplication.font())
    if kind in (Type.STRONG, Type.TITLE):
        font.setWeight(QFont.Weight.DemiBold)
    if kind in (Type.TITLE, Type.META):
        font.setPointSizeF(font.pointSizeF() * (1.3 if kind is Type.TITLE else 0.9))
    return font


def install_fonts(app: QApplication) -> None:
    """Use the bundled Noto Sans where the desktop brings no face of its own (bare Linux, virtual screens)."""
    family = QFontInfo(app.font()).family()
    if QFontDatabase.families() and not family.startswith(("DejaVu", "Bitstream", "Liberation", "Fixed")):
        return
    for file in sorted(resources.path("fonts").glob("NotoSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    if "Noto Sans" in QFontDatabase.families():
        app.setFont(QFont("Noto Sans", 10))


def use_fusion(app: QApplication) -> None:
    app.setStyle(QStyleFactory.create("Fusion"))


def _sheet(theme: Colours) -> str:
    template = resources.path("riskdesk.qss").read_text(encoding="utf-8")
    for name in Colours.__slots__:
        template = template.replace(f"@{name};", f"{getattr(theme, name)};")
    return template.replace("@icons", resources.path("icons").as_posix())
