"""Fixtures every test may use."""

from __future__ import annotations

import gc
import itertools
import os
import re
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, settings
from structlog.dev import ConsoleRenderer, plain_traceback

from bot.chat.gate import Allowance, What
from core.encoder.late import HOME as ENCODER_HOME
from core.encoder.late import WEIGHTS
from tests.order import dealt

if TYPE_CHECKING:
    from tests.stores import Server

RECORDED = "PAPERBOY_RECORDED"
NO_NAME = re.compile(r"\W", re.ASCII)  # what is not for the name of a folder
OURS = (
    "PAPERBOY_",
    "OPENAI_",
    "DATABASE_URL",
    "TELEGRAM_",
    "DISCORD_",
    "SSL_CERT_",
    "REQUESTS_CA_BUNDLE",
)

# What holds for every property, on any machine under any load: an example may take its time. The
# examples are the same each time, so that the suite tells of the code and not of luck: what passed
# does not fail with the next change, and so few are enough. Others each time, and more of them:
# pytest -m hypothesis --hypothesis-profile=explore.
settings.register_profile(
    "paperboy",
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "explore",
    settings.get_profile("paperboy"),
    derandomize=False,
    max_examples=1000,
    print_blob=True,
)
settings.load_profile("paperboy")

# What is logged is seen where a test fails. Tracebacks that show every variable, as structlog makes
# them by itself, cost more than what the tests are about.
ConsoleRenderer.get_active().exception_formatter = plain_traceback


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--store",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="where stores are; on PostgreSQL each test runs in three time zones",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Modules and tests stay until the end: to look among them for what is not used any more, time
    and again, is a fifth of what it takes to collect them, and much of what some tests take. Once
    in the end is a tenth, for a little memory."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        # And among what tests make, seldom: a tenth of their time goes into that by Python's own
        # measure, which is for processes that stay.
        gc.set_threshold(10_000, 20, 20)
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Processes that share the tests begin with those that take long."""
    if hasattr(config, "workerinput"):
        files = [item.nodeid.partition("::")[0] for item in items]
        order = dealt(files, config.workerinput["workercount"])
        items[:] = [items[number] for number in order]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A worker tells of a test that passed once, and not that it begins, is set up, called, taken
    down and ends: for most tests that cost as much as they do themselves."""
    if not hasattr(item.config, "workerinput"):
        return None
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    passed = all(report.passed for report in reports)
    for report in reports:
        if report.when == "call" or not passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--store") == "postgres":
        config.pluginmanager.register(OnAServer())


class OnAServer:
    """Stores are on a server, and the zone is another than the suite's."""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Each test is run in all the zones."""
        from tests.stores import ZONES

        metafunc.parametrize("on_its_engine", ZONES, indirect=True)

    @pytest.fixture(autouse=True)
    def on_its_engine(
        self, request: pytest.FixtureRequest, database_server: Server
    ) -> Iterator[None]:
        """That zone, for the process and for what is on the server."""
        from tests import stores

        zone = request.param
        with pytest.MonkeyPatch.context() as patch, stores.on(database_server, zone):
            patch.setenv("TZ", zone)
            time.tzset()
            yield
        time.tzset()


@pytest.fixture(scope="session")
def database_server() -> Iterator[Server]:
    """A PostgreSQL server of our own; the tests are skipped where there can be none."""
    from tests.storage.engine import cluster

    if lacking := cluster.lacking():
        pytest.skip(lacking)
    from tests import stores

    with cluster.running() as address:
        server = stores.prepared(address)
        yield server
        server.close()


class Folders:
    """Makes folders for tests: one with something in it is nobody else's."""

    def __init__(self, within: Path) -> None:
        self._within = within
        self._numbers = itertools.count()
        self._empty = self.new("empty")

    def new(self, name: str) -> Path:
        """A new one. pytest's own fixture looks through all that there are for the next number."""
        folder = self._within / f"{NO_NAME.sub('_', name)[:30]}_{next(self._numbers)}"
        folder.mkdir(mode=0o700)
        return folder

    def empty(self) -> Path:
        """One for whoever writes nothing: the same as long as nobody did."""
        if os.listdir(self._empty):
            self._empty = self.new("empty")
        return self._empty


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Where tests write."""
    return Folders(tmp_path_factory.mktemp("tests"))


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, folders: Folders) -> Path:
    """A folder of the test's own, with nothing in it."""
    return folders.new(request.node.name)


@pytest.fixture(scope="session", autouse=True)
def bare_environment() -> Iterator[None]:
    """No test sees the developer's settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):  # noqa: TID251 (tests begin with a bare environment)
            if (name.startswith(OURS) or name.lower().endswith("_proxy")) and name != RECORDED:
                patch.delenv(name)
        patch.chdir(os.getcwd())  # where pytest is again in the end
        yield


@pytest.fixture(autouse=True)
def elsewhere(request: pytest.FixtureRequest, folders: Folders) -> None:
    """No test sees the developer's .env file, or writes beside the sources."""
    own = "tmp_path" in request.fixturenames
    os.chdir(request.getfixturevalue("tmp_path") if own else folders.empty())


@pytest.fixture(scope="session", autouse=True)
def schema_made_once() -> Iterator[None]:
    """An empty file gets the migrations' schema without each of them being run again."""
    from tests import schema

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.engine.migrate.upgrade", schema.upgrade)
        yield


@pytest.fixture(scope="session", autouse=True)
def figures_checked_once() -> Iterator[None]:
    """The figures of the same texts are held against the same paper once a process."""
    from tests import checks

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.reading.review.Evidence", checks.Known)
        patch.setattr("core.reading.review.check", checks.known)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_encoder() -> Iterator[None]:
    """Questions go by words, whether this machine has a sentence encoder or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.encoder.late.HOME", Path("/nonexistent"))
        yield


@pytest.fixture(scope="session")
def encoder_home() -> Path:
    """The folder of the sentence encoder."""
    if not (ENCODER_HOME / WEIGHTS).exists():
        pytest.skip("the sentence encoder is absent")
    return ENCODER_HOME


@pytest.fixture
def by_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """All migrations are run, each time."""
    from tests import schema

    monkeypatch.setattr("storage.engine.migrate.upgrade", schema.BY_MIGRATIONS)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks too much in a minute, so that one test may ask a lot."""
    monkeypatch.setattr(
        "bot.chat.gate.BY_THE_MINUTE",
        dict.fromkeys((What.ANSWER, What.PRESS), Allowance(9999, 9999)),
    )


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of recorded inputs, beside the project or where PAPERBOY_RECORDED says."""
    default = Path(__file__).parents[2] / "shared" / "recorded"
    folder = Path(os.environ.get(RECORDED, default))  # noqa: TID251
    if not folder.is_dir():
        pytest.skip("recorded inputs are absent")
    return folder
