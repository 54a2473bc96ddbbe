"""The bodies that risks are raised to, as a tab of the settings: from the lowest up, each with what it sees by rule."""

from typing import Any

from PySide6.QtWidgets import QLayout

from riskdesk.meetings import ABOVE_APPETITE, Forum
from riskdesk.proceedings import trigger_in_words, usual_forums
from riskdesk.risks import Register
from riskdesk.scoring import Scheme
from ui.buttons import push
from ui.desk import Desk
from ui.entries import EntryList, Listed

_LEAD = (
    "The committees that risks are raised to, from the lowest up: a new one stands above those there are. "
    "A risk belongs to the highest that sees it."
)


class ForumList(EntryList):
    """A list of forums. While there is none, the three that are usual can be added at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Listed(Forum, "Forums", "forum", _LEAD, lambda _: desk.store.proceedings().forums))

    def fill(self, register: Register) -> None:
        choices = tuple(trigger_in_words(register.scheme, each) for each in triggers(register.scheme))
        self.table.offer(list(self._fields).index("trigger"), choices)
        super().fill(register)
        self.usual_button.setVisible(not self._entries)
        self.usual_button.setEnabled(not self._desk.read_only)

    def add_usual(self) -> None:
        self._desk.store.add_forums(usual_forums(self._desk.register))
        self.table.setFocus()

    def _print(self, entry: Any, name: str) -> str:
        if name == "trigger":
            return trigger_in_words(self._desk.register.scheme, entry.trigger)
        return super()._print(entry, name)

    def _read(self, name: str, text: str) -> Any:
        if name != "trigger":
            return super()._read(name, text)
        scheme = self._desk.register.scheme
        known = {each.trigger for each in self._entries}
        every = [*triggers(scheme), *known]  # a band of an earlier scheme stays what it was until a person chooses anew
        return next(each for each in every if trigger_in_words(scheme, each) == text)

    def add_more_buttons(self, row: QLayout) -> None:
        self.usual_button = push(
            "Add the usual three", self.add_usual, tip="Add Service, Partnership board and Health and Wellbeing Board"
        )
        row.addWidget(self.usual_button)


def triggers(scheme: Scheme) -> tuple[str, ...]:
    """What a forum can be said to see."""
    return ("", ABOVE_APPETITE, *(band.word for band in scheme.bands))
