"""The audit page in the real window, and hands to work it."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from riskdesk.audit.findings import Finding, Severity
from riskdesk.risks import Action, Control, Owner, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from ui.audit.findingrows import Heading
from ui.audit.findings import FindingsPanel
from ui.audit.page import AuditPage
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.registerpage import RegisterPage

LEAD, DIRECTOR = Owner(name="Strategic Lead"), Owner(name="Director of Commissioning")


def scores(current: tuple[int, int, int | None], target: int | None = None) -> dict[Stage, Score]:
    impact, likelihood, stated = current
    made = {Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood, stated=stated)}
    if target:
        made[Stage.TARGET] = Score(stage=Stage.TARGET, stated=target)
    return made


def book() -> Register:
    """Three open risks, each with something to challenge: two wrong sums, one target above its score, no inherent
    score anywhere; and a closed one."""
    action = Action(text="Recruit nurses", due="31/03/2018", owner=LEAD)
    control = Control(text="Weekly call with the trust")
    return Register(
        title="Fund",
        as_at=dt.date(2017, 8, 1),
        scheme=preset("council-4x4"),
        current_word="Residual",
        owners=(LEAD, DIRECTOR),
        risks=(
            Risk(ref="1", heading="Workforce", owners=(LEAD,), scores=scores((4, 3, 16), 9), controls=(control,),
                 actions=(action,)),
            Risk(ref="2", heading="Transfers of care", owners=(DIRECTOR,), scores=scores((3, 3, 8))),
            Risk(ref="3", heading="Provider market", owners=(), scores=scores((2, 2, 4), 9)),
            Risk(ref="4", heading="Over", scores=scores((4, 4, 4)), status=Status.CLOSED, closed_reason="Over"),
        ),
    )  # fmt: skip


class Officer:
    """Works the audit page of a window."""

    def __init__(
        self, window: MainWindow, qtbot: QtBot, place: Path, register: Register | None = None, *, shown: bool = True
    ) -> None:
        self.window, self.qtbot = window, qtbot
        window.files.create(place / "book.riskdesk", register or book(), "Ann Author")
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if shown:
            self.show()

    def reopen(self) -> None:
        """Close the file and open it another day."""
        path = self.desk.store.path
        self.window.files.close()
        self.window.files.open(path)
        self.show()

    @property
    def page(self) -> AuditPage:
        return next(page for page in self.window.pages if isinstance(page, AuditPage))

    def show(self) -> None:
        self.window.show_page(self.window.pages.index(self.page))
        self.wait()

    def wait(self) -> None:
        """Until the audit is of the register as it stands."""
        self.qtbot.waitUntil(lambda: self.page.auditor.ready, timeout=20_000)

    @property
    def desk(self) -> Desk:
        assert self.window.files.desk
        return self.window.files.desk

    @property
    def panel(self) -> FindingsPanel:
        assert isinstance(self.page.panel, FindingsPanel)
        return self.page.panel

    @property
    def register_page(self) -> RegisterPage:
        page = self.window.pages[0]
        assert isinstance(page, RegisterPage)
        return page

    @property
    def lines(self) -> list[str]:
        """What stands in the table: headings in brackets, rules with their references, those below another indented."""
        told = []
        for row in self.panel.table.model_.rows.shown:
            finding = row.thing.finding
            inset = "  " if row.thing.top else ""
            rule = f"{inset}{finding.rule.name} {'+'.join(finding.refs)}".rstrip()
            told.append(f"[{row.words}]" if isinstance(row, Heading) else rule)
        return told

    @property
    def errors(self) -> int:
        """How many errors wait."""
        assert self.page.auditor.audit
        return self.page.auditor.audit.count(Severity.ERROR)

    def choose(self, rule: str, *refs: str) -> Finding:
        """Go to a finding as the mouse does."""
        rows = self.panel.table.model_.rows
        of_rule = [row for row in rows.shown if row.id > 0 and row.thing.finding.rule.name == rule]
        row = next(row for row in of_rule if not refs or row.thing.finding.refs == refs)
        self.panel.table.setCurrentIndex(self.panel.table.model_.index(rows.place(row.id), 0))
        return row.thing.finding

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, held)

    @property
    def focus(self) -> QWidget:
        focus = self.window.focusWidget()
        assert focus
        return focus

    def risk(self, ref: str) -> Risk:
        return next(risk for risk in self.desk.register.risks if risk.ref == ref)

    def do(self, title: str) -> None:
        """Choose a command in the menu."""
        self.window.menus.action(title).trigger()

    def waive(self, reason: str) -> None:
        """Accept the current finding, with the name that stands there."""
        self.panel.detail.waive_button.click()
        QTest.keyClicks(self.panel.detail.waiving.reason, reason)
        self.panel.detail.waiving.agree_button.click()
        self.wait()
