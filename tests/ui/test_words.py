"""Words: keys become sentences, in the language and the country's way of writing."""

from datetime import UTC, date, datetime

import pytest

from mobile_office.domain.errors import Damaged, Delayed, NotAllowed, Offline, SamePerson
from mobile_office.ui import words


def test_a_key_is_a_sentence_with_its_gaps_filled() -> None:
    assert words.say("rail.counted", name="Prüfung", n=3) == "Prüfung (3)"


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        words.say("unlock.nonsense")


def test_a_missing_gap_is_an_error() -> None:
    with pytest.raises(KeyError):
        words.say("rail.counted", name="Prüfung")


def test_one_thing_is_counted_in_the_singular() -> None:
    assert words.count("today.comments", 1) == "1 Anmerkung"
    assert words.count("today.comments", 2) == "2 Anmerkungen"


def test_the_language_can_be_changed() -> None:
    words.use("en")
    assert words.say("rail.today") == "Today"


def test_a_language_we_do_not_have_is_a_sentence_about_the_settings() -> None:
    with pytest.raises(Damaged):
        words.use("fr")
    assert words.language() == "de"


def test_an_error_says_what_happens_next() -> None:
    assert words.error(SamePerson()) == "Sie haben hier mitgeschrieben. Prüfen muss jemand anderes."
    assert "5 Sekunden" in words.error(Delayed(seconds=5))


def test_a_code_of_its_own_has_a_sentence_of_its_own() -> None:
    assert words.error(NotAllowed("role_not_allowed")) != words.error(NotAllowed())


def test_an_unknown_code_falls_back_to_its_class() -> None:
    assert words.error(NotAllowed("a_code_of_tomorrow")) == words.error(NotAllowed())


def test_damage_names_what_is_damaged() -> None:
    assert "Speicher" in words.error(Damaged(what="store"))
    assert "blank_forms" in words.error(Damaged(what="blank_forms"))


def test_a_gap_an_error_does_not_fill_makes_no_second_error() -> None:
    assert "… Sekunden" in words.error(Delayed())


def test_a_bug_has_a_sentence_and_shows_nothing_of_itself() -> None:
    text = words.error(ValueError("Erika Mustermann"))
    assert "Erika" not in text
    assert text != words.error(Offline())


def test_a_text_of_a_service_falls_back_to_german() -> None:
    words.use("en")
    assert words.text({"de": "Anmeldung", "en": "Registration"}) == "Registration"
    assert words.text({"de": "Anmeldung"}) == "Anmeldung"


def test_dates_are_written_as_the_country_writes_them() -> None:
    assert words.day(date(2026, 11, 22)) == "So 22.11.2026"
    words.use("en")
    assert words.day(date(2026, 11, 22)) == "Sun 22/11/2026"


def test_a_moment_of_today_is_a_time_and_of_another_day_a_date_and_a_time() -> None:
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    earlier = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert words.moment(now, now) == words.clock(now)
    assert words.moment(earlier, now) == f"20.11.2026 {words.clock(earlier)}"
    assert words.clock(now, seconds=True).endswith(":00:00")


def test_shortcuts_are_named_as_the_keyboard_has_them() -> None:
    assert words.keys("Ctrl+L") == "Strg+L"
    assert words.keys("Ctrl+Return") == "Strg+↵"
    words.use("en")
    assert words.keys("Ctrl+L") == "Ctrl+L"


def test_a_umlaut_sorts_with_a() -> None:
    names = ["Zander", "Äbler", "Adam", "abel"]
    assert sorted(names, key=words.collator().sortKey) == ["abel", "Äbler", "Adam", "Zander"]
