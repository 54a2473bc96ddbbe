"""A paper as one web page that needs nothing else: no script, no picture from elsewhere, and prints as papers do."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from resources import path
from riskdesk import __version__
from riskdesk.reports.blocks import Attachment, Document, Turn
from riskdesk.reports.leaves import leaves
from riskdesk.reports.standing import begun, foot, rule_colour, title_colour
from riskdesk.reports.web.parts import Parts, leaf_class
from riskdesk.reports.web.text import css_string, element, quoted, said
from riskdesk.reports.work import Progress, Work
from riskdesk.wording import clipped

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_LEAST_CONTENTS = 4
"""Fewer sections than these are found without a list of them."""


def html_bytes(document: Document, progress: Progress | None = None) -> bytes:
    """The whole page in UTF-8; progress counts blocks and the rows of tables."""
    whole = begun(document)
    cover, inside = whole.blocks[0], replace(whole, blocks=whole.blocks[1:])
    parts = Parts(Work(whole, progress))
    begins = parts.block(cover)
    bound = tuple(leaves(inside))
    written = "\n".join(map(parts.leaf, bound))
    fresh = ' class="fresh"' if isinstance(next(iter(inside.blocks), None), Turn) else ""
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>',
        *_metas(document),
        f"<style>\n{_house()}\n{_own(document)}\n{parts.sheet.rules}\n</style>",
        f'</head>\n<body>\n<header class="{leaf_class(document.landscape)}">{begins}</header>',
        _contents(parts.titles),
        f"<main{fresh}>\n{written}\n</main>",
        _foot(document, lies=bound[-1].landscape if bound else document.landscape),
        "</body>\n</html>\n",
    )
    return "\n".join(line for line in page if line).encode("utf-8")


def _metas(document: Document) -> Iterator[str]:
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content={quoted(_POLICY)}>'
    yield f"<title>{said(' '.join(document.title.split()))}: {said(document.subject)}</title>"
    named = (
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light"),
        ("referrer", "no-referrer"),
        ("author", document.organisation),
        ("generator", f"RiskDesk {__version__}"),
        ("riskdesk-seal", document.seal),
        ("riskdesk-paper", document.paper_id),
    )
    for name, content in named:
        yield f'<meta name="{name}" content={quoted(content)}>'


@cache
def _house() -> str:
    return path("papers", "web.css").read_text(encoding="utf-8").strip()


def _own(document: Document) -> str:
    """This paper's colours, and what stands around each of its printed pages."""
    draft, told = (css_string(line) for line in foot(document))
    return f"""\
:root{{--title:{title_colour(document)};--rule:{rule_colour(document)}}}
@page{{
@top-left{{content:{css_string(clipped(document.running, 120))}}}
@top-right{{content:{css_string(clipped(document.marking, 60))}}}
@bottom-left{{content:{draft}"\\a "{told}}}
@bottom-right{{content:"Page " counter(page) " of " counter(pages)}}
}}
@page:first{{@top-left{{content:none}}@top-right{{content:none}}}}"""


def _contents(titles: Sequence[tuple[str, str]]) -> str:
    """Where each section begins, for who reads on a screen."""
    if len(titles) < _LEAST_CONTENTS:
        return ""
    links = "".join(f'<li><a href="#{anchor}">{said(title)}</a></li>' for anchor, title in titles)
    return f'<nav class="leaf" aria-label="Contents"><ul>{links}</ul></nav>'


def _foot(document: Document, *, lies: bool) -> str:
    attached = "".join(map(_attached, document.attachments))
    marking = element("p", document.marking, "marking") if document.marking else ""
    told = "".join(element("p", line) for line in foot(document))
    return f'<footer class="{leaf_class(lies)}">{attached}{told}{marking}</footer>'


def _attached(file: Attachment) -> str:
    """A file that the reader can take out of the page."""
    data = base64.b64encode(file.data).decode("ascii")
    link = f'<a download={quoted(file.name)} href="data:{said(file.media_type)};base64,{data}">{said(file.name)}</a>'
    return f"<p>{link}: {said(file.description)}</p>"
