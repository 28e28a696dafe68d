"""How hard a passphrase is to guess: zxcvbn's estimate, with German words and the names around it added.

zxcvbn knows English words, so German ones seem stronger to it than they are; our own list takes the commonest of that
back, not all. Its word lists are loaded with the first estimate (a twentieth of a second): call it off the window.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mobile_office import resources

LONGEST = 72  # characters that are looked at; zxcvbn takes no more, and needs no more
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})
_PATTERNS = {
    "spatial": "keyboard",
    "repeat": "repeat",
    "sequence": "sequence",
    "date": "date",
    "regex": "date",
}
_LISTS = {
    "passwords": "password",
    "surnames": "name",
    "male_names": "name",
    "female_names": "name",
}
HINTS = ("keyboard", "repeat", "sequence", "date", "password", "name", "own_name", "word", "longer")


@dataclass(frozen=True)
class Strength:
    """`score` 0 to 4: below 10^3, 10^6, 10^8, 10^10 guesses, and above. `hint` is what weakens it most, of `HINTS`."""

    score: int
    hint: str


def estimate(passphrase: str, names: Sequence[str] = ()) -> Strength:
    """How hard it is to guess for somebody who knows these names (the person's own, the office's)."""
    from zxcvbn import zxcvbn

    text = unicodedata.normalize("NFKC", passphrase).strip()[:LONGEST]
    if not text:
        return Strength(0, "longer")
    own = _forms(part for name in names for part in name.replace(",", " ").replace("-", " ").split())
    inputs = [*own, *_common()]
    # blanks between words are no secret, but zxcvbn takes them for random characters
    tried = (zxcvbn(each, inputs, max_length=LONGEST) for each in {text, "".join(text.split())})
    weakest = min(tried, key=lambda result: result["guesses"])
    return Strength(int(weakest["score"]), _hint(weakest["sequence"], frozenset(own)))


def _hint(sequence: Sequence[dict[str, Any]], own: frozenset[str]) -> str:
    known = [match for match in sequence if match["pattern"] != "bruteforce"]
    if not known:
        return "longer"
    longest = max(known, key=lambda match: len(match["token"]))
    if longest["pattern"] in _PATTERNS:
        return _PATTERNS[longest["pattern"]]
    if longest.get("matched_word") in own:
        return "own_name"
    return _LISTS.get(longest.get("dictionary_name", ""), "word")


@cache
def _common() -> tuple[str, ...]:
    text = (resources.folder() / "passphrases" / "common_de.txt").read_text(encoding="utf-8")
    return _forms(line for line in text.splitlines() if not line.startswith("#"))


def _forms(words: Iterable[str]) -> tuple[str, ...]:
    """Each word in lower case, with umlauts and without, in order, once."""
    lower = (word.lower() for word in words if len(word) > 1)
    spelt = (form for word in lower for form in (word, word.translate(_FOLDED), word.translate(_BARE)))
    return tuple(dict.fromkeys(spelt))
