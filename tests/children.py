"""Processes of their own: for what two programs do to one file, and what a killed one leaves."""

import subprocess
import sys
import textwrap
from pathlib import Path


def child(script: str, *args: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", textwrap.dedent(script), *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )


def run(script: str, *args: object) -> str:
    process = child(script, *args)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out
