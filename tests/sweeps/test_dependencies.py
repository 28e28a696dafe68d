"""What is imported is declared, what is declared is imported, and each has its reason written down."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.sweeps.tree import ROOT, files, read

# Declared for what it does without being imported by name.
NEVER_IMPORTED = {"pyside6-essentials"}


def declared(name: str) -> set[str]:
    """The direct dependencies in a requirements*.in file, names as packages are compared."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    named = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-")))
    return {normal(match[0]) for match in named if match}


def normal(name: str) -> str:
    """A package name in its compared form: lower case, runs of `-_.` as one dash."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> Iterator[str]:
    """The top-level names that the program and its migrations import, without ours and Python's."""
    for path in files(".py"):
        if path.parts[0] not in ("mobile_office", "migrations"):
            continue
        for node in ast.walk(ast.parse(read(path) or "")):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            yield from (top for name in names if (top := name.split(".")[0]) not in sys.stdlib_module_names)


def test_what_the_program_imports_is_declared_and_the_other_way_round() -> None:
    distributions = packages_distributions()
    used = {
        normal(distribution)
        for name in set(imported()) - {"mobile_office"}
        for distribution in distributions.get(name, [name])
    }
    wanted = declared("requirements.in")
    assert used - wanted - NEVER_IMPORTED - {"shiboken6"} == set(), "imported, not declared"
    assert wanted - used - NEVER_IMPORTED == set(), "declared, never imported"


def test_each_dependency_has_its_reason() -> None:
    text = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    explained = {normal(name) for name in re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)}
    assert explained == declared("requirements.in") | declared("requirements-dev.in")


def test_every_locked_package_has_its_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-z])", text)[1:]
        assert entries
        assert all("--hash=sha256:" in entry for entry in entries)


def test_developing_uses_the_very_packages_that_run() -> None:
    pins = {
        name: set(
            re.findall(r"^([a-z0-9-]+==[^ ]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        )
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]
