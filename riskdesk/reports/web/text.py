"""Text in a web page: escaped, never markup, and never able to reorder what stands beside it."""

import re
from html import escape

from riskdesk.reports.plain import is_right_to_left, plain

_LONG = re.compile(r"[^\s]{22}")


def said(text: str) -> str:
    """A register's text as a page shows it."""
    return escape(plain(text), quote=False).replace("\n", "<br>")


def quoted(text: str) -> str:
    """The text as the value of an attribute, on one line, with its quotation marks."""
    return f'"{escape(" ".join(plain(text).split()))}"'


def element(name: str, text: str, kind: str = "") -> str:
    """The text in an element of its own. What is written from right to left stays inside it."""
    return f"<{name}{attributes(text, kind)}>{said(text)}</{name}>"


def attributes(text: str, kind: str = "") -> str:
    """The class and, where the text needs one, the direction of the element that holds it."""
    kinds = " ".join(word for word in (kind, "long" if _LONG.search(text) else "") if word)
    named = f' class="{kinds}"' if kinds else ""
    return named + (' dir="auto"' if is_right_to_left(text) else "")


def apart(text: str) -> str:
    """The text inside a line of others."""
    return f"<bdi>{said(text)}</bdi>" if is_right_to_left(text) else said(text)


def css_string(text: str) -> str:
    """The text as a string of a style sheet, which no sign in it can end."""
    letters = (char if char.isalnum() and char.isascii() else f"\\{ord(char):x} " for char in plain(text))
    return f'"{"".join(letters)}"'
