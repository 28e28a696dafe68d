"""One-time codes: twelve words of four characters that an office hands to a device or a person.

A code carries a 128-bit secret, the fingerprint of the office's root key and a check of both, so a
typing error is found before anything is sent, and another office's server is noticed at once.
The secret itself never travels: the office knows two hashes of it.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from mobile_office.canonical import Json, canonical
from mobile_office.domain.errors import NotAllowed
from mobile_office.sync.wire import FINGERPRINT

SECRET = 16
_CHECK = 2
_READ_AS = str.maketrans("018", "OIB")  # digits that base32 does not have, read as what they look like


@dataclass(frozen=True)
class Code:
    """A one-time code: `secret` (16 bytes) and `root`, the pinned fingerprint (12 bytes)."""

    secret: bytes
    root: bytes

    @property
    def text(self) -> str:
        """The code as it is read aloud: `ABCD-EFGH-...`, twelve groups."""
        data = self.secret + self.root
        letters = base64.b32encode(data + _check(data)).decode()
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))

    @classmethod
    def read(cls, text: str) -> "Code":
        """Read a typed code; blanks, hyphens and case do not matter.

        Raises NotAllowed("code_mistyped").
        """
        letters = re.sub(r"[\s\-]", "", text).upper().translate(_READ_AS)
        try:
            data = base64.b32decode(letters)
        except ValueError as error:
            raise NotAllowed("code_mistyped") from error
        body, check = data[:-_CHECK], data[-_CHECK:]
        if len(body) != SECRET + FINGERPRINT or _check(body) != check:
            raise NotAllowed("code_mistyped")
        return cls(body[:SECRET], body[SECRET:])

    @property
    def lookup(self) -> str:
        """What names the code to the office (hex): SHA-256 of "lookup" and the secret."""
        return hashlib.sha256(b"lookup" + self.secret).hexdigest()

    @property
    def proof_key(self) -> str:
        """The key of `proof` (hex): SHA-256 of "proof" and the secret."""
        return hashlib.sha256(b"proof" + self.secret).hexdigest()


def proof(proof_key: str, claim: Json) -> str:
    """HMAC-SHA256 (hex) over the canonical claim: only who has the code can make it, for these keys."""
    return hmac.new(bytes.fromhex(proof_key), canonical(claim), hashlib.sha256).hexdigest()


def _check(data: bytes) -> bytes:
    return hashlib.sha256(b"check" + data).digest()[:_CHECK]
