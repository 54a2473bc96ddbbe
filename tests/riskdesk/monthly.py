"""What the tests of the monthly cycle do over and over: sign and close, add a forum, read everything."""

import datetime as dt
from typing import Any

from riskdesk.closings import Acceptance, Signature
from riskdesk.meetings import Forum
from riskdesk.periods import Period
from riskdesk.proceedings import Proceedings
from riskdesk.risks import Register
from riskdesk.scrutiny import Scrutiny
from riskdesk.store import Store
from tests.riskdesk.conftest import JULY

AUGUST = dt.date(2017, 8, 31)
SIGNED = (Signature("Thurrock Council", "Ann Author", "Director"), Signature("Thurrock CCG", "Cy Chair", "Chair"))
ACCEPTED = Acceptance("Bea Boss", "Known, and mended next month")


def close(store: Store, name: str = "July 2017", as_at: dt.date = JULY, **given: Any) -> Period:
    """Open the period where it is not, sign it for both partners and close it."""
    period = store.register().period
    signed = {each.partner for each in period.sign_offs} if period else set()
    missing = [each for each in SIGNED if each.partner not in signed]
    return store.close_period(name, as_at, signatures=missing, **given)


def forum(store: Store, name: str = "Partnership board", trigger: str = "") -> int:
    return store.add_entry(Forum, {"name": name, "trigger": trigger})


def everything(store: Store) -> tuple[Register, Scrutiny, Proceedings]:
    """All that a register's pages are worked out from."""
    return store.register(), store.scrutiny(), store.proceedings()
