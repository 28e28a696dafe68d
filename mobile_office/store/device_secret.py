"""The device secret (Gerätegeheimnis): 32 bytes that every slot of a home needs beside its passphrase.

A copied home without it opens nothing. It lies in the desktop's keyring where there is one, else in a file that only
its owner may read (security.md 2, ADR 019); the file then names the entry. The recovery grant is its second copy.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Literal

from mobile_office.canonical import canonical, digest
from mobile_office.domain.errors import Damaged
from mobile_office.store import durable_file, os_keyring

FILE = "device.secret"
BYTES = 32

Place = Literal["file", "keyring", ""]


class DeviceSecret:
    """The secret of one home."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def read(self) -> bytes:
        """The 32 bytes. Raises Damaged(what="device_secret") where they are gone or spoilt, or the keyring is shut.

        Where it lies in the keyring this may wait for somebody to open that; never call it on the window's thread.
        """
        data = self._data()
        entry = _entry_in(data)
        secret = os_keyring.read(entry) if entry else data
        if len(secret) != BYTES:
            raise Damaged(what="device_secret")
        if entry and _entry_of(secret) != entry:  # somebody else's, or changed: no slot would open with it
            raise Damaged("keyring_empty", what="device_secret")
        return secret

    @property
    def place(self) -> Place:
        """Where it lies; "" where neither a secret nor the name of an entry can be read."""
        data = self._data()
        if _entry_in(data):
            return "keyring"
        return "file" if len(data) == BYTES else ""

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

    def move_to_keyring(self) -> bool:
        """Let the keyring hold it from now on, where there is an open one; True when it lies there.

        The keyring has given it back before the file changes, and the file changes at once: killed anywhere, the home
        opens. Nobody is asked anything. Raises DiskFull or Damaged(what="home"); then the file still holds it.
        """
        if self.place != "file":
            return self.place == "keyring"
        secret = self.read()
        entry = _entry_of(secret)
        if not os_keyring.write(entry, secret):
            return False
        try:
            with self._path.open("r+b") as before:
                durable_file.write(self._path, canonical({"keyring": entry}))
                before.write(
                    bytes(BYTES)
                )  # the old file's own bytes; flash memory may keep a copy all the same
                before.flush()
                os.fsync(before.fileno())
        except OSError as error:
            raise durable_file.trouble_of(error) from None
        return True

    def entry(self) -> str:
        """The name of its entry in the keyring; "" where it lies elsewhere."""
        return _entry_in(self._data())

    def _data(self) -> bytes:
        try:
            return self._path.read_bytes()
        except OSError:
            return b""


def _entry_of(secret: bytes) -> str:
    """The name of a secret's entry: always the same one, so that a move killed half way leaves no second entry.

    It says nothing about the secret (random 32 bytes), and tells when the keyring gives out another one.
    """
    return digest(["device secret", 1, secret.hex()])


def _entry_in(data: bytes) -> str:
    if len(data) == BYTES or not data.startswith(b"{"):
        return ""
    try:
        return str(json.loads(data)["keyring"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
