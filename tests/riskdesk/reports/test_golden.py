"""Whole papers of every sample beside what somebody last looked at: the same words in order, the same pages."""

import pytest
from PIL import Image, ImageChops

from tests.riskdesk.reports.golden import FOLDER, PAPERS, document, picture, words

BLOCK = 6
"""Points of a small picture to a side that are compared as one: letters may be drawn a little otherwise elsewhere."""
ALIKE = 20
"""Of 255 greys, by how much a block may differ."""


def far_apart(one: Image.Image, other: Image.Image) -> int:
    """By how much the most different blocks of two pictures differ."""
    small = ((one.width + BLOCK - 1) // BLOCK, (one.height + BLOCK - 1) // BLOCK)
    blocks = [each.convert("L").resize(small, Image.Resampling.BOX) for each in (one, other)]
    return max(ImageChops.difference(*blocks).tobytes())


@pytest.mark.parametrize(("name", "key"), PAPERS)
def test_a_paper_says_and_shows_what_it_did_when_it_was_last_looked_at(name: str, key: str) -> None:
    pdf = document(name, key)
    assert words(pdf).splitlines() == (FOLDER / f"{name}-{key}.txt").read_text(encoding="utf-8").splitlines()
    now = picture(pdf)
    with Image.open(FOLDER / f"{name}-{key}.png") as before:
        assert now.size == before.size
        assert far_apart(now, before) <= ALIKE


def test_a_picture_that_lost_a_row_or_moved_a_column_is_seen() -> None:
    now = picture(document("thurrock-2017", "register"))
    for box in ((60, 100, 100, 112), (20, 60, 28, 90)):
        changed = now.copy()
        changed.paste(255 if min(now.crop(box).tobytes()) < 200 else 0, box)
        assert far_apart(now, changed) > ALIKE
    assert far_apart(now, ImageChops.offset(now, 6, 0)) > ALIKE
