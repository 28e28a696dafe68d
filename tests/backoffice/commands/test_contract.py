"""The codes for the contract tests: what is printed is what they read, and it lets them in."""

from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.commands.contract import codes
from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.office import open_office
from mobile_office.domain.case import Action
from tests.contracts.sites import joined

OURS = "00000001"


def test_the_tests_join_with_what_is_printed_and_work_again_and_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database, file = f"sqlite:///{tmp_path / 'office.db'}", tmp_path / "codes.toml"
    assert main(["contract-codes", "--database", database, "--stream", OURS]) == 0
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    office = open_office(database)
    try:
        with in_thread(office) as url:
            elsewhere = joined(url, file)
            for start in (0, 2):
                with elsewhere.site() as site:
                    bus = site.counter.bus
                    submitted = bus.submit("Berger")
                    request = bus.request(submitted, bus.decide("Thiele", Action.APPROVE, submitted))
                    numbers = [one.receipt.seq for one in site.door.exchange(request).accepted]
                    assert numbers == [start + 1, start + 2]
                    with pytest.raises(pytest.skip.Exception, match="somebody else's"):
                        site.counter.office.revoke_device(bus.device.id)
    finally:
        office.close()


def test_each_run_takes_letters_of_its_own(tmp_path: Path) -> None:
    office = open_office(f"sqlite:///{tmp_path / 'office.db'}")
    try:
        (tmp_path / "1.toml").write_text(codes(office, OURS), encoding="utf-8")
        (tmp_path / "2.toml").write_text(codes(office, OURS), encoding="utf-8")
        with in_thread(office) as url:
            first = joined(url, tmp_path / "1.toml")
            assert (first.bus.device.letter, first.station.device.letter) == ("ZZ", "ZY")
            (tmp_path / "3.toml").write_text(codes(office, OURS), encoding="utf-8")
            again = joined(url, tmp_path / "3.toml")
            assert (again.bus.device.letter, again.station.device.letter) == ("ZX", "ZW")
            assert replace(again.bus.device, id="", letter="") == replace(first.bus.device, id="", letter="")
    finally:
        office.close()


def test_a_municipality_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["contract-codes"])
    assert "--stream" in capsys.readouterr().err
