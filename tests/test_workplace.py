"""The workplace: what a home holds once it is opened, and clear errors when it cannot be."""

from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged, NotEnrolled, WrongKey
from mobile_office.workplace import open_workplace
from tests.house import Laptop


def test_a_home_opens_again_as_it_was(laptop: Laptop) -> None:
    place = laptop.place
    again = open_workplace(place.home, laptop.people["Berger"].dbk)
    assert (again.device, again.keys, again.chain()) == (place.device, place.keys, place.chain())
    assert {service.id for service in again.catalog.current()} >= {"registration", "id_card", "id_exemption"}
    again.close()


def test_a_new_chain_is_kept(laptop: Laptop) -> None:
    before = laptop.place.chain()
    laptop.place.begin_chain()
    assert laptop.place.chain() != before


def test_a_bare_folder_is_not_enrolled(tmp_path: Path) -> None:
    with pytest.raises(NotEnrolled):
        open_workplace(tmp_path, bytes(32))


def test_a_wrong_key_and_a_damaged_store_are_told_apart(laptop: Laptop) -> None:
    home, dbk = laptop.place.home, laptop.people["Berger"].dbk
    laptop.place.close()
    with pytest.raises(WrongKey):
        open_workplace(home, bytes(32))
    store = home / "store.db"
    kept = bytearray(store.read_bytes())
    kept[500] ^= 1
    store.write_bytes(kept)
    with pytest.raises(Damaged):
        open_workplace(home, dbk)
