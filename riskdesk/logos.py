"""The pictures papers begin with, looked at before they are kept: one that cannot be drawn would spoil them all."""

import io

from riskdesk.errors import RiskDeskError

MOST = 300 * 1024
"""Bytes of a logo at most: it is in the file, in its history and in every paper."""

WIDEST = 4000
"""Points of a logo at most, across and down."""

_FIRST_BYTES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def media_type(data: bytes) -> str:
    """What a picture is by its first bytes. Raises RiskDeskError for one that is neither PNG nor JPEG, too large, or
    damaged."""
    found = next((kind for first, kind in _FIRST_BYTES.items() if data.startswith(first)), None)
    if found is None:
        raise RiskDeskError("This file is not a PNG or JPEG picture.", "Save the logo as one of these, then choose it.")
    if len(data) > MOST:
        size = f"The picture is {-(-len(data) // 1024):,} KB large; a logo has {MOST // 1024} KB at most."
        raise RiskDeskError(size, "Save it smaller: 600 pixels across print well.")
    _must_be_drawn(data)
    return found


def _must_be_drawn(data: bytes) -> None:
    from PIL import Image  # noqa: PLC0415 - a register is opened and read without it

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > WIDEST:
                size = f"The picture is {picture.width:,} by {picture.height:,} pixels large."
                raise RiskDeskError(size, "Save it smaller: 600 pixels across print well.")
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise RiskDeskError("This picture is damaged and cannot be drawn.", "Save it anew and try again.") from fault
