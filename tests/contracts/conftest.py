"""Which office the contracts are tested at: each kind of ours, or the one at `--office URL` (`make contract`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.domain.errors import MobileOfficeError
from tests import postgres
from tests.backoffice.counter import Counter
from tests.contracts import sites
from tests.contracts.sites import Door, Elsewhere, Processes, Site

_ELSEWHERE = pytest.StashKey[Elsewhere]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make contract URL=... CODES=...` says it so."""
    parser.addoption("--office", metavar="URL", help="the office to test, in place of ours")
    parser.addoption(
        "--codes", type=Path, metavar="FILE", help="TOML with codes for its bus, station and people"
    )


def pytest_runtestloop(session: pytest.Session) -> None:
    """Join the office at the URL before the first test: without it there is nothing to test."""
    url, codes = session.config.getoption("office", None), session.config.getoption("codes", None)
    if not url or session.config.option.collectonly:
        return
    if codes is None or not codes.is_file():
        pytest.exit("Name the file with the codes: make contract URL=... CODES=codes.toml", returncode=2)
    try:
        session.stash[_ELSEWHERE] = sites.joined(url, codes)
    except (KeyError, TypeError, ValueError):
        pytest.exit(f"{codes} is not what `mobile-office-backoffice contract-codes` prints.", returncode=2)
    except MobileOfficeError as error:
        known = f"The office at {url} did not let the tests in ({error.code})."
        pytest.exit(f"{known} Codes work once, within 15 minutes: print new ones.", returncode=2)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of a site runs at each of those its module names (SITES), or at the URL only.

    With two processes only those of QUICK stand among the quick tests; `make contract` and `make slow` run all.
    """
    if "site" in metafunc.fixturenames:
        elsewhere = metafunc.config.getoption("office", None)
        names = (sites.ELSEWHERE,) if elsewhere else getattr(metafunc.module, "SITES", sites.HERE)
        is_quick = metafunc.function.__name__ in getattr(metafunc.module, "QUICK", ())
        marks = [pytest.mark.slow] if not is_quick else []
        each = [pytest.param(name, marks=marks if name == "two processes" else []) for name in names]
        metafunc.parametrize("site", each, indirect=True)


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """An office with a bus and a station."""
    if request.param == sites.ELSEWHERE:
        entered = request.getfixturevalue("elsewhere").site()
    elif request.param == "two processes":
        entered = request.getfixturevalue("served").site()
    else:
        entered = sites.site_here(request.param, tmp_path)
    with entered as site:
        yield site


@pytest.fixture
def counter(site: Site) -> Counter:
    """The office's bus, station and people."""
    return site.counter


@pytest.fixture
def door(site: Site) -> Door:
    """The office as the bus sees it."""
    return site.door


@pytest.fixture(scope="session")
def served(database_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Two real processes over one PostgreSQL."""
    with sites.processes(
        tmp_path_factory.mktemp("served"), database_server.url(database_server.migrated())
    ) as served:
        yield served


@pytest.fixture(scope="session")
def elsewhere(request: pytest.FixtureRequest) -> Elsewhere:
    """The office at the URL."""
    return request.session.stash[_ELSEWHERE]
