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
from contextlib import contextmanager

import uvicorn

from mobile_office.backoffice.app import create_app
from mobile_office.backoffice.office import Office
from mobile_office.domain.errors import PortInUse, Trouble

LOOPBACK = "127.0.0.1"
_START = 30.0  # seconds a server may take to start


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 is any free one. Raises PortInUse."""
    opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise PortInUse(port=port) from error
    return opened


def server(office: Office) -> uvicorn.Server:
    """A server for an office; logs neither requests nor bodies."""
    config = uvicorn.Config(
        create_app(office), log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    return uvicorn.Server(config)


def address(opened: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = opened.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def in_thread(office: Office, port: int = 0) -> Iterator[str]:
    """Serve an office from a thread; gives its URL. Raises PortInUse."""
    opened, running = listen(LOOPBACK, port), server(office)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [opened]}, name="office")
    thread.start()
    try:
        deadline = time.monotonic() + _START
        while not running.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        if not running.started:
            raise Trouble("office_not_started")
        yield address(opened)
    finally:
        running.should_exit = True
        thread.join()
        opened.close()


@contextmanager
def in_process(database: str, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a database from a process of its own; gives its URL and the process."""
    command = [sys.executable, "-m", "mobile_office.backoffice", "serve", "--database", database]
    command += ["--host", LOOPBACK, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            words = process.stdout.readline().split()
            if not words:
                raise Trouble("office_not_started")
            yield words[-1], process
        finally:
            process.terminate()
