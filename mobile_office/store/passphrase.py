"""A passphrase: strong enough to be set, and made expensive to guess (Argon2id, RFC 9106)."""

import unicodedata
from collections.abc import Sequence
from threading import Lock

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from mobile_office.domain.errors import Trouble

LEAST_CHARACTERS = 12
LEAST_WORDS = 4
# At least 10^8 guesses by zxcvbn's count. Argon2id as we set it leaves a graphics card about a thousand tries a second:
# what is below falls within a day to somebody who holds the whole laptop.
LEAST_SCORE = 3
# OpenSSL has one pool of threads for the lanes: who comes while they are taken gets a MemoryError.
_ONE_AT_A_TIME = Lock()


def is_long_enough(passphrase: str) -> bool:
    """12 characters, or 4 different words."""
    text = _normal(passphrase).strip()
    return len(text) >= LEAST_CHARACTERS or len(set(text.split())) >= LEAST_WORDS


def check(passphrase: str, names: Sequence[str] = ()) -> None:
    """Raises Trouble("weak_passphrase") where it is too short, ("guessable_passphrase") where it is soon guessed.

    `names` are the person's own and those around them. Loads word lists the first time (0.05 s).
    """
    if not is_long_enough(passphrase):
        raise Trouble("weak_passphrase", characters=LEAST_CHARACTERS, words=LEAST_WORDS)
    from mobile_office.store import (
        strength,
    )  # only where one is chosen: no unlocking waits for its word lists

    if strength.estimate(passphrase, names).score < LEAST_SCORE:
        raise Trouble("guessable_passphrase")


def stretch(passphrase: str, salt: bytes, *, memory_kib: int, passes: int, lanes: int) -> bytes:
    """Argon2id of the passphrase in NFKC: 32 bytes. Raises ValueError for impossible parameters."""
    derivation = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    # a lone surrogate is a wrong passphrase, not a crash that shows it
    text = _normal(passphrase).encode("utf-8", "surrogatepass")
    with _ONE_AT_A_TIME:
        return derivation.derive(text)


def _normal(passphrase: str) -> str:
    """NFKC: the same passphrase from every keyboard, composed letters or not."""
    return unicodedata.normalize("NFKC", passphrase)
