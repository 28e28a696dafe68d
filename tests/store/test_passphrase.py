"""Passphrases: long enough to be set, the same from every keyboard, dear to guess."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mobile_office.domain.errors import Trouble
from mobile_office.store import passphrase

CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1}
SALT = b"0123456789abcdef"


@pytest.mark.parametrize("strong", ["zwölf Zeichen", "kdw9slqpzt3m", "Uhr Hut Tor Ei", "Axt Ohr Wut Gin"])
def test_twelve_characters_or_four_words_are_enough(strong: str) -> None:
    passphrase.check(strong)


@pytest.mark.parametrize("weak", ["", "abcdefghijk", "ab cd ef", "a a a a", " " * 40, "abc" + " " * 20])
def test_fewer_characters_and_fewer_words_are_not(weak: str) -> None:
    with pytest.raises(Trouble) as trouble:
        passphrase.check(weak)
    assert trouble.value.code == "weak_passphrase"
    assert trouble.value.details == {"characters": 12, "words": 4}


@pytest.mark.parametrize(
    "guessed", ["abcdefghijkl", "Passwort1234", "a b c d", "aaaaaaaaaaaaaaa", "Buergeramt2026!"]
)
def test_long_is_not_enough_where_it_is_soon_guessed(guessed: str) -> None:
    with pytest.raises(Trouble) as trouble:
        passphrase.check(guessed)
    assert trouble.value.code == "guessable_passphrase"


def test_ones_own_name_is_the_first_that_is_tried() -> None:
    passphrase.check("Quastenflosser26")
    with pytest.raises(Trouble) as trouble:
        passphrase.check("Quastenflosser26", ["Quastenflosser, Erika"])
    assert trouble.value.code == "guessable_passphrase"


def test_a_passphrase_is_the_same_composed_or_not_and_in_full_width() -> None:
    keys = {
        passphrase.stretch(text, SALT, **CHEAP) for text in ("Müller", "Mu\u0308ller", "\uff2d\u00fcller")
    }
    assert len(keys) == 1
    assert len(keys.pop()) == 32


def test_case_salt_and_cost_all_change_the_key() -> None:
    keys = {
        passphrase.stretch("Mustermann", SALT, **CHEAP),
        passphrase.stretch("mustermann", SALT, **CHEAP),
        passphrase.stretch("Mustermann", SALT[::-1], **CHEAP),
        passphrase.stretch("Mustermann", SALT, **{**CHEAP, "passes": 2}),
    }
    assert len(keys) == 4


def test_a_lone_surrogate_is_only_a_wrong_passphrase() -> None:
    assert len(passphrase.stretch("\ud800 Mustermann", SALT, **CHEAP)) == 32


def test_several_at_once_all_get_their_key() -> None:
    """A decision while prepared slots are being made: OpenSSL would refuse the second."""
    cost = {"memory_kib": 16 * 1024, "passes": 3, "lanes": 4}
    with ThreadPoolExecutor(4) as threads:
        made = [
            threads.submit(passphrase.stretch, f"{n} kleine Worte hier", bytes(16), **cost) for n in range(8)
        ]
        assert len({each.result() for each in made}) == 8
