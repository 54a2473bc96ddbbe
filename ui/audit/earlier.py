"""What an audit compares with when nothing else was chosen: the last closed period, read off the screen's thread."""

from collections.abc import Callable
from dataclasses import replace

from riskdesk.audit.case import Case
from riskdesk.risks import Register
from riskdesk.store import Store
from ui.desk import Desk


class Earlier:
    """Keeps the register of the last closed period once an audit has read it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: Register | None = None

    def coming(self, chosen: Register | None = None, *, closing: bool = False) -> Callable[[], Case]:
        """What gives the case of the register as it stands, once, in any thread. `closing` asks for signatures."""
        store = self._desk.store
        case = store.case(previous=chosen or self._at_hand)
        if closing:
            case = replace(case, closing=True)
        return compared(case, store)

    def learn(self, case: Case) -> None:
        """Take over what an audit compared with, where that was a closed period of this file."""
        if case.previous and case.previous.as_closed:
            self._known = case.previous

    @property
    def _at_hand(self) -> Register | None:
        known, last = self._known, self._desk.register.last_closed
        same = known and known.period and last and known.period.id == last.id
        return known if same else None


def compared(case: Case, store: Store) -> Callable[[], Case]:
    """What gives a case compared with the last closed period, unless it is compared with something already."""
    last = case.register.last_closed
    if case.previous or last is None:
        return lambda: case
    look = store.past_of(last)
    return lambda: _with_past(case, look)


def _with_past(case: Case, look: Callable[[], Store]) -> Case:
    """In the other thread. The closed period is of this very file, so its seal is one the file had."""
    with look() as past:
        previous = past.register()
    return replace(case, previous=previous, seals=frozenset({previous.seal}))
