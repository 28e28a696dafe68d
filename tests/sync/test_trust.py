"""Whom a laptop believes; that each bad line has its own word is tested over real sockets in test_door.py."""

import errno
import ssl

import pytest

from mobile_office.backoffice.tls import new_authority
from mobile_office.sync.trust import context, not_connected, unbelieved
from tests.backoffice.counter import NOW


def test_only_the_given_authorities_are_believed() -> None:
    believed = context([new_authority(NOW).certificate, new_authority(NOW).certificate])
    assert len(believed.get_ca_certs()) == 2
    assert (believed.verify_mode, believed.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert believed.minimum_version is ssl.TLSVersion.TLSv1_3
    assert unbelieved().verify_mode is ssl.CERT_NONE


@pytest.mark.parametrize(
    "error, code",
    [
        (OSError(errno.ENETUNREACH, ""), "no_network"),
        (OSError(errno.EHOSTUNREACH, ""), "no_network"),
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), "office_unreachable"),
        (TimeoutError(), "office_unreachable"),
        (ConnectionResetError(errno.ECONNRESET, ""), "office_unreachable"),
    ],
)
def test_no_way_out_and_nobody_there_are_told_apart(error: OSError, code: str) -> None:
    wrapped = RuntimeError()
    wrapped.__cause__ = error
    assert not_connected(wrapped, "https://office.example", 1.0).code == code
