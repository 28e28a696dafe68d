"""The office as it runs in a city, for measuring: uvicorn in processes of its own over a durable PostgreSQL.

Beside it the bare thing: the same server with a route that reads what is posted and stores nothing.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import postgres
from tests.house import Town

_ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"


@dataclass
class Process:
    """A server that has said where it listens."""

    url: str
    process: subprocess.Popen[str]

    @property
    def cpu(self) -> float:
        """Seconds of processor time it has used."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def peak_mb(self) -> float:
        """The most memory it ever had, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024 / 1e6


@dataclass
class City:
    """An office over a server's database, its laptops (`town`), and how its processes are started."""

    folder: Path
    server: postgres.Server
    database: str
    town: Town
    _processes: ExitStack = field(default_factory=ExitStack)

    def serve(self, host: str = LOOPBACK, before: Sequence[str] = ()) -> Process:
        """Another process of the office, gone with the city; `before` is a command that starts it elsewhere."""
        command = ["-m", "mobile_office.backoffice", "serve", "--database", self.database]
        command += ["--keys", str(self.town.keys), "--host", host, "--port", "0"]
        command += [] if host == LOOPBACK else ["--behind-proxy"]
        return self._processes.enter_context(started(command, self.folder / "server.log", before))

    def close(self) -> None:
        """End its processes, and the office."""
        self._processes.close()
        self.town.close()


@contextmanager
def city(folder: Path) -> Iterator[City]:
    """A new office in an empty folder, over a server that writes to the disk what it says it has written."""
    with postgres.running(durable=True) as server:
        database = server.url(server.migrated())
        opened = City(folder, server, database, Town(folder, database=database))
        try:
            yield opened
        finally:
            opened.close()


def bare(folder: Path) -> AbstractContextManager[Process]:
    """The server that stores nothing, in a process of its own."""
    return started(["-m", "tests.bench.nothing", LOOPBACK], folder / "bare.log")


@contextmanager
def started(arguments: Sequence[str], log: Path, before: Sequence[str] = ()) -> Iterator[Process]:
    """`python <arguments>`, once its first line has named its address; ended when the block ends.

    Raises RuntimeError when it does not start.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "PYTHONPYCACHEPREFIX": str(_ROOT / "build" / "bench" / "compiled")}
    with (
        log.open("ab") as told,
        subprocess.Popen(
            [*before, sys.executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            cwd=_ROOT,
            env=env,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            words = process.stdout.readline().split()
            if not words:
                raise RuntimeError(f"no server: {log.read_text(encoding='utf-8')[-2000:]}")
            yield Process(words[-1], process)
        finally:
            process.terminate()
