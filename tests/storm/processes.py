"""Real processes of the storm: started warm, ended by SIGKILL, and never left behind.

A child is forked from a parent that has imported everything and opened nothing: it has its own connections, files
and keys, and starts in milliseconds instead of a second and a half of imports. A server runs the program's own
`mobile-office-backoffice serve`; the first start of each is a fresh interpreter (`embedded.in_process`).
"""

import asyncio
import ctypes
import gc
import json
import os
import random
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from uuid_utils import reseed_rng

from mobile_office.backoffice import __main__ as backoffice
from mobile_office.backoffice import embedded
from mobile_office.backoffice.office import Office
from tests.storm.proxy import Proxy

_PARENT_DEATH = 1  # PR_SET_PDEATHSIG


class Child:
    """A process of our own; what it prints and how it breaks goes into `log`."""

    def __init__(self, play: Callable[[], int | None], log: Path) -> None:
        gc.freeze()  # what the parent holds is not looked at, so not copied, by the child's collector
        self.log = log
        self.pid = os.fork()
        self._code: int | None = None
        if self.pid == 0:
            _play(play, log)

    def ended(self) -> int | None:
        """Its exit code, negative for a signal; None while it runs."""
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def kill(self, number: int = signal.SIGKILL) -> int:
        """End it and wait; its exit code, `-9` when the kill was what ended it."""
        if self.ended() is None:
            os.kill(self.pid, number)
        return self.wait()

    def wait(self, seconds: float = 600.0) -> int:
        """Wait until it ends by itself. Raises TimeoutError, and kills it."""
        deadline = time.monotonic() + seconds
        while (code := self.ended()) is None:
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGKILL)
                raise TimeoutError(f"{self.log.stem} did not end")
            time.sleep(0.005)
        return code


def _play(play: Callable[[], int | None], log: Path) -> None:
    code = 1
    try:
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
        reseed_rng()  # or two children would make the same ids
        said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115  # the parent's may hold half a line
        code = play() or 0
    except BaseException:  # noqa: BLE001  # a child's last word
        traceback.print_exc()
    finally:
        os._exit(code)  # never back into the parent's program


@dataclass
class Server:
    """One server process over a database, always at the same port."""

    database: str
    keys: Path
    log: Path
    port: int = field(default_factory=lambda: free_port())
    kills: int = 0
    _child: Child | None = None
    _fresh: ExitStack = field(default_factory=ExitStack)
    _end: Callable[[], None] | None = None

    def start_fresh(self) -> None:
        """Start the program as an administrator does; ready when this returns."""
        ours, log = os.dup(2), os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 2)
        try:
            _, process = self._fresh.enter_context(embedded.in_process(self.database, self.port, self.keys))
        finally:
            os.dup2(ours, 2)
            os.close(ours)
            os.close(log)
        self._end = process.kill

    def start(self) -> None:
        """Start it warm; not ready at once."""
        command = ["serve", "--database", self.database, "--keys", str(self.keys), "--port", str(self.port)]
        self._child = Child(lambda: backoffice.main(command), self.log)

    def fault(self) -> str:
        """Why it has ended by itself; empty while it runs."""
        code = self._child.ended() if self._child else None
        return "" if code is None else f"a server ended with {code}: {last_line(self.log)}"

    def kill(self) -> None:
        """SIGKILL."""
        if self._child:
            self._child.kill()
            self._child = None
        elif self._end:
            self._end()
            self._fresh.close()
            self._end = None
        else:
            return
        self.kills += 1


def warm(office: Office) -> None:
    """Load in the parent what a server would load at its start."""
    embedded.server(office).config.load()


def road(servers: list[Server], seed: int, stall: float, counts: Path) -> tuple[Child, str]:
    """A chaos proxy in a process of its own, and its URL. SIGUSR1 calms it; SIGTERM ends it in order."""
    port, ports = free_port(), [server.port for server in servers]
    child = Child(lambda: asyncio.run(_road(ports, seed, stall, port, counts)), counts.with_suffix(".log"))
    deadline = time.monotonic() + 10.0
    while time.monotonic() < deadline and child.ended() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return child, f"http://127.0.0.1:{port}"
        time.sleep(0.005)
    raise RuntimeError(f"the road does not open: {last_line(child.log)}")


async def _road(ports: list[int], seed: int, stall: float, port: int, counts: Path) -> None:
    proxy, end, loop = Proxy(ports, seed, stall), asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, proxy.calm)
    loop.add_signal_handler(signal.SIGTERM, end.set)
    async with await proxy.listen(port):
        await end.wait()
        proxy.calm()
        await proxy.arrived()
        counts.write_text(json.dumps(proxy.counts), encoding="utf-8")
        os._exit(0)  # open connections are nobody's concern any more


def free_port() -> int:
    """A port nobody has, below those the system gives to clients: ours stays free while a server is down."""
    while True:
        port = random.randrange(15000, 32000)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def last_line(log: Path) -> str:
    """The last word of a process."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return lines[-1] if lines else "it said nothing"


def bugs(log: Path) -> list[str]:
    """What an office did not expect: its own word for it stands at the beginning of a line."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return [line for line in lines if line.startswith(("bug ", "Traceback", "ERROR"))]
