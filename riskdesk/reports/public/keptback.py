"""What a public paper says where a risk tells nothing since it is exempt, so that nobody takes it for not recorded."""

from riskdesk.publishing import Part
from riskdesk.reports.public.exempt import withheld_of
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Risk


def kept_back(sources: Sources, request: Request, risk: Risk, field: str) -> str:
    """ "withheld (exempt, paragraph 3)" in Part A, for a key of EXEMPT_FIELDS that is exempt; else ""."""
    return withheld_of(sources.publication, risk.id, field) if request.part is Part.A else ""
