"""Reading PDFs back by PDFium, one thread at a time: the library has no locks of its own, and papers are checked in one
thread while another shows pages."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

alone = threading.RLock()
"""Held by whoever uses PDFium."""


@contextlib.contextmanager
def opened(document: bytes) -> Iterator[Any]:
    """A PDF, to be read by nobody else until it is closed again."""
    import pypdfium2  # noqa: PLC0415 - only who reads a PDF pays for it

    with alone, contextlib.closing(pypdfium2.PdfDocument(document)) as pdf:
        yield pdf
