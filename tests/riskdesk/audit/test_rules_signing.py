"""The rule on signatures: asked of every partner when a period is closed, and only then."""

import datetime as dt
from dataclasses import replace

import pytest

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Severity
from riskdesk.audit.run import audit
from riskdesk.periods import Closing, Period, SignOff
from riskdesk.risks import Partner
from tests.riskdesk.audit.cases import AS_AT, case, hits, messages, risk

NOON = dt.datetime(2017, 8, 1, 12, tzinfo=dt.UTC)
COUNCIL, CCG = Partner(id=1, uuid="c", name="Thurrock Council"), Partner(id=2, uuid="g", name="Thurrock CCG")
CLOSING = Closing(period_id=1, closed_by="Ann", closed_on=AS_AT, closed_at=NOON)


def signed(*partners: Partner, partner: str = "") -> tuple[SignOff, ...]:
    return tuple(
        SignOff(period_id=1, partner_id=each.id, partner=partner or each.name, name="Ann", signed_at=NOON)
        for each in partners
    )


def of_period(*sign_offs: SignOff, closing: bool = True, **facts: object) -> Case:
    period = Period(id=1, uuid="p", name="July 2017", as_at=AS_AT, opened_on=AS_AT, sign_offs=sign_offs)
    told = {"partners": (COUNCIL, CCG), "periods": (period,), **facts}
    return replace(case(risk(), **told), closing=closing)


def test_every_partner_that_did_not_sign_is_named() -> None:
    assert messages("SIGN_OFF_MISSING", of_period()) == [
        "July 2017 is not signed off by Thurrock Council.",
        "July 2017 is not signed off by Thurrock CCG.",
    ]
    assert messages("SIGN_OFF_MISSING", of_period(*signed(COUNCIL))) == ["July 2017 is not signed off by Thurrock CCG."]
    assert hits("SIGN_OFF_MISSING", of_period(*signed(COUNCIL, CCG))) == []


def test_a_month_at_work_is_simply_not_signed_yet() -> None:
    assert hits("SIGN_OFF_MISSING", of_period(closing=False)) == []


def test_without_a_period_or_partners_nobody_has_to_sign() -> None:
    assert hits("SIGN_OFF_MISSING", of_period(periods=())) == []
    assert hits("SIGN_OFF_MISSING", of_period(partners=())) == []


def test_between_two_periods_the_closed_one_is_not_asked_about() -> None:
    period = replace(of_period().register.periods[0], closing=CLOSING)
    assert hits("SIGN_OFF_MISSING", of_period(periods=(period,))) == []
    assert len(hits("SIGN_OFF_MISSING", of_period(periods=(period,), as_closed=True))) == 2, "looked back at, it is"


def test_a_partner_that_was_renamed_since_has_signed_all_the_same() -> None:
    assert hits("SIGN_OFF_MISSING", of_period(*signed(COUNCIL, CCG, partner="As it was called"))) == []


@pytest.mark.parametrize("name", ["Thurrock Council", "thurrock council"])
def test_a_signature_under_a_name_alone_is_not_a_partners(name: str) -> None:
    other = SignOff(period_id=1, partner=name, name="Ann", signed_at=NOON)
    assert len(hits("SIGN_OFF_MISSING", of_period(other, *signed(CCG)))) == 1


def test_a_missing_signature_is_an_error_of_the_register_known_again_only_in_this_period() -> None:
    july = of_period(*signed(COUNCIL))
    [finding] = audit(july).of_rule("SIGN_OFF_MISSING")
    assert (finding.severity, finding.risks, finding.field) == (Severity.ERROR, (), "partners")
    august = replace(july.register.periods[0], id=2, uuid="q", name="August 2017")
    [next_one] = audit(of_period(*signed(COUNCIL), periods=(august,))).of_rule("SIGN_OFF_MISSING")
    assert finding.marks != next_one.marks, "a waiver of July's signature waives not August's"
