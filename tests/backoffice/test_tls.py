"""The office's own authority: the certificate it gives, its renewal, and a delivery over it on a real socket."""

import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.keys import rotated
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tls import (
    DUE,
    SERVER_LASTS,
    ServerCertificate,
    is_due,
    new_authority,
    server_certificate,
)
from mobile_office.domain.errors import Damaged, Untrusted
from mobile_office.store.device import read_device, renew_authorities, write_device
from mobile_office.sync.enrolment import enrol
from mobile_office.sync.http import office_of
from tests.backoffice.counter import STREAM, Counter, open_counter

TODAY = datetime.now(UTC)
HERE = ("127.0.0.1", "office.example")


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path, clock=lambda: datetime.now(UTC)) as counter:
        yield counter


def certificate_of(counter: Counter, folder: Path) -> ServerCertificate:
    certificate = ServerCertificate(folder / "server.pem", counter.office.keys.authorities[0], HERE)
    certificate.renew(TODAY)
    return certificate


def test_an_authority_vouches_for_servers_and_for_nothing_below_it() -> None:
    made, _ = new_authority(TODAY, ["office.example", "192.0.2.7"]).opened()
    constraints = made.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)
    names = made.extensions.get_extension_for_class(x509.NameConstraints).value
    assert names.permitted_subtrees == [x509.DNSName("office.example")]
    assert made.not_valid_after_utc - TODAY > timedelta(days=3650)


def test_a_server_s_certificate_is_made_anew_in_time_and_for_other_names() -> None:
    authority = new_authority(TODAY)
    pem = server_certificate(authority, HERE, TODAY)
    assert not is_due(pem, authority, HERE, TODAY)
    assert not is_due(pem, authority, HERE, TODAY + SERVER_LASTS - DUE - timedelta(hours=1))
    assert is_due(pem, authority, HERE, TODAY + SERVER_LASTS - DUE + timedelta(hours=1))
    assert is_due(pem, authority, ("office.example",), TODAY)
    assert is_due(pem, new_authority(TODAY), HERE, TODAY)
    assert is_due(b"", authority, HERE, TODAY)


def test_only_the_owner_reads_the_server_s_key(counter: Counter, tmp_path: Path) -> None:
    certificate = certificate_of(counter, tmp_path)
    assert stat.S_IMODE(certificate.path.stat().st_mode) == 0o600
    assert not certificate.renew(TODAY)


def test_a_running_server_shows_the_renewed_certificate(counter: Counter, tmp_path: Path) -> None:
    certificate = certificate_of(counter, tmp_path)
    shown = certificate.context()
    later = TODAY + SERVER_LASTS - DUE / 2
    before = certificate.path.read_bytes()
    with certificate.kept_fresh(shown, lambda: later, every=0.02):
        for _ in range(500):
            if certificate.path.read_bytes() != before:
                break
            time.sleep(0.01)
    assert certificate.path.read_bytes() != before


def test_a_laptop_enrols_and_delivers_over_tls_and_believes_nobody_else(
    counter: Counter, tmp_path: Path
) -> None:
    office = counter.office
    code = office.invite_device(STREAM, "T", "bus").text
    with in_thread(office, certificate=certificate_of(counter, tmp_path)) as url:
        assert url.startswith("https://")
        enrolled = enrol(url, code)
        assert enrolled.device.authorities == office.keys.public.authorities
        bus = counter.bus
        with office_of(enrolled.device, enrolled.keys.seed, enrolled.keys.exchange) as door:
            assert abs(door.reach() - datetime.now(UTC)) < timedelta(minutes=1)
        with bus.over_http(url) as stranger, pytest.raises(Untrusted):  # pinned no authority
            stranger.exchange(bus.request())


def test_authorities_follow_each_other_and_delivery_goes_on(counter: Counter, tmp_path: Path) -> None:
    office, home = counter.office, tmp_path / "home"
    root = bytes.fromhex((tmp_path / "office.db.root").read_text())
    bus, own = counter.bus, office.keys.public
    device = replace(bus.device, authorities=own.authorities, keys_version=own.version)
    write_device(home, device)

    def deliver(served: Office, number: int) -> int:
        """One exchange with an office of these keys, from what the home remembers."""
        certificate = ServerCertificate(tmp_path / f"{number}.pem", served.keys.authorities[0], HERE)
        certificate.renew(datetime.now(UTC))
        with in_thread(served, certificate=certificate) as url:
            known = read_device(home)
            with office_of(
                known,
                bus.keys.seed,
                bus.keys.exchange,
                url,
                lambda keys: renew_authorities(home, keys.authorities, keys.version),
            ) as door:
                door.exchange(bus.request())
                door.exchange(bus.request())  # over what it believes now
        return read_device(home).keys_version

    announced = rotated(office.keys, root, TODAY)
    in_use = rotated(announced, root, TODAY)
    assert deliver(office, 1) == 1
    assert deliver(Office(office.engine, announced, office.clock), 2) == 2
    assert read_device(home).authorities == announced.public.authorities
    assert deliver(Office(office.engine, in_use, office.clock), 3) == 3
    assert (
        deliver(Office(office.engine, replace(in_use, public=announced.public), office.clock), 4) == 3
    )  # an older list is ignored
    assert read_device(home).authorities == in_use.public.authorities
    with pytest.raises(Untrusted):
        deliver(office, 5)  # the authority before is forgotten


def test_a_damaged_authority_is_said() -> None:
    with pytest.raises(Damaged):
        replace(new_authority(TODAY), key="AAAA").opened()
