"""Importing bundles: whole or not at all, twice without harm, late without a false alarm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice import admin, bundles
from mobile_office.backoffice.tables import checkpoints
from mobile_office.domain.errors import CertificateInvalid, TooOld, Trouble
from mobile_office.protocol import Checkpoint
from mobile_office.store.transactions import reading
from tests.backoffice.bystick import ByStick
from tests.backoffice.counter import STREAM, open_counter


@pytest.fixture
def way(tmp_path: Path) -> Iterator[ByStick]:
    with open_counter(tmp_path) as counter:
        yield ByStick(counter, tmp_path)


def held(way: ByStick) -> int:
    return way.counter.office.journal(STREAM).cursor()


def test_a_bundle_is_answered_in_the_order_of_its_requests(way: ByStick) -> None:
    bus = way.counter.bus
    requests = [bus.request(*[bus.submit("Berger") for _ in range(20)]) for _ in range(2)]
    folder = way.put(*requests)
    assert bundles.take(way.counter.office, folder) == bundles.Imported("B-0001", 40, 0)
    first, second = way.replies(folder)
    assert [item.receipt.seq for item in first.accepted] == list(range(1, 21))
    assert [item.receipt.seq for item in second.accepted] == list(range(21, 41)), "no page comes twice"
    assert (first.cursor, second.cursor) == (20, 40)


def test_a_second_time_gives_the_same_receipts(way: ByStick) -> None:
    folder = way.put(way.counter.bus.request(way.counter.bus.submit("Berger")))
    bundles.take(way.counter.office, folder)
    before = way.replies(folder)[0].accepted
    assert bundles.take(way.counter.office, folder).accepted == 1
    assert way.replies(folder)[0].accepted == before
    assert held(way) == 1


def test_a_damaged_bundle_is_refused_whole(way: ByStick) -> None:
    bus = way.counter.bus
    folder = way.put(bus.request(bus.submit("Berger")), bus.request(bus.submit("Berger")))
    (folder / "requests" / "0002.sealed").unlink()
    with pytest.raises(Trouble, match="bundle_damaged"):
        bundles.take(way.counter.office, folder)
    assert held(way) == 0
    assert not (folder / "receipt.json").exists()


def test_a_bundle_of_another_office_is_refused_whole(way: ByStick, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with open_counter(tmp_path / "other") as other:
        foreign = ByStick(other, tmp_path / "other")
        with pytest.raises(CertificateInvalid, match="device_unknown"):
            bundles.take(way.counter.office, foreign.put(other.bus.request(other.bus.submit("Berger"))))
    assert held(way) == 0


def test_what_is_sealed_for_another_key_is_refused_whole(way: ByStick) -> None:
    way.put_files({"requests/0001.sealed": b"\x01" + bytes(200)})
    with pytest.raises(Trouble, match="bundle_foreign"):
        bundles.take(way.counter.office, way.folder / "buendel-B-0001")


def test_a_revoked_device_is_refused(way: ByStick) -> None:
    folder = way.put(way.counter.bus.request(way.counter.bus.submit("Berger")))
    way.counter.office.revoke_device(way.counter.bus.device.id)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        bundles.take(way.counter.office, folder)
    assert held(way) == 0
    assert "a device that is revoked" in admin.take_bundles(way.counter.office, [folder])[0]


def test_another_version_is_told(way: ByStick) -> None:
    way.put_files({"requests/0001.sealed": b"x"}, version=7)
    with pytest.raises(TooOld):
        bundles.take(way.counter.office, way.folder / "buendel-B-0001")


def test_a_stick_overtaken_by_the_link_raises_no_alarm(way: ByStick) -> None:
    bus, office = way.counter.bus, way.counter.office
    first, second = bus.submit("Berger"), bus.submit("Berger")
    folder = way.put(bus.request(first, checkpoint=Checkpoint(bus.chain, 1, first.hash)))
    office.exchange(bus.request(first, second, checkpoint=Checkpoint(bus.chain, 2, second.hash)))
    bundles.take(office, folder)
    (reply,) = way.replies(folder)
    assert reply.checkpoint is not None
    assert (reply.checkpoint.n, reply.checkpoint.head) == (2, second.hash)
    with reading(office.engine) as connection:
        assert [row.alarm for row in connection.execute(checkpoints.select())] == [None]


def test_the_administrator_reads_what_became_of_each_bundle(way: ByStick) -> None:
    bus, office = way.counter.bus, way.counter.office
    way.put(bus.request(bus.submit("Berger")))
    (way.put(bus.request()) / "manifest.json").write_bytes(b"{")
    said, is_whole = admin.take_bundles(office, [way.folder, way.folder / "nothing"])
    assert not is_whole
    good, damaged, none = said.splitlines()
    assert good == "B-0001: 1 entry receipted. The answer is on the stick."
    assert damaged.startswith(f"{way.folder / 'buendel-B-0002'}: It is damaged or was changed.")
    assert none.startswith(f"{way.folder / 'nothing'}: There is no bundle.")
    assert admin.take_bundles(office, [way.folder / "buendel-B-0001"])[1]
