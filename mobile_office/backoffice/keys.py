"""The office's own keys: a 0600 file beside the database, made by the first command that needs it.

The root key signs the list of the others and is then needed no more: it lies in its own file, to be
taken off the machine. Losing the keys file means enrolling every device anew, so it is never remade
for a database that has devices. The authorities for TLS lie in the same file; the first one issues.
"""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from uuid_utils import uuid7

from mobile_office.backoffice.tls import Authority, new_authority
from mobile_office.domain.errors import Damaged, NotAllowed
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key, sign
from mobile_office.store import durable_file
from mobile_office.sync.wire import KEY_LIST, OfficeKeyList, fingerprint


@dataclass(frozen=True)
class OfficeKeys:
    """Private keys (raw) and the public list the root key has signed.

    `recovery` is empty while that key lies elsewhere: then nobody who forgot can be let in anew.
    """

    signing: bytes
    exchange: bytes
    recovery: bytes
    public: OfficeKeyList
    authorities: tuple[Authority, ...] = ()

    @property
    def root(self) -> bytes:
        """The fingerprint of the root key, which one-time codes carry."""
        return fingerprint(self.public.root)


def new_keys(now: datetime | None = None) -> tuple[OfficeKeys, bytes]:
    """Fresh keys of an office, and the root seed that has signed their list."""
    authorities = (new_authority(now or datetime.now(UTC)),)
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
        authorities=_published(authorities),
    )
    return OfficeKeys(signing, exchange, recovery, _signed(unsigned, root), authorities), root


def rotated(keys: OfficeKeys, root: bytes, now: datetime, names: tuple[str, ...] = ()) -> OfficeKeys:
    """The keys with the next authority announced beside the current one; or, when it was, with it alone in use.

    `root` is the root seed, which signs the list anew. Raises NotAllowed("root_foreign").
    """
    if public_key(root) != keys.public.root:
        raise NotAllowed("root_foreign")
    current, *following = keys.authorities or (new_authority(now, names),)
    authorities = tuple(following)
    if not following:
        authorities = (current, new_authority(now, names)) if keys.authorities else (current,)
    version = keys.public.version + 1
    unsigned = replace(keys.public, version=version, authorities=_published(authorities))
    return replace(keys, public=_signed(unsigned, root), authorities=authorities)


def _published(authorities: tuple[Authority, ...]) -> tuple[str, ...]:
    return tuple(authority.certificate for authority in authorities)


def _signed(unsigned: OfficeKeyList, root: bytes) -> OfficeKeyList:
    return replace(unsigned, signature=sign(root, KEY_LIST, unsigned.signed_part()))


def beside(keys_file: Path, ending: str) -> Path:
    """A file beside the office's keys: "root", or "server.pem"."""
    return keys_file.with_suffix(f".{ending}")


def write_keys(path: Path, keys: OfficeKeys) -> None:
    """Replace the keys at `path`, durable when it returns. Raises DiskFull or Damaged."""
    durable_file.write(path, _text(keys).encode())


def open_keys(path: Path, *, may_create: bool) -> OfficeKeys:
    """The keys at `path`, made on first use when allowed. Raises Damaged(what="office_keys")."""
    if not path.exists():
        if not may_create:
            raise Damaged(what="office_keys", reason="missing")
        _create(path)
    return _read(path)


def _create(path: Path) -> None:
    keys, root = new_keys()
    new = path.with_name(f"{path.name}.{uuid7()}")
    _write(new, _text(keys))
    try:
        os.link(new, path)  # never over keys that another process has just made
    except FileExistsError:
        return
    finally:
        new.unlink()
    _write(beside(path, "root"), root.hex() + "\n")


def _text(keys: OfficeKeys) -> str:
    content = {
        "signing": keys.signing.hex(),
        "exchange": keys.exchange.hex(),
        "recovery": keys.recovery.hex(),
        "public": keys.public.to_json(),
        "authorities": [asdict(authority) for authority in keys.authorities],
    }
    return json.dumps(content, indent=1)


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
            recovery=bytes.fromhex(value.get("recovery", "")),
            public=OfficeKeyList.from_json(value["public"]),
            authorities=tuple(Authority(**each) for each in value.get("authorities", ())),
        )
        belongs = keys.public.signing == public_key(keys.signing)
        belongs = belongs and keys.public.exchange == exchange_public(keys.exchange)
        belongs = belongs and keys.public.authorities == _published(keys.authorities)
        belongs = belongs and (not keys.recovery or keys.public.recovery == exchange_public(keys.recovery))
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(what="office_keys") from error
    if not belongs:
        raise Damaged(what="office_keys")
    return keys
