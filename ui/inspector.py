"""The form beside the table: everything the register holds about one risk, in one scroll, and its history."""

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from riskdesk.entities import shown_fields
from riskdesk.risks import Risk, Stage
from riskdesk.store import Change
from ui.actioncards import ActionCards
from ui.aswritten import AsWritten
from ui.cards import Cards, control_trade
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.escalations import Escalations
from ui.exempting import PublicPapers
from ui.fields import Editor
from ui.form import FieldForm
from ui.guard import guarded
from ui.inview import bring_into_view
from ui.labels import Section
from ui.newentry import adder
from ui.owners import Owners, Partners
from ui.remedial import RemedialPlans
from ui.riskhistory import RiskHistory
from ui.risktitle import RiskTitle
from ui.stages import Stages
from ui.taborder import follow_layout
from ui.theme import ROOM


class _Sheet(QWidget):
    """The long sheet in the scroll. Its height follows from its width alone: wrapped labels would else ask
    for the height they need when very narrow, and leave a blank end."""

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Inspector(QWidget):
    """Shows one risk and edits it. Widgets are made once and refilled for each risk.

    A change of the register is read again without disturbing what is half typed, the focus or the
    scroll; another risk is shown only after what is half typed was saved (or kept, if it cannot be).
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id: int | None = None
        self.setAccessibleName("Risk")
        self.forms: dict[str, FieldForm] = {}
        self._make_parts()
        self._build()
        self.show_risk(None)
        desk.changed.connect(self._on_changed)
        for cards in (self.control_cards, self.action_cards):
            cards.grew.connect(self._order_tabs)

    @property
    def risk_id(self) -> int | None:
        return self._id

    @property
    def editors(self) -> Iterator[Editor]:
        """Every editor of the risk's own fields."""
        for form in self.forms.values():
            yield from form.editors.values()

    def show_risk(self, risk_id: int | None) -> None:
        """Show a risk, or how to begin when there is none."""
        if risk_id != self._id:
            self.settle()
            self._id = risk_id
            self._fill()
            self.show_top()
        else:
            self._fill()

    def settle(self) -> bool:
        """Save what is half typed. False if some cannot be saved; it is kept and shown again with its risk."""
        if self._risk() is None or self._desk.read_only:
            return True
        waiting = [form.settle for form in self.forms.values()]
        waiting += [self.owners.settle, self.stages.settle, self.control_cards.settle, self.action_cards.settle]
        settled = [settle() for settle in waiting]
        wrong = next((editor for editor in self.editors if editor.problem), None)
        if not all(settled) and wrong:
            self._desk.noticed.emit(f"{wrong.shown.label} is not saved: {wrong.problem}", False)
        return all(settled)

    def focus_heading(self) -> None:
        """Put the keyboard on the heading, for a risk that was just added."""
        self.forms["Risk"].editors["heading"].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_field(self, name: str, part_id: int = 0) -> None:
        """Put the keyboard on a field of the risk shown: one of its own, "owners", a stage, or the control or action
        with this id ("actions.due": one of its own fields). What has no place on the form leads to the title."""
        if self._risk() is None:
            return
        wanted, whole = self._place_of(name, part_id)
        if wanted is None:
            self.show_top()
            self.focus_heading()
            return
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(wanted, together_with=whole)

    def _place_of(self, name: str, part_id: int) -> tuple[QWidget | None, QWidget | None]:
        """Where a field is edited, and what should be in view with it while there is room."""
        if name in list(Stage):
            panel = self.stages.panels[Stage(name)]
            return panel.matrix, panel
        kind, _, inner = name.partition(".")
        if kind in ("controls", "actions"):
            cards = self.control_cards if kind == "controls" else self.action_cards
            return cards.show_part(part_id, inner), cards.card_of(part_id)
        if name == "escalation":
            return self.escalations.raise_button, self.escalations
        if name == "exemption":
            return self.public.exempt_button, self.public
        if name == "owners":
            return self.owners.first, self.owners
        if name == "partners" and self.partners.isVisibleTo(self):
            return self.partners.boxes[0], self.partners
        form = next((form for form in self.forms.values() if name in form.editors), None)
        return (form.reveal(name) if form else None), None

    def show_top(self) -> None:
        """Scroll to the title, where a risk is closed and opened."""
        self.scrolled.verticalScrollBar().setValue(0)

    def _make_parts(self) -> None:
        desk = self._desk
        self.title = RiskTitle(desk, self)
        for group, names in groupby(shown_fields(Risk), lambda name: shown_fields(Risk)[name].group):
            self.forms[group] = FieldForm(Risk, desk.store.edit_risk, adder(desk), list(names), self)
        self.forms["Risk"].fold(("cause", "event", "effect"), "Add cause, event and effect")
        self.partners = Partners(desk, self)
        self.owners = Owners(desk, self)
        self.stages = Stages(desk, self)
        self.control_cards = Cards(desk, control_trade(desk), self)
        self.action_cards = ActionCards(desk, self)
        self.escalations = Escalations(desk, self)
        self.remedial = RemedialPlans(desk, self)
        self.public = PublicPapers(desk, self)
        self.as_written = AsWritten(self)
        self.history = RiskHistory(self)

    def _build(self) -> None:
        self.sheet = _Sheet()
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(ROOM)
        column.addWidget(self.title)
        self._sections = {title: self._section(title, parts) for title, parts in self._layout().items()}
        for section in self._sections.values():
            column.addWidget(section)
        column.addStretch(1)
        self.scrolled = QScrollArea(self)
        self.scrolled.setWidget(self.sheet)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty = EmptyState(self)
        self.empty.say("No risk is chosen", "Choose a risk in the table to see and edit it here.")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.scrolled)
        self._stack.addWidget(self.empty)

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The form itself holds nothing to type in. A focus proxy would do, but Tab would then begin at it."""
        super().focusInEvent(event)
        self.focus_heading()

    def _layout(self) -> dict[str, tuple[QWidget, ...]]:
        """The sections from top to bottom. Groups of fields this screen has not heard of stand near the end."""
        forms = dict(self.forms)
        sections: dict[str, tuple[QWidget, ...]] = {
            "Risk": (forms.pop("Risk"),),
            "Scores": (self.stages,),
            "Owners": (self.owners,),
            "Place": (forms.pop("Place"), self.partners),
            "Controls": (self.control_cards,),
            "Further actions": (self.action_cards,),
        }
        sections |= {"Escalation": (self.escalations,), "Remedial action plan": (self.remedial,)}
        sections |= {group: (form,) for group, form in forms.items()}
        sections["Public papers"] = (self.public,)
        return sections | {"As written": (self.as_written,), "History": (self.history,)}

    def _section(self, title: str, parts: tuple[QWidget, ...]) -> Section:
        section = Section(title, self)
        for part in parts:
            section.body.addWidget(part)
        return section

    def _risk(self) -> Risk | None:
        return next((risk for risk in self._desk.register.risks if risk.id == self._id), None)

    def _fill(self) -> None:
        risk = self._risk()
        self._stack.setCurrentWidget(self.scrolled if risk else self.empty)
        if risk is None:
            return
        register, read_only = self._desk.register, self._desk.read_only
        self.title.fill(risk, read_only=read_only)
        for form in self.forms.values():
            form.fill(risk, register)
            form.set_read_only(read_only)
        self.partners.fill(risk, read_only=read_only)
        self.owners.fill(risk, read_only=read_only)
        self.stages.fill(risk)
        self.stages.set_read_only(read_only)
        self.control_cards.fill(risk)
        self.action_cards.fill(risk)
        self.escalations.fill(risk)
        self.remedial.fill(risk)
        self.public.fill(risk)
        self._sections["Remedial action plan"].setVisible(self.remedial.is_wanted)
        self.as_written.fill(risk)
        self._sections["As written"].setVisible(bool(risk.as_written))
        self.history.fill(self._desk.store.risk_history(risk.id))
        self._order_tabs()

    def _order_tabs(self) -> None:
        follow_layout(self.sheet)

    def _on_changed(self, _change: Change) -> None:
        self._fill()

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Going to another page, or closing the register, saves what is half typed."""
        if not event.spontaneous():
            self.settle()
        super().hideEvent(event)
