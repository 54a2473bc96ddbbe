"""A small fund's register on a desk, one risk full of everything, one nearly bare; and hands to work the form."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from riskdesk.risks import (
    Action,
    Category,
    Control,
    Note,
    Objective,
    Owner,
    Partner,
    Register,
    Risk,
    Score,
    SourceCell,
    Stage,
)
from riskdesk.schemes import preset
from riskdesk.store import Store
from ui.desk import Desk
from ui.fields import LineEditor
from ui.inspector import Inspector
from ui.stages import StagePanel

FULL, BARE = 1, 2
"""The ids of the two risks, in the order they are added."""

LEAD = Owner(name="Strategic Lead (Commissioning and Procurement)", organisation="Thurrock Council")
DIRECTOR = Owner(name="Director of Commissioning", organisation="Thurrock CCG")
CLERK = Owner(name="Finance Clerk")
COUNCIL, CCG = Partner(name="Thurrock Council"), Partner(name="NHS Thurrock CCG")
WORKFORCE, FINANCE = Category(name="Workforce"), Category(name="Finance & performance")
HOUSING = "Development of key worker housing"


def full_risk() -> Risk:
    """Scored 4 x 3 and stated as 16; the target stated as 12 without levels; three actions, one late."""
    return Risk(
        ref="1",
        heading="Workforce and capacity",
        description="Providers are unable to meet demand",
        category=WORKFORCE,
        owners=(LEAD, DIRECTOR),
        partners=(COUNCIL,),
        target_date="On-going 2017-19",
        financial_likely=1_200_000,
        scores={
            Stage.CURRENT: Score(stage=Stage.CURRENT, impact=4, likelihood=3, stated=16, rationale="As printed"),
            Stage.TARGET: Score(stage=Stage.TARGET, stated=12),
        },
        controls=(Control(text="Integrated Commissioning Executive established"),),
        actions=(
            Action(text=HOUSING, due="March 2019", notes=(Note(noted_on=dt.date(2017, 7, 5), author="B", text="Met"),)),
            Action(text="Consider incentivising certain roles", due="On-going 2017-19"),
            Action(text="Grow the market", due="soon"),
        ),
        as_written=(SourceCell(heading="Ref", text="1"), SourceCell(heading="Rating", text="16 <b>")),
    )


def fund() -> Register:
    bare = Risk(ref="2", description="Delayed transfers", owners=(LEAD,))
    return Register(
        title="Better Care Fund",
        as_at=dt.date(2019, 8, 1),
        current_word="Residual",
        scheme=preset("council-4x4"),
        partners=(COUNCIL, CCG),
        categories=(WORKFORCE, FINANCE),
        objectives=(Objective(name="Care closer to home"),),
        owners=(LEAD, DIRECTOR, CLERK),
        risks=(full_risk(), bare),
    )


def lay_desk(folder: Path, register: Register | None = None) -> Desk:
    return Desk(Store.create(folder / "fund.riskdesk", register or fund(), "Ann Author"))


def show(qtbot: QtBot, desk: Desk) -> Inspector:
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    inspector.resize(520, 700)
    inspector.show_risk(FULL)
    inspector.show()
    inspector.activateWindow()
    qtbot.waitUntil(inspector.isActiveWindow)
    return inspector


def risk(desk: Desk, risk_id: int = FULL) -> Risk:
    return next(risk for risk in desk.register.risks if risk.id == risk_id)


def current(inspector: Inspector) -> StagePanel:
    return inspector.stages.panels[Stage.CURRENT]


def line(inspector: Inspector, name: str) -> LineEditor:
    editor = next(form.editors[name] for form in inspector.forms.values() if name in form.editors)
    assert isinstance(editor, LineEditor)
    return editor


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, text)


def click(panel: StagePanel, impact: int, likelihood: int) -> None:
    place = panel.matrix.box((impact, likelihood)).center().toPoint()
    QTest.mouseClick(panel.matrix, Qt.MouseButton.LeftButton, pos=place)


def titles(desk: Desk, risk_id: int = FULL) -> list[str]:
    return [moment.title for moment in desk.store.risk_history(risk_id)]
