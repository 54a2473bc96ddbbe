"""The named changes a person can make to a register: one public method, one step, one notice.

Each method is named like its menu entry, takes an optional `reason` that is kept with the step,
and raises RiskDeskError for input that cannot stand, leaving everything as it was.
"""

from riskdesk.history import Change, Step
from riskdesk.layouts import Layouts
from riskdesk.opening import computer_user
from riskdesk.proof import Verdict
from riskdesk.telling import FieldChange, Moment

__all__ = ["Change", "FieldChange", "Moment", "Step", "Store", "Verdict", "computer_user"]


class Store(Layouts):
    """One open register and everything a person can do to it."""
