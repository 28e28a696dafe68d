"""The sentences of papers, each in German with the other language beside it.

A paper is German whatever language the window speaks (§ 23 VwVfG), so papers read their own files,
`paper.toml`, `day.toml`, `run.toml` and others of `resources/i18n/<language>`, and never ask the window.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from mobile_office import resources
from mobile_office.domain.service import Text

LANGUAGES = ("de", "en")
_FILES = (
    "paper.toml",
    "day.toml",
    "fees.toml",
    "advice.toml",
    "run.toml",
    "queue.toml",
    "citizen.toml",
    "signature.toml",
)


def say(key: str, /, **gaps: str | Text) -> Text:
    """A sentence in every language, gaps filled, each Text in its own. Raises KeyError for a missing one."""
    return {
        language: _sentences(language)[key].format_map(
            {
                name: gap if isinstance(gap, str) else gap.get(language, gap["de"])
                for name, gap in gaps.items()
            }
        )
        for language in LANGUAGES
    }


def plain(text: str) -> Text:
    """What reads the same in every language: a name, a number."""
    return {"de": text}


def german_date(text: str) -> str:
    """`1964-08-12` as `12.08.1964`; a part not known (`00`) is left out; anything else unchanged."""
    parts = text.split("-")
    if len(parts) != 3:
        return text
    year, month, day = parts
    return ".".join(part for part in (day, month, year) if part.strip("0"))


def german_day(day: date) -> str:
    """A day as `22.11.2026`."""
    return day.strftime("%d.%m.%Y")


@cache
def _sentences(language: str) -> Mapping[str, str]:
    folder = resources.folder() / "i18n" / language
    return {
        f"{table}.{key}": text
        for name in _FILES
        for table, texts in tomllib.loads((folder / name).read_text(encoding="utf-8")).items()
        for key, text in texts.items()
    }
