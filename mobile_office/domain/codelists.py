"""Code lists (Schlüsseltabellen): the codes a choice may have, their names, their source and version.

One TOML file each in `resources/codelists/`; codes keep the order of the file. Old codes stay
readable for ever: a code that may no longer be chosen is marked `retired`.
"""

import tomllib
from dataclasses import dataclass, field

from mobile_office.domain.errors import Damaged

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Code:
    """One code of a list. `iso` is ISO 3166-1 alpha-3 (countries only).

    `only` limits a country key to "state" or "nationality"; "" is both.
    """

    code: str
    label: dict[str, str]
    retired: bool = False
    iso: str = ""
    only: str = ""


@dataclass(frozen=True)
class CodeList:
    """One list; `source` and `version` say where its values come from."""

    name: str
    source: str
    version: str
    codes: dict[str, Code]


@dataclass(frozen=True)
class CodeLists:
    """All lists, by name."""

    lists: dict[str, CodeList] = field(default_factory=dict)

    def labels(self, name: str, language: str = "de", *, use: str = "") -> dict[str, str]:
        """Code -> name of every code that may be chosen, in the list's order; KeyError if unknown.

        `use` ("state" or "nationality") leaves out country keys that are only the other.
        """
        return {
            code.code: code.label.get(language) or code.label["de"]
            for code in self.lists[name].codes.values()
            if not code.retired and (not use or code.only in ("", use))
        }

    def label(self, name: str, code: str, language: str = "de") -> str:
        """The name of one code, retired ones too; an unknown code is its own name."""
        known = self.lists[name].codes.get(code)
        return (known.label.get(language) or known.label["de"]) if known else code

    def code(self, name: str, code: str) -> Code | None:
        """One code, retired ones too, or None."""
        known = self.lists.get(name)
        return known.codes.get(code) if known else None

    def __contains__(self, name: object) -> bool:
        return name in self.lists


def read(name: str, written: str) -> CodeList:
    """One list from its TOML text. Raises Damaged (`what` is the list's name)."""
    try:
        data = tomllib.loads(written)
        codes = {
            key: Code(
                key,
                {language: str(values[language]) for language in LANGUAGES},
                bool(values.get("retired", False)),
                str(values.get("iso", "")),
                str(values.get("only", "")),
            )
            for key, values in data["codes"].items()
        }
        return CodeList(name, str(data["source"]), str(data["version"]), codes)
    except (ValueError, KeyError, TypeError, AttributeError) as reason:
        raise Damaged("codelist_damaged", what=name) from reason
