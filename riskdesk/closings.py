"""The end of a month: sign a period, close it, issue papers from it. Each is a sealed step."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from riskdesk import __version__, rows
from riskdesk.audit.case import Case
from riskdesk.audit.findings import Finding, Severity
from riskdesk.days import british
from riskdesk.errors import RiskDeskError
from riskdesk.lookback import Lookback
from riskdesk.periods import Closing, Issued, IssuedPaper, Period, SignOff
from riskdesk.proof import Progress
from riskdesk.risks import Register
from riskdesk.scrutiny import Waiver
from riskdesk.wording import counted, listed, sentence

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs for a partner: its name as in the register, or the organisation's own."""

    partner: str
    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who takes the errors that still stand on themselves, and why."""

    accepted_by: str
    reason: str


class Closings(Lookback):
    """An open register whose periods can be signed and closed."""

    # Signing and closing

    def sign_off(self, signature: Signature) -> int:
        """A partner signs the open period as it stands; returns the signature's id."""
        period = self._open_period()
        columns = self._signed(period.id, period.sign_offs, signature)
        with self.step(f"Sign {period.name} for {columns['partner']}"):
            number = self._insert("sign_off", columns)
        return number

    def withdraw_sign_off(self, sign_off_id: int, reason: str) -> None:
        period = self._open_period()
        signed = next((each for each in period.sign_offs if each.id == sign_off_id), None)
        if signed is None:
            raise RiskDeskError("This signature is no longer there.", "Look at the list again.")
        if not reason.strip():
            raise RiskDeskError("A signature is withdrawn with a reason.", "Say why.")
        with self.step(f"Withdraw the signature for {signed.partner}", reason):
            self._db.execute("delete from sign_off where id = ?", [sign_off_id])

    def _signed(self, period_id: int, there: Sequence[SignOff], signature: Signature) -> dict[str, Any]:
        register = self.register()
        wanted = " ".join(signature.partner.split())
        partners = {partner.name.casefold(): partner for partner in register.partners}
        partner = partners.get(wanted.casefold())
        if partner is None and wanted.casefold() != register.organisation.casefold():
            known = listed([each.name for each in register.partners]) or register.organisation or "none recorded"
            raise RiskDeskError(f'There is no partner "{wanted}" in this register.', f"Its partners: {known}.")
        name = partner.name if partner else register.organisation
        if any(each.partner.casefold() == name.casefold() for each in there):
            raise RiskDeskError(f"{name} has signed already.", "Withdraw that signature first.")
        facts = {
            "period_id": period_id,
            "partner": name,
            "name": " ".join(signature.name.split()),
            "post": " ".join(signature.post.split()),
            "signed_at": self._clock(),
            "recorded_by": self.author,
            "seal": register.seal,
        }
        return rows.write(SignOff, facts) | {"partner_id": partner.id if partner else None}

    def closing_case(self) -> Case:
        """What the audit before closing looks at, missing signatures included."""
        return replace(self.case(previous=self.earlier()), closing=True)

    def close_period(
        self,
        name: str = "",
        as_at: dt.date | None = None,
        *,
        signatures: Sequence[Signature] = (),
        acceptance: Acceptance | None = None,
        checked: "Audit | None" = None,
        progress: Progress | None = None,
    ) -> Period:
        """Freeze the register, sealed by the chain, in one step: it fails whole or succeeds whole.

        Opens the period first where none is open; a `name` must be the open one's. `acceptance` waives the errors that
        still stand, by name. `checked` is an audit of `closing_case` already made, used where nothing changed since.
        Raises RiskDeskError, naming what stands in the way, and leaves everything as it was.
        """
        register = self.register()
        self._must_write()
        self._must_be_closable(register)
        columns, period = None, register.period
        if period is None:
            columns = self._new_period(name, as_at or self._given_as_at(), None)
        else:
            self._must_be_named(period, name, as_at)
        title = columns["name"] if columns else period.name if period else ""
        holds = columns is None and not signatures and checked is not None and self._is_checked(checked.case)
        # Read before the step: what the log tells is remembered, and a step can fail.
        known = checked.case if holds and checked else self.closing_case()
        with self.step(f"Close {title}"):
            number = self._insert_period(columns) if columns else period.id if period else 0
            there = list(period.sign_offs) if period else []
            for signature in signatures:
                row = self._signed(number, there, signature)
                there.append(SignOff(id=0, period_id=number, partner=row["partner"], name="", signed_at=self._clock()))
                self._insert("sign_off", row)
            found = checked if holds and checked else _audited(self._fresh_case(known), progress)
            if acceptance:
                found = self._accept_errors(found, acceptance)
            self._insert("closing", self._closing(number, found))
        return next(each for each in self.register().periods if each.id == number)

    def _is_checked(self, case: Case) -> bool:
        """Whether an audit was made of this very register, on this day, to close it."""
        return (case.closing, case.today, case.register.seal) == (True, self.today, self.register().seal)

    def _given_as_at(self) -> dt.date:
        as_at = self.register().as_at
        if as_at is None:
            raise RiskDeskError("A period has an as-at date.", "Give the day it tells of.")
        return as_at

    def _must_be_closable(self, register: Register) -> None:
        if not register.risks:
            raise RiskDeskError("The register is empty: there is nothing to close.", "Add its risks first.")
        last, now = self.last_step, self._clock()
        if last and now < last.at:
            raise RiskDeskError(
                f"This computer's clock says {british(now.date())}, {now:%H:%M} UTC, but the last change was made "
                f"on {british(last.at.date())}, {last.at:%H:%M} UTC.",
                "Set the clock right, then close the period.",
            )

    def _must_be_named(self, period: Period, name: str, as_at: dt.date | None) -> None:
        wanted = " ".join(name.split())
        if wanted and wanted.casefold() != period.name.casefold():
            self._free_name(wanted)
            raise RiskDeskError(
                f"{period.name} is the period that is open, not {wanted}.", f"Close {period.name} first."
            )
        if as_at and as_at != period.as_at:
            raise RiskDeskError(
                f"{period.name} is as at {british(period.as_at)}, not {british(as_at)}.",
                "Change the register's as-at date first, or close it without giving one.",
            )
        self._must_follow(period.as_at)

    def _fresh_case(self, known: Case) -> Case:
        """The case known before the step, with the register as the open step has made it so far."""
        register = rows.read_register(self._db, known.register.step, known.register.seal)
        return replace(known, register=register, scrutiny=rows.read_scrutiny(self._db))

    def _accept_errors(self, found: "Audit", acceptance: Acceptance) -> "Audit":
        """Waive what waits, inside the step. A missing signature is waived as any error is."""
        from riskdesk.audit.run import accepted  # noqa: PLC0415 - see `_audited`

        waiting = errors_waiting(found)
        for finding in waiting:
            waiver = Waiver(
                rule=finding.rule.name,
                message=finding.message,
                marks=" ".join(finding.marks),
                accepted_by=" ".join(acceptance.accepted_by.split()),
                accepted_on=self.today,
                reason=acceptance.reason.strip(),
            )
            self._insert("waiver", rows.write(Waiver, rows.facts_of(waiver)))
        return accepted(found, rows.read_scrutiny(self._db).waivers)

    def _closing(self, period_id: int, found: "Audit") -> dict[str, Any]:
        """Only inside a step. Raises RiskDeskError where errors wait or a rule could not be run."""
        if found.faults:
            raise RiskDeskError(
                f"The register was not audited whole: the rule {found.faults[0].rule.name} could not be run.",
                "This is a bug; the period stays open.",
            )
        waiting = errors_waiting(found)
        if waiting:
            raise RiskDeskError(_errors_said(waiting), "Mend them, or have somebody accept them by name.")
        moment = self._clock()
        facts = {
            "period_id": period_id,
            "closed_by": self.author,
            "closed_on": self.today,
            "closed_at": moment,
            "program": __version__,
            "frozen": found.frozen,
        }
        return rows.write(Closing, facts)

    # Issuing

    def issue_paper(self, period: Period, kind: str, title: str, document: bytes, pages: int) -> IssuedPaper:
        """Record with a closed period that this very paper was issued from it. The same bytes are recorded once."""
        if period.closing is None:
            raise RiskDeskError(f"{period.name} is still open.", "Papers are issued from a closed period.")
        digest = hashlib.sha256(document).hexdigest()
        facts = {
            "period_id": period.id,
            "kind": kind,
            "title": title,
            "sha256": digest,
            "pages": pages,
            "program": __version__,
            "issued_by": self.author,
            "issued_at": self._clock(),
        }
        known = next((paper for paper in self._papers(period.id) if paper.sha256 == digest), None)
        if known:
            return known
        with self.step(f"Issue {title} of {period.name}"):
            self._insert("paper", rows.write(IssuedPaper, facts))
        return next(paper for paper in self._papers(period.id) if paper.sha256 == digest)

    def _papers(self, period_id: int) -> Sequence[IssuedPaper]:
        return next(each.papers for each in self.register().periods if each.id == period_id)

    def paper_issued(self, document: bytes) -> Issued | None:
        """The period this very paper was issued from, by its bytes; None where none was."""
        digest = hashlib.sha256(document).hexdigest()
        found = ((period, paper) for period in self.register().periods for paper in period.papers)
        return next(((period, paper) for period, paper in found if paper.sha256 == digest), None)


def _audited(case: Case, progress: Progress | None) -> "Audit":
    """The rules are imported here: a register is opened and read without them."""
    from riskdesk.audit.run import audit  # noqa: PLC0415

    return audit(case, progress)


def errors_waiting(found: "Audit") -> tuple[Finding, ...]:
    """The errors that block closing: mended or waived by name they no longer do."""
    return tuple(each for each in found.findings if each.severity is Severity.ERROR and each.waiver is None)


def _errors_said(waiting: Sequence[Finding]) -> str:
    told = [f"{each.rule.name}{f' (risk {listed(each.refs, 4)})' if each.risks else ''}" for each in waiting]
    return f"{sentence(counted(len(waiting), 'error stands', 'errors stand'))} in the way: {listed(told, 12)}."
