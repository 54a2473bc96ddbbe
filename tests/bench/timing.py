"""Side-by-side measuring: both sides in turn, in one run, and the medians compared.

Absolute times differ between machines and between minutes; ratios taken together do not.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Measure = Callable[[], float]
"""Does one thing once and returns how long it took, in seconds."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. `aim` is the highest ratio wished for, None where there is none."""

    what: str
    ours: str
    beside: str
    ratio: float | None = None
    aim: float | None = None
    remark: str = ""

    @property
    def verdict(self) -> str:
        if self.ratio is None or self.aim is None:
            return self.remark
        kept = "kept" if self.ratio <= self.aim else "MISSED"
        return f"aim {self.aim:g}: {kept}{'; ' + self.remark if self.remark else ''}"


def in_turn(repeats: int, *sides: Measure) -> list[float]:
    """The median of each side, measured in turn."""
    taken: list[list[float]] = [[] for _ in sides]
    for _ in range(repeats):
        for times, side in zip(taken, sides, strict=True):
            times.append(side())
    return [statistics.median(times) for times in taken]


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compare(
    what: str, beside: str, ours: Measure, theirs: Measure, *, repeats: int, aim: float | None = None, remark: str = ""
) -> Result:
    """Ours against theirs; `beside` says what theirs is."""
    mine, other = in_turn(repeats, ours, theirs)
    return Result(what, said(mine), f"{said(other)} {beside}", mine / other, aim, remark)


def said(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process of its own took."""

    seconds: float
    megabytes: float


_HELPER = """
import resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
taken = time.perf_counter() - begin
sys.stderr.buffer.write(done.stderr)
print(taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


def run_apart(command: Sequence[str | Path], environment: "dict[str, str] | None" = None) -> Cost:
    """Run a program to its end and say its time and peak memory (of it and what it waited for).

    A small process stands between: Linux counts the memory of whoever starts a program as the program's own.
    """
    line = [sys.executable, "-S", "-c", _HELPER, *(str(part) for part in command)]
    done = subprocess.run(line, capture_output=True, text=True, env=environment, check=False, timeout=300)
    if done.returncode:
        raise RuntimeError(f"{command} failed: {done.stderr}")
    seconds, kilobytes = done.stdout.split()
    return Cost(float(seconds), int(kilobytes) / 1024)


def table(results: Sequence[Result]) -> str:
    rows = [("What", "RiskDesk", "Beside", "Ratio", "")]
    for result in results:
        ratio = f"{result.ratio:.2f}" if result.ratio is not None else ""
        rows.append((result.what, result.ours, result.beside, ratio, result.verdict))
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows
    ]
    lines.insert(1, "-" * max(len(line) for line in lines))
    return "\n".join(line.rstrip() for line in lines)
