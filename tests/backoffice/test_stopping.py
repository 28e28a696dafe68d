"""A real process that is told to stop: not ready at once, what is under way finished, then 0."""

import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mobile_office.backoffice.gate import Life
from mobile_office.backoffice.stopping import Server


def started(tmp_path: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    database = f"sqlite:///{tmp_path / 'office.db'}"
    command = [sys.executable, "-m", "mobile_office.backoffice", "serve", "--database", database]
    process = subprocess.Popen(
        [*command, "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()[-1]


def status(url: str, path: str) -> int:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def slow_request(url: str) -> socket.socket:
    """Half a request: the office waits for the rest of its body."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    assert host is not None
    assert port is not None
    opened = socket.create_connection((host, port), timeout=20)
    opened.sendall(b"POST /v1/exchange HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345")
    return opened


@pytest.mark.slow
def test_a_slow_request_is_finished_and_then_it_ends_with_0(tmp_path: Path) -> None:
    process, url = started(tmp_path, "--drain", "1")
    try:
        assert status(url, "/health/ready") == 200
        with slow_request(url) as slow:
            time.sleep(0.2)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            assert status(url, "/health/ready") == 503
            assert status(url, "/health/live") == 200
            time.sleep(1.5)  # past the drain: nobody else gets in, the slow one is still awaited
            assert process.poll() is None
            with pytest.raises(ConnectionError):
                status(url, "/health/live")
            slow.sendall(b"67890")
            assert slow.recv(64).startswith(b"HTTP/1.1 4")
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert '"event": "stopped"' in process.stderr.read()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_request_that_never_ends_is_not_awaited_for_ever(tmp_path: Path) -> None:
    process, url = started(tmp_path, "--grace", "1")
    try:
        with slow_request(url):
            time.sleep(0.2)
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
    finally:
        process.kill()
        process.communicate()


def test_asked_a_second_time_it_does_not_wait() -> None:
    import uvicorn

    life = Life()
    server = Server(uvicorn.Config(lambda: None), life, drain=60)
    server.handle_exit(signal.SIGTERM, None)
    assert (life.stopping, server.should_exit) == (True, False)
    server.handle_exit(signal.SIGTERM, None)
    assert (server.should_exit, server.force_exit) == (True, True)
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer):
            timer.cancel()
            timer.join()
