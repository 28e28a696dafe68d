"""Letters of names and addresses: DIN 91379 ("String.Latin+"), its data types A to E, its search form.

The table (`din91379.csv`, beside this file) is read once, on first use. Text is compared as NFC and
by the longest listed sequence, never by single code points: `m̂` is one letter, `q̂` is none.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

# What each data type may hold, by the groups of the table (DIN 91379, domain.md 3).
TYPES: dict[str, frozenset[str]] = {
    "A": frozenset({"bll", "bnlreq"}),
    "B": frozenset({"bll", "bnlreq", "bnl"}),
    "C": frozenset({"bll", "bnlreq", "bnl", "bnlopt", "bnlnot"}),
    "D": frozenset({"bll", "bnlreq", "bnl", "bnlopt", "gl", "enl"}),
    "E": frozenset({"bll", "bnlreq", "bnl", "bnlopt", "bnlnot", "gl", "cl", "enl"}),
}
# Look-alikes that foreign keyboards bring into Latin words, and what is meant.
_LOOK_ALIKES = str.maketrans(
    dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx", strict=True))  # Cyrillic
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))  # Greek
)
# What clipboards and typesetting bring, and what is meant; blanks, dashes and marks follow their category.
_MEANT = str.maketrans(dict.fromkeys("‘‚ʼʻ＇", "’") | dict.fromkeys("„“”", '"') | dict.fromkeys("−", "-"))
_CATEGORY_MEANT = {"Zs": " ", "Pd": "-", "Cf": ""}
MOST_MARKS = 64  # on one letter; Unicode's own forms for streams allow 30 (UAX 15)
_NOT_ASCII = re.compile(f"[^\\x00-\\x7f]{{{MOST_MARKS + 1},}}")
_LATIN_LETTER = re.compile(r"LATIN (CAPITAL|SMALL) LETTER ([A-Z])(?: WITH .+)?")


@dataclass(frozen=True)
class TextProblem:
    """Why a text cannot be kept. `position` counts letters from 1; `details` fill the sentence's gaps."""

    code: str
    position: int
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Letters:
    """The table: letter or sequence -> its group, and -> its search form."""

    groups: dict[str, str]
    search_forms: dict[str, str]
    followers: frozenset[str]  # what may stand second or third in a sequence
    longest: int


@cache
def table() -> Letters:
    """The letters of DIN 91379:2022-08, read from the package."""
    lines = files(__package__).joinpath("din91379.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    spelled = [("".join(chr(int(point, 16)) for point in row["codepoints"].split()), row) for row in rows]
    return Letters(
        groups={letter: row["group"] for letter, row in spelled},
        search_forms={letter: row["search_form"] for letter, row in spelled if row["search_form"]},
        followers=frozenset(point for letter, _ in spelled for point in letter[1:]),
        longest=max(len(letter) for letter, _ in spelled),
    )


def nfc(text: str) -> str:
    """The composed form; every text is kept and compared in it.

    A letter with more than `MOST_MARKS` marks is no writing: such a text stays as it is, for no type of letters to allow.
    Putting its marks in order takes the square of their number: minutes for a name that somebody has made up for that.
    """
    if any(_is_pile(run[0]) for run in _NOT_ASCII.finditer(text)):
        return text
    return unicodedata.normalize("NFC", text)


def _is_pile(run: str) -> bool:
    marks = 0
    for letter in run:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MOST_MARKS:
            return True
    return False


def letters_of(text: str) -> Iterator[tuple[str, str]]:
    """Each letter of a text with its group, longest listed sequence first; group "" is unlisted."""
    known = table()
    at = 0
    while at < len(text):
        letter = text[at]
        if at + 1 < len(text) and text[at + 1] in known.followers:
            for length in range(known.longest, 1, -1):
                if text[at : at + length] in known.groups:
                    letter = text[at : at + length]
                    break
        yield letter, known.groups.get(letter, "")
        at += len(letter)


def check(text: str, letters: str = "A") -> TextProblem | None:
    """The first thing in a text that data type `letters` (A to E) does not allow, or None.

    Codes: `lone_surrogate`, `nul_character`, `control_character`, `letter_not_allowed`, and
    `letter_suggested` when an allowed spelling of the whole text is near.
    """
    allowed = TYPES[letters]
    before = ""
    for position, (letter, group) in enumerate(letters_of(nfc(text)), start=1):
        if group in allowed:
            before = letter
            continue
        if "\ud800" <= letter <= "\udfff":
            return TextProblem("lone_surrogate", position, {"position": str(position)})
        if letter == "\0":
            return TextProblem("nul_character", position, {"position": str(position)})
        if unicodedata.category(letter[0]) in ("Cc", "Cn", "Co") or letter in "\u2028\u2029":
            return TextProblem("control_character", position, {"position": str(position)})
        if unicodedata.combining(letter[0]):
            # An unlisted combination: name the letter the person sees, not the mark alone.
            letter, position = before + letter, max(position - 1, 1)
        # The Unicode name, for whoever has no words of their own; the window calls the letter in words.
        details = {"letter": letter, "name": _name(letter), "position": str(position)}
        near = suggestion(text, letters)
        if near:
            return TextProblem("letter_suggested", position, details | {"suggestion": near})
        return TextProblem("letter_not_allowed", position, details)
    return None


def suggestion(text: str, letters: str = "A") -> str:
    """The nearest spelling that data type `letters` allows, or "" when there is none to offer.

    Look-alikes in a Latin word are replaced, compatibility forms written out, unlisted marks dropped.
    A word wholly in another script stays: Сара is Sara, not Capa, and only the passport says so.
    """
    allowed = TYPES[letters]
    # Letters that are allowed stay as they are: NFKC would take `¨` apart.
    spelled = "".join(
        letter if group in allowed else unicodedata.normalize("NFKC", _meant(letter))
        for letter, group in letters_of(_without_look_alikes(nfc(text)))
    )
    near = []
    for letter, group in letters_of(nfc(spelled)):
        bare = letter if group in allowed else _bare(letter)
        if any(group not in allowed for _, group in letters_of(bare)):
            return ""
        near.append(bare)
    found = nfc("".join(near))
    is_new = found.strip() and found not in (text, nfc(text))
    return found if is_new and all(group in allowed for _, group in letters_of(found)) else ""


def _without_look_alikes(text: str) -> str:
    words = text.split(" ")
    return " ".join(word.translate(_LOOK_ALIKES) if _has_latin(word) else word for word in words)


def _has_latin(word: str) -> bool:
    return any(unicodedata.name(letter, "").startswith("LATIN ") for letter in word)


def _meant(letter: str) -> str:
    """What a sign that is not allowed stands for, itself where that is not known."""
    meant = letter.translate(_MEANT)
    return _CATEGORY_MEANT.get(unicodedata.category(letter[0]), meant) if meant == letter else meant


def _bare(letter: str) -> str:
    """A letter without its marks; `ɫ` (whose mark is part of it) is l by its name."""
    bare = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
    found = _LATIN_LETTER.fullmatch(unicodedata.name(bare, "")) if len(bare) == 1 else None
    if not found:
        return bare
    return found[2] if found[1] == "CAPITAL" else found[2].lower()


def search_form(text: str) -> str:
    """The form names are searched in: A to Z, 0 to 9 and single blanks (Müller -> MUELLER).

    Letters follow the table; apostrophes vanish, hyphens and all else part words.
    """
    forms = table().search_forms
    spelled = []
    for letter, _ in letters_of(nfc(text)):
        if letter in forms:
            spelled.append(forms[letter])
        elif letter in "'’ʹʺʾʿˈ`´" or unicodedata.combining(letter[0]):
            continue
        else:
            plain = unicodedata.normalize("NFKD", letter)
            spelled.append("".join(c.upper() if c.isascii() and c.isalnum() else " " for c in plain))
    return " ".join("".join(spelled).split())


def _name(letter: str) -> str:
    return " + ".join(unicodedata.name(point, f"U+{ord(point):04X}") for point in letter)
