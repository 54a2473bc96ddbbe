"""What happened to one risk, newest first: who, when, from, to, why, by step."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from riskdesk.days import british_short
from riskdesk.telling import FieldChange, Moment
from ui.buttons import link
from ui.labels import mark
from ui.plain import Paragraph
from ui.shorten import shortened
from ui.theme import PAD, Type

_FIRST = 8
_LONGEST = 160
_PARTS = (
    "Control",
    "Action",
    "Note on an action",
    "Owner",
    "Accountable owner",
    "Partner",
    "Challenge",
    "Moderated score",
    "Dip sample",
    "Decision",
    "Review",
)
"""What a risk has several of: they come and go rather than change from nothing."""


class HistoryEntry(QWidget):
    """One step as this risk saw it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.when = Paragraph(parent=self, kind=Type.META)
        self.title = Paragraph(parent=self)
        self.changes = Paragraph(parent=self, kind=Type.META)
        self.reason = Paragraph(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self.when, self.title, self.reason, self.changes):
            column.addWidget(label)

    def fill(self, moment: Moment) -> None:
        at = moment.at.astimezone()
        self.when.setText(f"{british_short(at.date())}, {at:%H:%M}, {moment.author}")
        self.title.setText(moment.title)
        self.changes.setText("\n".join(change_lines(moment)))
        self.changes.setVisible(bool(moment.changes))
        self.reason.setText(f"Why: {shortened(moment.reason, 4 * _LONGEST)}")
        self.reason.setVisible(bool(moment.reason))

    @property
    def text(self) -> str:
        """Everything the entry says, line by line."""
        labels = (self.when, self.title, self.reason, self.changes)
        return "\n".join(label.text() for label in labels if not label.isHidden())


def change_lines(moment: Moment) -> list[str]:
    """Each change on its line: "Current: 4 x 3 = 12 High → 3 x 3 = 9 Medium", "Action added: ..."."""
    return [_line(change) for change in moment.changes]


def _line(change: FieldChange) -> str:
    before, after = shortened(change.before, _LONGEST), shortened(change.after, _LONGEST)
    if change.field == "Risk":
        return f"Risk {after or 'removed'}"
    if change.field in _PARTS and not (before and after):
        return f"{change.field} {'added' if after else 'removed'}: {after or before}"
    return f"{change.field}: {before or 'not recorded'} → {after or 'not recorded'}"


class RiskHistory(QWidget):
    """The latest steps, and all of them when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: list[Moment] = []
        self.entries: list[HistoryEntry] = []
        self.more = link("", self._on_more)
        mark(self.more, "flush", True)
        self._list = QVBoxLayout()
        self._list.setSpacing(PAD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addLayout(self._list)
        column.addWidget(self.more)

    def fill(self, moments: list[Moment]) -> None:
        self._moments = moments
        self._show(_FIRST)

    def _show(self, most: int) -> None:
        shown = self._moments[:most]
        while len(self.entries) < len(shown):
            self.entries.append(HistoryEntry(self))
            self._list.addWidget(self.entries[-1])
        for entry, moment in zip(self.entries, shown, strict=False):
            entry.fill(moment)
        for place, entry in enumerate(self.entries):
            entry.setVisible(place < len(shown))
        left = len(self._moments) - len(shown)
        self.more.setText(f"Show {left:,} earlier")
        self.more.setVisible(left > 0)

    def _on_more(self) -> None:
        self._show(len(self._moments))
