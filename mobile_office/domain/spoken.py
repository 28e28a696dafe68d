"""A secret that is read out over the telephone (Code am Telefon): eight groups of six digits.

Each group holds 16 bits, times eleven: a wrong digit, or two that were swapped, is noticed in its own group, before
anything is tried. Digits, because every keyboard and every voice has them.
"""

import re

from mobile_office.domain.errors import NotAllowed

BYTES = 16
GROUPS = 8
_DIGITS = 6
_CHECK = 11


def spoken(secret: bytes) -> str:
    """The secret (16 bytes) as `123456 234567 ...`. Raises ValueError for another length."""
    if len(secret) != BYTES:
        raise ValueError("a spoken secret has 16 bytes")
    numbers = (int.from_bytes(secret[at : at + 2]) for at in range(0, BYTES, 2))
    return " ".join(f"{number * _CHECK:0{_DIGITS}d}" for number in numbers)


def heard(text: str) -> bytes:
    """The secret in what was typed; blanks, hyphens and commas do not matter.

    Raises NotAllowed("spoken_short", digits) for another number of digits, or NotAllowed("spoken_wrong", group) for
    the first group (from 1) that cannot be.
    """
    digits = re.sub(r"[\s\-\N{EN DASH},.]", "", text)
    if len(digits) != GROUPS * _DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise NotAllowed("spoken_short", digits=sum(each in "0123456789" for each in digits))
    secret = b""
    for group in range(GROUPS):
        number, rest = divmod(int(digits[group * _DIGITS : (group + 1) * _DIGITS]), _CHECK)
        if rest or number >= 1 << 16:
            raise NotAllowed("spoken_wrong", group=group + 1)
        secret += number.to_bytes(2)
    return secret
