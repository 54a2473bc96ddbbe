"""What papers are printed with: layouts for committees, what people wrote, and what the public does not see."""

import base64
import re
from collections.abc import Mapping, Sequence
from typing import Any

from riskdesk import file, history, rows
from riskdesk.boards import Boards
from riskdesk.errors import RiskDeskError
from riskdesk.logos import media_type
from riskdesk.lookback import BESIDE_THE_REGISTER
from riskdesk.publishing import EXEMPT_FIELDS, Exemption, Layout, Logo, Narrative, Publication, Subject, under
from riskdesk.risks import Objective, ObjectiveKind, Partner, SchemeShare
from riskdesk.telling import fields_said
from riskdesk.wording import counted


class Layouts(Boards):
    """An open register and what its papers are printed with."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._publication: tuple[str, Publication] | None = None

    def publication(self) -> Publication:
        """Layouts, narratives and exemptions, one immutable value until the next step."""
        seal = self.register().seal
        if self._publication is None or self._publication[0] != seal:
            with file.snapshot(self._db, self.path):
                self._publication = (seal, rows.read_publication(self._db))
        return self._publication[1]

    # Layouts

    def add_layout(self, facts: Mapping[str, Any], *, reason: str = "") -> int:
        """Returns the new layout's id. Its name is its own among layouts."""
        columns = self._layout_columns(rows.facts_of(Layout(name="")) | dict(facts))
        with self.step(f"Add layout {columns['name']}", reason):
            number = self._insert("layout", columns)
        return number

    def add_layouts(self, layouts: Sequence[Layout]) -> None:
        """Add some layouts in one step."""
        columns = [self._layout_columns(rows.facts_of(layout)) for layout in layouts]
        with self.step(f"Add {counted(len(columns), 'layout')}"):
            for each in columns:
                self._insert("layout", each)

    def change_layout(self, layout_id: int, facts: Mapping[str, Any], *, reason: str = "") -> None:
        layout = self.layout(layout_id)
        columns, said = self._layout_columns(facts, but=layout_id), fields_said(Layout, facts)
        with self.step(f"Edit {said}{'' if said == 'layout' else ' of layout'} {layout.name}", reason):
            self._update("layout", layout_id, columns)

    def remove_layout(self, layout_id: int, *, reason: str = "") -> None:
        """With its logo and what was written for it alone; the papers issued by it stay on record."""
        layout = self.layout(layout_id)
        with self.step(f"Remove layout {layout.name}", reason):
            for table in ("narrative", "logo"):
                self._db.execute(f"delete from {table} where layout_id = ?", [layout_id])
            self._db.execute("delete from layout where id = ?", [layout_id])

    def layout(self, layout_id: int) -> Layout:
        found = next((each for each in self.publication().layouts if each.id == layout_id), None)
        if found is None:
            raise RiskDeskError("This layout is no longer in the register.", "It was removed; look at the list again.")
        return found

    def _layout_columns(self, facts: Mapping[str, Any], but: int = 0) -> dict[str, Any]:
        """Facts as columns, tidied. Raises RiskDeskError for what no layout can be."""
        self._must_write()
        columns = rows.write(Layout, facts)
        if "name" in columns:
            columns["name"] = self._free_layout_name(columns["name"], but)
        if "sections" in columns:
            columns["sections"] = " ".join(dict.fromkeys(columns["sections"].split()))
        if "colour" in columns:
            columns["colour"] = _colour(columns["colour"])
        return columns

    def _free_layout_name(self, name: str, but: int) -> str:
        name = " ".join(name.split())
        there = self.publication().layout(name)
        if there and there.id != but:
            raise RiskDeskError(f"There is already a layout {there.name}.", "Give another name.")
        return name

    # Logos

    def set_logo(self, layout_id: int, data: bytes) -> None:
        """Begin a layout's papers with a picture. Raises RiskDeskError for what is neither PNG nor JPEG."""
        layout, kind = self.layout(layout_id), media_type(data)
        facts = {"layout_id": layout_id, "media_type": kind, "data": base64.b64encode(data).decode()}
        with self.step(f"Set logo of layout {layout.name}"):
            if layout.logo:
                self._update("logo", layout.logo.id, rows.write(Logo, facts))
            else:
                self._insert("logo", rows.write(Logo, facts))

    def remove_logo(self, layout_id: int) -> None:
        layout = self.layout(layout_id)
        with self.step(f"Remove logo of layout {layout.name}"):
            self._db.execute("delete from logo where layout_id = ?", [layout_id])

    # What people write

    def write_narrative(
        self, subject: Subject, text: str, *, period_id: int | None = None, layout_id: int | None = None
    ) -> None:
        """Put a person's words in the place of the program's; no words at all give it back. Without a period they are
        the open one's, or while none is open those of the next, which takes them over when it is opened or closed."""
        self._must_write()
        opened = self.register().period
        period_id = period_id or (opened.id if opened else None)
        layout, text = self.layout(layout_id) if layout_id else None, text.strip()
        there = self._written(subject, period_id, layout_id)
        if rows.clean(text) == (there.text if there else ""):
            return
        of = f" of {self._period_name(period_id)}{f' for {layout.name}' if layout else ''}"
        with self.step(f"{'Write' if text else 'Take back written'} {subject.label.lower()}{of}"):
            if there and not text:
                self._db.execute("delete from narrative where id = ?", [there.id])
                return
            facts = {"subject": subject, "text": text, "written_by": self.author, "written_on": self.today}
            columns = rows.write(Narrative, facts) | {"period_id": period_id, "layout_id": layout_id}
            if there:
                self._update("narrative", there.id, columns)
            else:
                self._insert("narrative", columns)

    def changed_since_written(self, narrative: Narrative, until: int) -> int:
        """How many steps changed the register after these words and up to step `until`; that papers are laid out,
        worded or withheld otherwise changes nothing they tell of."""
        with file.snapshot(self._db, self.path):
            return history.steps_after_row(self._db, "narrative", narrative.id, until, BESIDE_THE_REGISTER)

    def _written(self, subject: Subject, period_id: int | None, layout_id: int | None) -> Narrative | None:
        """What was written for this very layout, or for all where that is none."""
        key = (subject, period_id, layout_id)
        every = self.publication().narratives
        return next((each for each in every if (each.subject, each.period_id, each.layout_id) == key), None)

    def _period_name(self, period_id: int | None) -> str:
        if period_id is None:
            return "the next period"
        found = next((each for each in self.register().periods if each.id == period_id), None)
        if found is None:
            raise RiskDeskError("This period is no longer in the register.", "It was undone; look at the list again.")
        return found.name

    # What the public does not see

    def exempt(self, risk_id: int, paragraph: str, *, field: str = "", reason: str = "") -> int:
        """Keep a risk, or with `field` (a key of EXEMPT_FIELDS) a part of it, out of public papers, under a paragraph
        of PARAGRAPHS or the words of another law. Returns the exemption's id."""
        risk, paragraph = self._known_risk(risk_id), _paragraph(paragraph)
        if field and field not in EXEMPT_FIELDS:
            raise RiskDeskError(f'"{field}" cannot be exempt by itself.', f"Choose one of {', '.join(EXEMPT_FIELDS)}.")
        if any(each.field == field for each in self.publication().exempt(risk_id)):
            raise RiskDeskError(
                f"Risk {risk.label}{f': {field}' if field else ''} is exempt already.", "Withdraw that exemption first."
            )
        facts = {
            "risk_id": risk_id,
            "field": field,
            "paragraph": paragraph,
            "reason": reason.strip(),
            "decided_by": self.author,
            "decided_on": self.today,
        }
        columns = rows.write(Exemption, facts)
        with self.step(f"Exempt risk {risk.label}{f': {field}' if field else ''}, {under(paragraph)}", reason):
            number = self._insert("exemption", columns)
        return number

    def withdraw_exemption(self, exemption_id: int, reason: str) -> None:
        """The public sees it again, in papers made from now on. The history keeps that it was exempt, and why."""
        found = next((each for each in self.publication().exemptions if each.id == exemption_id), None)
        if found is None:
            raise RiskDeskError("This is no longer exempt.", "Look at the list again.")
        if not reason.strip():
            raise RiskDeskError("An exemption is withdrawn with a reason.", "Say why the public can see it now.")
        risk = self._known_risk(found.risk_id)
        with self.step(f"Withdraw exemption of risk {risk.label}{f': {found.field}' if found.field else ''}", reason):
            self._db.execute("delete from exemption where id = ?", [exemption_id])

    # How the fund's money is shared

    def set_share(self, objective_id: int, partner_id: int, percent: int | None) -> None:
        """What part of a plan scheme's losses a partner bears; None for not agreed."""
        scheme, partner = self._entry(Objective, objective_id), self._entry(Partner, partner_id)
        if scheme.kind is not ObjectiveKind.PLAN_SCHEME:
            raise RiskDeskError(f"{scheme.name} is an objective.", "Shares are agreed for plan schemes.")
        if percent is not None and not 0 <= percent <= 100:
            raise RiskDeskError(f"{percent}% is not a share of the money.", "Give a number from 0 to 100.")
        key = (objective_id, partner_id)
        there = next((e for e in self.register().scheme_shares if (e.objective_id, e.partner_id) == key), None)
        said = "not agreed" if percent is None else f"{percent}%"
        with self.step(f"Set share of {partner.name} in {scheme.name} to {said}"):
            if percent is None:
                self._db.execute("delete from scheme_share where objective_id = ? and partner_id = ?", [*key])
                return
            facts = {"objective_id": objective_id, "partner_id": partner_id, "percent": percent}
            if there:
                self._update("scheme_share", there.id, rows.write(SchemeShare, facts))
            else:
                self._insert("scheme_share", rows.write(SchemeShare, facts))


def _colour(text: str) -> str:
    colour = text.strip()
    if colour and not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        raise RiskDeskError(f'"{colour}" is not a colour.', "Give # and six figures or letters from A to F: #1B4B72.")
    return colour.upper()


def _paragraph(text: str) -> str:
    """ "Paragraph 3" is "3"; other words stay as they are."""
    said = " ".join(text.split())
    if not said:
        raise RiskDeskError("An exemption names its paragraph.", "Give a paragraph of Schedule 12A, such as 3.")
    numbered = re.fullmatch("(?:para(?:graph)?\\.? ?)?([1-7])", said, re.IGNORECASE)
    return numbered[1] if numbered else said
