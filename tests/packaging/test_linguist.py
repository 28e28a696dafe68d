"""Sentences go to Linguist and come back: nothing else in the files moves, and what cannot be right is not taken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sweeps.tree import ROOT

COMMAND = (sys.executable, str(ROOT / "packaging" / "linguist.py"))
STAFF = """# Entsperren.

[unlock]
# Auf dem ersten Bildschirm.
title = "{title}"
wait = "{wait}"  # zählt herunter
{more}
[cover]
title = "{cover}"
"""
CITIZEN = """# {head}
name = "{name}"
right_to_left = false
reviewed_by = "{by}"
reviewed_on = "{on}"

[say]
welcome = "{welcome}"
"""


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """Two languages of the staff, two of the citizens."""
    folder = tmp_path / "resources"
    for name in ("i18n/de", "i18n/en", "citizen"):
        (folder / name).mkdir(parents=True)
    german = STAFF.format(title="Guten Tag", wait="Noch {n} Sekunden.", more='open = "Öffnen"\n', cover="Zu")
    english = STAFF.format(title="Hello", wait="{n} seconds left.", more='open = "Open"\n', cover="Covered")
    (folder / "i18n/de/unlock.toml").write_text(german, encoding="utf-8")
    (folder / "i18n/en/unlock.toml").write_text(english, encoding="utf-8")
    for language, name, welcome in (("de", "Deutsch", "Willkommen"), ("tr", "Türkçe", "Hoş geldiniz")):
        text = CITIZEN.format(head="Not reviewed.", name=name, by="", on="", welcome=welcome)
        (folder / f"citizen/{language}.toml").write_text(text, encoding="utf-8")
    return folder


def order(resources: Path, *line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "--resources", str(resources), *line], capture_output=True, text=True, check=False
    )


def written(resources: Path) -> Path:
    out = resources.parent / "linguist"
    assert order(resources, "write", "--out", str(out)).returncode == 0
    return out


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def english(resources: Path) -> str:
    return (resources / "i18n/en/unlock.toml").read_text(encoding="utf-8")


def test_unchanged_files_come_back_as_they_were(resources: Path) -> None:
    out, before = written(resources), english(resources)
    assert order(resources, "read", str(out / "staff_en.ts")).stdout == "staff_en.ts: 0 sentences changed\n"
    assert english(resources) == before


def test_a_translation_changes_its_line_only(resources: Path) -> None:
    out, before = written(resources), english(resources)
    edit(out / "staff_en.ts", ("{n} seconds left.", 'Wait "{n}" &amp; more\nseconds.'))
    done = order(resources, "read", str(out / "staff_en.ts"))
    assert done.stdout == "staff_en.ts: 1 sentences changed\n", done.stderr
    changed = before.replace(
        'wait = "{n} seconds left."  # zä', 'wait = "Wait \\"{n}\\" & more\\nseconds."  # zä'
    )
    assert english(resources) == changed


def test_a_new_sentence_comes_after_the_one_before_it_in_german(resources: Path) -> None:
    edit(resources / "i18n/en/unlock.toml", ('open = "Open"\n', ""))
    assert order(resources, "check").stdout == "staff_en unlock: unlock.open is missing\n"
    out = written(resources)
    missing = '<translation type="unfinished"></translation>'
    edit(out / "staff_en.ts", (missing, "<translation>Open</translation>"))
    assert order(resources, "read", str(out / "staff_en.ts")).returncode == 0
    assert 'wait = "{n} seconds left."  # zählt herunter\nopen = "Open"\n' in english(resources)
    assert order(resources, "check").returncode == 0


def test_another_gap_is_refused_and_nothing_is_taken(resources: Path) -> None:
    out, before = written(resources), english(resources)
    edit(out / "staff_en.ts", ("{n} seconds left.", "{m} seconds left."), ("Hello", "Good day"))
    done = order(resources, "read", str(out / "staff_en.ts"))
    assert done.returncode == 1
    assert "unlock: unlock.wait: German leaves the gaps {n}, the translation {m}" in done.stderr
    assert english(resources) == before


def test_a_sentence_whose_german_has_changed_since_is_refused(resources: Path) -> None:
    out = written(resources)
    edit(resources / "i18n/de/unlock.toml", ("Guten Tag", "Guten Morgen"))
    done = order(resources, "read", str(out / "staff_en.ts"))
    assert "unlock.title: the German sentence has changed since" in done.stderr


def test_what_is_left_over_or_has_another_gap_fails_the_check(resources: Path) -> None:
    edit(resources / "i18n/de/unlock.toml", ('open = "Öffnen"\n', ""), ("Noch {n}", "Noch {rest}"))
    done = order(resources, "check")
    assert done.returncode == 1
    assert "unlock.open has no German" in done.stdout
    assert "unlock.wait: German leaves the gaps {rest}, the translation {n}" in done.stdout


def test_a_citizens_language_is_unfinished_until_somebody_vouches_for_it(resources: Path) -> None:
    file, turkish = written(resources) / "citizen_tr.ts", resources / "citizen/tr.toml"
    assert '<translation type="unfinished">Hoş geldiniz</translation>' in file.read_text(encoding="utf-8")
    line = ("read", str(file), "--reviewed-by", "Erika Mustermann")
    assert "it cannot be called reviewed" in order(resources, *line).stderr
    edit(file, (' type="unfinished"', ""))
    assert order(resources, *line).returncode == 0
    assert 'reviewed_by = "Erika Mustermann"\nreviewed_on = "20' in turkish.read_text(encoding="utf-8")
    again = written(resources) / "citizen_tr.ts"
    assert "<translation>Hoş geldiniz</translation>" in again.read_text(encoding="utf-8")
    edit(again, ("Hoş geldiniz", "Merhaba"))  # changed by whoever: the review is void
    assert order(resources, "read", str(again)).returncode == 0
    assert 'reviewed_by = ""\nreviewed_on = ""' in turkish.read_text(encoding="utf-8")


def test_what_is_no_ts_file_is_refused_in_a_sentence(resources: Path) -> None:
    file = resources.parent / "staff_en.ts"
    file.write_text("<TS", encoding="utf-8")
    assert "staff_en.ts is not a .ts file" in order(resources, "read", str(file)).stderr
    other = resources.parent / "staff_xx.ts"
    shutil.copy(file, other)
    assert "there is no language staff_xx" in order(resources, "read", str(other)).stderr


def test_qt_takes_the_program_s_own_files_and_english_is_whole(tmp_path: Path) -> None:
    done = order(ROOT / "resources", "check")
    assert done.returncode == 0, done.stdout
    assert order(ROOT / "resources", "write", "--out", str(tmp_path)).returncode == 0
    release = Path(sys.executable).with_name("pyside6-lrelease")
    for name, says in (("staff_en", " 0 unfinished"), ("citizen_uk", " unfinished")):
        line = [str(release), str(tmp_path / f"{name}.ts"), "-qm", str(tmp_path / f"{name}.qm")]
        told = subprocess.run(line, capture_output=True, text=True, check=True)
        assert says in told.stdout + told.stderr
        assert (tmp_path / f"{name}.qm").stat().st_size > 1000
