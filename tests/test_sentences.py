"""Sentences: keys become words, in the language chosen."""

from collections.abc import Iterator

import pytest

from mobile_office import sentences
from mobile_office.domain.errors import Damaged, Delayed, NotAllowed, Offline, SamePerson


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """German, before and after."""
    sentences.use("de")
    yield
    sentences.use("de")


def test_a_key_is_a_sentence_with_its_gaps_filled() -> None:
    assert sentences.say("rail.counted", name="Prüfung", n=3) == "Prüfung (3)"


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        sentences.say("unlock.nonsense")


def test_a_missing_gap_is_an_error() -> None:
    with pytest.raises(KeyError):
        sentences.say("rail.counted", name="Prüfung")


def test_one_thing_is_counted_in_the_singular() -> None:
    assert sentences.count("today.comments", 1) == "1 Anmerkung"
    assert sentences.count("today.comments", 2) == "2 Anmerkungen"


def test_the_language_can_be_changed() -> None:
    sentences.use("en")
    assert sentences.say("rail.today") == "Today"


def test_a_language_we_do_not_have_is_a_sentence_about_the_settings() -> None:
    with pytest.raises(Damaged):
        sentences.use("fr")
    assert sentences.language() == "de"


def test_an_error_says_what_happens_next() -> None:
    assert sentences.error(SamePerson()) == "Sie haben hier mitgeschrieben. Prüfen muss jemand anderes."
    assert "5 Sekunden" in sentences.error(Delayed(seconds=5))


def test_a_code_of_its_own_has_a_sentence_of_its_own() -> None:
    assert sentences.error(NotAllowed("role_not_allowed")) != sentences.error(NotAllowed())


def test_an_unknown_code_falls_back_to_its_class() -> None:
    assert sentences.error(NotAllowed("a_code_of_tomorrow")) == sentences.error(NotAllowed())


def test_damage_names_what_is_damaged() -> None:
    assert "Speicher" in sentences.error(Damaged(what="store"))
    assert "blank_forms" in sentences.error(Damaged(what="blank_forms"))


def test_a_gap_an_error_does_not_fill_makes_no_second_error() -> None:
    assert "… Sekunden" in sentences.error(Delayed())


def test_a_bug_has_a_sentence_and_shows_nothing_of_itself() -> None:
    text = sentences.error(ValueError("Erika Mustermann"))
    assert "Erika" not in text
    assert text != sentences.error(Offline())


def test_a_text_of_a_service_falls_back_to_german() -> None:
    sentences.use("en")
    assert sentences.text({"de": "Anmeldung", "en": "Registration"}) == "Registration"
    assert sentences.text({"de": "Anmeldung"}) == "Anmeldung"
