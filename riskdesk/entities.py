"""What every value of a register is made of: an entity with fields that people see, and closed lists of answers.

A field that people see is declared with `shown`: its label and kind are what the form, the
table, the terminal and the paper use, so a new field is one line here and one in the schema.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import Enum, StrEnum
from typing import Any

from riskdesk.memo import memo


class Kind(Enum):
    """How a field is edited and printed."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    DUE = "due"
    MONEY = "money"
    PERCENT = "percent"
    PICK = "pick"


class Choice(StrEnum):
    """A closed list of answers; the label is what people read."""

    @property
    def label(self) -> str:
        return self.value[:1].upper() + self.value[1:].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Shown:
    """What people see of a field."""

    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    group: str = ""
    required: bool = False


def shown(
    label: str, kind: Kind = Kind.LINE, *, default: Any = "", hint: str = "", group: str = "", required: bool = False
) -> Any:
    """A field that people see, with what it holds until they fill it in."""
    return field(default=default, metadata={"shown": Shown(label, kind, hint, group, required)})


@memo
def shown_fields(entity: type[Any]) -> Mapping[str, Shown]:
    """The visible fields of an entity in their order, by name."""
    return {f.name: f.metadata["shown"] for f in fields(entity) if "shown" in f.metadata}


def default_of(entity: type, name: str) -> Any:
    """What an untouched field of a new entity holds."""
    found: Field[Any] = next(f for f in fields(entity) if f.name == name)
    return None if found.default is MISSING else found.default


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """`id` is the file's, small and local; `uuid` stays true when entities travel between files."""

    id: int = 0
    uuid: str = ""
