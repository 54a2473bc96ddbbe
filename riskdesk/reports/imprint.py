"""Whether a paper is a draft or comes from a closed period, in words, and who signed that period."""

import datetime as dt
from dataclasses import dataclass

from riskdesk.periods import Closing, Period, SignOff
from riskdesk.reports.marks import Column, Line, Row, Table, Tone, body, strong
from riskdesk.risks import Register
from riskdesk.wording import NOT_RECORDED, clipped, long_date

NOT_ISSUED = "not issued from a closed period"
NOT_SIGNED = "Not signed"


@dataclass(frozen=True, slots=True)
class Signed:
    """One partner's signature; all but the partner empty where it did not sign."""

    partner: str
    name: str = ""
    post: str = ""
    when: str = ""

    @property
    def line(self) -> str:
        """ "Thurrock Council: Bea Boss, Strategic Lead, 3 August 2017, 14:02 UTC"."""
        if not self.when:
            return f"{self.partner}: {NOT_SIGNED.lower()}"
        return f"{self.partner}: {', '.join(part for part in (self.name, self.post, self.when) if part)}"


@dataclass(frozen=True, slots=True)
class Imprint:
    """`said` stands on the first page, `foot` in every foot. `signed` and `period` are empty for a draft."""

    is_draft: bool
    said: str
    foot: str
    signed: tuple[Signed, ...] = ()
    period: str = ""

    @property
    def table(self) -> Table:
        """Every partner, whether it signed or not."""
        columns = (
            Column("partner", "Partner"),
            Column("signer", "Signed by"),
            Column("post", "Post"),
            Column("signed", "Time of signing"),
        )
        return Table(columns, tuple(_row(each) for each in self.signed))


def imprint(register: Register) -> Imprint:
    """What a paper about this register is."""
    period = register.period
    if register.as_closed and period and period.closing:
        return _closed(register, period, period.closing)
    return Imprint(is_draft=True, said=f"Draft, {NOT_ISSUED}. {_state(register)}".strip(), foot=f"Draft, {NOT_ISSUED}")


def _state(register: Register) -> str:
    if register.period:
        return f"{clipped(register.period.name, 120)} is still open."
    last = register.last_closed
    return f"The last closed period is {clipped(last.name, 120)}." if last else "No period has been closed yet."


def _closed(register: Register, period: Period, closing: Closing) -> Imprint:
    by = f"closed {long_date(closing.closed_on)} by {clipped(closing.closed_by, 80) or NOT_RECORDED}"
    return Imprint(
        is_draft=False,
        said=f"{clipped(period.name, 120)}, {by}.",
        foot=f"{clipped(period.name, 60)}, {by}",
        signed=_signatures(register, period),
        period=clipped(period.name, 60),
    )


def _signatures(register: Register, period: Period) -> tuple[Signed, ...]:
    """The partners in the register's order, then the organisation where it signed or is the only one to sign."""
    given = {sign_off.partner: sign_off for sign_off in period.sign_offs}
    by_id = {sign_off.partner_id: sign_off for sign_off in period.sign_offs if sign_off.partner_id is not None}
    wanted = {partner.name: by_id.get(partner.id, given.get(partner.name)) for partner in register.partners}
    known = {found.id for found in wanted.values() if found}
    others = {each.partner: each for each in period.sign_offs if each.id not in known}
    if not wanted and not others and register.organisation:
        return (Signed(clipped(register.organisation, 120)),)
    return tuple(_signed(name, sign_off) for name, sign_off in (*wanted.items(), *others.items()))


def _signed(partner: str, sign_off: SignOff | None) -> Signed:
    partner = clipped(partner, 120) or NOT_RECORDED
    if sign_off is None:
        return Signed(partner)
    return Signed(partner, clipped(sign_off.name, 120), clipped(sign_off.post, 120), utc_time(sign_off.signed_at))


def utc_time(moment: dt.datetime) -> str:
    """ "3 August 2017, 14:02 UTC", the same on every machine."""
    moment = moment.astimezone(dt.UTC)
    return f"{long_date(moment.date())}, {moment:%H:%M} UTC"


def _row(each: Signed) -> Row:
    if not each.when:
        return body(each.partner), strong(NOT_SIGNED), (Line("", Tone.META),), (Line("", Tone.META),)
    return body(each.partner), body(each.name), body(each.post), body(each.when)
