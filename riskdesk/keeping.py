"""What owners and fund managers do to risks, controls, actions and the register's lists. Each is a sealed step."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from riskdesk import rows, scoring, telling
from riskdesk.days import british
from riskdesk.entities import Entity
from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Forum
from riskdesk.officers import Officers
from riskdesk.periods import Period
from riskdesk.risks import Action, Control, Note, Objective, Owner, Partner, Register, Risk, Stage, Status
from riskdesk.rows import TABLES
from riskdesk.scoring import Scheme

_SHARING = (Objective, Partner)
"""What shares of plan schemes belong to: they go with it."""

_NOT_CLOSED: dict[str, Any] = {"closed_reason": "", "closed_on": None, "merged_into": None}


class Keeping(Officers):
    """An open register and what its keepers can do to it."""

    # Risks

    def add_risk(self, facts: Mapping[str, Any], *, reason: str = "") -> int:
        """Returns the new risk's id. A register may repeat or lack references; they are kept as given."""
        columns = rows.write(Risk, rows.facts_of(Risk()) | dict(facts))
        with self.step(f"Add risk {columns['ref']}".strip(), reason):
            number = self._insert("risk", columns)
        return number

    def edit_risk(self, risk_id: int, facts: Mapping[str, Any], *, reason: str = "") -> None:
        risk = self._known_risk(risk_id)
        if "last_reviewed" in facts:
            self._must_not_precede(facts["last_reviewed"], risk)
        with self.step(f"Edit {telling.fields_said(Risk, facts)} of risk {risk.label}", reason):
            self._update("risk", risk_id, rows.write(Risk, facts))

    def _must_not_precede(self, day: dt.date | None, risk: Risk) -> None:
        """Raises RiskDeskError for a last review before the latest one recorded, in whatever period."""
        before = self.proceedings().last_reviews.get(risk.id)
        given = (*risk.reviews, before) if before else risk.reviews
        latest = max((review.reviewed_on for review in given), default=None)
        if latest and (day is None or day < latest):
            raise RiskDeskError(
                f"Risk {risk.label} was reviewed on {british(latest)} and that stays on record.",
                "Give that day or a later one, or undo the review.",
            )

    def draft_risk(self, risk_id: int, *, reason: str = "") -> None:
        """Make a risk a draft: written down, not yet agreed to be one of the register's."""
        self._set_status(risk_id, "Make a draft of risk", _NOT_CLOSED | {"status": Status.DRAFT}, reason)

    def open_risk(self, risk_id: int, *, reason: str = "") -> None:
        """Make a draft an open risk."""
        self._set_status(risk_id, "Open draft", _NOT_CLOSED | {"status": Status.OPEN}, reason)

    def close_risk(self, risk_id: int, reason: str, on: dt.date) -> None:
        """Risks are never deleted: they close, with a reason and a date."""
        if not reason.strip():
            raise RiskDeskError("A risk is closed with a reason.", "Say why it can be closed.")
        facts = {"status": Status.CLOSED, "closed_reason": reason.strip(), "closed_on": on}
        self._set_status(risk_id, "Close risk", facts, reason)

    def merge_risk(self, risk_id: int, into_id: int, reason: str, on: dt.date) -> None:
        """Close a risk into another, which goes on for both."""
        risk, into = self._known_risk(risk_id), self._known_risk(into_id)
        if not reason.strip():
            raise RiskDeskError("A risk is merged with a reason.", "Say why the two are one.")
        if into.id == risk.id or Status.CLOSED in (risk.status, into.status):
            raise RiskDeskError(f"Risk {risk.label} cannot be merged into {into.label}.", "Choose another open risk.")
        said = f"Merged into {into.label}: {reason.strip()}"
        facts = {"status": Status.CLOSED, "closed_reason": said, "closed_on": on, "merged_into": into.id}
        with self.step(f"Merge risk {risk.label} into {into.label}", reason):
            self._update("risk", risk_id, rows.write(Risk, facts))

    def reopen_risk(self, risk_id: int, reason: str) -> None:
        if not reason.strip():
            raise RiskDeskError("A risk is reopened with a reason.", "Say why it is open again.")
        self._set_status(risk_id, "Reopen risk", _NOT_CLOSED | {"status": Status.OPEN}, reason)

    def _set_status(self, risk_id: int, verb: str, facts: Mapping[str, Any], reason: str) -> None:
        risk = self._known_risk(risk_id)
        with self.step(f"{verb} {risk.label}", reason):
            self._update("risk", risk_id, rows.write(Risk, facts))

    def rate_risk(
        self,
        risk_id: int,
        stage: Stage,
        impact: int | None,
        likelihood: int | None,
        *,
        rationale: str | None = None,
        reason: str = "",
    ) -> None:
        """Set a stage's levels (values of the scheme; None for not scored) and, if given, its rationale. A stated
        rating that the new levels do not make goes in the same step."""
        self._must_be_levels(impact, likelihood)
        facts = self._new_levels(self.risk(risk_id), stage, impact, likelihood)
        if rationale is not None:
            facts["rationale"] = rationale
        self._set_score(risk_id, stage, facts, "Rate", reason)

    def state_rating(self, risk_id: int, stage: Stage, stated: int | None, *, reason: str = "") -> None:
        """Keep the rating a source prints, beside what the scheme computes; None when it prints none."""
        self._set_score(risk_id, stage, {"stated": stated}, "State rating of", reason)

    def explain_score(self, risk_id: int, stage: Stage, rationale: str, *, reason: str = "") -> None:
        """Word the rationale of a score without moving it."""
        self._set_score(risk_id, stage, {"rationale": rationale}, "Explain score of", reason)

    def _set_score(self, risk_id: int, stage: Stage, facts: Mapping[str, Any], verb: str, reason: str) -> None:
        risk = self._known_risk(risk_id)
        with self.step(f"{verb} risk {risk.label}{self._which(stage)}", reason):
            self._write_score(risk, stage, facts)

    def set_owners(self, risk_id: int, owners: Sequence[Owner], *, reason: str = "") -> None:
        """The accountable owner first. An Owner without an id is matched by name and organisation, or added."""
        risk = self._known_risk(risk_id)
        with self.step(f"Set owners of risk {risk.label}", reason):
            self._link("risk_owner", "owner_id", risk_id, [self._owner_id(owner) for owner in owners])

    def set_partners(self, risk_id: int, partners: Sequence[Partner], *, reason: str = "") -> None:
        risk = self._known_risk(risk_id)
        with self.step(f"Set partners of risk {risk.label}", reason):
            self._link("risk_partner", "partner_id", risk_id, [partner.id for partner in partners])

    # Controls and actions

    def add_control(self, risk_id: int, facts: Mapping[str, Any], *, reason: str = "") -> int:
        return self._add_part(Control, risk_id, facts, reason)

    def edit_control(self, control_id: int, facts: Mapping[str, Any], *, reason: str = "") -> None:
        self._edit_part(Control, control_id, facts, reason)

    def remove_control(self, control_id: int, *, reason: str = "") -> None:
        self._remove_part(Control, control_id, reason)

    def add_action(self, risk_id: int, facts: Mapping[str, Any], *, reason: str = "") -> int:
        return self._add_part(Action, risk_id, facts, reason)

    def edit_action(self, action_id: int, facts: Mapping[str, Any], *, reason: str = "") -> None:
        self._edit_part(Action, action_id, facts, reason)

    def remove_action(self, action_id: int, *, reason: str = "") -> None:
        self._remove_part(Action, action_id, reason)

    def note_action(self, action_id: int, text: str, on: dt.date, *, reason: str = "") -> int:
        """Add a dated line, signed by the author, to an action's log."""
        note = Note(noted_on=on, author=self.author, text=text)
        with self.step(f"Note on an action of risk {self._risk_of(Action, action_id).label}", reason):
            number = self._insert("action_note", rows.write(Note, rows.facts_of(note)) | {"action_id": action_id})
        return number

    def _add_part(self, entity: type[Control | Action], risk_id: int, facts: Mapping[str, Any], reason: str) -> int:
        risk = self._known_risk(risk_id)
        table = TABLES[entity]
        columns = _part_columns(entity, rows.facts_of(entity()) | dict(facts))
        [last] = self._db.query(f"select coalesce(max(position), -1) as n from {table} where risk_id = ?", [risk_id])
        with self.step(f"Add {table} to risk {risk.label}", reason):
            place = {"risk_id": risk_id, "position": last["n"] + 1}
            number = self._insert(table, columns | self._part_owner(facts) | place)
        return number

    def _edit_part(self, entity: type[Control | Action], number: int, facts: Mapping[str, Any], reason: str) -> None:
        risk = self._risk_of(entity, number)
        columns = _part_columns(entity, facts)
        noun, said = TABLES[entity], telling.fields_said(entity, facts)
        what = noun if said == noun else f"{said} of {'a' if entity is Control else 'an'} {noun}"
        with self.step(f"Edit {what} of risk {risk.label}", reason):
            self._update(noun, number, columns | self._part_owner(facts))

    def _part_owner(self, facts: Mapping[str, Any]) -> dict[str, int | None]:
        """The column for a control's or action's owner, who is added if new. Only inside a step."""
        if "owner" not in facts:
            return {}
        owner = facts["owner"]
        return {"owner_id": self._owner_id(owner) if owner else None}

    def _remove_part(self, entity: type[Control | Action], number: int, reason: str) -> None:
        risk = self._risk_of(entity, number)
        if entity is Action:
            self._must_be_free(number)
        with self.step(f"Remove {TABLES[entity]} of risk {risk.label}", reason):
            if entity is Action:
                self._db.execute("delete from action_note where action_id = ?", [number])
            self._db.execute(f"delete from {TABLES[entity]} where id = ?", [number])

    def _must_be_free(self, action_id: int) -> None:
        """Raises RiskDeskError for an action that a remedial plan or a decision stands on."""
        for table, what in (("remedial_plan", "a remedial action plan"), ("decision", "a committee's decision")):
            if list(self._db.query(f"select 1 from {table} where action_id = ?", [action_id])):
                raise RiskDeskError(f"This action belongs to {what}.", "Set it to cancelled, with the reason.")

    # The register and its lists

    def edit_register(self, facts: Mapping[str, Any], *, reason: str = "") -> None:
        title = f"Edit {telling.fields_said(Register, facts)}"
        if facts.keys() == {"as_at"}:
            title = f"Set as-at date to {british(facts['as_at'])}" if facts["as_at"] else "Take as-at date away"
        period = self.register().period
        of_period = {name: facts[name] for name in ("as_at", "review_cycle") if name in facts} if period else {}
        if period and "as_at" in of_period:
            self._must_follow(facts["as_at"])
        with self.step(title, reason):
            self._update("register", 1, rows.write(Register, facts))
            if period and of_period:
                self._update("period", period.id, rows.write(Period, of_period))

    def _must_follow(self, as_at: dt.date | None) -> None:
        """Raises RiskDeskError for an as-at date that cannot be a period's: none, or one before the last closed."""
        if as_at is None:
            raise RiskDeskError("A period has an as-at date.", "Give the day it tells of.")
        last = self.register().last_closed
        if last and as_at < last.as_at:
            raise RiskDeskError(
                f"{british(as_at)} is before {british(last.as_at)}, the as-at date of {last.name}, which is closed.",
                "Give a later day; a mistake in a closed period is corrected in the next one.",
            )

    def add_entry(self, entity: type[Entity], facts: Mapping[str, Any], *, reason: str = "") -> int:
        """Add a partner, category, objective or owner to the register's lists."""
        columns = rows.write(entity, rows.facts_of(entity()) | dict(facts))
        with self.step(f"Add {TABLES[entity]} {columns['name']}", reason):
            number = self._insert(TABLES[entity], columns)
        return number

    def edit_entry(self, entity: type[Entity], number: int, facts: Mapping[str, Any], *, reason: str = "") -> None:
        columns = rows.write(entity, facts)
        with self.step(f"Edit {TABLES[entity]} {self._entry(entity, number).name}", reason):
            self._update(TABLES[entity], number, columns)

    def remove_entry(self, entity: type[Entity], number: int, *, reason: str = "") -> None:
        """Raises RiskDeskError for an entry that a risk, control or action still uses."""
        entry = self._entry(entity, number)
        users = sum(_uses(risk, entry) for risk in self.register().risks)
        if users:
            noun = "risk uses" if users == 1 else "risks use"
            raise RiskDeskError(f"{users} {noun} {entry.name}.", "Change them first, then remove it.")
        self._must_be_unsigned(entity, entry)
        with self.step(f"Remove {TABLES[entity]} {entry.name}", reason):
            if entity in _SHARING:
                self._db.execute(f"delete from scheme_share where {TABLES[entity]}_id = ?", [number])
            self._db.execute(f"delete from {TABLES[entity]} where id = ?", [number])

    def _must_be_unsigned(self, entity: type[Entity], entry: Any) -> None:
        column = {Partner: ("sign_off", "partner_id"), Forum: ("escalation", "forum_id")}.get(entity)
        if column and list(self._db.query(f"select 1 from {column[0]} where {column[1]} = ?", [entry.id])):
            what = "signed a period" if entity is Partner else "has seen risks"
            raise RiskDeskError(f"{entry.name} {what} and stays on record.", "Change the name instead, if you must.")

    def change_scheme(self, scheme: Scheme, *, reason: str = "") -> None:
        """Rate every risk by another scheme from now on. No score is touched: one that is not a level
        of the new scheme stays as it is, unrated, for a person to settle."""
        with self.step(f"Change scheme to {scheme.name}", reason):
            if scoring.dump(scheme) != scoring.dump(self.register().scheme):
                columns = {"name": rows.clean(scheme.name), "definition": scoring.dump(scheme)}
                self._update("register", 1, {"scheme_id": self._insert("scheme", columns)})

    # Rows

    def _risk_of(self, entity: type[Entity], number: int) -> Risk:
        [row] = self._db.query(f"select risk_id from {TABLES[entity]} where id = ?", [number])
        return self._known_risk(row["risk_id"])

    def _entry(self, entity: type[Entity], number: int) -> Any:
        if entity is Forum:
            return self.proceedings().forum(number)
        self.register()
        return self._lists[entity][number]

    def _link(self, table: str, column: str, risk_id: int, wanted: Sequence[int]) -> None:
        """Make a risk's links to other rows exactly these, in this order."""
        present = {row[column]: row for row in self._db.query(f"select * from {table} where risk_id = ?", [risk_id])}
        for number, row in present.items():
            if number not in wanted:
                self._db.execute(f"delete from {table} where id = ?", [row["id"]])
        for position, number in enumerate(dict.fromkeys(wanted)):
            if number in present:
                self._update(table, present[number]["id"], {"position": position})
            else:
                self._insert(table, {"risk_id": risk_id, column: number, "position": position})

    def _owner_id(self, owner: Owner) -> int:
        """The id of an owner already known, or of one added now. Only inside a step."""
        if owner.id:
            return owner.id
        columns = rows.write(Owner, rows.facts_of(owner))
        same = "select id from owner where name = ? and organisation = ?"
        for row in self._db.query(same, [columns["name"], columns["organisation"]]):
            return int(row["id"])
        return self._insert("owner", columns)


def _part_columns(entity: type[Control | Action], facts: Mapping[str, Any]) -> dict[str, Any]:
    columns = rows.write(entity, {name: value for name, value in facts.items() if name != "owner"})
    if not 0 <= columns.get("progress", 0) <= 100:
        raise RiskDeskError(f"{columns['progress']}% is not a share of the work.", "Give a number from 0 to 100.")
    return columns


def _uses(risk: Risk, entry: Entity) -> bool:
    parts: tuple[Control | Action, ...] = (*risk.controls, *risk.actions)
    named = (risk.category, risk.objective, *risk.partners, *risk.owners)
    return entry in named or any(part.owner == entry for part in parts)
