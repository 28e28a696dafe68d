"""The office's own certificate authority (Zertifizierungsstelle) and the server's certificate.

Devices trust this authority alone and nothing else does, so it is put into no system's store. EC P-256; an authority
is good for ten years and for servers only, a server's certificate for 90 days, made anew in its last 30.
"""

import base64
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mobile_office.domain.errors import Damaged
from mobile_office.store import durable_file

AUTHORITY_LASTS = timedelta(days=3652)
SERVER_LASTS = timedelta(days=90)
DUE = timedelta(days=30)  # what is left when a server's certificate is made anew
_BEFORE = timedelta(days=1)  # a laptop's clock may be behind a little
_LOOKS = 6 * 3600.0  # seconds between two looks while serving


@dataclass(frozen=True)
class Authority:
    """A certificate and its private key (PKCS#8), both DER in base64."""

    certificate: str
    key: str

    def opened(self) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """Both as objects. Raises Damaged(what="office_keys")."""
        try:
            key = serialization.load_der_private_key(base64.b64decode(self.key), None)
            certificate = x509.load_der_x509_certificate(base64.b64decode(self.certificate))
        except (ValueError, TypeError) as error:
            raise Damaged(what="office_keys") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise Damaged(what="office_keys")
        return certificate, key


def new_authority(now: datetime, names: Sequence[str] = ()) -> Authority:
    """A fresh authority; with `names` it can vouch for these servers and what lies below them only."""
    key = ec.generate_private_key(ec.SECP256R1())
    # told apart by their keys, also in a log: two authorities are trusted while one follows the other
    mark = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    name = _named(f"Mobile Office {mark.digest[:4].hex()}")
    builder = _builder(name, name, key.public_key(), now, AUTHORITY_LASTS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(is_authority=True), critical=True)
    builder = builder.add_extension(mark, critical=False)
    if names:
        permitted = [x509.DNSName(each.general.value) for each in map(_Name, names) if each.is_dns]
        constraints = x509.NameConstraints(permitted_subtrees=permitted or None, excluded_subtrees=None)
        builder = builder.add_extension(constraints, critical=True) if permitted else builder
    return Authority(_der(builder.sign(key, hashes.SHA256())), _private(key))


def server_certificate(authority: Authority, names: Sequence[str], now: datetime) -> bytes:
    """A server's private key and its certificate, PEM, for these DNS names or addresses."""
    issuer, issuing = authority.opened()
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_named(names[0][:64]), issuer.subject, key.public_key(), now, SERVER_LASTS)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(is_authority=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    alternatives = x509.SubjectAlternativeName([_Name(name).general for name in names])
    builder = builder.add_extension(alternatives, critical=False)
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key())
    builder = builder.add_extension(by, critical=False)
    marked = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = builder.add_extension(marked, critical=False)
    certificate = builder.sign(issuing, hashes.SHA256())
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return plain + certificate.public_bytes(serialization.Encoding.PEM)


def is_due(pem: bytes, authority: Authority, names: Sequence[str], now: datetime) -> bool:
    """True when a server's certificate must be made anew: soon too old, of another authority, or for other names."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        alternatives = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        certificate.verify_directly_issued_by(authority.opened()[0])
    except (InvalidSignature, TypeError, ValueError, x509.ExtensionNotFound):
        return True
    wanted = [_Name(name).general for name in names]
    return list(alternatives) != wanted or certificate.not_valid_after_utc - now < DUE


@dataclass(frozen=True)
class ServerCertificate:
    """The server's certificate in a file (0600) beside the office's keys, where a proxy may read it too."""

    path: Path
    authority: Authority
    names: tuple[str, ...]

    def renew(self, now: datetime) -> bool:
        """Make the file when it is due; True when it was. Raises Damaged or DiskFull."""
        if self.path.exists() and not is_due(self.path.read_bytes(), self.authority, self.names, now):
            return False
        durable_file.write(self.path, server_certificate(self.authority, self.names, now))
        return True

    def context(self) -> ssl.SSLContext:
        """What a server shows; TLS 1.3."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.path)
        return context

    @contextmanager
    def kept_fresh(
        self, context: ssl.SSLContext | None, clock: Callable[[], datetime], every: float = _LOOKS
    ) -> Iterator[None]:
        """While the block runs, look every `every` seconds; new connections get what was made anew.

        Without a `context` only the file is kept, for a proxy.
        """
        is_over = threading.Event()

        def look() -> None:
            while not is_over.wait(every):
                self.renew(clock())
                if context:
                    context.load_cert_chain(self.path)  # also what another process beside us has renewed

        thread = threading.Thread(target=look, name="certificate", daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()


@dataclass(frozen=True)
class _Name:
    """A server's name or address as a certificate says it."""

    text: str

    @property
    def general(self) -> x509.GeneralName:
        try:
            return x509.IPAddress(ipaddress.ip_address(self.text))
        except ValueError:
            return x509.DNSName(self.text.encode("idna").decode())

    @property
    def is_dns(self) -> bool:
        return isinstance(self.general, x509.DNSName)


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + lasts)
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _der(certificate: x509.Certificate) -> str:
    return base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()


def _private(key: ec.EllipticCurvePrivateKey) -> str:
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return base64.b64encode(plain).decode()
