"""The door over real sockets: every bad network has its own code, and nothing foreign is taken for the office."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from mobile_office.backoffice.tls import Authority, new_authority, server_certificate
from mobile_office.domain.errors import ClockWrong, Damaged, Offline, Trouble, Unknown, Untrusted
from mobile_office.protocol import VERSION
from mobile_office.sync.door import Door
from mobile_office.sync.wire import CLEAR, PROTOCOL_HEADER
from tests.sync.roads import cutting, portal, shown

OURS = {PROTOCOL_HEADER: str(VERSION)}
TODAY = datetime.now(UTC)
US, THEM = new_authority(TODAY), new_authority(TODAY)
HERE = ("127.0.0.1",)


def met(url: str, authorities: tuple[str, ...] = (US.certificate,)) -> Trouble:
    """What asking at an address comes to."""
    door = Door(url, 2.0, authorities=authorities)
    try:
        with pytest.raises(Trouble) as caught:
            door.get("/v1/health?nonce=a")
        return caught.value
    finally:
        door.close()


def is_met(trouble: Trouble, kind: type[Trouble], code: str) -> bool:
    return type(trouble) is kind and trouble.code == code


@pytest.mark.parametrize(
    "status, headers, code",
    [
        (302, {"Location": "http://127.0.0.1:9/login"}, "captive_portal"),
        (200, {"Content-Type": "text/html; charset=utf-8"}, "captive_portal"),
        (511, {"Content-Type": "text/html"}, "captive_portal"),
        (200, {"Content-Type": CLEAR}, "not_the_office"),
        (204, {}, "not_the_office"),
        (502, {"Content-Type": "text/plain"}, "not_the_office"),
        (200, {"Content-Encoding": "gzip", **OURS}, "not_the_office"),
        (200, {"Content-Length": "900", **OURS}, "answer_cut"),
    ],
)
def test_who_answers_in_the_office_s_place_is_recognised(
    status: int, headers: dict[str, str], code: str
) -> None:
    with portal(status, headers, b"{}") as url:
        assert is_met(met(url), Unknown, code)


@pytest.mark.parametrize("hint, seconds", [("120", 120), ("999999", 3600), ("", 0), ("tomorrow", 0)])
def test_a_busy_office_is_waited_for(hint: str, seconds: int) -> None:
    with portal(503, {"Retry-After": hint}, b"") as url:
        trouble = met(url)
    assert is_met(trouble, Offline, "office_busy")
    assert trouble.details["seconds"] == seconds


def test_no_network_and_no_office_are_two_things() -> None:
    assert is_met(met("http://office.invalid:8470"), Offline, "no_network")
    assert is_met(met("https://127.0.0.1:9"), Offline, "office_unreachable")


def test_a_line_that_is_cut_leaves_the_outcome_unknown() -> None:
    for said in (b"", b"HTTP/1.1 200 OK\r\nMobile-"):
        with cutting(said) as url:
            assert is_met(met(url), Unknown, "answer_cut")


def tls(folder: Path, authority: Authority, names: tuple[str, ...] = HERE, at: datetime = TODAY) -> Trouble:
    """What a server with such a certificate comes to, for a device that believes `US`."""
    with portal(200, OURS, b"{}", shown(folder, server_certificate(authority, names, at))) as url:
        return met(url)


def test_a_certificate_in_our_name_from_elsewhere_is_somebody_reading_along(tmp_path: Path) -> None:
    assert is_met(tls(tmp_path, THEM), Untrusted, "intercepted")


def test_a_certificate_in_its_own_name_is_a_login_page(tmp_path: Path) -> None:
    assert is_met(tls(tmp_path, THEM, ("wlan.hotel.example",)), Offline, "captive_portal")


def test_a_page_in_clear_where_tls_was_asked_for_is_a_login_page() -> None:
    with portal(200, {"Content-Type": "text/html"}, b"<html>") as url:
        assert is_met(met(url.replace("http:", "https:")), Offline, "captive_portal")


def test_another_server_of_the_office_is_not_the_office_s(tmp_path: Path) -> None:
    assert is_met(tls(tmp_path, US, ("other.example",)), Untrusted, "office_misnamed")


def test_an_expired_certificate_and_one_of_tomorrow_are_told_apart(tmp_path: Path) -> None:
    assert is_met(tls(tmp_path, US, at=TODAY - timedelta(days=120)), Untrusted, "office_expired")
    assert is_met(tls(tmp_path, US, at=TODAY + timedelta(days=3)), ClockWrong, "clock_wrong")


def test_our_own_authority_is_enough_and_an_old_one_is_replaced(tmp_path: Path) -> None:
    with portal(200, OURS, b"{}", shown(tmp_path, server_certificate(US, HERE, TODAY))) as url:
        door = Door(url, 2.0, authorities=(THEM.certificate,))
        with pytest.raises(Untrusted):
            door.get("/")
        door.believe((THEM.certificate, US.certificate))
        assert door.get("/").status == 200
        door.close()
        anybody = Door(url, 2.0, authorities=None)
        assert anybody.get("/").status == 200
        anybody.close()
        assert is_met(met(url, ()), Untrusted, "intercepted")  # no system's authority is asked


@pytest.mark.parametrize("authority", ["", "AAAA", "?", US.key])
def test_an_authority_that_is_none_is_a_damaged_device(authority: str) -> None:
    assert is_met(met("https://127.0.0.1:9", (authority,)), Damaged, "damaged")


def test_nothing_is_made_for_a_line_that_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    class Client(httpx.Client):
        def __init__(self, **how: Any) -> None:
            made.append(how["verify"])
            assert how["trust_env"] is False
            super().__init__(**how)

    monkeypatch.setattr(httpx, "Client", Client)
    Door("https://office.example").close()
    assert made == []
    for url in ("https://127.0.0.1:9", "HTTP://127.0.0.1:9", "http://127.0.0.1:9"):
        door = Door(url)
        with pytest.raises(Offline):
            door.get("/")
        door.close()
    believed, *clear = made  # every line that can speak TLS verifies
    assert clear == [False, False]
    assert isinstance(believed, ssl.SSLContext)
    assert (believed.verify_mode, believed.check_hostname, believed.get_ca_certs()) == (
        ssl.CERT_REQUIRED,
        True,
        [],
    )
