"""What a telephone reads: words as the squares of a QR code."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

MARGIN = 4
"""Squares of white around a code, without which it cannot be read (ISO/IEC 18004)."""


def squares(words: str) -> tuple[tuple[bool, ...], ...]:
    """Rows from the top, a dark square being True; the margin is not part of it."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(words)
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)
