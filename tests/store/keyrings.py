"""Keyrings for tests, registered through the library's own API: one that keeps its entries in a file, and broken ones.

The library's choice is put back afterwards; nothing here touches the keyring of whoever runs the tests.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileKeyring(KeyringBackend):
    """Entries in one file. `priority` is what the library goes by; a locked one gives nothing out."""

    priority = 5.0

    def __init__(self, path: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.path, self.locked = path, False

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self.entries(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        entries = self.entries()
        if entries.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError
        self._write(entries)

    def entries(self) -> dict[str, str]:
        """Everything in it. Raises KeyringLocked."""
        if self.locked:
            raise KeyringLocked
        return dict(json.loads(self.path.read_text())) if self.path.exists() else {}

    def _write(self, entries: dict[str, str]) -> None:
        self.path.write_text(json.dumps(entries))


class ClearText(FileKeyring):
    """One that the library itself does not recommend."""

    priority = 0.5


class Forgetful(FileKeyring):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing is kept."""


@contextmanager
def registered(backend: KeyringBackend) -> Iterator[None]:
    """This backend is the machine's keyring meanwhile."""
    before = keyring.core._keyring_backend
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.core._keyring_backend = before
