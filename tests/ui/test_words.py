"""Words: keys become sentences, in the language and the country's way of writing."""

from datetime import UTC, date, datetime

from mobile_office.settings import NO_STOP
from mobile_office.ui import words


def test_dates_are_written_as_the_country_writes_them() -> None:
    assert words.day(date(2026, 11, 22)) == "So 22.11.2026"
    words.use("en")
    assert words.day(date(2026, 11, 22)) == "Sun 22.11.2026"


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


def test_a_stop_and_a_desk_that_nobody_has_named_are_said_in_the_language() -> None:
    assert (words.stop(NO_STOP), words.stop("Marktplatz")) == ("Ohne Halt", "Marktplatz")
    assert (words.desk("Platz 2"), words.desk("Theke am Eingang")) == ("Platz 2", "Theke am Eingang")
    words.use("en")
    assert (words.stop(NO_STOP), words.stop("Marktplatz")) == ("No stop", "Marktplatz")
    assert (words.desk("Platz 2"), words.desk("Theke am Eingang")) == ("Desk 2", "Theke am Eingang")
