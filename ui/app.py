"""Composition root: puts settings, theme, error desk and window together and starts them."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from riskdesk import __version__
from riskdesk.errors import RiskDeskError
from ui import theme
from ui.errordesk import ErrorDesk, start_log
from ui.garbage import GarbageCollector
from ui.guard import guarded
from ui.icons import app_icon
from ui.main_window import MainWindow, Rooms
from ui.page import Page
from ui.settings import Settings
from ui.welcome import Welcome

if TYPE_CHECKING:
    from ui.changes.page import ChangesPage
    from ui.papers import Kept


class Application(QApplication):
    """The Qt application, dressed; `file_wanted` is a file that the desktop asks to open."""

    file_wanted = Signal(str)

    def __init__(self, argv: Sequence[str]) -> None:
        super().__init__(list(argv))
        self.setApplicationName("RiskDesk")
        self.setApplicationVersion(__version__)
        self.setDesktopFileName("riskdesk")
        self.setWindowIcon(app_icon())
        self._garbage = GarbageCollector(self)
        theme.use_fusion(self)
        theme.install_fonts(self)

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.file_wanted.emit(event.file())
            return True
        return super().event(event)


def make_window(settings: Settings) -> MainWindow:
    """The window with everything it is filled with."""
    return MainWindow(settings, Rooms(partial(_pages, {}), Welcome, _new, _shortcuts, _about))


# What the first screen does not need is imported when it is wanted.


def _pages(asked: dict[Path, "Kept"], window: MainWindow) -> Sequence[Page]:
    """`asked` is what was asked of each file's papers, kept for its closed periods."""
    from ui.actionspage import ActionsPage  # noqa: PLC0415
    from ui.audit.page import AuditPage  # noqa: PLC0415
    from ui.changes.page import ChangesPage  # noqa: PLC0415
    from ui.papers import Kept, PapersPage  # noqa: PLC0415
    from ui.registerpage import RegisterPage  # noqa: PLC0415
    from ui.review.page import ReviewPage  # noqa: PLC0415
    from ui.settingspage import SettingsPage  # noqa: PLC0415

    desk = window.desk
    assert desk is not None
    register = RegisterPage(desk, window.settings)
    actions = ActionsPage(desk, window.settings, window.files.ask_target)
    review = ReviewPage(desk, window.settings, window.files.ask_target)
    changes = ChangesPage(desk, window.settings)
    audit = AuditPage(desk, window.settings, window.files.ask_register)
    for page in (register, actions, review, changes, audit):
        page.search_cleared.connect(window.search.clear)
    for asking in (review, changes, audit):
        asking.field_wanted.connect(window.show_field)
    review.compare_wanted.connect(lambda number: _compare(window, changes, number))
    review.page_wanted.connect(window.show_titled)
    review.look_wanted.connect(window.looking.look)
    audit.seen_wanted.connect(lambda: window.show_page(window.pages.index(audit)))
    kept = asked.setdefault(desk.store.path, Kept())
    papers = PapersPage(desk, window.files, lambda: audit.auditor.previous, kept)
    papers.look_wanted.connect(window.looking.look)
    papers.back_wanted.connect(window.looking.come_back)
    return register, actions, review, changes, audit, papers, SettingsPage(desk)


def _compare(window: MainWindow, changes: "ChangesPage", period_id: int) -> None:
    window.show_page(window.pages.index(changes))
    changes.compare_since(period_id)


def _new(window: MainWindow) -> QWidget:
    from ui.newregister import NewRegister  # noqa: PLC0415

    return NewRegister(window)


def _shortcuts(window: MainWindow) -> QWidget:
    from ui.about import Shortcuts  # noqa: PLC0415

    return Shortcuts(window)


def _about(window: MainWindow) -> QWidget:
    from ui.about import About  # noqa: PLC0415

    return About(window)


def read_arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="riskdesk", description="Open RiskDesk's window.")
    parser.add_argument("file", nargs="?", type=Path, help="a register to open")
    parser.add_argument("--sample", metavar="NAME", help="open a copy of a shipped register (thurrock-2017)")
    parser.add_argument("--into", metavar="FILE", type=Path, help="where the copy goes; replaced if it is there")
    parser.add_argument("--version", action="version", version=f"RiskDesk {__version__}")
    wanted, _qt = parser.parse_known_args(list(argv))
    return wanted


def open_wanted(window: MainWindow, wanted: argparse.Namespace) -> None:
    """Open what the command line asks for; the welcome stays when that cannot be done."""
    try:
        if wanted.sample:
            window.files.open_sample(wanted.sample, wanted.into)
        elif wanted.file:
            window.files.open(wanted.file)
    finally:
        if window.files.desk is None:
            window.show_welcome()


def check_display() -> None:
    """Raises RiskDeskError where Qt would end the process for want of a screen."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise RiskDeskError(
            "RiskDesk's window needs a display, and there is none here.",
            "Start it on a desktop, or use riskdesk-cli in this terminal.",
        )


def main(argv: Sequence[str] | None = None) -> int:
    """The window, until it is closed. Answers the exit code."""
    arguments = list(sys.argv if argv is None else argv)
    wanted = read_arguments(arguments[1:])
    try:
        check_display()
    except RiskDeskError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    app = Application(arguments[:1])
    settings = Settings()
    theme.apply(app, settings.look)
    theme.follow_system(app, lambda: settings.look)
    window = make_window(settings)
    desk = ErrorDesk(window.warn)
    desk.install()
    app.file_wanted.connect(lambda file: window.files.open(Path(file)))
    if not (wanted.file or wanted.sample):
        window.show_welcome()
    window.appeared.connect(start_log)
    window.appeared.connect(lambda: open_wanted(window, wanted))
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
