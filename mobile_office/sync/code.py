"""One-time codes that an office hands to a device or a person: twelve words of four characters, or one long line.

A code carries a 128-bit secret, the fingerprint of the office's root key and a check of both, so a typing error is
found before anything is sent, and another office's server is noticed at once. The long form, for a QR code, carries
the office's address too. The secret itself never travels: the office knows two hashes of it.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, replace

from mobile_office.canonical import Json, canonical
from mobile_office.domain.errors import NotAllowed
from mobile_office.sync.wire import FINGERPRINT

SECRET = 16
LONGEST_ADDRESS = 200  # bytes
_CHECK = 2
_READ_AS = str.maketrans("018", "OIB")  # digits that base32 does not have, read as what they look like
_SWAPPED = str.maketrans("YZ", "ZY")  # a scanner that types as an American keyboard, read by a German one


@dataclass(frozen=True)
class Code:
    """A one-time code: `secret` (16 bytes), `root`, the pinned fingerprint (12 bytes), and the office's `address`."""

    secret: bytes
    root: bytes
    address: str = ""

    @property
    def text(self) -> str:
        """The code as it is read aloud: `ABCD-EFGH-...`, twelve groups; it does not say the address."""
        letters = replace(self, address="").line
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))

    @property
    def line(self) -> str:
        """The code with the address, as a QR code holds it: letters and digits only, no blanks, no signs.

        Signs stand elsewhere on a keyboard of another country, and a scanner types as one.
        """
        data = self.secret + self.root + self.address.encode()
        return base64.b32encode(data + _check(data)).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Code":
        """Read a typed, pasted or scanned code in either form; blanks, hyphens and case do not matter.

        Raises NotAllowed("code_mistyped").
        """
        letters = re.sub(r"[\s\-\N{EN DASH}=]", "", text).upper().translate(_READ_AS)
        found = _read(letters) or _read(letters.translate(_SWAPPED))
        if found is None:
            raise NotAllowed("code_mistyped")
        return found

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


def _read(letters: str) -> Code | None:
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
        body, check = data[:-_CHECK], data[-_CHECK:]
        address = body[SECRET + FINGERPRINT :]
        if len(body) < SECRET + FINGERPRINT or _check(body) != check or len(address) > LONGEST_ADDRESS:
            return None
        return Code(body[:SECRET], body[SECRET : SECRET + FINGERPRINT], address.decode())
    except ValueError:
        return None


def _check(data: bytes) -> bytes:
    return hashlib.sha256(b"check" + data).digest()[:_CHECK]
