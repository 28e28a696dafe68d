"""The page on attackers points to tests: each is there, and every sentence on what is prevented has one."""

import re

import pytest

from tests.sweeps.tree import ROOT, read

PAGE = ROOT / "docs" / "threats.md"
_POINTER = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_SECTIONS = dict(part.split("\n", 1) for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:])


def pointers(text: str) -> list[tuple[str, str]]:
    """(file, test) of each pointer."""
    return _POINTER.findall(text)


def test_every_pointer_leads_to_a_test() -> None:
    missing = [
        f"{file}::{test}"
        for file, test in pointers(PAGE.read_text(encoding="utf-8"))
        if not (ROOT / file).exists()
        or not re.search(rf"^def {test}\(", read(ROOT / file) or "", re.MULTILINE)
    ]
    assert missing == []


@pytest.mark.parametrize("attacker", _SECTIONS)
def test_every_sentence_of_an_attacker_has_its_test_and_what_remains_is_said(attacker: str) -> None:
    said, _, remains = _SECTIONS[attacker].partition("**Remains.**")
    sentences = [line for line in said.splitlines() if line.startswith("* ")]
    assert sentences
    assert [line for line in sentences if not pointers(line)] == []
    assert remains.strip()


def test_the_attackers_of_the_design_are_all_there() -> None:
    words = (
        *(
            "switched off",
            "locked",
            "open",
            "old copies",
            "stick",
            "backup",
            "colleague",
            "former",
            "administrator",
        ),
        *("network", "server", "battery", "disk that lies", "Root", "shoulder", "malicious file"),
    )
    assert [word for word in words if not any(word in title for title in _SECTIONS)] == []
