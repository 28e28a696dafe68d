"""The tax identification number (IdNr, § 139b AO, § 1 StIdV): eleven digits, the last one a check digit.

The bus does not ask for it as a rule; the register has it.
"""

import re
from collections import Counter


def problem(typed: str) -> str:
    """The code of what is wrong, or "": `idnr_length`, `idnr_digits` or `idnr_check_digit`."""
    text = re.sub(r"[\s/]", "", typed)
    if not re.fullmatch(r"[1-9][0-9]{10}", text, re.ASCII):
        return "idnr_length"
    # Among the first ten, exactly one digit occurs twice or three times, and never three times in a row.
    repeated = [count for count in Counter(text[:10]).values() if count > 1]
    if len(repeated) != 1 or repeated[0] > 3 or re.search(r"(.)\1\1", text[:10]):
        return "idnr_digits"
    return "" if text[10] == check_digit(text[:10]) else "idnr_check_digit"


def check_digit(digits: str) -> str:
    """The check digit of ISO 7064 MOD 11,10."""
    product = 10
    for digit in digits:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
