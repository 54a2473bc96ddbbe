"""Any text a register can hold, as it can stand in a web page or a Word document: every letter kept, nothing hidden.

Those formats bring their own typefaces, so more letters are kept than on a page of ours; what no reader can see, what
would reorder its neighbours and what XML forbids is kept out.
"""

import re

MISSING = "\N{REPLACEMENT CHARACTER}"

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile("[\t\v\f]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROLS = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters, forbidden in XML or in HTML
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # what carries words that nobody sees
)
_FORBIDDEN = re.compile(f"[{_CONTROLS}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def plain(text: str) -> str:
    """The text with line ends as `\\n` and a visible mark for every character that must not stand there."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    for pattern, instead in ((_SPACES, " "), (_UNSEEN, ""), (_FORBIDDEN, MISSING)):
        text = pattern.sub(instead, text)
    return text


def is_right_to_left(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None
