"""How a name typed in a form becomes an entry of the register's lists."""

from riskdesk.entities import Entity, default_of, shown_fields
from riskdesk.risks import Owner
from ui.choices import Added
from ui.desk import Desk


def adder(desk: Desk) -> Added:
    """Adds a typed name to one of the register's lists and answers the entry."""

    def add(entity: type[Entity], name: str) -> Entity:
        if entity is Owner:
            return Owner(name=name)  # the step that uses a new owner adds it, so both are undone together
        facts = {field: default_of(entity, field) for field in shown_fields(entity)} | {"name": name}
        return entity(id=desk.store.add_entry(entity, facts), **facts)

    return add
