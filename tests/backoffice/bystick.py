"""The office as the counter's bus sees it when every request goes there and back on a stick."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mobile_office.backoffice import bundles
from mobile_office.protocol import VERSION, Reply, Request
from mobile_office.sync import bundle, stick
from mobile_office.sync.manifest import Enclosed, Manifest, folder_of, listed
from tests.backoffice.counter import NOW, Counter
from tests.ciphertexts import Scan


@dataclass
class ByStick:
    """A `BackOffice` made of folders below `folder`; each exchange is one bundle there and back."""

    counter: Counter
    folder: Path
    number: int = 0

    def put(self, *requests: Request, scans: Sequence[Scan] = ()) -> Path:
        """Write a bundle of the bus, with scans in it."""
        bus = self.counter.bus
        files = bundle.files_of([bundle.sealed_request(one, bus.device, bus.keys) for one in requests])
        return self.put_files(files, scans=scans)

    def put_files(
        self, files: dict[str, bytes], *, version: int = VERSION, scans: Sequence[Scan] = ()
    ) -> Path:
        """Write a bundle of these files, signed by the bus."""
        self.number += 1
        bus, name = self.counter.bus, folder_of("B", self.number)
        of = {each.digest: each for each in scans}
        with stick.making(self.folder, name) as made:
            waiting = [Enclosed(each.digest, each.size) for each in scans]
            stowed = bundle.pack(made, files, waiting, lambda digest, index: of[digest].chunk(index))
            said = Manifest(
                self.number, bus.device.id, bus.device.stream, NOW, listed(files), stowed.copied, version
            )
            bundle.close(made, files, said.signed(bus.keys.seed))
        return self.folder / name

    def replies(self, folder: Path) -> tuple[Reply, ...]:
        """What the office has answered to a bundle of the bus."""
        bus, found = self.counter.bus, bundle.read(folder)
        receipt = bundle.read_receipt(folder, found.digest, bus.device.office_signing)
        assert receipt is not None
        asked = [item.sha256 for item in found.manifest.files]
        sealed = bundle.read_files(folder, receipt.files)
        pairs = zip(sealed, asked, strict=True)
        return tuple(bundle.open_reply(data, one, bus.device, bus.keys) for data, one in pairs)

    def exchange(self, request: Request) -> Reply:
        """Write, carry, import, carry back, read."""
        folder = self.put(request)
        bundles.take(self.counter.office, folder)
        (reply,) = self.replies(folder)
        return reply
