"""Draft or closed: what every paper says of itself, and that a closed period prints the same bytes for ever."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from riskdesk.audit.run import audit
from riskdesk.periods import Closing, Period, SignOff
from riskdesk.reports.annex import register_paper
from riskdesk.reports.audit.paper import audit_paper
from riskdesk.reports.imprint import imprint
from riskdesk.reports.sources import Paper
from riskdesk.risks import Partner, Register
from riskdesk.store import Store
from tests.riskdesk.reports.months import Clock, begin, close_august, close_july, id_of, write_quarter
from tests.riskdesk.reports.reading import pdf_bytes, read
from tests.riskdesk.reports.registers import HOSTILE, board, one_of, register_of, texts

NIGHT = dt.datetime(2020, 3, 3, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-2)))


def closed(*sign_offs: SignOff, name: str = "February 2020", **facts: object) -> Register:
    closing = Closing(period_id=1, closed_by="Cathy Clerk", closed_on=dt.date(2020, 3, 3), closed_at=NIGHT)
    period = Period(
        id=1, name=name, as_at=dt.date(2020, 2, 29), opened_on=dt.date(2020, 3, 1), sign_offs=sign_offs, closing=closing
    )
    return register_of(one_of("1", 4, 4), periods=(period,), as_closed=True, **facts)


def signature(number: int, partner: str, name: str, post: str = "") -> SignOff:
    return SignOff(id=number, period_id=1, partner=partner, name=name, post=post, signed_at=NIGHT)


def papers(store: Store) -> dict[str, Paper]:
    register = store.register()
    return {
        "register": register_paper(register),
        "board": board(register, None, store.proceedings()),
        "audit": audit_paper(audit(store.case())),
    }


def test_a_register_without_a_period_gives_a_draft() -> None:
    found = imprint(register_of(one_of("1")))
    assert found.said == "Draft, not issued from a closed period. No period has been closed yet."
    assert found.foot == "Draft, not issued from a closed period"
    assert found.signed == ()


def test_a_draft_names_the_open_or_the_last_closed_period(tmp_path: Path) -> None:
    clock = Clock()
    with begin(tmp_path / "f.riskdesk", clock) as store:
        close_july(store, clock)
        assert imprint(store.register()).said.endswith("The last closed period is July 2017.")
        store.open_period("August 2017", dt.date(2017, 9, 1))
        assert imprint(store.register()).said.endswith("August 2017 is still open.")


def test_a_closed_period_is_named_with_its_day_and_person() -> None:
    found = imprint(closed())
    assert found.said == "February 2020, closed 3 March 2020 by Cathy Clerk."
    assert found.foot == "February 2020, closed 3 March 2020 by Cathy Clerk"
    assert not found.is_draft


def test_signatures_are_told_with_their_time_in_utc_and_missing_ones_as_not_signed() -> None:
    partners = (Partner(name="Council"), Partner(name="CCG"))
    found = imprint(closed(signature(1, "Council", "Bea Boss", "Strategic Lead"), partners=partners))
    assert [each.line for each in found.signed] == [
        "Council: Bea Boss, Strategic Lead, 4 March 2020, 01:30 UTC",
        "CCG: not signed",
    ]
    assert [texts(row[1]) for row in found.table.rows] == [["Bea Boss"], ["Not signed"]]


def test_the_organisation_signs_where_no_partner_is_recorded() -> None:
    assert [each.line for each in imprint(closed(organisation="Council")).signed] == ["Council: not signed"]
    found = imprint(closed(signature(1, "Council", "Bea Boss"), organisation="Council"))
    assert [each.line for each in found.signed] == ["Council: Bea Boss, 4 March 2020, 01:30 UTC"]


def test_a_partner_that_was_renamed_since_it_signed_has_still_signed() -> None:
    signed = dataclasses.replace(signature(1, "PCT", "Bea Boss"), partner_id=7)
    found = imprint(closed(signed, partners=(Partner(id=7, name="CCG"),)))
    assert [each.line for each in found.signed] == ["CCG: Bea Boss, 4 March 2020, 01:30 UTC"]


@pytest.mark.parametrize("kind", ["register", "board", "audit"])
def test_a_draft_says_so_on_its_first_page_and_in_every_foot(kind: str, tmp_path: Path) -> None:
    with begin(tmp_path / "f.riskdesk", Clock()) as store:
        sheets = read(pdf_bytes(papers(store)[kind]))
    assert "Draft, not issued from a closed period. No period" in sheets[0].text
    for sheet in sheets:
        assert sheet.text.splitlines()[-2] == "Draft, not issued from a closed period"


@pytest.mark.parametrize("kind", ["register", "board", "audit"])
def test_a_paper_of_a_closed_period_names_it_on_every_page_and_who_signed_on_the_first(
    kind: str, tmp_path: Path
) -> None:
    clock = Clock()
    with write_quarter(tmp_path / "f.riskdesk", clock) as store:
        [july, _] = store.register().periods
        with store.look_back(july) as past:
            sheets = read(pdf_bytes(papers(past)[kind]))
    told = "July 2017, closed 3 August 2017 by Ann Author"
    first = sheets[0].text
    assert f"{told}." in first
    for part in ("Bea Boss", "Strategic Lead", "3 August 2017, 09:0", "UTC", "NHS Thurrock CCG"):
        assert part in first
    assert "not signed" in first.casefold()
    for sheet in sheets:
        assert sheet.text.splitlines()[-2] == told
        assert "Draft" not in sheet.text.splitlines()[-2]


def test_a_closed_period_prints_the_same_bytes_whenever_it_is_looked_back_at(tmp_path: Path) -> None:
    clock = Clock()
    with begin(tmp_path / "f.riskdesk", clock) as store:
        close_july(store, clock)
        [july] = store.register().periods
        with store.look_back(july) as past:
            before = {kind: pdf_bytes(paper) for kind, paper in papers(past).items()}
        store.issue_paper(july, "board", "Board paper", before["board"], 5)
        close_august(store, clock)
        store.edit_risk(id_of(store, "1"), {"heading": "Changed long after July"})
    clock.now += dt.timedelta(days=3_000)
    with Store(tmp_path / "f.riskdesk", "Zoe Later", clock=clock) as later:
        with later.look_back(later.register().periods[0]) as past:
            after = {kind: pdf_bytes(paper) for kind, paper in papers(past).items()}
        assert after == before
        assert before["board"] != pdf_bytes(board(later.register()))
        found = later.paper_issued(after["board"])
    assert found is not None
    assert found[0].name == "July 2017"


def test_any_name_and_any_number_of_partners_stays_on_the_page() -> None:
    partners = tuple(Partner(id=number, name=f"{number} {HOSTILE} {'W' * 200}") for number in range(1, 30))
    signed = [
        dataclasses.replace(signature(each.id, each.name, "W" * 300, HOSTILE), partner_id=each.id)
        for each in partners[::2]
    ]
    register = closed(*signed, name=f"{HOSTILE} {'W' * 500}", partners=partners)
    for document in (pdf_bytes(register_paper(register)), pdf_bytes(board(register))):
        for sheet in read(document):
            assert all(char["x0"] >= 35 and char["x1"] <= sheet.width - 30 for char in sheet.chars)
            assert all(char["top"] >= 20 and char["bottom"] <= sheet.height - 20 for char in sheet.chars)
