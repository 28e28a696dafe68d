"""The embedded server: a real socket, nothing left running, and a process that can be killed."""

import threading
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import LOOPBACK, address, in_process, in_thread, listen
from mobile_office.backoffice.office import utc_now
from mobile_office.domain.errors import Offline, PortInUse, Trouble
from tests.backoffice.counter import open_counter


def test_the_thread_ends_with_the_block(tmp_path: Path) -> None:
    before = threading.active_count()
    with open_counter(tmp_path) as counter:
        with in_thread(counter.office) as url, counter.bus.over_http(url) as door:
            door.reach()
        with counter.bus.over_http(url, 1.0) as door, pytest.raises(Offline):
            door.reach()
    assert threading.active_count() <= before + 1  # a worker of the server may still be going home


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with listen(LOOPBACK, 0) as taken:
        port = taken.getsockname()[1]
        with open_counter(tmp_path) as counter, pytest.raises(PortInUse) as caught:
            in_thread(counter.office, port).__enter__()
        assert caught.value.details["port"] == port


def test_an_address_is_a_url() -> None:
    with listen(LOOPBACK, 0) as opened:
        assert address(opened) == f"http://127.0.0.1:{opened.getsockname()[1]}"


@pytest.mark.slow
def test_a_killed_office_has_lost_nothing_it_gave_a_receipt_for(tmp_path: Path) -> None:
    with open_counter(tmp_path, clock=utc_now) as counter:  # the process has the real clock
        database = f"sqlite:///{tmp_path / 'office.db'}"
        request = counter.bus.request(counter.bus.submit("Berger"))
        with in_process(database) as (url, process), counter.bus.over_http(url) as door:
            receipted = door.exchange(request).accepted
            process.kill()
            process.wait()
            with pytest.raises(Trouble):
                door.exchange(request)
        log = tmp_path / "office.log"
        with in_process(database, log=log) as (url, _), counter.bus.over_http(url) as door:
            assert door.exchange(request).accepted == receipted
        assert '"route": "/v1/exchange"' in log.read_text(encoding="utf-8")


def test_an_office_that_cannot_start_says_so(tmp_path: Path) -> None:
    (tmp_path / "office.db").write_bytes(b"no database" * 1000)
    with pytest.raises(Trouble, match="office_not_started"):
        in_process(f"sqlite:///{tmp_path / 'office.db'}").__enter__()
    assert not (tmp_path / "office.db.keys").exists()
