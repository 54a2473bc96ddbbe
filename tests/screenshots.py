"""Pictures of the real window: every page, light and dark, with each sample. `python tests/screenshots.py FOLDER`.

Uses the display there is, else starts a virtual one, else draws offscreen.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.audit.auditor import Auditor
    from ui.audit.page import AuditPage
    from ui.papers import PapersPage

SIZE = (1366, 768)
SAMPLES = ("thurrock-2017", "essex-2016", "thurrock-2014")
LOOKS = ("light", "dark")
_VIRTUAL = ":97"


@contextmanager
def display() -> Iterator[None]:
    """Something to draw on, for as long as it is needed."""
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or not sys.platform.startswith("linux"):
        yield
        return
    server = shutil.which("Xvfb")
    if server is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    screen = subprocess.Popen([server, _VIRTUAL, "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
    os.environ["DISPLAY"] = _VIRTUAL
    try:
        yield
    finally:
        screen.terminate()
        screen.wait()


def take_all(folder: Path) -> list[Path]:
    """Every picture, into the folder; Qt is imported only once there is something to draw on."""
    from ui import theme
    from ui.app import Application

    app = Application(["riskdesk"])
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as place:
        for look in LOOKS:
            theme.apply(app, look)
            made += _Camera(folder, Path(place), look).take()
    return made


class _Camera:
    """One window in one look, walked from page to page."""

    def __init__(self, folder: Path, place: Path, look: str) -> None:
        from ui.app import make_window
        from ui.settings import Settings

        self._folder, self._place, self._look = folder, place, look
        settings = Settings(place / f"{look}.ini")
        settings.set_author("Ann Author")
        self._window = make_window(settings)
        self._window.resize(*SIZE)
        self._window.show_welcome()
        self._window.show()
        self._made: list[Path] = []

    def take(self) -> list[Path]:
        window = self._window
        self._snap("welcome")
        window.show_new()
        self._snap("new-register")
        window.leave_over()
        for sample in SAMPLES:
            window.files.open_sample(sample, self._place / f"{sample}.riskdesk")
            self._take_pages(sample)
        self._take_year()
        window.show_help()
        self._snap("shortcuts")
        window.show_about()
        self._snap("about")
        window.leave_over()
        self._take_reader()
        window.close()
        return self._made

    def _take_pages(self, sample: str) -> None:
        from riskdesk.schemes import presets
        from ui.audit.page import AuditPage
        from ui.papers import KINDS, PapersPage
        from ui.settingspage import SettingsPage

        for place, page in enumerate(self._window.pages):
            self._window.show_page(place)
            if isinstance(page, PapersPage):
                for kind in KINDS:
                    page.show_kind(kind)
                    if kind.key != "owner" or page.desk.register.owners:
                        self._wait_for(page)
                    self._snap(f"{sample}-{kind.name.lower().replace(' ', '-')}")
            elif isinstance(page, AuditPage):
                self._take_audit(page, sample)
            elif isinstance(page, SettingsPage):
                for tab in range(page.tabs.count()):
                    page.tabs.setCurrentIndex(tab)
                    self._snap(f"{sample}-settings-{page.tabs.tabText(tab).lower().replace(' ', '-')}")
                page.show_scheme()
                page.scheme.start_from(presets()["nhs-5x5-npsa"])
                self._snap(f"{sample}-scheme-change")
                page.scheme.start_again()
            else:
                self._snap(f"{sample}-{page.title.lower()}")

    def _take_audit(self, page: "AuditPage", sample: str) -> None:
        """Every tab; of the findings also what is asked when one is accepted, and one that stands for many, opened."""
        from ui.audit.findings import FindingsPanel

        self._wait_for(page.auditor)
        for place in range(page.tabs.count()):
            page.show_tab(place)
            self._snap(f"{sample}-audit-{page.tabs.tabText(place).lower().replace(' ', '-')}")
        page.show_tab(0)
        panel = page.panel
        assert isinstance(panel, FindingsPanel)
        panel.detail.waive()
        self._snap(f"{sample}-audit-waive")
        rows = panel.table.model_.findings
        rolled = next((row.id for row in rows.findings if row.thing.finding.under), 0)
        panel.table.go_to(rolled)
        panel.choose_row(rolled)
        panel.table.turn(opened=True)
        self._snap(f"{sample}-audit-rolled-up")

    def _take_year(self) -> None:
        """The month and what changed, tab by tab, on the made-up year; then one of its closed months."""
        from riskdesk.madeup import make_year
        from ui.tabbed import TabbedPage

        file = self._place / f"year-{self._look}.riskdesk"
        make_year(file)
        self._window.files.open(file)
        for place, page in enumerate(self._window.pages):
            if isinstance(page, TabbedPage):
                self._window.show_page(place)
                for tab in range(page.tabs.count()):
                    page.show_tab(tab)
                    _rest(1500)  # last month, the audit and the comparison are read off the screen's thread
                    self._snap(f"year-{page.title.lower()}-{page.tabs.tabText(tab).lower().replace(' ', '-')}")
        desk = self._window.files.desk
        assert desk is not None
        self._take_papers()
        self._window.show_page(0)
        self._window.looking.look(desk.register.periods[8].id)
        _rest(1500)
        self._snap("year-looking-back")
        self._window.looking.come_back()

    def _take_papers(self) -> None:
        """What stands beside a paper: its words as a person wrote them, its layout, its parts; then all at once."""
        from riskdesk.publishing import Part, Subject
        from riskdesk.reports.issue import plan_meeting
        from ui.papers import PapersPage

        page = next(page for page in self._window.pages if isinstance(page, PapersPage))
        self._window.show_page(self._window.pages.index(page))
        store = page.desk.store
        page.show_tab("Layouts")
        store.write_narrative(Subject.SUMMARY, "The fund is on course.\nOne risk needs the board.")
        for tab in ("Layouts", "Words", "Paper"):
            page.show_tab(tab)
            self._wait_for(page)
            self._snap(f"year-papers-{tab.lower()}")
        page.bench.options.part.choose(Part.A)
        self._wait_for(page)
        self._snap("year-papers-part-a")
        page.batch_bar().begin(plan_meeting(store, store.publication()), self._place)
        self._snap("year-papers-all-begun")
        while page.batch_bar().is_on:
            _rest(100)
        self._snap("year-papers-all")

    def _take_reader(self) -> None:
        """The same file in a second window, which may only read; then a notice with Undo in the first."""
        from ui.app import make_window
        from ui.settings import Settings

        desk = self._window.files.desk
        assert desk is not None
        self._window.show_page(0)
        desk.store.edit_risk(desk.register.risks[0].id, {"proximity": "Within 3 months"})
        self._snap("notice")
        first, self._window = self._window, make_window(Settings(self._place / "reader.ini"))
        self._window.resize(*SIZE)
        self._window.show()
        self._window.files.open(desk.store.path)
        self._snap("read-only")
        self._window.close()
        self._window = first

    def _snap(self, name: str) -> None:
        _rest(350)
        target = self._folder / f"{name}-{self._look}.png"
        self._window.grab().save(str(target))
        self._made.append(target)

    @staticmethod
    def _wait_for(slow: "PapersPage | Auditor") -> None:
        for _ in range(200):
            if slow.ready:
                return
            _rest(100)
        raise SystemExit("A page was not ready in time.")


def _rest(milliseconds: int) -> None:
    """Let the window live for a while. QTest's own waiting would keep every other thread waiting too."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    with display():
        made = take_all(folder)
    sys.stdout.write(f"{len(made)} pictures in {folder}\n")


if __name__ == "__main__":
    main()
