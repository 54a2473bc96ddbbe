"""`make bench`: how fast RiskDesk is beside what it is compared with. Not a test: machines differ."""

import shutil
import sys
from pathlib import Path

from tests.bench import auditing, filing, filtering, paper, periods, start
from tests.bench.timing import Result, table

ROOMS = {"start": start, "file": filing, "filter": filtering, "audit": auditing, "paper": paper, "periods": periods}


def main(names: list[str]) -> None:
    """Measure everything, or only the rooms named: start, file, filter, audit, paper, periods."""
    folder = Path("out/bench")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    results: list[Result] = []
    for name in names or ROOMS:
        print(f"Measuring {name} ...", file=sys.stderr, flush=True)
        results.extend(ROOMS[name].measure(folder))
    print(table(results))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
