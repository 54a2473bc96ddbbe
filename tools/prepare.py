"""Gets a checkout ready to run: the few system libraries Qt needs, and RiskDesk in `.venv`.

Runs on the system's Python before anything is installed, so it uses the standard library alone.
A bare Debian's Python has no ensurepip: there the system's pip fills the new environment.
"""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)

# What Qt's libraries link to on Linux, and the Debian package that has it.
TO_DRAW = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
}
TO_SHOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """Debian's names for the libraries that do not load here. Nothing is asked of a Mac or Windows."""
    if platform.system() != "Linux":
        return []
    return sorted({package for library, package in {**TO_DRAW, **TO_SHOW}.items() if not loads(library)})


def install_libraries() -> None:
    """As root through apt-get; anybody else is told the line to run, and nothing is changed."""
    missing = missing_packages()
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not shutil.which("apt-get"):
        stop(f"Qt needs system libraries that do not load here. By Debian's names: {' '.join(missing)}.")
    if os.name != "posix" or os.geteuid() != 0:
        stop(f"Qt needs a few system libraries. Install them once, then repeat the command:\n\n  sudo {' '.join(line)}")
    say(f"Installing the system libraries Qt needs: {' '.join(missing)}")
    run(["apt-get", "update"], quiet=True)
    run(line, quiet=True)
    still = missing_packages()
    if still:
        stop(f"These were installed and still do not load: {' '.join(still)}.")


def make_environment() -> None:
    """`.venv` with a pip new enough for dependency groups (25.1)."""
    if not answers(PYTHON, "-m", "pip", "--version"):
        say("Making .venv")
        run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
        if not answers(PYTHON, "-m", "ensurepip"):
            run([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "-q", "pip>=25.1"])
    run([str(PYTHON), "-m", "pip", "install", "-q", "--upgrade", "pip>=25.1"])


def install_riskdesk() -> None:
    say("Installing RiskDesk and its tools into .venv")
    run([str(PYTHON), "-m", "pip", "install", "-q", "-e", ".", "--group", "dev"])
    run([str(PYTHON), "-m", "compileall", "-q", "riskdesk", "ui", "resources"])


def answers(program: Path, *arguments: str) -> bool:
    try:
        return subprocess.run([str(program), *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(command: list[str], *, quiet: bool = False) -> None:
    """Stops with the command's own words when it fails; a `quiet` one says nothing else."""
    told = subprocess.PIPE if quiet else None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=told, stderr=told, text=True, check=False)
    if done.returncode:
        stop(f"{done.stdout or ''}{done.stderr or ''}\nThis did not work: {' '.join(command)}")


def say(text: str) -> None:
    print(text, flush=True)


def stop(reason: str) -> None:
    sys.exit(f"\n{reason}\n")


def main() -> None:
    if sys.version_info < OLDEST:
        stop("RiskDesk needs Python 3.11 or later. Name one that is: make PYTHON=python3.11")
    install_libraries()
    make_environment()
    install_riskdesk()
    (VENV / "ready").touch()


if __name__ == "__main__":
    main()
