"""The office's own keys: a 0600 file beside the database, made by the first command that needs it.

The root key signs the list of the others and is then needed no more: it lies in its own file, to be
taken off the machine. Losing the keys file means enrolling every device anew, so it is never remade
for a database that has devices.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from uuid_utils import uuid7

from mobile_office.domain.errors import Damaged
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key, sign
from mobile_office.sync.wire import KEY_LIST, OfficeKeyList, fingerprint


@dataclass(frozen=True)
class OfficeKeys:
    """Private keys (raw) and the public list the root key has signed."""

    signing: bytes
    exchange: bytes
    recovery: bytes
    public: OfficeKeyList

    @property
    def root(self) -> bytes:
        """The fingerprint of the root key, which one-time codes carry."""
        return fingerprint(self.public.root)


def new_keys() -> tuple[OfficeKeys, bytes]:
    """Fresh keys of an office, and the root seed that has signed their list."""
    root, signing, exchange, recovery = (
        new_signing_key(),
        new_signing_key(),
        new_exchange_key(),
        new_exchange_key(),
    )
    unsigned = OfficeKeyList(
        version=1,
        signing=public_key(signing),
        exchange=exchange_public(exchange),
        recovery=exchange_public(recovery),
        root=public_key(root),
    )
    signature = sign(root, KEY_LIST, unsigned.signed_part())
    public = OfficeKeyList.from_json({**unsigned.to_json(), "signature": signature})
    return OfficeKeys(signing, exchange, recovery, public), root


def open_keys(path: Path, *, may_create: bool) -> OfficeKeys:
    """The keys at `path`, made on first use when allowed. Raises Damaged(what="office_keys")."""
    if not path.exists():
        if not may_create:
            raise Damaged(what="office_keys", reason="missing")
        _create(path)
    return _read(path)


def _create(path: Path) -> None:
    keys, root = new_keys()
    content = {
        "signing": keys.signing.hex(),
        "exchange": keys.exchange.hex(),
        "recovery": keys.recovery.hex(),
        "public": keys.public.to_json(),
    }
    new = path.with_name(f"{path.name}.{uuid7()}")
    _write(new, json.dumps(content, indent=1))
    try:
        os.link(new, path)  # never over keys that another process has just made
    except FileExistsError:
        return
    finally:
        new.unlink()
    _write(path.with_suffix(".root"), root.hex() + "\n")


def _write(path: Path, text: str) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(opened)


def _read(path: Path) -> OfficeKeys:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        keys = OfficeKeys(
            signing=bytes.fromhex(value["signing"]),
            exchange=bytes.fromhex(value["exchange"]),
            recovery=bytes.fromhex(value["recovery"]),
            public=OfficeKeyList.from_json(value["public"]),
        )
        belongs = keys.public.signing == public_key(keys.signing)
        belongs = belongs and keys.public.exchange == exchange_public(keys.exchange)
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(what="office_keys") from error
    if not belongs:
        raise Damaged(what="office_keys")
    return keys
