"""Adds arrows and signs of Noto Sans Mono to the bundled Noto Sans, which lacks them.

Needs fonttools, which RiskDesk itself does not, and a folder with NotoSansMono-Regular.ttf and NotoSansMono-Bold.ttf of
the same release, such as Debian's fonts-noto-mono: python tools/letters.py FOLDER. Run again it changes nothing.
"""

import sys
from importlib import import_module
from math import radians
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
ARROWS = "↑↓↕⇑⇓"
SIGNS = "−≤≥≠≈▲▼▶◀△▽●○■□◆◇"
TURNED = {"←": ("↑", 90), "→": ("↑", 270), "↔": ("↕", 90)}
TURNED |= {"⇐": ("⇑", 90), "⇒": ("⇑", 270), "⇔": ("⇔", 0), "⇕": ("⇔", 90)}
TURNED |= {"↖": ("↑", 45), "↗": ("↑", 315), "↙": ("↑", 135), "↘": ("↑", 225)}
"""Letters made by turning one of Noto Sans Mono, in degrees against the clock: those it lacks, and the level arrows,
which it has only small or low."""
BESIDE = 60
"""Least space on either side of a turned letter, in thousandths."""
AXIS = 353
"""The height at which Noto Sans centres plus and equals, in thousandths."""
_AFTER = "; with arrows and signs of Noto Sans Mono 2.006"


def main(folder: Path) -> None:
    for weight in ("Regular", "Bold"):
        target = FONTS / f"NotoSans-{weight}.ttf"
        font, source = _open(target), _open(folder / f"NotoSansMono-{weight}.ttf")
        if _merge(font, source):
            font.save(target)
            print(f"wrote {target.name}")


def _open(path: Path) -> Any:
    return import_module("fontTools.ttLib").TTFont(path, recalcTimestamp=False)


def _merge(font: Any, source: Any) -> bool:
    """Put in whatever is missing; tells whether anything was."""
    known = font.getBestCmap()
    missing = [letter for letter in (*ARROWS, *SIGNS, *TURNED) if ord(letter) not in known]
    for letter in missing:
        model, degrees = TURNED.get(letter, (letter, None))
        name = f"uni{ord(letter):04X}"
        glyph, width = _drawn(source, ord(model), degrees)
        font["glyf"][name] = glyph
        font["hmtx"][name] = (width, glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(letter)] = name
    if missing:
        _sign(font)
    return bool(missing)


def _drawn(source: Any, code: int, degrees: float | None) -> tuple[Any, int]:
    """The outline of a letter, turned about its middle where asked, without its hints: those are Mono's own."""
    name = source.getBestCmap()[code]
    width, shape = source["hmtx"][name][0], source["glyf"][name]
    if degrees is None:
        return _outline(source, name, _shift(0, 0)), width
    middle = _shift(-(shape.xMin + shape.xMax) / 2, -(shape.yMin + shape.yMax) / 2)
    turned = _outline(source, name, _shift(0, AXIS).rotate(radians(degrees)).transform(middle))
    width = max(width, turned.xMax - turned.xMin + 2 * BESIDE)
    right = _shift(width / 2, AXIS).rotate(radians(degrees)).transform(middle)
    return _outline(source, name, right), width


def _shift(across: float, up: float) -> Any:
    return import_module("fontTools.misc.transform").Transform().translate(across, up)


def _outline(source: Any, name: str, change: Any) -> Any:
    """The outline alone, whatever letters it was put together from."""
    letters = source.getGlyphSet()
    record = import_module("fontTools.pens.recordingPen").DecomposingRecordingPen(letters)
    letters[name].draw(record)
    pen = import_module("fontTools.pens.ttGlyphPen").TTGlyphPen(None)
    record.replay(import_module("fontTools.pens.transformPen").TransformPen(pen, change))
    made = pen.glyph()
    made.recalcBounds(None)
    return made


def _sign(font: Any) -> None:
    """Say in the font what was done to it; the maker's signature does not hold any more."""
    for record in font["name"].names:
        if record.nameID == 5 and not record.toUnicode().endswith(_AFTER):
            record.string = record.toUnicode() + _AFTER
    if "DSIG" in font:
        del font["DSIG"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
