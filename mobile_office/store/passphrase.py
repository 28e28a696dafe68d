"""A passphrase: strong enough to be set, and made expensive to guess (Argon2id, RFC 9106)."""

import unicodedata

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from mobile_office.domain.errors import Trouble

LEAST_CHARACTERS = 12
LEAST_WORDS = 4


def check(passphrase: str) -> None:
    """Raises Trouble("weak_passphrase") below 12 characters and below 4 different words."""
    text = _normal(passphrase).strip()
    if len(text) < LEAST_CHARACTERS and len(set(text.split())) < LEAST_WORDS:
        raise Trouble("weak_passphrase", characters=LEAST_CHARACTERS, words=LEAST_WORDS)


def stretch(passphrase: str, salt: bytes, *, memory_kib: int, passes: int, lanes: int) -> bytes:
    """Argon2id of the passphrase in NFKC: 32 bytes. Raises ValueError for impossible parameters."""
    derivation = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    # a lone surrogate is a wrong passphrase, not a crash that shows it
    return derivation.derive(_normal(passphrase).encode("utf-8", "surrogatepass"))


def _normal(passphrase: str) -> str:
    """NFKC: the same passphrase from every keyboard, composed letters or not."""
    return unicodedata.normalize("NFKC", passphrase)
