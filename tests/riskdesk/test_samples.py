"""Three published registers are shipped cell by cell, and everything said about them can be found in those cells."""

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import resources
from riskdesk.dates import DueKind, read_due
from riskdesk.entities import Entity
from riskdesk.errors import RiskDeskError
from riskdesk.risks import ActionStatus, ControlState, OwnerKind, Register, Risk, Stage, Status
from riskdesk.samples import load, names, read_sample
from riskdesk.store import Store

NAMES = names()
COUNTS = {"thurrock-2014": 12, "thurrock-2017": 11, "essex-2016": 20}


def facts_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.path("samples", f"{name}.json").read_text(encoding="utf-8"))
    return found


def cells_of(name: str, meaning: str) -> list[str]:
    """One printed column, row by row."""
    facts = facts_of(name)
    place = [column["means"] for column in facts["columns"]].index(meaning)
    return [row["cells"][place] for row in facts["rows"] if "cells" in row]


def said(risk: Risk) -> str:
    """Everything the risk says in its own fields, without what it keeps as written."""
    scores = [(score.impact, score.likelihood, score.stated) for score in risk.scores.values()]
    parts = [
        *(
            risk.ref,
            risk.heading,
            risk.description,
            risk.effect,
            risk.bearer,
            risk.financial_narrative,
            risk.target_date,
        ),
        *(owner.name for owner in risk.owners),
        *(control.text for control in risk.controls),
        *(action.text for action in risk.actions),
        *(str(number) for number in chain(*scores) if number is not None),
    ]
    return "\n".join(parts)


def by_ref(name: str, ref: str) -> Risk:
    return next(risk for risk in load(name).risks if risk.ref == ref)


def stated(risks: Sequence[Risk], stage: Stage) -> list[int | None]:
    return [score.stated if (score := risk.score(stage)) else None for risk in risks]


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_has_all_its_risks(name: str) -> None:
    assert len(load(name).risks) == COUNTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_kept_as_it_was_written_empty_ones_too(name: str) -> None:
    facts = facts_of(name)
    headings = [column["heading"] for column in facts["columns"]]
    rows = [row["cells"] for row in facts["rows"] if "cells" in row]
    for risk, cells in zip(load(name).risks, rows, strict=True):
        assert [cell.heading for cell in risk.as_written] == headings
        assert [cell.text for cell in risk.as_written] == cells


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_any_cell_is_lost_to_the_fields(name: str) -> None:
    for risk in load(name).risks:
        text = said(risk)
        for word in chain.from_iterable(cell.text.split() for cell in risk.as_written):
            joins_owners = word in ("&", "and", "CCG/") or word.endswith(",")
            numbers_an_item = word.rstrip(".").isdigit()
            assert word in text or joins_owners or numbers_an_item or word == "2.Enhanced", word


@pytest.mark.parametrize("name", NAMES)
def test_loading_twice_gives_the_same_value_with_no_ids(name: str) -> None:
    register = load(name)
    assert register == load(name)
    assert (register.id, register.uuid) == (0, "")
    for risk in register.risks:
        parts: list[Entity] = [*risk.controls, *risk.actions, *risk.owners, *risk.as_written, *risk.scores.values()]
        assert all((part.id, part.uuid) == (0, "") for part in (risk, *parts))


@pytest.mark.parametrize("name", NAMES)
def test_registers_list_what_their_risks_use(name: str) -> None:
    register = load(name)
    assert set(register.owners) == {owner for risk in register.risks for owner in risk.owners}
    assert set(register.categories) == {risk.category for risk in register.risks if risk.category}
    assert len(set(register.owners)) == len(register.owners)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_assumed_that_no_source_says(name: str) -> None:
    register = load(name)
    assert register.appetite == ""
    for risk in register.risks:
        assert risk.status is Status.OPEN
        assert risk.response is None
        assert (risk.cause, risk.event, risk.heading) == ("", "", "")
        assert risk.score(Stage.INHERENT) is None
        assert all(control.state is ControlState.IN_PLACE for control in risk.controls)
        assert all(action.status is ActionStatus.NOT_STARTED and action.owner is None for action in risk.actions)


@pytest.mark.parametrize("name", NAMES)
def test_every_printed_score_is_a_level_and_has_a_band(name: str) -> None:
    register = load(name)
    for risk, impact, likelihood in zip(
        register.risks, cells_of(name, "impact"), cells_of(name, "likelihood"), strict=True
    ):
        score = risk.scores[Stage.CURRENT]
        assert (score.impact, score.likelihood) == (int(impact.split()[0]), int(likelihood))
        rated = register.rated(risk, Stage.CURRENT)
        assert rated
        assert rated.band


@pytest.mark.parametrize(
    ("name", "title", "organisation", "as_at", "scheme", "word"),
    [
        (
            "thurrock-2014",
            "Thurrock Better Care Fund, draft of 2014",
            "Thurrock Council",
            None,
            "bcf-3x3-2014",
            "Current",
        ),
        (
            *("thurrock-2017", "Thurrock Better Care Fund 2017-19", "Thurrock Council"),
            *(dt.date(2017, 8, 1), "council-4x4", "Residual"),
        ),
        ("essex-2016", "Essex Better Care Fund 2016/17", "Essex County Council", None, "bcf-5x5-2016", "Current"),
    ],
)
def test_registers_introduce_themselves(
    name: str, title: str, organisation: str, as_at: dt.date | None, scheme: str, word: str
) -> None:
    register = load(name)
    assert (register.title, register.organisation, register.as_at) == (title, organisation, as_at)
    assert (register.scheme.key, register.current_word) == (scheme, word)
    assert register.source == facts_of(name)["source"]["document"]


def test_what_the_sources_said_around_their_tables_is_kept() -> None:
    notes = {name: load(name).source_note for name in NAMES}
    assert "Key: 1 = Low / 3 = High" in notes["thurrock-2014"]
    assert "This is far too long and needs condensing" in notes["thurrock-2014"]
    assert "10th February 2014" in notes["thurrock-2014"]
    assert "top 10 risks" in notes["thurrock-2017"]
    assert "Date submitted: 21st March 2016" in notes["essex-2016"]


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_the_same_once_it_is_in_a_file(name: str, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "sample.riskdesk", load(name), "A. Officer")
    try:
        kept = store.register()
    finally:
        store.close()
    for before, after in zip(load(name).risks, kept.risks, strict=True):
        assert said(after) == said(before)
        assert [cell.text for cell in after.as_written] == [cell.text for cell in before.as_written]
        assert after.financial_likely == before.financial_likely
    assert (kept.scheme, kept.as_at, kept.source_note) == (load(name).scheme, load(name).as_at, load(name).source_note)
    assert len(kept.owners) == len(load(name).owners)


class TestThurrock2017:
    @pytest.fixture
    def register(self) -> Register:
        return load("thurrock-2017")

    def test_sixteen_stays_beside_the_twelve_that_four_by_three_makes(self, register: Register) -> None:
        risk = by_ref("thurrock-2017", "1")
        score = risk.scores[Stage.CURRENT]
        assert (score.impact, score.likelihood, score.stated) == (4, 3, 16)
        rated = register.rated(risk, Stage.CURRENT)
        assert rated
        assert rated.text == "12 High"

    def test_every_printed_rating_is_kept(self, register: Register) -> None:
        assert stated(register.risks, Stage.CURRENT) == [16, 12, 12, 9, 6, 4, 4, 4, 4, 4, 4]

    def test_targets_are_ratings_without_levels_and_the_missing_one_is_missing(self, register: Register) -> None:
        assert stated(register.risks, Stage.TARGET) == [12, 9, 9, 6, 4, 4, 4, None, 4, 4, 2]
        assert register.risks[7].score(Stage.TARGET) is None
        targets = [score for risk in register.risks if (score := risk.score(Stage.TARGET))]
        assert all(score.impact is None and score.likelihood is None for score in targets)

    def test_numbered_items_become_controls_and_actions_of_their_own(self, register: Register) -> None:
        assert [len(risk.controls) for risk in register.risks] == [1, 3, 3, 2, 2, 1, 2, 1, 2, 2, 2]
        assert [len(risk.actions) for risk in register.risks] == [3, 3, 1, 1, 1, 1, 2, 1, 1, 1, 1]
        assert [control.text for control in register.risks[2].controls] == [
            "HWB presentations from STP",
            "Thurrock presence at joint committee",
            "Thurrock attendance at STP programme board",
        ]
        assert register.risks[3].controls[1].text.startswith("Enhanced care for care home residents")

    def test_a_lead_in_with_bullets_is_one_action(self, register: Register) -> None:
        (action,) = register.risks[10].actions
        assert action.text.splitlines() == [
            "Further impact assessment of all commissioning plans to be undertaken using:",
            "A common assessment tool",
            "A joint sign off process",
            "An agreed review period",
            "A joint service restriction policy",
        ]

    def test_joint_owners_are_split_and_the_first_is_accountable(self, register: Register) -> None:
        lead, director = "Strategic Lead (Commissioning and Procurement)", "Director of Commissioning Thurrock CCG"
        assert [owner.name for owner in register.risks[0].owners] == [lead, director]
        assert [owner.name for owner in register.risks[8].owners] == [director, lead]
        assert [len(risk.owners) for risk in register.risks] == [2, 2, 1, 1, 1, 1, 1, 1, 2, 1, 2]
        assert len(register.owners) == 8
        accountable = register.risks[2].accountable
        assert accountable
        assert (accountable.name, accountable.kind) == ("ICE", OwnerKind.BODY)

    def test_every_row_s_target_date_is_kept_and_is_each_action_s_due_date(self, register: Register) -> None:
        written = cells_of("thurrock-2017", "target_date")
        assert [risk.target_date for risk in register.risks] == written
        for risk, text in zip(register.risks, written, strict=True):
            assert {action.due for action in risk.actions} == {text}

    def test_on_going_periods_end_where_they_say(self, register: Register) -> None:
        ends = {risk.ref: read_due(risk.target_date).end for risk in register.risks}
        assert {read_due(risk.target_date).kind for risk in register.risks} == {DueKind.ONGOING}
        assert ends["6"] == dt.date(2017, 3, 31)
        assert (ends["5"], ends["8"]) == (None, None)
        assert {ends[ref] for ref in ("1", "2", "3", "4", "7", "9", "10", "11")} == {dt.date(2019, 3, 31)}

    def test_the_one_late_action_is_late_on_the_register_s_own_day(self, register: Register) -> None:
        late = {
            risk.ref: days
            for risk in register.risks
            for action in risk.actions
            if (days := action.days_late(register.as_at))
        }
        assert late == {"6": 123}


class TestThurrock2014:
    def test_sections_become_categories(self) -> None:
        register = load("thurrock-2014")
        assert [category.name for category in register.categories] == [
            "STRATEGIC",
            "OPERATIONAL / TECHNICAL",
            "IMPLEMENTATION",
        ]
        found = [risk.category.name for risk in register.risks if risk.category]
        assert [found.count(category.name) for category in register.categories] == [5, 5, 2]

    def test_no_reference_rating_owner_or_target_is_invented(self) -> None:
        for risk in load("thurrock-2014").risks:
            assert (risk.ref, risk.owners, risk.target_date, risk.actions) == ("", (), "", ())
            assert list(risk.scores) == [Stage.CURRENT]
            assert risk.scores[Stage.CURRENT].stated is None

    def test_the_consequence_is_the_effect_and_each_control_stays_whole(self) -> None:
        risks = load("thurrock-2014").risks
        assert [risk.description for risk in risks] == cells_of("thurrock-2014", "description")
        assert [risk.effect for risk in risks] == cells_of("thurrock-2014", "effect")
        assert [control.text for risk in risks for control in risk.controls] == cells_of("thurrock-2014", "controls")

    def test_probability_and_impact_are_not_exchanged(self) -> None:
        score = load("thurrock-2014").risks[0].scores[Stage.CURRENT]
        assert (score.likelihood, score.impact) == (1, 3)


class TestEssex2016:
    def test_both_risks_with_reference_three_are_there(self) -> None:
        refs = [risk.ref for risk in load("essex-2016").risks]
        assert refs == ["1", "2", "3", "3", *(str(number) for number in range(4, 20))]

    def test_the_reference_leaves_the_text_and_the_rest_stays(self) -> None:
        for risk, cell in zip(load("essex-2016").risks, cells_of("essex-2016", "description"), strict=True):
            assert cell == f"{risk.ref}. {risk.description}"
        assert by_ref("essex-2016", "19").description.endswith(
            "ⁱ Dementia UK (2014): Second Edition - www.alzheimers.org.uk"
        )

    def test_likelihood_is_printed_before_impact(self) -> None:
        score = by_ref("essex-2016", "8").scores[Stage.CURRENT]
        assert (score.likelihood, score.impact, score.stated) == (4, 3, 12)

    def test_prose_leaves_the_score_cells_for_the_fields_made_for_it(self) -> None:
        register = load("essex-2016")
        moved = {risk.ref: risk.financial_narrative or risk.effect for risk in register.risks}
        for ref, cell in zip((risk.ref for risk in register.risks), cells_of("essex-2016", "impact"), strict=True):
            assert cell.split(" ", 1)[1:] == ([moved[ref]] if ref in ("4", "6", "7", "8") else [])
        assert by_ref("essex-2016", "4").financial_narrative.startswith("Risk falls upon both ECC")
        assert by_ref("essex-2016", "8").effect == "Destabilises existing providers and services being delivered."

    def test_only_the_amount_called_a_risk_is_its_size(self) -> None:
        sizes = {risk.ref: risk.financial_likely for risk in load("essex-2016").risks if risk.financial_likely}
        assert sizes == {"6": 100_000}
        care_act = by_ref("essex-2016", "6")
        assert (care_act.financial_low, care_act.financial_high) == (None, None)
        assert care_act.financial_narrative.startswith("£3.4m cost to be funded from the BCF")

    def test_a_mitigation_cell_is_one_action_with_no_date_and_no_control(self) -> None:
        register = load("essex-2016")
        assert [action.text for risk in register.risks for action in risk.actions] == cells_of("essex-2016", "actions")
        assert all(not risk.controls for risk in register.risks)
        assert {action.due for risk in register.risks for action in risk.actions} == {""}

    def test_cells_that_say_who_bears_the_impact_name_no_owner(self) -> None:
        register = load("essex-2016")
        cells = cells_of("essex-2016", "owners")
        bearers = {risk.ref: risk.bearer for risk in register.risks if risk.bearer}
        assert list(bearers) == ["1", "4", "6", "13", "18", "19"]
        for risk, cell in zip(register.risks, cells, strict=True):
            assert (risk.bearer == cell and not risk.owners) or (risk.owners and not risk.bearer)

    def test_lists_of_bodies_are_split(self) -> None:
        owners = {risk.label: [owner.name for owner in risk.owners] for risk in load("essex-2016").risks}
        assert owners["8"] == ["BBCCG", "CP&RCCG", "ECC"]
        assert owners["11"] == ["CCGs", "ECC", "providers"]
        assert owners["7"] == ["All system partners"]
        assert {owner.kind for owner in load("essex-2016").owners} == {OwnerKind.BODY}


def test_shipped_files_hold_only_what_was_printed_and_what_columns_mean() -> None:
    for name in NAMES:
        facts = facts_of(name)
        assert {key for row in facts["rows"] for key in row} <= {"section", "cells"}
        assert {key for column in facts["columns"] for key in column} == {"means", "heading"}
        assert len({column["means"] for column in facts["columns"]}) == len(facts["columns"])
    assert {file.stem for file in resources.path("samples").glob("*.json")} == set(NAMES)


def test_an_unknown_sample_is_refused_and_the_choices_named() -> None:
    with pytest.raises(RiskDeskError, match=r"thurrock-2014, thurrock-2017, essex-2016"):
        load("../thurrock")


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"[]", b"{}", b"null", b"[" * 100_000])
def test_a_damaged_sample_is_refused_with_a_sentence(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "thurrock-2017.json"
    file.write_bytes(damage)
    with pytest.raises(RiskDeskError, match='"thurrock-2017" is missing or damaged'):
        read_sample(file)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"as_at": "2017-08-01"', '"as_at": "1 August"'),
        ('"as_at": "2017-08-01"', '"as_at": 7'),
        ('"partners": ["Thurrock Council", "NHS Thurrock CCG"]', '"partners": [7]'),
        ('{"means": "ref", "heading": "Ref"},', ""),
        ('"16"', '"16 or so, see below"'),
        ('"16"', "16"),
        ('"monthly"', '"sometimes"'),
        ('"title": ', '"titel": '),
    ],
)
def test_a_sample_that_was_tampered_with_is_refused_with_a_sentence(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "thurrock-2017.json"
    whole = resources.path("samples", file.name).read_text(encoding="utf-8")
    assert before in whole
    file.write_text(whole.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RiskDeskError) as refused:
        read_sample(file)
    assert "essex-2016" in refused.value.todo


def test_a_missing_sample_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RiskDeskError, match="missing or damaged"):
        read_sample(tmp_path / "essex-2016.json")


def test_a_copy_of_a_sample_reads_the_same(tmp_path: Path) -> None:
    copy = shutil.copy(resources.path("samples", "essex-2016.json"), tmp_path)
    assert read_sample(Path(copy)) == load("essex-2016")
