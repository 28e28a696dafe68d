"""The office on a free loopback port, real uvicorn on a real socket: for the demo and for tests.

`in_thread` serves an `Office` of this process; `in_process` starts the program itself, which can be
killed. Both leave nothing running.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from mobile_office.backoffice.app import create_app
from mobile_office.backoffice.gate import Life, Readers
from mobile_office.backoffice.limits import Rates
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.stopping import Server
from mobile_office.backoffice.tls import ServerCertificate
from mobile_office.domain.errors import PortInUse, Trouble

LOOPBACK = "127.0.0.1"
_START = 30.0  # seconds a server may take to start


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 is any free one. Raises PortInUse."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, because asyncio sends small packets at once only where it is: an answer's body would
    # wait 40 ms for the acknowledgement of its headers.
    opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise PortInUse(port=port) from error
    return opened


@dataclass(frozen=True)
class Serving:
    """How a process serves: seconds for what is under way when it is stopped (`grace`), and before that in which
    it only says that it is not ready (`drain`); who may read its measurements, and how often anybody may ask."""

    grace: int = 20
    drain: float = 0
    readers: Readers = field(default_factory=Readers)
    rates: Rates = field(default_factory=Rates)


def server(
    office: Office, certificate: ServerCertificate | None = None, serving: Serving = Serving()
) -> uvicorn.Server:
    """A server for an office, on TLS where it has a certificate; its log names neither persons nor cases."""
    life = Life()
    config = uvicorn.Config(
        create_app(office, life, serving.readers, serving.rates),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=serving.grace,
    )
    if certificate:
        config.load()
        config.ssl = certificate.context()  # ours, to be given the renewed certificate while it runs
    return Server(config, life, serving.drain)


def address(opened: socket.socket, *, is_tls: bool = False) -> str:
    """The URL of a listening socket."""
    host, port = opened.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"{'https' if is_tls else 'http'}://{name}:{port}"


@contextmanager
def in_thread(
    office: Office,
    port: int = 0,
    certificate: ServerCertificate | None = None,
    serving: Serving = Serving(),
) -> Iterator[str]:
    """Serve an office from a thread, on TLS where a `certificate` is given; gives its URL. Raises PortInUse."""
    opened, running = listen(LOOPBACK, port), server(office, certificate, serving)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [opened]}, name="office")
    thread.start()
    try:
        deadline = time.monotonic() + _START
        while not running.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        if not running.started:
            raise Trouble("office_not_started")
        yield address(opened, is_tls=certificate is not None)
    finally:
        running.should_exit = True
        thread.join()
        opened.close()


@contextmanager
def in_process(
    database: str, port: int = 0, keys: Path | None = None, log: Path | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a database from a process of its own; gives its URL and the process.

    `keys` is the file of the office's keys: needed where the database is not a file, to lie beside it. What the
    office logs is added to the file `log`, else it goes where our own errors go.
    """
    command = [sys.executable, "-m", "mobile_office.backoffice", "serve", "--database", database]
    command += ["--host", LOOPBACK, "--port", str(port)]
    command += ["--keys", str(keys)] if keys else []
    with (
        log.open("ab") if log else nullcontext() as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            words = process.stdout.readline().split()
            if not words:
                raise Trouble("office_not_started")
            yield words[-1], process
        finally:
            process.terminate()
