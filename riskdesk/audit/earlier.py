"""What an audit compares with when nothing else was chosen: the last closed period, read off the screen's thread."""

from collections.abc import Callable
from dataclasses import replace

from riskdesk.audit.case import Case
from riskdesk.risks import Register
from riskdesk.store import Store


def coming_case(store: Store, chosen: Register | None = None, *, closing: bool = False) -> Callable[[], Case]:
    """What gives the case of the register as it stands, once, in any thread: compared with the one chosen, else with
    what the last closed period froze. `closing` asks for signatures."""
    last = store.register().last_closed
    case = store.case(previous=chosen or (store.closed_at_hand(last) if last else None))
    return compared(replace(case, closing=case.closing or closing), store)


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
