"""The board paper's last section: the scale, the method and how to check the paper."""

from riskdesk.reports.method import Method
from riskdesk.reports.pages import Pages
from riskdesk.reports.parts import BODY, grid, heading, part
from riskdesk.reports.text import Style

_SEAL = Style(8.5, 12, bold=True)


def draw_method(pages: Pages, method: Method) -> None:
    heading(pages, "Scale and method")
    for text in method.lead:
        pages.paragraph(text, BODY, 5)
    for word, scale in method.scales:
        drawn = grid(pages, scale)
        part(pages, word, drawn.height)
        drawn.draw()
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
    pages.paragraph(method.seal, _SEAL)
