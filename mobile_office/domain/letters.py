"""Letters a keyboard lacks: the variants of a base letter, their order, what each is made of, finding one.

Only letters of DIN 91379 that data types A and B allow, in NFC; `m̂` and `K͟h` are one letter each.
Nothing here is a sentence: names come in from outside, `parts` says what a name is made of.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from mobile_office.domain import text

# What a German keyboard lacks, by the languages spoken in Hannover; the larger communities stand first,
# and their letters come first when a key cycles. A habit, not a norm: every other letter follows.
LANGUAGES: dict[str, str] = {
    "turkish": "çğıİş",
    "polish": "ąćęłńóśźż",
    "romanian": "ăâîșț",
    "south_slavic": "čćđšž",
    "kurdish": "çêîşû",
    "albanian": "çë",
    "vietnamese": "ăâđêôơư",
    "czech_slovak": "áčďéěíľňóřšťúůýžĺôŕ",
    "hungarian": "áéíóőúű",
    "spanish": "áéíñóú",
    "portuguese": "ãáâàçéêíóôõú",
    "french": "àâæçéèêëîïôœùûÿ",
    "nordic": "åæø",
    "icelandic": "ðþæáéíóúý",
    "baltic": "āąčēęėģīįķļņšūųž",
    "azerbaijani": "əçğıİş",
    "maltese": "ċġħż",
    "arabic": "āīūḥṣḍṭẓġšʾʿ",
    "vietnamese_tones": "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
}
# Letters with a name of their own, and the base letter under whose key they are looked for.
_OWN = {
    "ae": "a", "eth": "d", "thorn": "t", "sharp_s": "s", "dotless_i": "i", "ij": "i", "kra": "k",
    "n_preceded_by_apostrophe": "n", "eng": "n", "oe": "o", "schwa": "e", "ezh": "z",
}  # fmt: skip
# Kept for old data only (the table's authors list them as deprecated): last in the cycle.
_OUTDATED = frozenset({"Ŀ", "ŀ", "ŉ", "ḗ", "ē̍", "ō̍"})
_LATIN = re.compile(r"LATIN (CAPITAL|SMALL) (?:LETTER|LIGATURE) (.+?)(?: WITH (.+))?")
_SAME_MARK = {"macron_below": "line_below"}


class Parts(NamedTuple):
    """What a letter is made of. `base` is a letter (`l`, `Kh`) or the key of a name of its own (`eth`)."""

    base: str
    marks: tuple[str, ...]  # `stroke`, `dot_below`, in the order they are named
    is_own: bool
    is_capital: bool


class Change(NamedTuple):
    """Put `letter` in the place of text[start:end]."""

    start: int
    end: int
    letter: str


def parts(letter: str) -> Parts | None:
    """What a Latin letter or sequence, listed or not, is made of; None for anything else."""
    found = _LATIN.fullmatch(unicodedata.name(letter[0], "")) if letter else None
    if not found:
        return None
    base, is_own = found[2], len(found[2]) > 1
    base = _key(base) if is_own else letter_like(base, letter[0])
    marks = [_mark(mark) for mark in found[3].split(" AND ")] if found[3] else []
    for point in letter[1:]:
        if unicodedata.combining(point):
            marks.append(_mark(unicodedata.name(point, "").removeprefix("COMBINING ")))
        else:
            base += point
    return Parts(base, tuple(marks), is_own, letter[0].isupper())


def letter_like(letter: str, like: str) -> str:
    """A letter in the case of another."""
    return letter.upper() if like.isupper() else letter.lower()


def base_of(letter: str) -> str:
    """The key a letter is looked for under: `ł` l, `Ð` D, `K͟h` K; "" for what has none."""
    made = parts(letter)
    if made is None:
        return ""
    bare = _OWN.get(made.base, "") if made.is_own else made.base[:1]
    return letter_like(bare, letter[0])


@cache
def all_variants() -> Mapping[str, tuple[str, ...]]:
    """Each base letter with its variants, the usual ones first; the base letter itself is not among them."""
    usual = {letter: place for place, letter in enumerate(_usual())}
    sorted_letters = sorted(
        (letter for letter, group in text.table().groups.items() if group == "bll"),
        key=lambda letter: (letter in _OUTDATED, usual.get(letter, len(usual))),  # else the table's order
    )
    found: dict[str, list[str]] = {}
    for letter in sorted_letters:
        base = base_of(letter)
        found.setdefault(base, [])
        if letter != base:
            found[base].append(letter)
    return {base: tuple(letters) for base, letters in found.items()}


def variants(base: str) -> tuple[str, ...]:
    """The variants of a base letter in cycling order; none for what is no base letter."""
    return all_variants().get(base, ())


def usual_letters() -> tuple[str, ...]:
    """What is offered before anything is asked for: small letters first, then the capitals."""
    return tuple(sorted(_usual(), key=str.isupper))


def following(written: str, position: int, step: int = 1) -> Change | None:
    """The letter before `position` becomes its next (or, with -1, previous) variant, round to its base.

    Positions count code points. A decomposed letter is replaced as a whole; one that is not listed
    (`q̂`) becomes its base letter. None where there is no Latin letter, or one that is alone (`v`).
    """
    end = position
    while end < len(written) and unicodedata.combining(written[end]):
        end += 1  # the marks behind belong to the letter before
    start = _start(written, end)
    letter = text.nfc(written[start:end])
    base = base_of(letter)
    cycle = (base, *variants(base))
    if not base or cycle == (letter,):
        return None
    place = cycle.index(letter) + step if letter in cycle else 0
    return Change(start, end, cycle[place % len(cycle)])


def _start(written: str, end: int) -> int:
    """Where the letter ending at `end` begins: the longest listed sequence, else the marks' bearer."""
    start = max(end - 1, 0)
    while start and unicodedata.combining(written[start]):
        start -= 1
    known = text.table()
    # Decomposed, a sequence may be twice as long as in the table.
    for longer in range(max(end - 2 * known.longest, 0), start):
        sequence = text.nfc(written[longer:end])
        if len(sequence) > 1 and sequence in known.groups:
            return longer
    return start


class Index:
    """Letters by their names. `called` is every name of each letter, in any language, as one text."""

    def __init__(self, called: Mapping[str, str]) -> None:
        self._named = {letter: (text.search_form(letter), *_words(names)) for letter, names in called.items()}
        usual = {letter: place for place, letter in enumerate(_usual())}
        self._rank = {letter: usual.get(letter, len(usual)) for letter in called}

    def find(self, asked: str) -> tuple[str, ...]:
        """The letters that every word asked for fits; what is usual where nothing is asked for.

        A word is a base letter, the letter itself, its search form (`ss`), or the beginning of a name. What
        was asked for itself stands first, then the case asked for, then the usual, then the table's order.
        """
        wanted = text.nfc(asked).split()
        if not wanted:
            return tuple(letter for letter in usual_letters() if letter in self._named)
        found = set(self._named)
        for word in wanted:
            found &= self._fitting(word)
        capital = next((word.isupper() for word in wanted if len(word) == 1), False)

        def rank(letter: str) -> tuple[bool, bool, bool, int]:
            other_case = letter[0].isupper() != capital
            return letter not in wanted, other_case, letter in _OUTDATED, self._rank[letter]

        return tuple(sorted((letter for letter in self._named if letter in found), key=rank))

    def _fitting(self, word: str) -> set[str]:
        if len(word) == 1 or word in text.table().groups:
            base = (base_of(word) or word).casefold()
            return {letter for letter in self._named if letter == word or base_of(letter).casefold() == base}
        forms = _words(word)
        return {
            letter
            for letter, (search_form, *names) in self._named.items()
            if search_form in forms or any(name.startswith(forms) for name in names)
        }


def _usual() -> tuple[str, ...]:
    """The letters of the languages, each once, small and capital."""
    small = dict.fromkeys("".join(LANGUAGES.values()))
    both = (form for letter in small for form in (letter, letter.upper()))
    return tuple(dict.fromkeys(letter for letter in both if letter in text.table().groups and letter != "I"))


def _words(names: str) -> tuple[str, ...]:
    """The words in search form (SCHRAEG) and with their marks dropped (SCHRAG), each once."""
    bare = "".join(c for c in unicodedata.normalize("NFD", names) if not unicodedata.combining(c))
    return tuple(dict.fromkeys(text.search_form(names).split() + text.search_form(bare).split()))


def _key(name: str) -> str:
    return name.lower().replace(" ", "_").replace("-", "_")


def _mark(name: str) -> str:
    key = _key(name.removesuffix(" ACCENT"))
    return _SAME_MARK.get(key, key)
