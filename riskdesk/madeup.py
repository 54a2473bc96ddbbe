"""A made-up year: twelve closed months played, step by step, into a copy of a shipped register.

Everything in it but the register it begins with is invented, and the file says so in its title and its source note.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import resources
from riskdesk import samples
from riskdesk.closings import Acceptance, Signature
from riskdesk.meetings import Forum
from riskdesk.publishing import House, Purpose, Subject
from riskdesk.risks import (
    ActionStatus,
    AssuranceLine,
    Effectiveness,
    Objective,
    ObjectiveKind,
    Owner,
    OwnerKind,
    Partner,
    Register,
    Risk,
    Split,
    Stage,
)
from riskdesk.scoring import Band, Scheme
from riskdesk.store import Store

NAME = "thurrock-year"
_MONEY = ("bearer", "financial_low", "financial_likely", "financial_high")
Event = Mapping[str, Any]
Progress = Callable[[int, int], None]


def make_year(path: Path, progress: Progress | None = None) -> None:
    """Write the made-up year to a new file. Takes some seconds: every change is a sealed step of its own day."""
    year = json.loads(resources.path("madeup", f"{NAME}.json").read_text(encoding="utf-8"))
    clock = _Clock(_day(year["months"][0]["as_at"]))
    months = [*year["months"], year["now"]]
    with Store.create(path, _first(year), "Priya Nair", title="Load a made-up year", clock=clock) as store:
        player = _Player(store, clock)
        for number, month in enumerate(months, 1):
            player.play(month, year)
            if progress:
                progress(number, len(months))


def _first(year: Event) -> Register:
    register = samples.load(year["from"])
    note = f"{year['about']}\n{register.source_note}"
    return replace(register, title=f"{register.title}{year['title_suffix']}", source_note=note)


class _Clock:
    """A day that is set, with a minute more for each step."""

    def __init__(self, day: dt.date) -> None:
        self._at = dt.datetime.combine(day, dt.time(9), dt.UTC)

    def __call__(self) -> dt.datetime:
        self._at += dt.timedelta(minutes=1)
        return self._at

    def turn_to(self, day: dt.date) -> None:
        """Never back."""
        self._at = max(self._at, dt.datetime.combine(day, dt.time(9), dt.UTC))


class _Player:
    """Plays what the months tell of through the same steps that a person takes."""

    def __init__(self, store: Store, clock: _Clock) -> None:
        self._store, self._clock = store, clock
        self._manager = store.author
        self._verbs: Mapping[str, Callable[[Event], None]] = {
            "review": self._review,
            "rate": self._rate,
            "action": self._action,
            "register": lambda event: store.edit_register(_facts(event, "appetite", "appetite_statement")),
            "forum": self._forum,
            "risk": self._edit,
            "add": self._add,
            "owner": self._own,
            "close": lambda event: store.close_risk(self._risk(event).id, event["reason"], store.today),
            "reopen": lambda event: store.reopen_risk(self._risk(event).id, event["reason"]),
            "merge": self._merge,
            "escalate": self._escalate,
            "lower": self._lower,
            "plan": self._plan,
            "meeting": self._meeting,
            "bands": self._bands,
            "control": self._control,
            **_Press(store, self._risk).verbs,
        }

    def play(self, month: Event, year: Event) -> None:
        as_at = _day(month["as_at"])
        self._clock.turn_to(_day(month.get("opened", "")) if "opened" in month else as_at - dt.timedelta(days=14))
        self._store.open_period(month["name"], as_at)
        for event in month["events"]:
            self._store.author = event.get("by", self._manager)
            self._verbs[event["do"]](event)
        self._store.author = self._manager
        if "closed" in month:
            self._close(month, year)

    def _close(self, month: Event, year: Event) -> None:
        store = self._store
        left = [risk for risk in store.register().risks if risk.status == "open" and not risk.reviews]
        store.review_unchanged([risk.id for risk in left if risk.ref not in month["not_reviewed"]], month["note"])
        self._clock.turn_to(_day(month["closed"]))
        for partner, (name, post) in year["signatures"].items():
            store.sign_off(Signature(partner, name, post))
        store.close_period(acceptance=Acceptance(*year["accepted"]))

    def _risk(self, event: Event, key: str = "risk") -> Risk:
        return next(risk for risk in self._store.register().risks if risk.ref == event[key])

    def _review(self, event: Event) -> None:
        levels = (event["impact"], event["likelihood"]) if "impact" in event else None
        self._store.review_risk(self._risk(event).id, event["note"], levels=levels, reason=event.get("reason", ""))

    def _rate(self, event: Event) -> None:
        levels = event["impact"], event["likelihood"]
        self._store.rate_risk(self._risk(event).id, Stage(event["stage"]), *levels, reason=event["reason"])

    def _action(self, event: Event) -> None:
        action = self._risk(event).actions[event["action"] - 1]
        facts = _facts(event, "due", "progress", "barrier")
        if "status" in event:
            facts["status"] = ActionStatus(event["status"])
        if facts.get("status") is ActionStatus.DONE:
            facts |= {"progress": 100, "done_on": self._store.today}
        self._store.edit_action(action.id, facts, reason=event.get("reason", ""))

    def _edit(self, event: Event) -> None:
        facts = _facts(event, "target_date", "description", *_MONEY) | self._scheme(event)
        self._store.edit_risk(self._risk(event).id, facts, reason=event["reason"])

    def _scheme(self, event: Event) -> dict[str, Any]:
        return {"objective": _named(self._store.register().objectives, event["scheme"])} if "scheme" in event else {}

    def _add(self, event: Event) -> None:
        names = ("ref", "description", "cause", "event", "effect", "target_date")
        store, reason = self._store, event["reason"]
        facts = _facts(event, *names, *_MONEY) | {"raised_on": store.today, "raised_by": store.author}
        facts |= self._scheme(event)
        number = store.add_risk(facts, reason=reason)
        store.set_owners(number, [Owner(name=event["owner"])])
        store.rate_risk(number, Stage.CURRENT, event["impact"], event["likelihood"], reason=reason)
        store.rate_risk(number, Stage.TARGET, *event["target"], reason=reason)
        store.add_control(number, {"text": event["control"]})
        store.add_action(number, event["action"])

    def _control(self, event: Event) -> None:
        control = self._risk(event).controls[event["control"] - 1]
        facts = _facts(event, "assurance", "gaps", "assurance_gaps")
        facts["effectiveness"] = Effectiveness(event["effectiveness"])
        facts["assurance_line"] = AssuranceLine(event["assurance_line"])
        self._store.edit_control(control.id, facts, reason=event["reason"])

    def _own(self, event: Event) -> None:
        owners = [Owner(name=name) for name in event["owners"]]
        self._store.set_owners(self._risk(event).id, owners, reason=event["reason"])

    def _merge(self, event: Event) -> None:
        one, into = self._risk(event).id, self._risk(event, "into").id
        self._store.merge_risk(one, into, event["reason"], self._store.today)

    def _forum(self, event: Event) -> None:
        self._store.add_entry(Forum, _facts(event, "name", "trigger"))

    def _forum_id(self, event: Event) -> int:
        return next(forum.id for forum in self._store.proceedings().forums if forum.name == event["forum"])

    def _escalate(self, event: Event) -> None:
        self._store.escalate_risk(self._risk(event).id, self._forum_id(event), event["reason"])

    def _lower(self, event: Event) -> None:
        standing = self._store.proceedings().standing(self._risk(event).id)
        found = next(each for each in standing if each.forum_id == self._forum_id(event))
        self._store.lower_escalation(found.id, event["reason"])

    def _plan(self, event: Event) -> None:
        noticed = _day(event["noticed_on"])
        self._clock.turn_to(noticed)
        self._store.start_remedial_plan(self._risk(event).id, event["reason"], noticed_on=noticed)

    def _meeting(self, event: Event) -> None:
        store, on = self._store, _day(event["on"])
        self._clock.turn_to(on)
        refs = {risk.ref: risk.id for risk in store.register().risks}
        meeting = store.start_meeting(event["body"], on, [refs[ref] for ref in event["agenda"]])
        for decided in event["decisions"]:
            levels = (decided["impact"], decided["likelihood"]) if "impact" in decided else None
            risk_id = refs[decided["risk"]] if "risk" in decided else None
            said = {"minute": decided["minute"], "levels": levels, "action": decided.get("action")}
            store.record_decision(meeting, decided["text"], risk_id=risk_id, **said)

    def _bands(self, event: Event) -> None:
        """The council's bands with another beginning of the highest."""
        scheme = self._store.register().scheme
        self._store.change_scheme(_with_bands(scheme, event["name"], event["high"]), reason=event["reason"])


class _Press:
    """Plays what concerns the fund's money and the papers."""

    def __init__(self, store: Store, risk: Callable[[Event], Risk]) -> None:
        self._store, self._risk = store, risk
        self.verbs: Mapping[str, Callable[[Event], None]] = {
            "fund": self._fund,
            "person": self._person,
            "exempt": self._exempt,
            "layout": self._layout,
            "write": self._write,
        }

    def _fund(self, event: Event) -> None:
        store = self._store
        store.edit_register({"split": Split(event["split"]), "contingency": event["contingency"]})
        for name, pounds in event["contributions"].items():
            store.edit_entry(Partner, _named(store.register().partners, name).id, {"contribution": pounds})
        for name, shares in event["schemes"].items():
            scheme = store.add_entry(Objective, {"name": name, "kind": ObjectiveKind.PLAN_SCHEME})
            for partner, percent in shares.items():
                store.set_share(scheme, _named(store.register().partners, partner).id, percent)

    def _person(self, event: Event) -> None:
        owner = _named(self._store.register().owners, event["owner"])
        facts = _facts(event, "organisation", "post") | {"kind": OwnerKind.PERSON}
        self._store.edit_entry(Owner, owner.id, facts)

    def _exempt(self, event: Event) -> None:
        said = {"field": event.get("field", ""), "reason": event["reason"]}
        self._store.exempt(self._risk(event).id, event["paragraph"], **said)

    def _layout(self, event: Event) -> None:
        names = ("name", "body", "sections", "colour", "classification", "head", "foot")
        chosen = {"purpose": Purpose(event["purpose"]), "house": House(event["house"])}
        self._store.add_layout(_facts(event, *names) | chosen)

    def _write(self, event: Event) -> None:
        period, layouts = self._store.period_named(event["period"]), self._store.publication().layouts
        layout = _named(layouts, event["layout"]).id if "layout" in event else None
        self._store.write_narrative(Subject(event["subject"]), event["text"], period_id=period.id, layout_id=layout)


def _with_bands(scheme: Scheme, name: str, high: int) -> Scheme:
    low, middle, top = scheme.bands
    bands: tuple[Band, ...] = (low, replace(middle, high=high - 1), replace(top, low=high))
    return replace(scheme, name=name, bands=bands)


def _named(entries: Sequence[Any], name: str) -> Any:
    return next(entry for entry in entries if entry.name == name)


def _facts(event: Event, *names: str) -> dict[str, Any]:
    return {name: event[name] for name in names if name in event}


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
