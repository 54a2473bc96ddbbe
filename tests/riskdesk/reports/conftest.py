"""The made-up year, played once, as papers read it: now, and as any of its months was closed."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from riskdesk.madeup import make_year
from riskdesk.reports.sources import Sources
from riskdesk.store import Store
from tests.riskdesk.reports.sourced import told_by


@pytest.fixture(scope="session")
def year_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("papers") / "year.riskdesk"
    make_year(file)
    return file


@pytest.fixture(scope="session")
def year(year_file: Path) -> Sources:
    with Store.look(year_file) as store:
        return told_by(store)


@pytest.fixture(scope="session")
def month(year_file: Path) -> Callable[[str], Sources]:
    @cache
    def closed(name: str) -> Sources:
        with Store.look(year_file) as store:
            period = next(each for each in store.register().periods if each.name == name)
            with store.look_back(period) as stood:
                return told_by(stood)

    return closed
