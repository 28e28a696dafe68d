"""The spec, read as PyInstaller reads it, over a list of what a machine might offer."""

from pathlib import Path
from typing import Any

import pytest

from tests.sweeps.tree import ROOT

WHEEL = "/environment/lib/python3.11/site-packages/"
QT = "PySide6/Qt/"
WANTED = (
    ("PySide6/QtWidgets.abi3.so", "EXTENSION"),
    (f"{QT}lib/libQt6Core.so.6", "BINARY"),
    (f"{QT}plugins/platforms/libqxcb.so", "BINARY"),
    (f"{QT}plugins/platforms/libqwayland.so", "BINARY"),
    (f"{QT}plugins/platforms/libqoffscreen.so", "BINARY"),
    (f"{QT}plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so", "BINARY"),
    (f"{QT}translations/qtbase_de.qm", "DATA"),
    ("libicuuc.so.73", "SYMLINK"),
)
UNWANTED = (
    (f"{QT}lib/libQt6OpenGL.so.6", "BINARY"),
    (f"{QT}plugins/platforms/libqvnc.so", "BINARY"),
    (f"{QT}plugins/tls/libqopensslbackend.so", "BINARY"),
    (f"{QT}plugins/platformthemes/libqgtk3.so", "BINARY"),
    (f"{QT}translations/qtbase_fr.qm", "DATA"),
    ("libQt6OpenGL.so.6", "SYMLINK"),
)


class Analysis:
    """What PyInstaller would find, as far as the spec looks at it."""

    def __init__(self, scripts: list[str], **how: Any) -> None:
        self.how = how
        self.scripts = [("pyi_rth_pyside6", "hook.py", "PYSOURCE"), ("__main__", scripts[0], "PYSOURCE")]
        self.pure = [("mobile_office.app", "app.py", "PYMODULE")]
        self.binaries = [(name, WHEEL + name, kind) for name, kind in (*WANTED, *UNWANTED)]
        self.binaries += [
            ("libssl.so.3", "/usr/lib/libssl.so.3", "BINARY"),
            ("libstdc++.so.6", "/usr/lib/libstdc++.so.6", "BINARY"),
            ("libX11.so.6", "/usr/lib/libX11.so.6", "BINARY"),
        ]
        self.datas: list[tuple[str, str, str]] = []


@pytest.fixture
def made() -> dict[str, tuple[Any, ...]]:
    """The folders the spec collects, by name, and the client's analysis as `analysis`."""
    folders: dict[str, tuple[Any, ...]] = {}

    def collect(*parts: Any, name: str, **_: Any) -> None:
        folders[name] = parts

    spec = ROOT / "packaging" / "mobile-office.spec"
    names: dict[str, Any] = {
        "SPECPATH": str(spec.parent),
        "Analysis": Analysis,
        "PYZ": lambda pure: pure,
        "EXE": lambda pure, scripts, *_, name, **__: (name, scripts, pure),
        "COLLECT": collect,
    }
    exec(compile(spec.read_text(encoding="utf-8"), spec, "exec"), names)  # noqa: S102  as PyInstaller does
    return {**folders, "analysis": (names["client"],)}


def test_the_client_brings_the_qt_it_uses_and_leaves_the_desktops_libraries_to_the_desktop(
    made: dict[str, tuple[Any, ...]],
) -> None:
    _, binaries, _ = made["mobile-office"]
    assert {name for name, _, _ in binaries} == {*(name for name, _ in WANTED), "libssl.so.3"}


def test_the_client_holds_neither_office_nor_demonstration(made: dict[str, tuple[Any, ...]]) -> None:
    (client,) = made["analysis"]
    assert {"mobile_office.backoffice", "mobile_office.demo", "fastapi", "sqlite3"} <= set(
        client.how["excludes"]
    )


def test_resources_migrations_and_the_letters_go_where_the_program_looks(
    made: dict[str, tuple[Any, ...]],
) -> None:
    (client,) = made["analysis"]
    places = {Path(source).name: target for source, target in client.how["datas"]}
    assert places["resources"] == "mobile_office/_resources"
    assert places["migrations"] == "mobile_office/_migrations"
    assert places["din91379.csv"] == "mobile_office/domain"
    assert not [name for name in places if name.endswith((".py", ".pyc"))]


def test_the_actor_is_the_client_with_scenes_and_lies_apart(made: dict[str, tuple[Any, ...]]) -> None:
    client, *_ = made["mobile-office"]
    actor, painted, keys = made["actor"]
    scenes = {name for name, _, _ in actor[2]} - {name for name, _, _ in client[2]}
    assert "mobile_office.demo.day.bus" in scenes
    assert all(name.startswith("mobile_office.demo") for name in scenes)
    assert painted[2] == client[2]
    assert [Path(source).is_file() for _, source, _ in keys] == [True, True]
    assert "__main__" not in [name for name, _, _ in (*actor[1], *painted[1])]
