"""The keyring of the desktop (Schlüsselbund: Secret Service, KWallet), where one holds secrets under the login's own key.

A backend that keeps nothing, fails, or writes in clear counts as none. `keyring` takes a quarter of a second to load:
nothing here is imported before it is needed, and nothing here belongs on the window's thread.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mobile_office.domain.errors import Damaged

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "mobile-office"
PATIENCE = 60.0  # seconds somebody has to open a locked keyring when the desktop asks
_LEAST = (
    1  # the priority from which `keyring` itself recommends a backend; null, fail and clear text are below
)


def may_be_there() -> bool:
    """False where it is certain, at no cost, that there is none: without a message bus nobody answers."""
    bus = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "bus"
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bus.exists()


def is_there() -> bool:
    """Whether there is one that could hold a secret now, without asking anybody anything."""
    found = _found()
    return found is not None and not _is_locked(found)


def write(entry: str, secret: bytes) -> bool:
    """Put a secret in and read it back; True only when it came back the same."""
    found = _found()
    if found is None or _is_locked(found):
        return False
    try:
        found.set_password(SERVICE, entry, secret.hex())
        return found.get_password(SERVICE, entry) == secret.hex()
    except Exception:  # noqa: BLE001  every backend has errors of its own; each of them means that it was not taken
        return False


def read(entry: str) -> bytes:
    """The secret of an entry; the desktop may ask for the keyring's password meanwhile.

    Raises Damaged(what="device_secret") with the code "keyring_gone", "keyring_locked" or "keyring_empty".
    """
    found = _found()
    if found is None:
        raise Damaged("keyring_gone", what="device_secret")
    if _is_locked(found, ask=True):
        raise Damaged("keyring_locked", what="device_secret")
    try:
        held = found.get_password(SERVICE, entry)
    except Exception:  # noqa: BLE001  as above: it is there, and does not give it out
        raise Damaged("keyring_locked", what="device_secret") from None
    try:
        return bytes.fromhex(held or "none")
    except ValueError:
        raise Damaged("keyring_empty", what="device_secret") from None


def forget(entry: str) -> bool:
    """Take an entry out; False where that did not work, or nobody could open the keyring without being asked."""
    found = _found()
    if found is None or _is_locked(found):
        return False
    try:
        found.delete_password(SERVICE, entry)
    except Exception:  # noqa: BLE001  as above
        return False
    return True


def _found() -> "KeyringBackend | None":
    try:
        import keyring
        from keyring.backends.chainer import ChainerBackend

        chosen = keyring.get_keyring()
        backends = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
        return next((each for each in backends if each.priority >= _LEAST), None)
    except Exception:  # noqa: BLE001  a setting of `keyring` that names nonsense: then there is none
        return None


def _is_locked(found: "KeyringBackend", *, ask: bool = False) -> bool:
    """Whether it is a Secret Service that is locked; with `ask` the desktop asks, and waits `PATIENCE` seconds."""
    from keyring.backends import SecretService

    if not isinstance(found, SecretService.Keyring):
        return False
    import secretstorage

    try:
        collection = secretstorage.get_default_collection(secretstorage.dbus_init())
        try:
            if ask and collection.is_locked():
                collection.unlock(timeout=PATIENCE)
            return bool(collection.is_locked())
        finally:
            collection.connection.close()
    except Exception:  # noqa: BLE001  a service that does not answer opens nothing
        return True
