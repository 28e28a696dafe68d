"""The recovery key (Notschlüssel) on its own: a file that is taken off the machine, and brought back when it is needed.

Without it the office serves as ever; only nobody who forgot their passphrase can be let in anew.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

from mobile_office.backoffice.keys import OfficeKeys
from mobile_office.domain.errors import Damaged, NotAllowed
from mobile_office.sealing import exchange_public
from mobile_office.store import durable_file


def take_away(keys_file: Path, target: Path) -> None:
    """Move the recovery key out of the office's keys into a file of its own, readable by its owner only.

    The file is durable before the key leaves the others. Raises NotAllowed (recovery_key_away, file_exists),
    Damaged(what="office_keys").
    """
    try:
        value = json.loads(keys_file.read_text(encoding="utf-8"))
        key = str(value.pop("recovery", ""))
    except (OSError, ValueError, AttributeError) as error:
        raise Damaged(what="office_keys") from error
    if not key:
        raise NotAllowed("recovery_key_away")
    try:
        opened = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise NotAllowed("file_exists") from error
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(opened)
    durable_file.write(keys_file, json.dumps(value, indent=1).encode())


def with_recovery(keys: OfficeKeys, file: Path) -> OfficeKeys:
    """The office's keys with the recovery key from its file. Raises Damaged(what="recovery_key")."""
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
        belongs = exchange_public(key) == keys.public.recovery
    except (OSError, ValueError) as error:
        raise Damaged(what="recovery_key") from error
    if not belongs:
        raise Damaged(what="recovery_key")
    return replace(keys, recovery=key)
