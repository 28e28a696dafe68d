"""A road for attachments: the real office's deposit behind it, and a plot of what happens on the way."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.office import Office
from mobile_office.blobs import Parcel
from mobile_office.desk import Desk
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import NotAllowed, Refused
from mobile_office.domain.overview import Draft
from tests.samples import fill_sample


@dataclass
class Road:
    """`Blobs` of a device. `before` and `after` are called with how many chunks were put until then; they may raise."""

    office: Office
    device: str
    before: Callable[[int], None] = lambda _: None
    after: Callable[[int], None] = lambda _: None
    puts: Counter[tuple[str, int]] = field(default_factory=Counter)
    order: list[str] = field(default_factory=list)
    fetched: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def _deposit(self) -> Deposit:
        return Deposit(self.office, self.office.device(self.device))

    def missing(self, digest: str) -> tuple[int, ...] | None:
        """Ask the office."""
        return self._deposit.missing(digest)

    def put(self, digest: str, size: int, index: int, chunk: bytes) -> None:
        """Hand it over, as the plot says."""
        with self._lock:
            self.before(self.puts.total())
            self.puts[digest, index] += 1
            self.order.append(digest)
            self._deposit.put(digest, size, index, chunk)
            self.after(self.puts.total())

    def put_parcel(self, parcel: Parcel) -> dict[str, str]:
        """Hand them over one after another, each as the plot says."""
        refused = {}
        for digest, data in parcel.items():
            try:
                self.put(digest, len(data), 0, data)
            except (NotAllowed, Refused) as error:
                refused[digest] = error.code
        return refused

    def fetch(self, digest: str, index: int) -> bytes:
        """Fetch it, as the plot says."""
        self.before(self.fetched)
        self.fetched += 1
        return self._deposit.fetch(digest, index)


def attach(desk: Desk, draft: Draft, size: int) -> Draft:
    """A scan of so many bytes, of an evidence that may be scanned, sealed and kept at a draft."""
    fresh = desk.attaching.seal(b"\x5a" * size, Format.JPEG, 1, "landlord")
    return desk.attaching.keep(draft.id, fresh)


def submit_with(desk: Desk, *sizes: int) -> str:
    """A case with scans of these sizes; its number."""
    draft = fill_sample(desk, "registration")
    for size in sizes:
        draft = attach(desk, draft, size)
    return desk.submit(draft.id)
