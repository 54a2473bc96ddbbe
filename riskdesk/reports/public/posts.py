"""Who is named in a register by name, and the post that the public reads in place of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from riskdesk.exchange.owners import TITLE, owner_kind, sure_kind
from riskdesk.meetings import Forum, Meeting
from riskdesk.periods import SignOff
from riskdesk.publishing import Narrative, Subject
from riskdesk.reports.public.deep import Rewriter, names_somebody, things
from riskdesk.reports.sources import Sources
from riskdesk.risks import Owner, OwnerKind, Partner, Register

OFFICER = "an officer"
_WORD = re.compile(r"\w+")
_BY_NAME = (Subject.AUTHOR, Subject.PRESENTER)


class Posts:
    """The people of some sources with their posts. `names` are those looked for in everything that anybody wrote: full
    names in whatever case, a name of one word only as it is written."""

    def __init__(self, sources: Sources) -> None:
        found = list(things(sources))
        people = {_plain(each.name) for each in found if isinstance(each, Owner) and each.kind is OwnerKind.PERSON}
        self._known = frozenset(_plain(name) for name in (OFFICER, *_posts_and_bodies(found))) - people
        self._posts: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for name, post in sorted(_people(found), key=lambda person: (not person[1], person[1].startswith(OFFICER))):
            self._know(name, post)
        self._said: dict[str, str] = {}
        self._by_name = {_plain(name): post for name, post in self.names.items()}
        self._pattern = _any_of(self.names)
        self._firsts = frozenset(_WORD.findall(_composed(name).casefold())[0] for name in self.names)

    def rewriter(self) -> Rewriter:
        """What puts posts in place of names all through a value."""
        return Rewriter(self.prose, self.author, {Owner: self.owner, SignOff: self._signed, Narrative: self._written})

    def owner(self, owner: Owner) -> Owner:
        """As the public sees an owner: a person as the post it holds."""
        if owner.kind is OwnerKind.PERSON:
            said = self._posts.get(_plain(owner.name)) or _officer_of(owner.organisation)
            where = "" if said.startswith(OFFICER) else owner.organisation
            return replace(owner, name=said, organisation=where, kind=OwnerKind.POST, post="")
        _, post = _person_and_post(owner.name)
        return replace(owner, name=self.prose(post or owner.name), post="")

    def author(self, text: str) -> str:
        """What stands where somebody is named: posts and bodies as they are, anybody else by post."""
        flat = _plain(text)
        if not flat or flat in self._known:
            return text
        post = self._posts.get(flat) or _person_and_post(text)[1]
        return post or (self.prose(text) if _is_no_name(text) else OFFICER)

    def prose(self, text: str) -> str:
        """Anything that somebody wrote, with the posts in it in place of the names that are known."""
        said = self._said.get(text)
        if said is None:
            said = self._said[text] = self._put(text) if self._may_name(text) else text
        return said

    def _know(self, name: str, post: str) -> None:
        flat = _plain(name)
        if not flat or flat in self._known:
            return
        self._posts.setdefault(flat, post or OFFICER)
        plain = " ".join(TITLE.sub("", name, count=1).split())
        if _may_be_looked_for(plain):
            self.names.setdefault(plain, self._posts[flat])

    def _may_name(self, text: str) -> bool:
        """Most texts name nobody, which their words tell far faster than any search for names."""
        return not self._firsts.isdisjoint(_WORD.findall(_composed(text).casefold()))

    def _put(self, text: str) -> str:
        told, seen = [], 0
        for found in self._pattern.finditer(text):
            post = self._by_name[_plain(found["name"])]
            told += [text[seen : found.start()], post]
            seen = found.end()
            again = re.match(rf"(?:, ?| ?\()(?:the )?{re.escape(post)}\)?", text[seen:], re.IGNORECASE)
            seen += again.end() if again else 0
        return "".join((*told, text[seen:]))

    def _signed(self, signature: SignOff) -> SignOff:
        by = self.author(signature.recorded_by)
        return replace(signature, name=OFFICER, post=self.prose(signature.post), recorded_by=by)

    def _written(self, narrative: Narrative) -> Narrative:
        text, by = narrative.text, self.author(narrative.written_by)
        if narrative.subject in _BY_NAME:
            return replace(narrative, text="\n".join(self.author(line) for line in text.splitlines()), written_by=by)
        return replace(narrative, text=self.prose(text), written_by=by)


def _posts_and_bodies(found: list[Any]) -> Iterator[str]:
    """What names no person, whatever it looks like."""
    for each in found:
        match each:
            case Owner() if each.kind is not OwnerKind.PERSON and not _person_and_post(each.name)[0]:
                yield each.name
            case Owner() | SignOff():
                yield each.post
            case Partner() | Forum():
                yield each.name
            case Meeting():
                yield each.body
            case Register():
                yield each.organisation


def _people(found: list[Any]) -> Iterator[tuple[str, str]]:
    """Names with posts, "" where none is recorded."""
    for each in found:
        match each:
            case Owner() if each.kind is OwnerKind.PERSON:
                yield each.name, each.post.strip() or _officer_of(each.organisation)
            case Owner():
                yield _person_and_post(each.name)
            case SignOff():
                yield each.name, each.post.strip()
            case Narrative() if each.subject in _BY_NAME:
                for line in each.text.splitlines():
                    yield from _of_author(line)
        for field in fields(each):
            text = getattr(each, field.name) if names_somebody(field.name) else None
            if type(text) is str:
                yield from _of_author(text)


def _of_author(text: str) -> Iterator[tuple[str, str]]:
    name, post = _person_and_post(text)
    if name:
        yield name, post
    elif not _is_no_name(text):
        yield text, ""


def _person_and_post(text: str) -> tuple[str, str]:
    """The two halves of "Jane Smith, Head of Finance"; empty for anything else."""
    name, comma, post = (part.strip() for part in text.partition(","))
    is_both = comma and sure_kind(name) is OwnerKind.PERSON and sure_kind(post) is OwnerKind.POST
    return (name, post) if is_both else ("", "")


def _is_no_name(text: str) -> bool:
    """Whether words are surely a post or a body. "Cathy Clerk" may be either, "Finance Clerk" not."""
    if sure_kind(text) not in (OwnerKind.POST, OwnerKind.BODY):
        return False
    words = text.split()
    first = words[0] if len(words) == 2 else ""
    return not first or sure_kind(first) is not None or owner_kind(first) is OwnerKind.BODY or first.lower() == "an"


def _officer_of(organisation: str) -> str:
    where = organisation.strip()
    return f"{OFFICER} of {where}" if where else OFFICER


def _may_be_looked_for(name: str) -> bool:
    """A single word is a name only where it is written as one: "admin" is in too many sentences."""
    words = _WORD.findall(name)
    return len(words) > 1 or (len(words) == 1 and len(name) > 3 and name[0].isupper())


def _any_of(names: dict[str, str]) -> re.Pattern[str]:
    forms = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
    longest_first = sorted(forms, key=lambda name: (-len(name), name))
    told = "|".join(_spelt(name) for name in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?i:{TITLE.pattern})?(?P<name>{told})(?!\w)")


def _spelt(name: str) -> str:
    spelt = r"\s+".join(map(re.escape, name.split()))
    return f"(?i:{spelt})" if len(_WORD.findall(name)) > 1 else spelt


def _plain(name: str) -> str:
    return " ".join(_composed(name).casefold().split())


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
