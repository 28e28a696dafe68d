"""Each file keeps the habits of the house: its size, its partner test, its names, its silence."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

from tests.sweeps.tree import ROOT, files, read

LONGEST = 300
# Files (or whole folders) that put parts together and are tested by playing the day, not by a partner.
PLAYED_BY = {
    "mobile_office/app.py": "tests/journeys/test_day.py",
    "mobile_office/demo/": "tests/journeys/test_day.py",
    "mobile_office/shift.py": "tests/journeys/test_day.py",
    "mobile_office/errands.py": "tests/journeys/test_day.py",
    "mobile_office/safety.py": "tests/journeys/test_day.py",
}
VAGUE = re.compile(r"(Manager|Helper|Utils?|Base|Handler)$")
# Written so that this file does not contain what it looks for.
HOSTS = re.compile(
    r"py[p]i\.(?:org|python)|python[h]osted\.org|deb\.[d]ebian|registry\.[n]pmjs|[/]simple/?[\"' ]"
)
MACHINE = re.compile(r"(?:^|[^.\w])/(?:work|farm|root)/")


def modules() -> list[Path]:
    """Every module of the program that holds code: `__init__.py` holds a docstring only."""
    return [path for path in files(".py") if path.parts[0] == "mobile_office" and path.name != "__init__.py"]


def partner(module: Path) -> Path:
    """Where the test of a module stands: the same folders under tests/."""
    name = "test_main.py" if module.stem == "__main__" else f"test_{module.name}"
    return Path("tests", *module.parent.parts[1:], name)


@pytest.mark.parametrize("path", files(".py"), ids=str)
def test_no_file_is_longer_than_a_person_can_hold(path: Path) -> None:
    lines = (read(path) or "").count("\n")
    assert lines <= LONGEST, f"{lines} lines: split it by noun"


def test_half_of_the_files_are_short() -> None:
    assert median((read(path) or "").count("\n") for path in files(".py")) <= 90


@pytest.mark.parametrize("module", modules(), ids=str)
def test_each_module_has_its_partner_test(module: Path) -> None:
    played = any(str(module).startswith(name) for name in PLAYED_BY)
    assert played or (ROOT / partner(module)).exists(), f"write {partner(module)}"


def test_what_is_played_exists_and_so_does_its_play() -> None:
    for name, play in PLAYED_BY.items():
        assert (ROOT / name).exists(), name
        assert (ROOT / play).exists(), play


@pytest.mark.parametrize("path", files(".py"), ids=str)
def test_each_file_says_first_what_it_is(path: Path) -> None:
    tree = ast.parse(read(path) or "")
    assert ast.get_docstring(tree), "the module docstring is missing"
    vague = [
        node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and VAGUE.search(node.name)
    ]
    assert not vague, f"say what it is, not that it helps: {vague}"


@pytest.mark.parametrize("path", [path for path in files(".py") if path.name == "__init__.py"], ids=str)
def test_a_package_file_says_what_the_package_is_and_imports_nothing(path: Path) -> None:
    imports = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    assert not [node for node in ast.parse(read(path) or "").body if isinstance(node, imports)]


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{path}:{number}"
        for path in files()
        for number, line in enumerate((read(path) or "").splitlines(), start=1)
        if HOSTS.search(line) or MACHINE.search(line)
    ]
    assert not found
