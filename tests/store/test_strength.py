"""How hard a passphrase is to guess: German words, the person's own name, and why it is weak."""

import subprocess
import sys

import pytest

from mobile_office.store.strength import HINTS, estimate

NAMES = ["Mustermann, Erika", "Mobiles Bürgeramt"]


@pytest.mark.parametrize(
    "weak, hint",
    [
        ("", "longer"),
        ("wvkqpx", "longer"),
        ("aaaaaaaaaaaaaaa", "repeat"),
        ("bcdefghijklm", "sequence"),
        ("xdrtgb", "keyboard"),
        ("22.11.1988", "date"),
        ("Iloveyou1234", "password"),
        ("ErikaMustermann", "own_name"),
        ("MobilesBürgeramt", "own_name"),
        ("Sicherheit2026", "word"),
        ("Passwort1234", "word"),
    ],
)
def test_what_weakens_a_passphrase_is_named(weak: str, hint: str) -> None:
    found = estimate(weak, NAMES)
    assert found.score < 3, found
    assert found.hint == hint
    assert hint in HINTS


@pytest.mark.parametrize(
    "strong", ["Linde Regen Faden Schuh", "kdW9sLqPzt3m", "hund katze maus haus", "x" * 30 + "kdW9sLqPzt3m"]
)
def test_words_that_have_nothing_to_do_with_one_another_are_strong(strong: str) -> None:
    assert estimate(strong, NAMES).score >= 3


def test_blanks_between_common_words_add_little() -> None:
    assert estimate("guten morgen").score <= estimate("gutenmorgen").score


def test_german_words_and_umlauts_written_out_are_known() -> None:
    assert estimate("Buergeramt2026!").score < 3


def test_a_very_long_one_is_looked_at_to_its_limit() -> None:
    assert estimate("Linde Regen Faden Schuh " * 40).score == 4


def test_no_unlocking_loads_the_word_lists() -> None:
    line = (
        "import sys, mobile_office.store.keys; sys.exit('zxcvbn' in sys.modules or 'keyring' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0
