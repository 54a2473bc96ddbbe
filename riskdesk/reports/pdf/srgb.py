"""The colour space every paper names: sRGB, as an ICC profile that is the same on every machine."""

from struct import pack

_WHITE = (0.9642, 1.0, 0.8249)
"""D50, as profiles have it."""
_COLORANTS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_ADAPTED = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""From the screen's D65 to D50."""
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def srgb_profile() -> bytes:
    """The profile, version 4.2."""
    curve = b"para\0\0\0\0\0\3\0\0" + _fixed(*_CURVE)
    tags = {b"desc": _words("sRGB"), b"cprt": _words("No copyright, use freely"), b"wtpt": _xyz(*_WHITE)}
    tags |= {name: _xyz(*colour) for name, colour in _COLORANTS.items()}
    tags |= {b"chad": b"sf32\0\0\0\0" + _fixed(*_ADAPTED)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    return _assembled(tags)


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    table, data, start = b"", b"", 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for name, written in tags.items():
        if written not in places:
            places[written] = start + len(data)
            data += written + b"\0" * (-len(written) % 4)
        table += name + pack(">II", places[written], len(written))
    body = pack(">I", len(tags)) + table + data
    return _head(128 + len(body)) + body


def _head(size: int) -> bytes:
    what = b"mntrRGB XYZ " + pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp"
    head = pack(">I4sI", size, b"\0" * 4, 0x04200000) + what
    head = head.ljust(68, b"\0") + _fixed(*_WHITE)
    return head.ljust(128, b"\0")


def _fixed(*numbers: float) -> bytes:
    return b"".join(pack(">i", round(number * 65536)) for number in numbers)


def _xyz(*numbers: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*numbers)


def _words(text: str) -> bytes:
    written = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + pack(">II4sII", 1, 12, b"enUS", len(written), 28) + written
