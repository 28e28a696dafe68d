"""The canary citizen: words that stand nowhere else, and every form in which a leak could carry one.

Forms are compared in lower case (ASCII only); `found(data)` names the words' kinds and forms, never more.
"""

import base64
import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

from mobile_office.domain.text import search_form

# No two share a piece; each has at least seven letters or digits in every form.
WORDS = {
    "family name": "Qüxwyzau",
    "given name": "Zyxbertine",
    "birth place": "Kwjötburg",
    "birth date": "1931-10-17",
    "birth date as typed": "17.10.1931",
    "street": "Quälixring",
    "former street": "Pfyxwurzgasse",
    "landlord": "Zwyxbau Qorp",
    "landlord's address": "Wyxgäßchen",
    "document number": "ZX7WC0T47",
    "parked name": "Jyxqdóttir",
    "comment": "Zqurliwutz",
    "resident": "Höxqumeier",
    "passphrase": "wyxqu-bus-zitrine",
}


def forms(word: str) -> Iterator[tuple[str, bytes]]:
    """Each way a word may be written down, with the bytes to look for."""
    yield "utf-8", word.encode()
    yield "utf-16-le", word.encode("utf-16-le")
    yield "utf-16-be", word.encode("utf-16-be")
    yield "latin-1", word.encode("latin-1")
    yield "search form", search_form(word).encode()
    yield "percent", quote(word, safe="").encode()
    yield "json", json.dumps(word)[1:-1].encode()
    yield "json twice", json.dumps(json.dumps(word))[3:-3].encode()
    yield "escaped", ascii(word)[1:-1].encode()
    yield "decomposed", unicodedata.normalize("NFD", word).encode()
    yield "bare letters", unicodedata.normalize("NFKD", word).encode("ascii", "ignore")
    yield "percent latin-1", quote(word, safe="", encoding="latin-1").encode()
    yield "hex", word.encode().hex().encode()
    yield "hex latin-1", word.encode("latin-1").hex().encode()
    for shift in range(3):
        # What stands before and after changes the letters it shares bits with; those are left out.
        letters = base64.b64encode(bytes(shift) + word.encode() + bytes(3))
        own = letters[-(-8 * shift // 6) : 8 * (shift + len(word.encode())) // 6]
        yield f"base64+{shift}", own
        yield f"base64url+{shift}", own.replace(b"+", b"-").replace(b"/", b"_")


@cache
def patterns() -> dict[bytes, tuple[str, str]]:
    """What to look for in data in lower case -> which word it is, and in which form."""
    known: dict[bytes, tuple[str, str]] = {}
    for name, word in WORDS.items():
        # Capitals beyond A to Z have bytes of their own.
        for form, written in (*forms(word), *forms(word.upper())):
            known.setdefault(written.lower(), (name, form))
    return known


def found(data: bytes) -> set[tuple[str, str]]:
    """Which words stand in the data, and how they are written there."""
    lower = data.lower()
    return {told for pattern, told in patterns().items() if pattern in lower}


LONGEST = max(len(pattern) for pattern in patterns())
