"""What is asked of one kind of paper means nothing to another."""

import pytest

from riskdesk.publishing import Part, Publication
from riskdesk.reports.kinds import KINDS, PaperKind
from riskdesk.samples import load
from ui.papers.asked import Asked, Moment
from ui.papers.drawing import request_of

ASKED = Asked(part=Part.A, risk_id=6, owner="ICE")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_each_kind_of_paper_is_asked_only_what_it_knows(kind: PaperKind) -> None:
    request = request_of(Moment(load("thurrock-2017"), None, Publication(), ASKED), kind)
    assert request.risk_id == (6 if kind.key == "risk" else None)
    assert request.owner == ("ICE" if kind.key == "owner" else "")
    assert request.part is (None if kind.key == "audit" else Part.A)
