"""Parting (Abschied): what a laptop that is to be wiped still says to its office, over HTTP.

What is unsent goes in sealed letters, once; the laptop's last word goes as often as it takes to be heard.
"""

from collections.abc import Sequence

from mobile_office.canonical import canonical
from mobile_office.domain.errors import Offline, Refused, Unknown
from mobile_office.protocol import Entry
from mobile_office.sealing import seal
from mobile_office.store.device import Device
from mobile_office.sync import wire
from mobile_office.sync.door import Answered, Door
from mobile_office.sync.enrolment import DeviceKeys
from mobile_office.sync.http import said_no, signed
from mobile_office.sync.requests import Signer
from mobile_office.sync.wipe import HANDOVER, Word

_TIMEOUT = 10.0  # seconds; a thief's network may be slow on purpose


def hand_over(url: str, device: Device, keys: DeviceKeys, entries: Sequence[Entry], signer: Signer) -> int:
    """Hand over entries in sealed letters until one is not taken; how many were. Never raises Offline or Unknown."""
    door, taken = Door(url, _TIMEOUT, signer, device.authorities), 0
    try:
        for at in range(0, len(entries), wire.BATCH):
            batch = entries[at : at + wire.BATCH]
            payload = canonical({"device": device.id, "entries": [each.to_json() for each in batch]})
            sealed = seal(
                payload,
                sender_seed=keys.seed,
                sender=device.id,
                recipient_public=device.office_exchange,
                recipient=wire.OFFICE,
                purpose=HANDOVER,
            )
            _believed(door.post("/v1/handovers", sealed, wire.SEALED), device.office_signing, sealed)
            taken += len(batch)
    except (Offline, Unknown, Refused):
        return taken
    finally:
        door.close()
    return taken


def give_word(url: str, office_signing: str, word: Word) -> None:
    """Tell the office that nothing is left. Raises Offline, Unknown or Refused; then it is to be told again."""
    # No authorities are left here to believe: the word hides nothing, and the answer proves itself by its signature.
    door, body = Door(url, _TIMEOUT, authorities=None), canonical(word.to_json())
    try:
        _believed(door.post("/v1/wiped", body, wire.CLEAR), office_signing, body)
    finally:
        door.close()


def _believed(answered: Answered, office_signing: str, asked: bytes) -> None:
    answer = signed(answered, office_signing)
    if answered.status != 200:
        raise said_no(answered, office_signing, wire.sha256(asked))
    if answer.get("request") != wire.sha256(asked):
        raise Unknown(reason="another_request")
