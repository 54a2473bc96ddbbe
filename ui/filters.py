"""Filters as data, and the bar of drop-downs they become: one line here is one more filter."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from riskdesk.risks import Owner, Register, Risk, Stage, Status
from ui.buttons import link
from ui.columns import natural
from ui.labels import mark
from ui.plain import Label
from ui.theme import GAP, Type

T = TypeVar("T")
Offer = tuple[str, Hashable]
"""What a drop-down says, and the value that stands behind it."""

ANY: Hashable = "any"
NONE: Hashable = "none"
LIVE: Hashable = "live"


@dataclass(frozen=True, slots=True)
class Filter(Generic[T]):
    """`offers` lists what a register has to choose from; `holds` says whether a thing is of that value."""

    name: str
    any_words: str
    tip: str
    offers: Callable[[Register], Sequence[Offer]]
    holds: Callable[[T, Hashable, Register], bool]


def _bands(register: Register) -> Sequence[Offer]:
    words = [(band.word, band.word) for band in reversed(register.scheme.bands)]
    return [*words, ("Not rated", NONE)]


def _in_band(risk: Risk, value: Hashable, register: Register) -> bool:
    rated = register.rated(risk, Stage.CURRENT)
    return rated is None if value == NONE else rated is not None and rated.word == value


def _categories(register: Register) -> Sequence[Offer]:
    used = {risk.category.id: risk.category for risk in register.risks if risk.category}
    named = sorted(used.values(), key=lambda category: natural(category.name))
    return [*((category.name, category.id) for category in named), ("No category", NONE)]


def _in_category(risk: Risk, value: Hashable, _register: Register) -> bool:
    return risk.category is None if value == NONE else risk.category is not None and risk.category.id == value


def _risk_owners(register: Register) -> Sequence[Offer]:
    used = {owner.id: owner for risk in register.risks for owner in risk.owners}
    return [*named_owners(used.values()), ("No owner", NONE)]


def named_owners(owners: Iterable[Owner]) -> list[Offer]:
    return [(owner.name, owner.id) for owner in sorted(owners, key=lambda owner: natural(owner.name))]


def _owned(risk: Risk, value: Hashable, _register: Register) -> bool:
    return not risk.owners if value == NONE else any(owner.id == value for owner in risk.owners)


def _statuses(register: Register) -> Sequence[Offer]:
    """Statuses and, while a period is open, how risks stand in it."""
    states = [(state.label, state) for state in ReviewState] if register.period else []
    return [("Not closed", LIVE), *((status.label, status) for status in Status), *states]


def _has_status(risk: Risk, value: Hashable, register: Register) -> bool:
    if isinstance(value, ReviewState):
        return review_state(risk, register) is value
    return risk.status is not Status.CLOSED if value == LIVE else risk.status == value


REGISTER_FILTERS: tuple[Filter[Risk], ...] = (
    Filter("Band", "Any band", "Show risks whose current rating is in this band", _bands, _in_band),
    Filter("Category", "Any category", "Show risks of this category", _categories, _in_category),
    Filter("Owner", "Any owner", "Show risks this owner answers for, alone or with others", _risk_owners, _owned),
    Filter(
        "Status",
        "Any status",
        "Show risks by status, or by how they stand in the period",
        _statuses,
        _has_status,
    ),
)


class DropDown(QComboBox):
    """One filter. It keeps its value while what it offers changes."""

    def __init__(self, filter_: Filter[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = filter_
        self._offered: list[Offer] = []
        self.setAccessibleName(filter_.name)
        self.setToolTip(filter_.tip)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(max(len(filter_.any_words) - 2, 8))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(20)
        self.currentIndexChanged.connect(lambda _place: mark(self, "active", self.value != ANY))

    @property
    def value(self) -> Hashable:
        place = self.currentIndex()
        return self._offered[place][1] if 0 <= place < len(self._offered) else ANY

    def offer(self, register: Register) -> bool:
        """Take what a register offers now. True when the value chosen is no longer among it."""
        offered: list[Offer] = [(self.filter.any_words, ANY), *self.filter.offers(register)]
        if offered == self._offered:
            return False
        chosen = self.value
        place = next((place for place, (_, value) in enumerate(offered) if value == chosen), 0)
        with QSignalBlocker(self):
            self._offered = offered
            self.clear()
            self.addItems([words for words, _ in offered])
            self.setCurrentIndex(place)
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + 4 * GAP, 480))
        mark(self, "active", place > 0)
        return place == 0 and chosen != ANY

    def choose(self, value: Hashable) -> None:
        self.setCurrentIndex(next((place for place, (_, each) in enumerate(self._offered) if each == value), 0))


class FilterBar(QWidget):
    """Drop-downs side by side, a way back to everything, and how much is shown."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, filters: Sequence[Filter[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drops = {each.name: DropDown(each) for each in filters}
        self._searching = False
        self._build()

    def _build(self) -> None:
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(GAP)
        for drop in self.drops.values():
            drop.currentIndexChanged.connect(lambda _place: self._on_changed())
            self.row.addWidget(drop)
        self.clear_button = link("Clear", self.clear, tip="Show everything again: empties the search and the filters")
        self.clear_button.setAccessibleName("Clear the filters")
        self.count = Label(kind=Type.META)
        self.row.addWidget(self.clear_button)
        self.row.addStretch(1)
        self.row.addWidget(self.count)
        self._tidy()

    @property
    def is_active(self) -> bool:
        """Whether any drop-down narrows what is shown."""
        return any(drop.value != ANY for drop in self.drops.values())

    def offer(self, register: Register) -> bool:
        """Fill the drop-downs from the register. True when a chosen value went away, so more is shown."""
        lost = [drop.offer(register) for drop in self.drops.values()]
        self._tidy()
        return any(lost)

    def tests(self, register: Register) -> list[Callable[[Any], bool]]:
        """What a thing must pass to be shown."""
        return [_test(drop.filter, drop.value, register) for drop in self.drops.values() if drop.value != ANY]

    def choose(self, name: str, value: Hashable) -> None:
        self.drops[name].choose(value)

    def tell(self, shown: int, whole: int, noun: str, *, searching: bool) -> None:
        """Say how much is shown: "7 of 11 risks"."""
        self._searching = searching
        plural = noun if whole == 1 else f"{noun}s"
        self.count.setText(f"{shown:,} of {whole:,} {plural}" if shown != whole else f"{whole:,} {plural}")
        self._tidy()

    def clear(self) -> None:
        """Choose everything in every drop-down, and ask for an empty search."""
        for drop in self.drops.values():
            with QSignalBlocker(drop):
                drop.setCurrentIndex(0)
            mark(drop, "active", False)
        self.cleared.emit()
        self._on_changed()

    def _on_changed(self) -> None:
        self._tidy()
        self.changed.emit()

    def _tidy(self) -> None:
        self.clear_button.setVisible(self.is_active or self._searching)


def _test(filter_: Filter[Any], value: Hashable, register: Register) -> Callable[[Any], bool]:
    return lambda thing: filter_.holds(thing, value, register)
