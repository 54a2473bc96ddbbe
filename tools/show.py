"""`make run`: the window on a copy of the Thurrock 2017 register; its picture and a paper where there is no display."""

import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

SAMPLE = "thurrock-2017"
OUT = Path("out")
REGISTER = OUT / f"{SAMPLE}.riskdesk"
PICTURE, PAPER = OUT / "window.png", OUT / "board.pdf"
PROGRAMS = Path(sysconfig.get_path("scripts"))
PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def has_display() -> bool:
    """Whether Qt can put a window on a screen here. Asked in a process of its own: Qt aborts where it cannot."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return subprocess.run([sys.executable, "-c", PROBE], capture_output=True, check=False).returncode == 0


def command(*arguments: str | Path) -> None:
    subprocess.run([str(PROGRAMS / "riskdesk-cli"), *map(str, arguments)], check=True)


def draw_window() -> None:
    """The window as it would stand on a laptop's screen, drawn into a file."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qInstallMessageHandler

    from ui import theme
    from ui.app import Application, make_window
    from ui.settings import Settings

    qInstallMessageHandler(lambda _kind, _place, text: None if "propagateSizeHints" in text else print(text))
    app = Application(["riskdesk"])
    theme.apply(app, theme.Look.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(Settings(Path(folder) / "settings.ini"))
        window.resize(1366, 768)
        window.files.open(REGISTER)
        window.show()
        for _ in range(10):
            app.processEvents()
        window.grab().save(str(PICTURE))
        window.close()


def main() -> None:
    OUT.mkdir(exist_ok=True)
    if not REGISTER.exists():
        command("sample", SAMPLE, REGISTER)
    if has_display():
        print(f"Opening {REGISTER}. It is yours to change and is kept; remove it to begin again.", flush=True)
        sys.exit(subprocess.run([str(PROGRAMS / "riskdesk"), str(REGISTER)], check=False).returncode)
    print("There is no display here, so no window can open. Drawing it into files instead.", flush=True)
    draw_window()
    command("report", REGISTER, "--kind", "board", "-o", PAPER)
    print(f"The window is pictured in {PICTURE}.")


if __name__ == "__main__":
    main()
