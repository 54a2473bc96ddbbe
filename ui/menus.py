"""The menu bar: made from commands, named after the next step, greyed where nothing can be done."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from ui import theme
from ui.commands import MENUS, Command, make_action
from ui.files import SAMPLES
from ui.page import Page
from ui.plain import tip

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.main_window import MainWindow

UNDO, REDO = "Undo", "Redo"
LAST_CLOSED = "Look at the last closed period"


class Menus:
    """Fills the window's menu bar and keeps it true."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._made: list[tuple[Command, QAction]] = []
        self._menus: list[QMenu] = []
        self._recent: QMenu | None = None
        self._periods: QMenu | None = None

    @property
    def commands(self) -> list[Command]:
        return [command for command, _ in self._made]

    def action(self, title: str) -> QAction:
        """The action of the command with this title."""
        return next(action for command, action in self._made if command.title == title)

    def fill(self, commands: Sequence[Command], pages: Sequence[Page]) -> None:
        """Make the menu bar anew, from the frame's commands and those of the pages."""
        bar = self._window.menuBar()
        bar.clear()
        for old in (*self._menus, *(action for _, action in self._made)):
            old.deleteLater()
        self._made.clear()
        self._menus.clear()
        every = [*commands, *_page_commands(self._window, pages)]
        for name in MENUS:
            menu = _menu(f"&{name}", bar)
            self._menus.append(menu)
            self._fill_menu(menu, name, every)
        self.refresh(self._window.desk)

    def refresh(self, desk: "Desk | None") -> None:
        read_only = desk.read_only if desk else False
        for command, action in self._made:
            action.setEnabled(command.allowed(read_only=read_only))
        self._name(UNDO, desk.store.next_undo.title if desk and desk.store.next_undo else "")
        self._name(REDO, desk.store.next_redo.title if desk and desk.store.next_redo else "")

    def _name(self, word: str, step: str) -> None:
        """ "Undo Rate risk 4", or the word alone and grey where there is no step."""
        action = self.action(word)
        title = step.removeprefix(f"{UNDO} ").removeprefix(f"{REDO} ")
        action.setText(f"{word} {title}".strip().replace("&", "&&"))
        action.setEnabled(bool(step))

    def _fill_menu(self, menu: QMenu, name: str, commands: Sequence[Command]) -> None:
        group, submenus = None, dict[str, QMenu]()
        mine = [command for command in commands if command.menu.partition(" > ")[0] == name]
        groups = list(dict.fromkeys(command.group for command in mine))
        for command in sorted(mine, key=lambda each: groups.index(each.group)):
            sub = command.menu.partition(" > ")[2]
            if group not in (None, command.group):
                menu.addSeparator()
            group = command.group
            if sub and sub not in submenus:
                submenus[sub] = _menu(sub, menu)
            action = make_action(command, self._window)
            (submenus[sub] if sub else menu).addAction(action)
            self._made.append((command, action))
            if command.title.startswith("Open…"):
                self._add_recent(menu)
            if command.title == LAST_CLOSED:
                self._add_periods(menu)

    def _add_recent(self, menu: QMenu) -> None:
        self._recent = _menu("Open recent", menu)
        self._recent.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        assert self._recent is not None
        self._recent.clear()
        window = self._window
        for number, path in enumerate(window.settings.recent(), start=1):
            action = self._recent.addAction(f"&{number}  {path.stem}".replace("&&", "&"))
            action.setToolTip(tip(str(path)))
            action.triggered.connect(partial(window.files.open, path))
        if self._recent.isEmpty():
            self._recent.addAction("No file was opened yet").setEnabled(False)
        else:
            self._recent.addSeparator()
            self._recent.addAction("Forget these files").triggered.connect(window.settings.forget_recent)

    def _add_periods(self, menu: QMenu) -> None:
        self._periods = _menu("Closed periods", menu)
        self._periods.aboutToShow.connect(self._fill_periods)

    def _fill_periods(self) -> None:
        assert self._periods is not None
        self._periods.clear()
        for period in self._window.looking.periods():
            action = self._periods.addAction(period.name.replace("&", "&&"))
            action.triggered.connect(partial(self._window.looking.look, period.id))
        if self._periods.isEmpty():
            self._periods.addAction("No period was closed yet").setEnabled(False)


def _menu(title: str, above: QMenuBar | QMenu) -> QMenu:
    """A menu below another. Made here and not by Qt: of one that Qt makes and deletes, PySide keeps a husk, which it
    may hand out for the next menu at the same address."""
    menu = QMenu(title, above)
    menu.setToolTipsVisible(True)
    above.addMenu(menu)
    return menu


def _page_commands(window: "MainWindow", pages: Sequence[Page]) -> list[Command]:
    """The View entries of the pages, and each page's own commands, which bring their page with them."""
    found = []
    for place, page in enumerate(pages):
        show = partial(window.show_page, place)
        found.append(
            Command(
                title=page.title,
                menu="View",
                shortcut=f"Ctrl+{place + 1}",
                tip=f"Show the page {page.title}",
                run=show,
                icon=page.icon_name,
                group="pages",
            )
        )
        found.extend(
            each if each.in_place else replace(each, run=_on_its_page(window, page, each.run))
            for each in page.commands()
        )
    return found


def _on_its_page(window: "MainWindow", page: Page, run: Callable[[], None]) -> Callable[[], None]:
    def show_and_run() -> None:
        if window.page is not page or window.is_covered:
            window.show_page(window.pages.index(page))
        run()

    return show_and_run


def frame_commands(window: "MainWindow") -> list[Command]:
    """What the window itself offers, whatever pages it has."""
    return [*_file_commands(window), *_edit_commands(window), *_view_commands(window), *_help_commands(window)]


def _file_commands(window: "MainWindow") -> list[Command]:
    files = window.files

    def is_open() -> bool:
        return files.desk is not None

    samples = [
        Command(
            title=words,
            menu="File > Open sample",
            shortcut=f"Ctrl+Alt+{number}",
            tip=f"Open a copy of this sample: {about}",
            run=partial(files.open_sample, name),
            group="open",
        )
        for number, (name, (words, about)) in enumerate(SAMPLES.items(), start=1)
    ]
    make = partial(Command, menu="File")
    return [
        make(title="New register…", shortcut="Ctrl+Shift+N", tip="Begin a register from a scoring scheme",
             run=window.show_new, icon="file-plus", group="open"),
        make(title="Open…", shortcut="Ctrl+O", tip="Open a register file", run=files.ask_open, icon="folder-open",
             group="open"),
        *samples,
        make(title="Save a copy…", shortcut="Ctrl+Shift+S", tip="Write the register as it stands to another file",
             run=files.ask_copy, icon="copy", enabled=lambda: is_open() and not window.looking.is_on, group="keep"),
        make(title="Verify the register", shortcut="Ctrl+Shift+K", run=window.verify, icon="shield-check",
             tip="Prove that the register is what its sealed history says", enabled=is_open, group="keep"),
        make(title="Close", shortcut="Ctrl+W", tip="Close this register; every step is saved already",
             run=files.close, enabled=is_open, group="end"),
        make(title="Quit", shortcut="Ctrl+Q", tip="Leave RiskDesk", run=window.quit, icon="log-out", group="end"),
    ]  # fmt: skip


def _edit_commands(window: "MainWindow") -> list[Command]:
    files = window.files

    def reverse(redo: bool) -> None:
        if desk := window.desk:
            (desk.redo if redo else desk.undo)()

    make = partial(Command, menu="Edit")
    return [
        make(title=UNDO, shortcut="Ctrl+Z", tip="Take back the latest step, by a step of its own",
             run=partial(reverse, redo=False), icon="undo-2", writes=True, group="undo"),
        make(title=REDO, shortcut="Ctrl+Shift+Z | Ctrl+Y", tip="Do again what was undone last",
             run=partial(reverse, redo=True), icon="redo-2", writes=True, group="undo"),
        make(title="Find", shortcut="Ctrl+F", tip="Type to filter the page", run=window.focus_search, icon="search",
             enabled=lambda: files.desk is not None, group="find"),
        make(title="As-at date…", shortcut="Ctrl+D", tip="Set the day on which lateness is judged",
             run=window.header.choose_as_at, icon="calendar", writes=True,
             enabled=lambda: files.desk is not None, group="register"),
        make(title="Your name…", shortcut="Ctrl+Shift+U", tip="The name your steps are signed with",
             run=window.show_about, icon="user", group="you"),
    ]  # fmt: skip


def _view_commands(window: "MainWindow") -> list[Command]:
    def dress(look: theme.Look) -> None:
        window.settings.set_look(look)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, look)

    def is_open() -> bool:
        return bool(window.pages)

    def look_at_last() -> None:
        window.looking.look(window.looking.periods()[0].id)

    make = partial(Command, menu="View")
    return [
        make(title="Next page", shortcut="Ctrl+PgDown", tip="Show the page below in the bar",
             run=partial(window.step_page, 1), enabled=is_open, group="move"),
        make(title="Previous page", shortcut="Ctrl+PgUp", tip="Show the page above in the bar",
             run=partial(window.step_page, -1), enabled=is_open, group="move"),
        make(title=LAST_CLOSED, shortcut="Ctrl+Shift+L", tip="Show the register as its last closed period froze it",
             run=look_at_last, enabled=lambda: bool(window.looking.periods()), group="past"),
        make(title="Back to today", shortcut="Ctrl+Shift+T", tip="Leave the closed period for the register as it is",
             run=window.looking.come_back, enabled=lambda: window.looking.is_on, group="past"),
        make(title="Light", menu="View > Theme", shortcut="Ctrl+Shift+F9", tip="Dark letters on light ground",
             run=partial(dress, theme.Look.LIGHT), group="theme"),
        make(title="Dark", menu="View > Theme", shortcut="Ctrl+Shift+F10", tip="Light letters on dark ground",
             run=partial(dress, theme.Look.DARK), group="theme"),
        make(title="As the computer", menu="View > Theme", shortcut="Ctrl+Shift+F11",
             tip="Light or dark as this computer is set", run=partial(dress, theme.Look.SYSTEM), group="theme"),
    ]  # fmt: skip


def _help_commands(window: "MainWindow") -> list[Command]:
    make = partial(Command, menu="Help")
    return [
        make(title="Keyboard shortcuts", shortcut="F1", tip="Every command and its keys", run=window.show_help,
             icon="info", group="help"),
        make(title="About RiskDesk", shortcut="Shift+F1", tip="Version, licences and where RiskDesk keeps things",
             run=window.show_about, group="help"),
    ]  # fmt: skip
