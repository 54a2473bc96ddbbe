"""A panel of the audit page on a real register, and hands to work it."""

import datetime as dt
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from riskdesk.risks import Category, Owner, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from ui.audit.auditor import Auditor
from ui.audit.panel import AuditPanel
from ui.desk import Desk

P = TypeVar("P", bound=AuditPanel)

LEAD, DIRECTOR = Owner(name="Strategic Lead"), Owner(name="Director of Commissioning")
FUND, STAFF = Category(name="Pooled fund"), Category(name="Workforce")


class Clock:
    """Stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = dt.datetime(2017, 3, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def on(self, days: int) -> None:
        self.now += dt.timedelta(days=days)


def made_risk(ref: str, impact: int, likelihood: int, owner: Owner = LEAD, category: Category = FUND) -> Risk:
    score = Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood, rationale=f"Why {ref}")
    return Risk(ref=ref, heading=f"Heading {ref}", owners=(owner,), category=category, scores={Stage.CURRENT: score})


def fund(*risks: Risk, current_word: str = "Residual") -> Register:
    """Six risks on the 4x4 scheme, four of them in one cell, unless others are given."""
    alike = [made_risk(ref, 2, 2, DIRECTOR, STAFF) for ref in ("3", "4", "5", "6")]
    return Register(
        title="Better Care Fund",
        as_at=dt.date(2017, 2, 1),
        current_word=current_word,
        scheme=preset("council-4x4"),
        owners=(LEAD, DIRECTOR),
        categories=(FUND, STAFF),
        risks=risks or (made_risk("1", 4, 3), made_risk("2", 3, 3), *alike),
    )


def empty() -> Register:
    return Register(title="Nothing yet", scheme=preset("council-4x4"))


def all_closed() -> Register:
    closed = Risk(ref="1", heading="Done with", status=Status.CLOSED, closed_reason="It passed")
    return Register(title="All closed", scheme=preset("council-4x4"), risks=(closed,))


class Idle(Auditor):
    """Starts no audit by itself: these panels show what is recorded, and a desk may close while one would begin."""

    def renew(self) -> None:
        pass


def lay_desk(folder: Path, register: Register | None = None, clock: Clock | None = None) -> Desk:
    return Desk(Store.create(folder / "fund.riskdesk", register or fund(), "Ann Author", clock=clock or Clock()))


def show(qtbot: QtBot, desk: Desk, kind: type[P]) -> P:
    """The panel on the screen, filled after each step as the page does it."""
    panel = kind(desk, Idle(desk, desk))
    desk.changed.connect(lambda _change: panel.fill())
    qtbot.addWidget(panel)
    panel.resize(1080, 540)
    panel.show()
    panel.fill()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def risk_ids(desk: Desk) -> list[int]:
    return [risk.id for risk in desk.register.risks]


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def agree(widget: QWidget) -> None:
    """Ctrl+Return in a longer text."""
    press(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
