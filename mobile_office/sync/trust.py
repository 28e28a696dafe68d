"""Whom a laptop believes on a TLS line: the office's own authorities, no system's, and what it means when it cannot.

A failed handshake is looked into, because a hotel's login page and somebody reading along need different sentences.
Nothing of ours is sent to an end that was not believed.
"""

import base64
import errno
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from mobile_office.domain.errors import ClockWrong, Offline, Trouble, Untrusted

_NOT_YET, _EXPIRED = 9, 10  # OpenSSL's X509_V_ERR_*
_OTHER_NAME = (62, 64)
_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)
_NOT_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_MESSAGE", "PACKET_LENGTH_TOO_LONG")
_HTTPS = 443


def context(authorities: Sequence[str]) -> ssl.SSLContext:
    """Believes these authorities (DER in base64) and nobody else; TLS 1.3. Raises ValueError or ssl.SSLError."""
    believed = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    believed.minimum_version = ssl.TLSVersion.TLSv1_3
    for authority in authorities:
        believed.load_verify_locations(cadata=base64.b64decode(authority, validate=True))
    return believed


def unbelieved() -> ssl.SSLContext:
    """Believes everybody: for fetching the list of keys, which proves itself (`OfficeKeyList.check`)."""
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE
    return anybody


def not_connected(error: BaseException, url: str, timeout: float) -> Trouble:
    """What it means that no line could be made (as value, to raise). Looks at who is there when it matters."""
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                return _not_believed(cause.verify_code, url, timeout)
            case ssl.SSLError() if cause.reason in _NOT_TLS:
                return Offline("captive_portal")  # a page in clear where the office would speak TLS
            case socket.gaierror():
                return Offline("no_network")
            case OSError() if cause.errno in _NO_WAY:
                return Offline("no_network")
    return Offline("office_unreachable")


def _not_believed(code: int, url: str, timeout: float) -> Trouble:
    if code == _NOT_YET:
        return ClockWrong()  # the office's certificates begin a day early: our clock is behind
    if code == _EXPIRED:
        return Untrusted("office_expired")
    if code in _OTHER_NAME:
        return Untrusted("office_misnamed")
    return Untrusted("intercepted") if _poses_as(url, timeout) else Offline("captive_portal")


def _poses_as(url: str, timeout: float) -> bool:
    """True when whoever is there shows a certificate in the office's name: not a login page's own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        with (
            socket.create_connection((host, parts.port or _HTTPS), timeout) as line,
            unbelieved().wrap_socket(line, server_hostname=host) as shown,
        ):
            return _is_for(shown.getpeercert(binary_form=True) or b"", host)
    except (OSError, ValueError):
        return True  # gone before it was seen: the graver word


def _is_for(certificate: bytes, host: str) -> bool:
    from cryptography import x509  # only when something is wrong

    try:
        read = x509.load_der_x509_certificate(certificate)
        names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    try:
        return ipaddress.ip_address(host) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        return host.lower() in (name.lower() for name in names.get_values_for_type(x509.DNSName))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
