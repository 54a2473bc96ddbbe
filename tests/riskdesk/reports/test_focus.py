"""One risk in focus: what stands on its page, what half a page leaves out (nothing that is recorded), and its paper."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Escalation, Forum
from riskdesk.proceedings import Proceedings
from riskdesk.reports.blocks import Block, Figure, Heading, History, Pairs, Rows, Stages, Together, Words, words_of
from riskdesk.reports.board.card import half, named, whole
from riskdesk.reports.board.focus import printed_rows, risk_paper, risks_chapter
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.risks import (
    Action,
    ActionStatus,
    AssuranceLine,
    Category,
    Control,
    ControlState,
    Cuts,
    Effectiveness,
    Note,
    Objective,
    ObjectiveKind,
    Owner,
    Partner,
    Response,
    Risk,
    Score,
    Stage,
    Status,
)
from riskdesk.trail import Evidence
from riskdesk.trend import Stand, Standing, Trend
from tests.riskdesk.reports.documents import paper_of
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of, scored
from tests.riskdesk.reports.sourced import PLAIN, checked, drawings, rows, shipped

FULL = one_of(
    "F",
    heading="Home care",
    description="As it was written at first",
    cause="Wages are low",
    event="Carers leave",
    effect="Nobody is at the door",
    category=Category(name="Workforce"),
    objective=Objective(name="Reablement", kind=ObjectiveKind.PLAN_SCHEME),
    partners=(Partner(name="A council"), Partner(name="A trust")),
    owners=(Owner(name="Ann"), Owner(name="Bob", organisation="A trust")),
    response=Response.TREAT,
    proximity="before the winter",
    target_date="31/12/2020",
    bearer="The council alone",
    financial_low=1_000,
    financial_high=9_000,
    financial_narrative="agency cover",
    raised_on=dt.date(2019, 5, 1),
    raised_by="Cal",
    last_reviewed=dt.date(2020, 2, 3),
    next_review=dt.date(2020, 4, 1),
    comments="Seen by the executive",
    scores={
        Stage.INHERENT: Score(stage=Stage.INHERENT, impact=4, likelihood=4, rationale="Nothing was done then"),
        Stage.CURRENT: Score(stage=Stage.CURRENT, impact=4, likelihood=3, stated=16, rationale="Posts are empty"),
        Stage.TARGET: Score(stage=Stage.TARGET, stated=6, rationale="With the posts filled"),
    },
    controls=(
        Control(
            text="Weekly rota", state=ControlState.PARTLY, implemented="April 2018", owner=Owner(name="Dee"),
            effectiveness=Effectiveness.PARTLY_EFFECTIVE, assurance_line=AssuranceLine.THIRD,
            assurance="Internal audit 2019", gaps="None at night", assurance_gaps="Not tested since",
        ),
        Control(text="Exit talks"),
    ),
    actions=(
        Action(
            id=1, text="Raise the wage", owner=Owner(name="Bob"), due="31/01/2020", status=ActionStatus.IN_PROGRESS,
            progress=40, barrier="No budget", cost=12_000, cuts=Cuts.LIKELIHOOD,
            notes=(Note(noted_on=dt.date(2020, 1, 9), author="Bob", text="Asked the treasurer"),),
        ),
        Action(id=2, text="Hold a fair"),
    ),
)  # fmt: skip
RECORDED = (
    "As it was written at first", "Wages are low", "Carers leave", "Nobody is at the door", "Workforce", "Reablement",
    "A council and A trust", "Ann (accountable), with Bob, A trust", "The council alone",
    "low £1,000, likely not recorded, high £9,000; agency cover", "Nothing was done then", "Posts are empty",
    "With the posts filled", "Impact 4 Critical", "Likelihood 3 Likely", "stated as 16", "6 is stated", "by 31/12/2020",
    "16 High", "12 High", "6 Medium", "Weekly rota", "Partly in place", "April 2018", "Dee", "Partly effective",
    "Line 3, independent", "Internal audit 2019", "In control: None at night", "In assurance: Not tested since",
    "Exit talks", "Raise the wage", "31/01/2020", "first due On-going, then 30/06/2019", "In progress, 40% done",
    "29 days late", "Barrier: No budget", "Cost: £12,000", "Should cut: likelihood",
    "9 January 2020, Bob: Asked the treasurer", "Hold a fair", "owner of the risk", "Treat", "before the winter",
    "The board on 1 Feb 2020 by Cal: The provider leaves", "1 April 2020", "3 February 2020", "1 May 2019 by Cal",
    "Seen by the executive",
)  # fmt: skip


def told(*risks: Risk, **facts: object) -> Sources:
    raised = Escalation(
        risk_id=1, forum_id=1, raised_on=dt.date(2020, 2, 1), raised_by="Cal", reason="The provider leaves."
    )
    evidence = Evidence(dues={1: ("On-going", "30/06/2019", "")})
    proceedings = Proceedings(forums=(Forum(id=1, name="The board"),), escalations=(raised,))
    return Sources(register_of(*risks, **facts), evidence=evidence, proceedings=proceedings)


def said(blocks: tuple[Block, ...]) -> str:
    return "\n".join(words_of(blocks))


def titles(chapter: Chapter) -> list[str]:
    inner = [each for block in chapter.blocks for each in (block.blocks if isinstance(block, Together) else (block,))]
    return [block.text for block in inner if isinstance(block, Heading) and ": " in block.text]


def table(blocks: tuple[Block, ...], caption: str) -> list[list[str]]:
    return rows(next(block.table for block in blocks if isinstance(block, Rows) and block.caption.startswith(caption)))


def figure(blocks: tuple[Block, ...], kind: type) -> Figure:
    return next(block for block in blocks if isinstance(block, Figure) and isinstance(block.drawing, kind))


@pytest.mark.parametrize("make", [whole, half])
def test_everything_recorded_of_a_risk_is_told_on_its_page_and_on_half_of_one(
    make: Callable[[Sources, Request, Risk], tuple[Block, ...]],
) -> None:
    sources = told(FULL)
    text = said(make(sources, PLAIN, sources.register.risks[0]))
    missing = [fact for fact in RECORDED if fact not in text]
    assert missing == []


def test_a_whole_page_says_of_everything_that_is_missing_that_it_is_not_recorded() -> None:
    sources = told(FULL, one_of("2", 2, 2, description=""))
    bare = whole(sources, PLAIN, sources.register.risks[1])
    pairs = dict(pair for block in bare if isinstance(block, Pairs) for pair in block.pairs)
    assert pairs.pop("Raised to") == "no forum"
    assert set(pairs.values()) == {"not recorded"}
    assert list(pairs) == [
        "Description", "Objective", "Category", "Owner", "Partners", "Who bears it", "Money at stake", "Response",
        "Proximity", "Next review", "Last review",
    ]  # fmt: skip
    assert [block.text for block in bare if isinstance(block, Words)][-2:] == [
        "Controls not recorded.", "Actions not recorded.",
    ]  # fmt: skip


def test_half_a_page_names_in_one_line_what_is_missing() -> None:
    sources = told(one_of("9", 2, 2), one_of("2", 2, 2, controls=(Control(text="A rota"),)))
    text = said(half(sources, PLAIN, sources.register.risks[1]))
    assert (
        "Not recorded: inherent rating, target rating, objective, category, owner, partners, who bears it, money at "
        "stake, response, proximity, next review, last review and rationale of any score. Not recorded of any control: "
        "implemented, owner, assurance, effectiveness and gaps. Raised to no forum."
    ) in text
    assert "Controls (1), in place" in text


def test_the_stages_say_their_two_numbers_in_words_and_why() -> None:
    sources = told(FULL)
    shown = figure(whole(sources, PLAIN, sources.register.risks[0]), Stages)
    assert shown.alt == (
        "Inherent: 16 High (Impact 4 Critical, Likelihood 4 Very likely); Nothing was done then. "
        "Current: 12 High (Impact 4 Critical, Likelihood 3 Likely, stated as 16); Posts are empty. "
        "Target: 6 Medium (levels not recorded; 6 is stated, by 31/12/2020); With the posts filled."
    )
    assert isinstance(shown.drawing, Stages)
    assert [stage.mark.text if stage.mark else "" for stage in shown.drawing.stages] == [
        "16 High",
        "12 High",
        "6 Medium",
    ]


def test_a_level_outside_the_scheme_is_said_to_be_none() -> None:
    sources = told(replace(one_of("1"), scores=scored(7, None)))
    shown = figure(whole(sources, PLAIN, sources.register.risks[0]), Stages)
    assert "Current: not rated (Impact 7, not a level of the scheme, Likelihood not recorded)" in shown.alt


def test_actions_without_owners_of_their_own_say_whose_they_are_once() -> None:
    risk = one_of("1", 4, 4, owners=(Owner(name="Ann"),), actions=(Action(text="Hold a fair", due="when we can"),))
    sources = told(risk)
    blocks = half(sources, PLAIN, sources.register.risks[0])
    assert table(blocks, "Actions") == [["Hold a fair", "when we can / not a date", "Not started"]]
    assert "Actions (1), asked of the accountable owner" in said(blocks)
    assert "Actions (1), owner not recorded" in said(
        half(told(replace(risk, owners=())), PLAIN, replace(risk, owners=()))
    )


def test_what_a_closed_risk_left_undone_is_not_late() -> None:
    closed = replace(FULL, status=Status.CLOSED, closed_on=dt.date(2020, 2, 1), closed_reason="The scheme ended")
    sources = told(closed)
    text = said(whole(sources, PLAIN, sources.register.risks[0]))
    assert "Closed on 1 February 2020: The scheme ended" in text
    assert "late" not in text


def test_each_of_the_top_bands_has_a_page_and_every_other_half_a_page() -> None:
    chapter = checked(risks_chapter(shipped("thurrock-2017"), PLAIN))
    found = [block.text for block in chapter.blocks if isinstance(block, Heading)]
    assert found[0] == "Risk by risk"
    assert [title.split(":")[0] for title in titles(chapter)[:4]] == ["Risk 1", "Risk 2", "Risk 3", "Risk 4"]
    lead = next(block.text for block in chapter.blocks if isinstance(block, Words))
    assert lead.startswith("3 open risks rated High have a page of their own; the 8 others have half a page each.")
    assert [isinstance(block, Together) for block in chapter.blocks].count(True) == 8
    fresh = [block.text.split(":")[0] for block in chapter.blocks if isinstance(block, Heading) and block.fresh]
    assert fresh == ["Risk by risk", "Risk 2", "Risk 3", "The other open risks"]


@pytest.mark.parametrize(("name", "number", "top"), [("essex-2016", 20, 7), ("thurrock-2014", 12, 4)])
def test_every_open_risk_of_a_real_register_stands_once(name: str, number: int, top: int) -> None:
    chapter = checked(risks_chapter(shipped(name), PLAIN))
    assert len(titles(chapter)) == number
    assert sum(isinstance(block, Together) for block in chapter.blocks) == number - top


def test_a_long_description_is_cut_in_the_title_and_told_in_full_below() -> None:
    sources = shipped("essex-2016")
    risk = next(each for each in sources.register.risks if each.ref == "6")
    assert named(risk).removesuffix("\N{NO-BREAK SPACE}…") == (
        "Risk 6: The Care Act will lead to a significant, but as yet unknown, increase in the cost of"
    )
    assert risk.description in said(whole(sources, PLAIN, risk))
    short = next(each for each in sources.register.risks if each.ref == "2")
    assert "Description" not in said(whole(sources, PLAIN, short))


def test_the_year_shows_where_a_risk_stood_and_who_moved_it(year: Sources) -> None:
    risk = next(each for each in year.register.risks if each.ref == "1")
    blocks = whole(year, PLAIN, risk)
    assert figure(blocks, History).alt == (
        "Residual rating over time. December 2017: 16 High; January 2018: 16 High; February 2018: 16 High; March 2018: "
        "16 High; April 2018: 16 High; May 2018: 16 High; June 2018: 12 High; Now: 12 High."
    )
    text = said(blocks)
    assert "Residual rating since June 2018: same as before. 2 moves of its scores came before those told here." in text
    assert "Residual from 16 High to 12 High, Priya Nair, 16 June 2018: Vacancies at 9% from 20% a year ago" in text
    assert "30/06/2018 / first due On-going 2017-19" in [row[1] for row in table(blocks, "Actions")]


def test_half_a_page_tells_the_same_history_in_words(year: Sources) -> None:
    risk = next(each for each in year.register.risks if each.ref == "12")
    [residual, _target] = table(half(year, PLAIN, risk), "Ratings")
    assert residual[1] == "8 Medium"
    assert residual[3].startswith(
        "16 High from December 2017 to January 2018; 12 High from February 2018 to March 2018; 8 Medium in April 2018; "
        "not open in May 2018; 8 Medium since June 2018. 1 move of its scores came before those told here. / "
        "From 16 High to 12 High, Priya Nair, 14 February 2018: Four weeks at plan"
    )


def test_a_committees_move_is_told_as_the_committees(month: Callable[[str], Sources]) -> None:
    sources = month("August 2017")
    risk = next(each for each in sources.register.risks if each.ref == "1")
    assert (
        "Residual from 12 High to 16 High, decided by Integrated Commissioning Executive, 24 August 2017, minute 6.1: "
        "The likelihood is 4"
    ) in said(whole(sources, PLAIN, risk))


def test_a_rating_that_only_the_scheme_changed_is_nobodys_move() -> None:
    register = register_of(one_of("1", 3, 3))
    low, middle, high = register.scheme.bands
    later = replace(register.scheme, bands=(low, replace(middle, high=8), replace(high, low=9)))
    stands = [Stand(None, each, {1: Standing((3, 3, None), each.rate(3, 3))}) for each in (register.scheme, later)]
    sources = Sources(register, trend=Trend((stands[0],), stands[1]))
    assert "From 9 Medium to 9 High between Now and Now by the scheme; nobody moved it." in said(
        whole(sources, PLAIN, register.risks[0])
    )
    same = Sources(register, trend=Trend((stands[0],), stands[0]))
    assert "by the scheme" not in said(whole(same, PLAIN, register.risks[0]))


def test_every_drawing_says_all_it_shows(year: Sources) -> None:
    chapter = checked(risks_chapter(year, PLAIN))
    shown = [block for block in chapter.blocks if isinstance(block, Figure)]
    assert {type(each.drawing) for each in shown} == {Stages, History}
    for each in shown:
        if isinstance(each.drawing, History):
            marks = [stand.mark.text for stand in each.drawing.stands if stand.mark]
            assert [mark for mark in marks if mark not in each.alt] == []
    assert len(drawings(chapter.blocks)) == 4


def test_a_lost_action_would_stop_the_paper(year: Sources) -> None:
    chapter = checked(risks_chapter(year, PLAIN))
    open_risks = [risk for risk in year.register.risks if risk.status is Status.OPEN]
    parts = sum(len(risk.controls) + len(risk.actions) for risk in open_risks)
    assert chapter.counts[-1] == Count(parts, printed_rows(chapter.blocks), "controls and actions")
    with pytest.raises(RiskDeskError, match="controls and actions"):
        replace(chapter.counts[-1], printed=printed_rows(chapter.blocks[:-1])).reconcile()


def test_a_register_without_open_risks_has_no_such_chapter() -> None:
    assert risks_chapter(told(replace(FULL, status=Status.DRAFT)), PLAIN) is None


def test_the_paper_on_one_risk_is_its_page_whatever_its_status(year: Sources) -> None:
    for risk in year.register.risks:
        paper = risk_paper(year, Request(risk_id=risk.id))
        paper.reconcile()
        assert paper.document.subject == "Risk on a page"
        assert named(risk) in [block.text for block in paper.document.blocks if isinstance(block, Heading)]
    merged = next(risk for risk in year.register.risks if risk.merged_into)
    assert "merged into risk" in said(risk_paper(year, Request(risk_id=merged.id)).document.blocks)


def test_the_paper_on_a_risk_that_is_not_there_is_refused(year: Sources) -> None:
    for number in (None, 99):
        with pytest.raises(RiskDeskError, match="no such risk"):
            risk_paper(year, Request(risk_id=number))


def test_a_lost_control_stops_the_paper_on_one_risk() -> None:
    sources = told(FULL)
    paper = risk_paper(sources, Request(risk_id=1))
    lost = tuple(
        block for block in paper.blocks if not (isinstance(block, Rows) and block.caption.startswith("Controls"))
    )
    with pytest.raises(RiskDeskError, match="controls and actions"):
        replace(paper, blocks=lost).reconcile()


def test_half_pages_stay_on_one_page_and_whole_ones_begin_one(year: Sources) -> None:
    chapter = checked(risks_chapter(year, PLAIN))
    assert print_document(paper_of(*chapter.blocks)).pages == 8


def test_text_meant_to_break_a_page_is_printed() -> None:
    chapter = checked(risks_chapter(told(*hostile_register().risks), PLAIN))
    assert print_document(paper_of(*chapter.blocks)).pages > 3
