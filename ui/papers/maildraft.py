"""A paper as an e-mail to be sent: a draft with no recipient, which a person's own mail program opens."""

from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from itertools import takewhile

from riskdesk.reports.blocks import Block, Document, Heading, Items, Together, Words
from riskdesk.reports.issue import Made
from riskdesk.wording import clipped

_MOST_LINES = 40


def draft(document: Document, made: Made) -> bytes:
    """The message (.eml) with the paper attached. Its words are the paper's own, so that nothing stands in it that the
    paper withholds."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # mail programs then open it to be written on, not to be read
    said = clipped(f"{document.subject}: {document.title}, {document.as_at}", 200)
    message["Subject"] = "".join(letter for letter in said if letter.isprintable())
    message.set_content("\n\n".join(_told(document, made.file_name)) + "\n", cte="quoted-printable")
    main, _, sub = made.form.media_type.partition("/")
    message.add_attachment(made.document, maintype=main, subtype=sub, filename=made.file_name)
    return message.as_bytes()


def _told(document: Document, name: str) -> Iterator[str]:
    """What the paper is, then what it says first."""
    heads = (document.marking, document.organisation, f"{document.title}, {document.as_at}", document.imprint.said)
    yield "\n".join(line for line in heads if line)
    yield from _lines(_beginning(document.blocks))
    yield f"The paper is attached: {name}"
    yield f"Paper {document.paper_id}"


def _beginning(blocks: Iterable[Block]) -> Iterator[Block]:
    """The first section that has words in it, and the decisions asked, as far as they stand at the beginning."""
    flat = list(_flat(blocks))
    starts = [place for place, block in enumerate(flat) if isinstance(block, Heading) and block.level == 1]
    first = starts[0] + 1 if starts else 0
    yield from takewhile(lambda block: not (isinstance(block, Heading) and block.level == 1), flat[first:])


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    said = 0
    for block in blocks:
        for line in _said(block):
            said += 1
            if said > _MOST_LINES:
                yield "The paper says more."
                return
            yield line


def _said(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Words():
            yield block.text
        case Items():
            for number, item in enumerate(block.items, start=1):
                yield f"{number}. {item}" if block.numbered else f"- {item}"


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Together):
            yield from _flat(block.blocks)
        else:
            yield block
