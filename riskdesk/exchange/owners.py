"""Who a cell of owners names: how many there are, whether each is a person, a post or a body.

A cell is split only where every piece stands on its own as an owner of the same sort, so
"Head of Policy & Performance" stays one post and "CCGs and ECC" becomes two bodies. The words that
tell a post from a body are lists in resources.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

import resources
from riskdesk.risks import OwnerKind


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(resources.path("words", "owners.json").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in found.items()}


def _any(name: str, words: Sequence[str]) -> bool:
    """Whether one of the words is in a list."""
    return not _lists()[name].isdisjoint(words)


TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|cllr|councillor|sir|dame|rev)\b\.? ", re.IGNORECASE)
"""What stands before a name."""
_NAME_WORD = r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*"
_NAME = re.compile(rf"(?:[A-Z]\.? ?){{1,3}} {_NAME_WORD}|{_NAME_WORD}(?: [A-Z]\.?)? {_NAME_WORD}(?: {_NAME_WORD})?")
_ACRONYM = re.compile("[A-Z][A-Z&]*[A-Z]s?")
_BEARING = re.compile(
    r"\b(?:where|when|if|but|falls?|defaults?|bears?|residual)\b"
    "|\\b(?:financial|reputational|political|operational|strategic|legal|impact|flow)\\s*[-\u2013\u2014]\\s",
    re.IGNORECASE,
)
_STRONG = re.compile(r"[;\n]")
_COMMA, _AND, _AMPERSAND, _SLASH = r"\s*,\s*(?:(?:and|&)\s+)?", r"\s+and\s+", r"\s+&\s+", r"\s*/\s*"
_WAYS = tuple(
    (re.compile("|".join(marks)), _COMMA in marks)
    for marks in (
        (_COMMA, _AND, _AMPERSAND, _SLASH),
        (_AND, _AMPERSAND, _SLASH),
        (_AMPERSAND, _SLASH),
        (_SLASH,),
        (_AMPERSAND,),
        (_AND,),
        (_COMMA,),
    )
)
_LONGEST = 500


def split_owners(text: str) -> tuple[str, ...]:
    """The owners a cell names, in its order (the first is taken as accountable). () for an empty cell.

    Brackets are never split. Nothing is split where one piece alone would not be an owner.
    """
    found: list[str] = []
    for part in _pieces(_STRONG, text):
        # A longer cell is prose, and prose is no list of names.
        found.extend(_split(part) if len(part) <= _LONGEST else (part,))
    return tuple(found)


def owner_kind(name: str) -> OwnerKind:
    """Person, post or body; a post where nothing tells."""
    found = sure_kind(name)
    if found:
        return found
    words = _words(name)
    return OwnerKind.BODY if words and _any("functions", words) else OwnerKind.POST


def sure_kind(name: str) -> OwnerKind | None:
    """The kind of an owner that can be told from its words alone."""
    if TITLE.match(name):
        return OwnerKind.PERSON
    words = _words(name)
    if not words:
        return None
    if words[0] == "all":
        return OwnerKind.BODY
    if _heads(words):
        return OwnerKind.POST
    if words[-1] in _lists()["collectives"] and words[-2:] != ["chief", "executive"]:
        return OwnerKind.BODY
    if _any("posts", words):
        return OwnerKind.POST
    plain = _without_brackets(name).strip(" .,")
    if "," in plain:
        return None
    if _any("organisations", words) or _plural_posts(words) or all(map(_ACRONYM.fullmatch, plain.split())):
        return OwnerKind.BODY
    return OwnerKind.PERSON if _looks_like_name(plain, words) else None


def names_bearer(text: str) -> bool:
    """Whether an owner cell says who bears the impact instead of who owns the risk:
    "Financial – CCGs ...", "Mainly ECC but some residual CCG risk". Brackets are not looked into."""
    return bool(_BEARING.search(_without_brackets(text)))


def _split(text: str) -> Sequence[str]:
    for marks, with_comma in _WAYS:
        pieces = _pieces(marks, text)
        if len(pieces) > 1 and _stand_alone(pieces, with_comma):
            return pieces
    return (text,)


def _stand_alone(pieces: Sequence[str], with_comma: bool) -> bool:
    kinds = {sure_kind(piece) for piece in pieces}
    if None in kinds or any(piece.lower().startswith(("deputy ", "vice ")) for piece in pieces[1:]):
        return False
    if kinds == {OwnerKind.PERSON, OwnerKind.POST}:
        # "Jane Smith, Head of Finance" is one person.
        return not with_comma
    if kinds == {OwnerKind.BODY}:
        return not _shares_last_word(pieces)
    return len(kinds) == 1


def _shares_last_word(pieces: Sequence[str]) -> bool:
    """ "HR and OD Board" may be one board: a bare acronym before an acronym with a noun."""
    last = pieces[-1].split()
    return len(last) > 1 and bool(_ACRONYM.fullmatch(last[0])) and any(_ACRONYM.fullmatch(p) for p in pieces[:-1])


def _heads(words: Sequence[str]) -> bool:
    """Whether a post says of what: "Chair of the Board" is a post, though a board is a body."""
    return any(word in _lists()["posts"] and after in ("of", "for", "to") for word, after in pairwise(words))


def _plural_posts(words: Sequence[str]) -> bool:
    return any(word.endswith("s") and word[:-1] in _lists()["posts"] for word in words)


def _looks_like_name(plain: str, words: Sequence[str]) -> bool:
    known = any(_any(name, words) for name in ("functions", "organisations", "collectives"))
    return bool(_NAME.fullmatch(plain)) and all(w[0].isupper() for w in plain.split()) and not known


def _words(name: str) -> list[str]:
    return [word for raw in _without_brackets(name).lower().split() if (word := raw.strip(".,:;"))]


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", " ", text)


def _pieces(marks: re.Pattern[str], text: str) -> list[str]:
    """Text split at marks that stand outside every bracket."""
    pieces, begin, seen, depth = [], 0, 0, 0
    for match in marks.finditer(text):
        depth += text.count("(", seen, match.start()) - text.count(")", seen, match.start())
        seen = match.start()
        if depth == 0:
            pieces.append(text[begin : match.start()])
            begin = match.end()
    return [piece.strip() for piece in (*pieces, text[begin:]) if piece.strip()]
