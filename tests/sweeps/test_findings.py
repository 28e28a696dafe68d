"""Every finding about a file has its sentence in both languages, and no sentence is left over."""

import ast
import re
from collections.abc import Iterator

import pytest

from mobile_office.ui import words
from tests.sweeps.tree import ROOT

MAKERS = ("Flaw", "Finding")


def codes_made() -> Iterator[str]:
    """The codes given to a Flaw or a Finding anywhere in the program."""
    for path in [*(ROOT / "mobile_office" / "domain").glob("*.py"), ROOT / "mobile_office" / "shelves.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                place = 0 if node.func.id == "Flaw" else 1
                yield from _texts(node.args[place])


def _texts(code: ast.expr) -> Iterator[str]:
    yield from (
        part.value
        for part in ast.walk(code)
        if isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and re.fullmatch("[a-z0-9_]+", part.value)
    )


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_finding_has_its_sentence_and_no_sentence_is_left_over(language: str) -> None:
    made = set(codes_made()) | {"condition_variable_unknown", "condition_function_unknown"}
    written = {
        key.removeprefix("finding.") for key in words.sentences(language) if key.startswith("finding.")
    }
    assert made - written == set()
    assert written - made == set()
