"""What the window says: the sentences, and days, times, keys and sorting as the language writes them."""

from datetime import date, datetime

from PySide6.QtCore import QCollator, QLocale, Qt

from mobile_office.sentences import LANGUAGES as LANGUAGES
from mobile_office.sentences import count as count
from mobile_office.sentences import error as error
from mobile_office.sentences import language as language
from mobile_office.sentences import say as say
from mobile_office.sentences import sentences as sentences
from mobile_office.sentences import text as text
from mobile_office.sentences import use as use
from mobile_office.settings import DESK, NO_STOP

_COUNTRY = {"de": QLocale.Country.Germany, "en": QLocale.Country.UnitedKingdom}
_SPOKEN = {"de": QLocale.Language.German, "en": QLocale.Language.English}


def locale() -> QLocale:
    """Numbers, dates and sorting as the language's country writes them."""
    return QLocale(_SPOKEN[language()], _COUNTRY[language()])


def day(value: date) -> str:
    """`So 22.11.2026`, `Sun 22.11.2026`."""
    weekday = say(f"weekday.{value.isoweekday()}")
    return f"{weekday} {short_day(value)}"


def short_day(value: date) -> str:
    """`22.11.2026` in every language, as `dates.py` has it: two ways to write a day stand on no screen."""
    return f"{value:%d.%m.%Y}"


def clock(at: datetime, *, seconds: bool = False) -> str:
    """The local time of day: `10:42`, or `10:42:07`."""
    return at.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def moment(at: datetime, now: datetime) -> str:
    """The local time of day, with the day before it when it is not today: `21.11.2026 17:05`."""
    local = at.astimezone()
    same = local.date() == now.astimezone().date()
    return clock(at) if same else f"{short_day(local.date())} {clock(at)}"


def stop(name: str) -> str:
    """A stop's name; where none is chosen, that is said in the language in use."""
    return say("top.no_stop") if name == NO_STOP else name


def desk(name: str) -> str:
    """`Platz 1`, `Desk 1`; a desk with a name of its own keeps it."""
    number = name.removeprefix(f"{DESK} ")
    return say("top.desk", n=number) if number.isdecimal() else name


def keys(sequence: str) -> str:
    """A shortcut as the keyboard has it: `Ctrl+Return` is `Strg+↵` in German."""
    names = {f"key.{part.lower()}": part for part in sequence.split("+")}
    table = sentences(language())
    return "+".join(table.get(key, part) for key, part in names.items())


def collator() -> QCollator:
    """Sorts as the language does: Ä with A, case does not matter."""
    sorting = QCollator(locale())
    sorting.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return sorting
