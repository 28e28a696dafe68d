"""The device secret (Gerätegeheimnis): 32 bytes that every slot of a home needs beside its passphrase.

A copied home without it opens nothing. It lies in a file that only its owner may read (security.md 2).
"""

import secrets
from pathlib import Path

from mobile_office.domain.errors import Damaged
from mobile_office.store import durable_file

FILE = "device.secret"
BYTES = 32


class DeviceSecret:
    """The secret of one home."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def read(self) -> bytes:
        """The 32 bytes. Raises Damaged(what="device_secret") where they are gone or spoilt."""
        try:
            data = self._path.read_bytes()
        except OSError:
            data = b""
        if len(data) != BYTES:
            raise Damaged(what="device_secret")
        return data

    def is_there(self) -> bool:
        """Whether this home has had one; it may be spoilt."""
        return self._path.exists()

    def is_the(self, secret: bytes) -> bool:
        """Whether it is this one; False where it is gone or spoilt."""
        try:
            return self.read() == secret
        except Damaged:
            return False

    def create(self) -> None:
        """Make a new one; durable when the call returns."""
        self.write(secrets.token_bytes(BYTES))

    def write(self, secret: bytes) -> None:
        """Put one in place, such as the one that a recovery brings back; durable when the call returns."""
        durable_file.write(self._path, secret)
