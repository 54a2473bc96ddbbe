"""The board paper's last section: the scale, the method and how to check the paper."""

from riskdesk.reports.method import Method
from riskdesk.reports.pages import Pages
from riskdesk.reports.parts import BODY, grid, heading, part
from riskdesk.reports.text import Style
from riskdesk.wording import sentence

_SEAL = Style(8.5, 12, bold=True)


def draw_method(pages: Pages, method: Method) -> None:
    heading(pages, "Scale and method")
    for text in method.lead:
        pages.paragraph(text, BODY, 5)
    _scales(pages, method)
    bands = grid(pages, method.bands)
    part(pages, "Bands", bands.height)
    bands.draw()
    part(pages, "Appetite")
    for text in method.appetite:
        pages.paragraph(text, BODY, 3)
    part(pages, "Stated and computed ratings")
    pages.paragraph(method.stated_lead, BODY, 6)
    grid(pages, method.stated).draw()
    part(pages, "Checking this paper")
    for text in method.checking:
        pages.paragraph(text, BODY, 4)
    if method.seal:
        pages.paragraph(method.seal, _SEAL)


def _scales(pages: Pages, method: Method) -> None:
    """Both axes: beside one another where they hold only words, else below one another."""
    if any(len(scale.columns) > 2 for _, scale in method.scales):
        for word, scale in method.scales:
            drawn = grid(pages, scale)
            part(pages, word, drawn.height)
            drawn.draw()
        return
    half = (pages.width - 28) / 2
    pair = [
        grid(pages, scale, x=pages.left + place * (half + 28), width=half)
        for place, (_, scale) in enumerate(method.scales)
    ]
    tallest = max(one.height for one in pair)
    part(pages, sentence(" and ".join(word.lower() for word, _ in method.scales)), tallest)
    if tallest > pages.room:
        for _, scale in method.scales:
            grid(pages, scale).draw()
        return
    top = pages.y
    for one in pair:
        pages.y = top
        one.draw()
    pages.y = top - tallest
