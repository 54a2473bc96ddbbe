"""The board paper's facts: counted, ordered and worded without a page in sight."""

import dataclasses

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.reports.content import board_paper
from riskdesk.risks import Action, Category, Owner, Score, Stage, Status
from riskdesk.schemes import preset, presets
from tests.made import make_register
from tests.riskdesk.reports.registers import mark_in, one_of, register_of, sample, scored, texts

PERSON = (Owner(name="Director of Finance"),)


def test_the_summary_of_thurrock_2017_says_what_its_register_says() -> None:
    assert board_paper(sample("thurrock-2017")).summary == (
        "The register holds 11 open risks as at 1 August 2017: 3 High, 2 Medium and 6 Low by residual rating.",
        "No appetite is recorded, so no risk can be called above it.",
        "1 open risk has no target rating (8); 5 targets are no lower than the residual rating (1, 6, 7, 9 and 10).",
        "1 of 16 open actions was late on 1 August 2017, by 123 days (risk 6).",
        "2 of 16 open actions have no date by which they can be judged.",
        "Risk 1 is stated as 16; 4 x 3 makes 12. This paper uses the computed rating and leaves the choice to you.",
    )


def test_the_matrix_of_thurrock_2017_is_drawn_from_its_register() -> None:
    matrix = board_paper(sample("thurrock-2017")).matrix
    assert [(square.place, square.mark.text, square.refs) for square in matrix.used] == [
        ("4 x 3", "12 High", ("1", "2", "3")),
        ("3 x 3", "9 Medium", ("4",)),
        ("2 x 3", "6 Medium", ("5",)),
        ("2 x 2", "4 Low", ("6", "7", "8", "9", "10", "11")),
    ]
    assert matrix.unplaced == ()
    assert matrix.crowding == (
        "6 of 11 open risks share one cell: 2 x 2 (impact 2 Marginal, likelihood 2 Unlikely), rated 4 Low. "
        "4 cells of 16 are used."
    )


def test_likelihood_stands_up_the_side_as_in_the_window() -> None:
    essex, thurrock = board_paper(sample("essex-2016")).matrix, board_paper(sample("thurrock-2017")).matrix
    assert (essex.across, essex.up) == ("Impact", "Likelihood"), "whichever axis the scheme says first"
    assert (thurrock.across, thurrock.up) == ("Impact", "Likelihood")
    assert essex.up_levels == ("5 Very likely", "4", "3", "2", "1 Very unlikely")
    assert essex.rows[0][-1].mark.text == "25 Extreme"
    assert essex.table.columns[0].title == "Likelihood x impact", "how a cell is written is the scheme's"
    assert thurrock.table.columns[0].title == "Impact x likelihood"
    assert essex.rows[1][4].refs == ("1", "2", "3"), "likelihood 4, impact 5"


def test_both_risks_with_the_same_reference_are_on_the_matrix_and_named() -> None:
    paper = board_paper(sample("essex-2016"))
    assert sum(square.refs.count("3") for square in paper.matrix.used) == 2
    assert any("reference 3 is used by 2 risks" in sentence for sentence in paper.summary)


@pytest.mark.parametrize("key", presets())
def test_every_open_risk_stands_on_the_matrix_once_in_every_scheme(key: str) -> None:
    scheme = preset(key)
    risks = [
        one_of(f"R{impact.value}-{likelihood.value}", impact.value, likelihood.value)
        for impact in scheme.impact
        for likelihood in scheme.likelihood
    ]
    matrix = board_paper(register_of(*risks, scheme=scheme)).matrix
    placed = [ref for row in matrix.rows for square in row for ref in square.refs]
    assert sorted(placed) == sorted(risk.ref for risk in risks)
    for row in matrix.rows:
        for square in row:
            _, impact, likelihood = (square.refs[0][0], *map(int, square.refs[0][1:].split("-")))
            rated = scheme.rate(impact, likelihood)
            assert rated is not None
            assert square.mark.text == rated.text


def test_a_risk_without_a_cell_is_listed_with_the_reason() -> None:
    stated = dataclasses.replace(one_of("4"), scores=scored(None, None, 12))
    register = register_of(one_of("1"), one_of("2", 9, 2), one_of("3", 4), stated, one_of("5", 4, 4))
    matrix = board_paper(register).matrix
    assert [(risk.ref, risk.reason) for risk in matrix.unplaced] == [
        ("4", "Impact and likelihood not recorded; stated as 12"),
        ("1", "Impact and likelihood not recorded"),
        ("2", "Impact 9 is not a level of the scheme"),
        ("3", "Likelihood not recorded"),
    ]
    assert matrix.references == 5


def test_only_open_risks_are_counted_and_the_others_are_mentioned() -> None:
    draft, closed = one_of("2", 4, 4, status=Status.DRAFT), one_of("3", 4, 4, status=Status.CLOSED)
    paper = board_paper(register_of(one_of("1", 4, 4), draft, closed))
    assert paper.open_risks == paper.matrix.references == len(paper.top.rows) == 1
    assert [(share.mark.text, share.risks) for share in paper.tally] == [("1 High", 1), ("0 Medium", 0), ("0 Low", 0)]
    assert paper.summary[-1] == "1 draft risk and 1 closed risk are in the register and not counted here."


def test_risks_without_a_rating_are_counted_apart() -> None:
    paper = board_paper(register_of(one_of("1", 4, 4), one_of("2")))
    assert paper.tally[-1].mark.text == "1 Not rated"
    assert "1 High and 1 not rated by current rating" in paper.summary[0]


def test_top_risks_are_those_of_the_highest_band_and_equal_ratings_are_not_ranked() -> None:
    paper = board_paper(register_of(one_of("10", 4, 3), one_of("9", 3, 4), one_of("2", 4, 4), one_of("1", 3, 3)))
    assert [texts(row[0]) for row in paper.top.rows] == [["2"], ["9"], ["10"]]
    assert paper.top_rule == (
        "3 open risks have a current rating of High, the highest band. "
        "Where ratings are equal the risks stand in order of reference, which is no ranking."
    )


def test_of_four_bands_the_two_highest_are_shown_while_they_are_few() -> None:
    four = preset("nhs-5x5-npsa")
    few = board_paper(register_of(one_of("1", 5, 5), one_of("2", 3, 3), scheme=four))
    assert "Extreme or High, the two highest bands" in few.top_rule
    many = board_paper(sample("essex-2016"))
    assert many.top_rule.startswith(
        "7 open risks have a current rating of Extreme, the highest band. The 9 risks rated High"
    )
    assert len(many.top.rows) == 7


def test_where_the_highest_band_is_empty_the_next_one_is_named() -> None:
    risks = [one_of(str(number), 3, 3) for number in range(1, 15)]
    paper = board_paper(register_of(*risks, scheme=preset("nhs-5x5-npsa")))
    assert "a current rating of High, the highest band in use (Extreme is empty)." in paper.top_rule
    assert len(paper.top.rows) == 14


def test_late_actions_are_listed_latest_first_with_due_as_written_and_owner() -> None:
    late = (
        Action(text="Soon due", due="March 2020"),
        Action(text="Late", due="January 2020"),
        Action(text="Later still", due="31/12/2019", owner=Owner(name="Head of Care")),
    )
    paper = board_paper(register_of(one_of("7", 2, 2, actions=late, owners=PERSON)))
    assert [[text for cell in row for text in texts(cell)] for row in paper.late.rows] == [
        ["7", "60", "Later still", "31/12/2019", "Head of Care"],
        ["7", "29", "Late", "January 2020", "until 31 January 2020", "Director of Finance (owner of the risk)"],
    ]
    assert paper.late_lead == "2 of 3 open actions were late on 29 February 2020, the longest by 60 days (risk 7)."
    assert paper.undated_lead == "Every open action has a date by which it can be judged."


def test_nothing_is_late_where_the_as_at_date_is_not_recorded() -> None:
    paper = board_paper(register_of(one_of("1", 2, 2, actions=(Action(text="Old", due="1/1/1999"),)), as_at=None))
    assert paper.late.rows == ()
    assert paper.late_lead == "The as-at date is not recorded, so no action can be called late."
    assert paper.as_at == "as-at date not recorded"


def test_actions_without_a_usable_date_are_listed_by_risk_in_their_own_words() -> None:
    actions = (
        Action(text="A", due="soon"),
        Action(text="B"),
        Action(text="C", due="On-going"),
        Action(text="D", due="1/4/2020"),
    )
    paper = board_paper(register_of(one_of("1", 2, 2, actions=actions)))
    (row,) = paper.undated.rows
    assert texts(row[2]) == ["3 of 4"]
    assert texts(row[3]) == ["“soon”, not a date (1)", "Not recorded (1)", "“On-going”, no end given (1)"]


def test_one_finding_on_every_action_is_said_once() -> None:
    paper = board_paper(sample("essex-2016"))
    assert paper.undated.rows == ()
    assert paper.undated_lead == (
        "None of the 20 open actions has a date by which it can be judged. "
        "What is written is the same for all: not recorded."
    )


def test_appetite_is_judged_by_category_before_the_register() -> None:
    strict = Category(name="Safety", appetite="Low")
    register = register_of(
        one_of("1", 3, 3, category=strict),
        one_of("2", 3, 3),
        one_of("3", 4, 4),
        appetite="Medium",
        categories=(strict,),
    )
    assert board_paper(register).summary[1] == (
        "2 of 3 open risks are above the appetite (Medium overall, or that of its category): 3 and 1."
    )


def test_an_appetite_that_is_no_band_is_said_to_judge_nothing() -> None:
    told = board_paper(register_of(one_of("1", 4, 4), appetite="Cautious")).summary[1]
    assert told == "The appetite is recorded as Cautious, which is no band of the scheme, so nothing is judged by it."


def test_an_empty_register_is_a_paper_too() -> None:
    paper = board_paper(register_of())
    assert paper.summary == ("The register holds no open risks as at 29 February 2020.",)
    assert paper.matrix.crowding == "No open risk stands in a cell."
    paper.reconcile()


def test_the_cover_says_what_is_not_recorded_and_invents_nothing() -> None:
    paper = board_paper(register_of(title="", source=""))
    assert dict(paper.cover)["Organisation"] == "not recorded"
    assert dict(paper.cover)["Prepared from"] == "Source document not recorded"
    assert paper.title == "Register title not recorded"
    assert paper.to_fill == ("Meeting", "Date of meeting", "Presented by")


def test_a_number_never_stands_without_its_word() -> None:
    paper = board_paper(sample("thurrock-2017"))
    for row in paper.top.rows:
        assert mark_in(row[3]).split()[1] in {"High", "Medium", "Low"}


def test_differences_between_stated_and_computed_are_listed_whole() -> None:
    targets = {Stage.TARGET: Score(stage=Stage.TARGET, impact=2, likelihood=2, stated=6)}
    risks = [dataclasses.replace(one_of(str(number)), scores=scored(4, 3, 16) | targets) for number in range(1, 4)]
    paper = board_paper(register_of(*risks))
    assert len(paper.method.stated.rows) == 6
    assert "3 more differences of this kind are listed under scale and method." in paper.summary[-2]
    assert texts(paper.method.stated.rows[1][4]) == ["The target of risk 1 is stated as 6; 2 x 2 makes 4."]


@pytest.mark.parametrize("field", ["top", "late", "undated"])
def test_a_paper_that_lost_a_row_refuses_to_be_printed(field: str) -> None:
    paper = board_paper(sample("thurrock-2017"))
    table = getattr(paper, field)
    broken = dataclasses.replace(paper, **{field: dataclasses.replace(table, rows=table.rows[1:])})
    with pytest.raises(RiskDeskError, match="it was not written"):
        broken.reconcile()


def test_a_matrix_that_lost_a_risk_refuses_to_be_printed() -> None:
    paper = board_paper(sample("thurrock-2017"))
    matrix = dataclasses.replace(paper.matrix, rows=paper.matrix.rows[:2])
    with pytest.raises(RiskDeskError, match="open risks on the matrix"):
        dataclasses.replace(paper, matrix=matrix).reconcile()


def test_counts_agree_with_rows_in_a_large_register() -> None:
    paper = board_paper(make_register(300))
    paper.reconcile()
    assert sum(share.risks for share in paper.tally) == paper.open_risks == 300
