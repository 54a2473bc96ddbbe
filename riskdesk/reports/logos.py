"""A layout's logo as the picture it says it is, and nothing else."""

import base64
import binascii
from io import BytesIO

from riskdesk.errors import RiskDeskError
from riskdesk.publishing import Logo

_BEGINNINGS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


def picture_of(logo: Logo) -> bytes:
    """The picture's bytes. Raises RiskDeskError where they are not those of its kind, PNG or JPEG."""
    try:
        data = base64.b64decode(logo.data, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    begins = _BEGINNINGS.get(logo.media_type)
    if begins is None or not data.startswith(begins):
        raise RiskDeskError(
            "The logo is not a PNG or JPEG picture; the paper was not written.", "Choose the logo again in the layout."
        )
    return data


def screen_picture(logo: Logo) -> BytesIO:
    """The picture in a screen's colours: one made for a printing press has others, which archives refuse."""
    from PIL import Image  # noqa: PLC0415 - the other formats take the picture as it is

    data = picture_of(logo)
    with Image.open(BytesIO(data)) as picture:
        if picture.mode != "CMYK":
            return BytesIO(data)
        changed = BytesIO()
        picture.convert("RGB").save(changed, "PNG")
        return BytesIO(changed.getvalue())
