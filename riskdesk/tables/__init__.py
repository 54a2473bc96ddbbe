"""The tables of a register file, as ordered migrations.

A new table or column is a new migration at the end of `MIGRATIONS`, never an edit of an old one: `alter table ... add
column` with a constant default, which is what rows logged before it are taken to hold. A migration never rewrites
rows: that is a step's work.
"""

from riskdesk.tables.first import FIRST
from riskdesk.tables.months import MONTHS
from riskdesk.tables.officers import SCRUTINY
from riskdesk.tables.press import PRESS

MIGRATIONS: tuple[str, ...] = (FIRST, SCRUTINY, MONTHS, PRESS)
