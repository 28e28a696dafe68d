"""What the citizen display says, in ten languages, from `resources/citizen/<language>.toml`.

German is the original and always there. A translation that nobody has reviewed is not offered, unless the
settings ask for it; then it carries its mark. Whatever a language lacks is shown in German.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mobile_office import resources

GERMAN = "de"  # the official language (§ 23 VwVfG)
LANGUAGES = (
    GERMAN,
    "de_easy",
    "en",
    "tr",
    "uk",
    "ru",
    "ar",
    "pl",
    "ro",
    "fa",
)  # in the order they are offered


@dataclass(frozen=True)
class CitizenTexts:
    """The texts of one language. `name` is its own name for itself.

    `labels` are by the key of a shared field, `values` by `codelist_code`. `reviewed_by` and `reviewed_on`
    (YYYY-MM-DD) are empty while nobody has reviewed it.
    """

    language: str
    name: str
    right_to_left: bool
    reviewed_by: str
    reviewed_on: str
    sentences: Mapping[str, str]
    labels: Mapping[str, str]
    values: Mapping[str, str]

    @property
    def is_reviewed(self) -> bool:
        """Whether it may be shown without a mark; the original needs no review of its translation."""
        return self.language == GERMAN or bool(self.reviewed_by and self.reviewed_on)

    def say(self, key: str) -> str:
        """A sentence. Raises KeyError."""
        return self.sentences[key]


@cache
def texts(language: str) -> CitizenTexts:
    """The texts of one of `LANGUAGES`. Raises KeyError for another."""
    if language not in LANGUAGES:
        raise KeyError(language)
    path = resources.folder() / "citizen" / f"{language}.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return CitizenTexts(
        language=language,
        name=found["name"],
        right_to_left=found["right_to_left"],
        reviewed_by=found["reviewed_by"],
        reviewed_on=found["reviewed_on"],
        sentences=found["say"],
        labels=found["label"],
        values=found["value"],
    )


def offered(*, unreviewed: bool) -> tuple[CitizenTexts, ...]:
    """The languages to choose from; those nobody has reviewed only where `unreviewed` ones may be shown."""
    return tuple(each for each in map(texts, LANGUAGES) if each.is_reviewed or unreviewed)
