"""What the PDF printer makes of a block: something that knows its height before it is drawn."""

from collections.abc import Callable
from typing import Protocol

from riskdesk.reports.pdf.pages import Pages

Told = Callable[[int], None]
"""Told how many rows were drawn."""


class Piece(Protocol):
    """A block on its pages. Heights are in points, at the width the page has now."""

    @property
    def least(self) -> float:
        """What must fit on a page for the piece to begin there."""

    @property
    def height(self) -> float:
        """What the whole takes on one page."""

    def draw(self) -> None:
        """From the cursor down, over as many pages as it takes."""


class Paged:
    """A piece with its pages."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
