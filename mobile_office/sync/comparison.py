"""The fingerprint of a device (Kennung): what two people compare, one at the laptop and one at the office.

24 digits in six groups, the same in every language when read aloud; 79 bits, so nobody finds other keys with the
same digits in the quarter of an hour a code lives.
"""

import hashlib

from mobile_office.canonical import canonical

GROUPS, DIGITS = 6, 4


def fingerprint_of(signing_key: str, exchange_key: str) -> str:
    """`4711 0815 ...` for a device's two public keys (hex)."""
    hashed = hashlib.sha256(canonical(["device", signing_key, exchange_key])).digest()
    number = int.from_bytes(hashed, "big") % 10 ** (GROUPS * DIGITS)
    digits = f"{number:0{GROUPS * DIGITS}d}"
    return " ".join(digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))


def is_same(one: str, other: str) -> bool:
    """Whether somebody typed the same digits, however they set their blanks."""
    return _digits(one) == _digits(other) and len(_digits(one)) == GROUPS * DIGITS


def _digits(text: str) -> str:
    return "".join(each for each in text if each in "0123456789")
