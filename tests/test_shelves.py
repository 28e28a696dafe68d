"""The shelves as files: what is there is taken, what is broken counts as missing and is told of by name."""

import shutil
from pathlib import Path

from mobile_office import resources
from mobile_office.shelves import check, surroundings


def test_the_own_folder_has_everything_a_service_names() -> None:
    around = surroundings(resources.folder())
    assert "objections" in around.lists
    assert "id_card" in around.tables.keys
    assert "required" in around.shelf.sentences["de"] & around.shelf.sentences["en"]
    assert "service" in around.shelf.icons
    assert "family_name" in around.fields["field"]


def test_what_is_broken_counts_as_missing_and_is_told_of_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "resources"
    shutil.copytree(resources.folder(), folder, ignore=shutil.ignore_patterns("i18n", "icons"))
    fields, sex = folder / "fields.toml", folder / "codelists" / "sex.toml"
    fields.write_text("[field", "utf-8")
    sex.write_bytes(b"\xff")
    around = surroundings(folder)
    assert around.fields == {}
    assert "sex" not in around.lists
    assert "service" in around.shelf.icons  # the program's own stand in for what a folder does not have
    told = {path.name: found[0].code for path, found in check([fields, sex], around).items()}
    assert told == {"fields.toml": "not_toml", "sex.toml": "not_utf8"}
