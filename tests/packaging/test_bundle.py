"""What is asked of a built bundle, on folders made by hand: building one takes minutes (`make package`)."""

import shutil
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.sweeps.tree import ROOT


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`packaging/bundle.py`; the folder itself is no package, another one has its name."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return import_module("bundle")


@pytest.fixture
def folder(bundle: ModuleType, tmp_path: Path) -> Path:
    """A bundle's folder with every file the program reads, and a program that is none."""
    for source, target in bundle.read_at_run_time():
        place = tmp_path / "_internal" / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    program = tmp_path / "mobile-office"
    program.write_text("")
    program.chmod(0o755)
    return tmp_path


def test_what_is_read_at_run_time_is_resources_migrations_and_the_letters(bundle: ModuleType) -> None:
    targets = {str(target) for _, target in bundle.read_at_run_time()}
    assert {
        "mobile_office/_resources/fields.toml",
        "mobile_office/_resources/i18n/en/errors.toml",
        "mobile_office/_resources/fonts/NotoSans-Regular.ttf",
        "mobile_office/_migrations/env.py",
        "mobile_office/_migrations/journal/0001_first.py",
        "mobile_office/domain/din91379.csv",
    } <= targets
    assert not [name for name in targets if name.startswith("mobile_office/ui/") or name.endswith(".pyc")]


def test_a_complete_folder_has_no_problems(bundle: ModuleType, folder: Path) -> None:
    assert bundle.Bundle(folder).problems() == []


def test_a_file_that_is_missing_or_another_is_named(bundle: ModuleType, folder: Path) -> None:
    inside = bundle.Bundle(folder).inside / "mobile_office"
    (inside / "_migrations" / "env.py").unlink()
    (inside / "_resources" / "fields.toml").write_text("")
    problems = bundle.Bundle(folder).problems()
    assert [problem.split(" lacks ")[1].split(",")[0] for problem in problems] == [
        "mobile_office/_resources/fields.toml",
        "mobile_office/_migrations/env.py",
    ]


@pytest.mark.parametrize("stray", ["fastapi/app.py", "PySide6/Qt/lib/libQt6Qml.so.6", "libstdc++.so.6"])
def test_what_does_not_belong_in_it_is_named(bundle: ModuleType, folder: Path, stray: str) -> None:
    path = bundle.Bundle(folder).inside / stray
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    assert bundle.Bundle(folder).problems() == [f"_internal/{stray} does not belong in it"]


def test_a_path_of_this_machine_in_a_file_is_named(bundle: ModuleType, folder: Path) -> None:
    (folder / "notes").write_text(f"built in {ROOT}")
    assert bundle.Bundle(folder).problems() == [f"notes names {ROOT}"]


def test_a_link_is_weighed_once(bundle: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "library.so").write_bytes(bytes(2_000_000))
    (tmp_path / "library.so.1").symlink_to("library.so")
    assert bundle.Bundle(tmp_path).size_mb() == 2.0
    assert len(bundle.Bundle(tmp_path).files()) == 1
