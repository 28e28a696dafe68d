"""`wire`: the bytes that travel for a delivery, both ways, counted between two sockets, against the ciphertext.

The ciphertext is what a case consists of: its sealed attachment and its sealed entry. All else is overhead: HTTP's
heads, signatures, and whatever the office says, the entries it sends back included.
"""

import selectors
import socket
import threading
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select

from mobile_office.backoffice.embedded import address, listen
from mobile_office.store import tables
from mobile_office.store.transactions import reading
from mobile_office.workplace import Workplace
from tests.bench.carrier import carry
from tests.bench.exchange import SIZE, emptied, laden, receipted
from tests.bench.figure import Figure
from tests.bench.scale import Scale
from tests.bench.serving import LOOPBACK, city


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`wire.overhead`."""
    cases = max(2, scale.delivered // 5)
    with emptied(folder, "wire") as whole, city(whole) as town:
        office, place = town.serve(), laden(town, cases)
        entries = entries_of(place)
        with Relay(office.url) as relay:
            carry(place, relay.url)
        receipted(place, cases)
    ciphertext = cases * SIZE + entries
    up, down = relay.up / cases / 1000, relay.down / cases / 1000
    note = f"{up:.1f} KB up and {down:.1f} KB down for a case of {ciphertext / cases / 1000:.1f} KB"
    return (Figure("wire.overhead", (relay.up + relay.down) / ciphertext, 1.05, note=note),)


class Relay:
    """Passes bytes on between a laptop and the office, and counts them: `up` to the office, `down` from it."""

    def __init__(self, url: str) -> None:
        self._office = urlsplit(url)
        self._listening = listen(LOOPBACK, 0)
        self.url = address(self._listening)
        self.up = self.down = 0
        self._thread = threading.Thread(target=self._run, name="relay")
        self._is_over = threading.Event()

    def __enter__(self) -> "Relay":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        self._listening.close()

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listening, selectors.EVENT_READ)
            while not self._is_over.is_set():
                for key, _ in selector.select(0.05):
                    if key.data is None:
                        self._open(selector)
                    else:
                        self._pass_on(selector, *key.data)
            for key in list(selector.get_map().values()):
                if key.data is not None:
                    key.data[0].close()

    def _open(self, selector: selectors.BaseSelector) -> None:
        near, _ = self._listening.accept()
        assert self._office.hostname
        assert self._office.port
        far = socket.create_connection((self._office.hostname, self._office.port))
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(near, selectors.EVENT_READ, (near, far, True))
        selector.register(far, selectors.EVENT_READ, (far, near, False))

    def _pass_on(
        self, selector: selectors.BaseSelector, end: socket.socket, other: socket.socket, is_up: bool
    ) -> None:
        data = end.recv(1 << 17)
        if is_up:
            self.up += len(data)
        else:
            self.down += len(data)
        if data:
            other.sendall(data)
            return
        for each in (end, other):
            if each.fileno() >= 0:
                selector.unregister(each)
                each.close()


def entries_of(place: Workplace) -> int:
    """The bytes of the entries that wait: what is sealed of them."""
    e = tables.entry.c
    size = func.sum(func.length(e.header) + func.length(e.body))
    with reading(place.journal.engine) as connection:
        return connection.scalar(select(size)) or 0
