"""Where a public paper has nothing to tell of a risk since it is exempt, it says so, and not that there is nothing."""

import datetime as dt
from dataclasses import replace

from riskdesk.publishing import Exemption, Part, Publication
from riskdesk.reports.blocks import words_of
from riskdesk.reports.board.baf import baf_chapter
from riskdesk.reports.board.focus import risk_paper, risks_chapter
from riskdesk.reports.board.fund import fund_chapter
from riskdesk.reports.public.division import in_part
from riskdesk.reports.sources import Chapter, Request, Sources
from riskdesk.reports.tracker import tracker_paper
from riskdesk.risks import Action
from tests.riskdesk.reports.registers import one_of, register_of
from tests.riskdesk.reports.sourced import PLAIN, checked

ON = dt.date(2020, 2, 1)
ACTION = Action(id=1, text="Buy the home", due="31/01/2020")
RISKS = (
    one_of("1", 4, 4, financial_likely=700, actions=(ACTION,)),
    one_of("2", 2, 2, financial_likely=50, actions=(replace(ACTION, id=2, text="Hold a fair"),)),
    one_of("3", 1, 1),
)
HIDDEN = "withheld (exempt, paragraph 3)"


def sources(*exempt: int) -> Sources:
    held = [
        Exemption(risk_id=number, field=field, paragraph="3", decided_by="Cal", decided_on=ON)
        for number in exempt
        for field in ("actions", "money")
    ]
    return Sources(register_of(*RISKS, contingency=100), publication=Publication(exemptions=tuple(held)))


def seen(part: Part, *exempt: int) -> tuple[Sources, Request]:
    found, request, _withheld = in_part(sources(*exempt), Request(part=part, risk_id=1))
    return found, request


def said(chapter: Chapter | None) -> str:
    return "\n".join(words_of(checked(chapter).blocks))


def test_the_actions_of_a_risk_are_withheld_from_the_public_and_not_missing() -> None:
    for make in (risks_chapter, baf_chapter):
        assert "Buy the home" not in said(make(*seen(Part.A, 1)))
        assert HIDDEN in said(make(*seen(Part.A, 1)))
        assert "Buy the home" in said(make(*seen(Part.B, 1)))
    text = "\n".join(words_of(risk_paper(*seen(Part.A, 1)).document.blocks))
    assert f"Actions {HIDDEN}." in text


def test_half_a_page_says_so_too_and_what_is_missing_is_still_missing() -> None:
    text = said(risks_chapter(*seen(Part.A, 2)))
    assert f"Actions {HIDDEN}." in text
    assert text.count("Actions not recorded.") == 1


def test_the_tracker_says_of_which_risks_it_lists_none() -> None:
    paper = tracker_paper(*seen(Part.A, 1, 2))
    paper.reconcile()
    assert paper.note == "Actions that are exempt are not listed here: of risks 1 and 2."
    assert paper.open_actions == 0
    assert tracker_paper(*seen(Part.A)).note == tracker_paper(*seen(Part.B, 1)).note == ""


def test_the_fund_page_says_whose_amounts_have_no_part_in_its_sums() -> None:
    text = said(fund_chapter(*seen(Part.A, 1)))
    assert "1 open risk has an amount and could cost £50 (low), £50 (likely) or £50 (high)." in text
    assert "1 open risk has no amount and has no part in the sums: 3." in text
    assert "1 open risk has an amount that is exempt and has no part in the sums: 1." in text
    assert "£700" not in text
    assert "exempt" not in said(fund_chapter(sources(1), PLAIN))


def test_a_fund_page_of_exempt_amounts_alone_says_that() -> None:
    found, request = seen(Part.A, 1, 2)
    bare = replace(found, register=replace(found.register, contingency=None))
    text = said(fund_chapter(bare, request))
    assert "No amount is told here." in text
    assert "2 open risks have an amount that is exempt and have no part in the sums: 1 and 2." in text
