"""An office and the ways by which its devices hand in and fetch attachments: in this process, or over real HTTP."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache

from mobile_office.backoffice.deposit import Deposit
from mobile_office.blobs import Blobs, Parcel
from mobile_office.protocol import Entry, Reply
from mobile_office.sync.blobs import blobs_of
from tests.backoffice.counter import Counter, Place
from tests.ciphertexts import Scan, naming


@dataclass(frozen=True)
class House:
    """An office, and how any device of it hands in and fetches attachments."""

    counter: Counter
    of: Callable[[Place], Blobs]

    def take(self, *entries: Entry, place: Place | None = None, cursor: int = 0) -> Reply:
        """One exchange of the bus."""
        place = place or self.counter.bus
        return self.counter.office.exchange(place.request(*entries, cursor=cursor))

    def submit(self, *scans: Scan) -> Entry:
        """A case the office has taken, with these scans still to come."""
        entry = self.counter.bus.submit("Berger", naming(*scans))
        assert not self.take(entry).refused
        return entry

    def hand_in(self, *scans: Scan) -> None:
        """Every chunk of them, by the bus."""
        for each in scans:
            for index, chunk in each.chunks():
                self.of(self.counter.bus).put(each.digest, each.size, index, chunk)

    def completed(self, place: Place | None = None, cursor: int = 0) -> list[str]:
        """The entries a device is told are complete."""
        return [receipt.entry for receipt in self.take(place=place, cursor=cursor).completed]


@dataclass(frozen=True)
class _InProcess:
    """The office in this process; the device is looked up each time, as a route does."""

    counter: Counter
    place: Place

    @property
    def _deposit(self) -> Deposit:
        office = self.counter.office
        return Deposit(office, office.device(self.place.device.id))

    def missing(self, digest: str) -> tuple[int, ...] | None:
        return self._deposit.missing(digest)

    def put(self, digest: str, size: int, index: int, chunk: bytes) -> None:
        self._deposit.put(digest, size, index, chunk)

    def put_parcel(self, parcel: Parcel) -> dict[str, str]:
        return self._deposit.put_parcel(parcel)

    def fetch(self, digest: str, index: int) -> bytes:
        return self._deposit.fetch(digest, index)


@contextmanager
def house_of(counter: Counter, url: str) -> Iterator[House]:
    """Over HTTP at this address, or in this process where there is none."""
    places = dict[str, Place]()
    with ExitStack() as doors:

        @cache
        def over_http(device: str) -> Blobs:
            return blobs_of(doors.enter_context(places[device].over_http(url)))

        def of(place: Place) -> Blobs:
            places[place.device.id] = place
            return over_http(place.device.id) if url else _InProcess(counter, place)

        yield House(counter, of)
