"""A code list as a person reads it: what it offers in the language's order, and what typed words mean in it.

Found by any spelling of a name in any language, by the code and by the ISO code (`CodeLists.find`). What has
ended is named so, and means itself, but is never found.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from mobile_office.domain.codelists import CodeLists
from mobile_office.ui import words

LONG = 12  # entries; a longer list is typed into


def named(codelists: CodeLists, name: str, code: str) -> str:
    """A code's name, with a word where it may no longer be chosen; what is no code stays as it is."""
    label = codelists.label(name, code, words.language())
    known = codelists.code(name, code)
    return label if known is None or known.is_valid(codelists.day) else words.say("choice.ended", name=label)


@dataclass(frozen=True)
class LongList:
    """One list of some lists; `use` is as in `CodeLists.labels`, `is_sorted` puts it into the language's order."""

    codelists: CodeLists
    name: str
    use: str = ""
    is_sorted: bool = False

    @cached_property
    def labels(self) -> dict[str, str]:
        """Code -> name of everything that may be chosen."""
        offered = self.codelists.labels(self.name, words.language(), use=self.use)
        return _in_order(tuple(offered.items()), words.language()) if self.is_sorted else offered

    def label(self, code: str) -> str:
        """The name of any code, as it stands in a box."""
        return self.labels.get(code) or named(self.codelists, self.name, code)

    def find(self, typed: str) -> tuple[str, ...]:
        """The codes that typed words may mean, the best first; none for nothing."""
        return self.codelists.find(self.name, typed, use=self.use) if typed.strip() else ()

    def meant(self, typed: str, shown: str = "") -> str:
        """The one code that typed words mean, else the words: `shown` is the code the box named before.

        One name, code or ISO code in full, or the only one found. Nothing is guessed among several.
        """
        typed = " ".join(typed.split())
        if shown and typed == self.label(shown):
            return shown
        for code, label in self.labels.items():
            known = self.codelists.code(self.name, code)
            iso = known.iso if known is not None else ""
            if typed == code or typed.casefold() == label.casefold() or (iso and typed.upper() == iso):
                return code
        found = self.find(typed)
        return found[0] if len(found) == 1 else typed


@lru_cache(maxsize=8)
def _in_order(offered: tuple[tuple[str, str], ...], _language: str) -> dict[str, str]:
    """In the order of the language of the screen; every field of states asks for the same two hundred names."""
    key = words.collator().sortKey
    return dict(sorted(offered, key=lambda pair: key(pair[1])))
