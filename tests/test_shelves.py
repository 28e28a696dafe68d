"""The shelves as files: what is there is taken, what is broken counts as missing and is told of by name."""

import hashlib
import shutil
from pathlib import Path

from mobile_office import resources
from mobile_office.domain.inspection import Identity
from mobile_office.shelves import check, identities, look, surroundings, told_apart


def test_the_own_folder_has_everything_a_service_names() -> None:
    around = surroundings(resources.folder())
    assert "objections" in around.lists
    assert "id_card" in around.tables.keys
    assert "required" in around.shelf.sentences["de"].keys() & around.shelf.sentences["en"].keys()
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


def test_a_sheet_says_what_the_file_is_and_keeps_its_bytes(tmp_path: Path) -> None:
    around = surroundings(resources.folder())
    table, streets = resources.folder() / "fees" / "2026-02-07.toml", tmp_path / "streets.CSV"
    streets.write_bytes(b"\xef\xbb\xbfstreet;postcode;town\r\nMarktstr.;30159;Hannover\r\nX;1;Y\r\n")
    fees, directory, missing = look([table, streets, tmp_path / "missing.toml"], around)
    assert fees.identity == ("fees", "2026-02-07", 1)
    assert (fees.digest, fees.findings) == (hashlib.sha256(table.read_bytes()).hexdigest(), ())
    assert (directory.identity, directory.content) == (("streets", "streets", 0), streets.read_bytes())
    assert [(finding.line, finding.code) for finding in directory.findings] == [(3, "street_postcode")]
    assert (missing.identity.kind, [finding.code for finding in missing.findings]) == ("", ["not_readable"])


def test_what_there_is_has_the_identity_its_files_say() -> None:
    known = identities(resources.folder())
    assert {("fees", "2026-02-07", 1), ("fields", "fields", 0), ("codelist", "sex", 0)} <= known.keys()
    fields = (resources.folder() / "fields.toml").read_bytes()
    assert known[Identity("fields", "fields")] == hashlib.sha256(fields).hexdigest()


def test_of_two_that_are_the_same_thing_one_is_enough(tmp_path: Path) -> None:
    around = surroundings(resources.folder())
    paths = [tmp_path / name / "x.csv" for name in ("a", "b", "c")]
    for path, town in zip(paths, ("Hannover", "Hannover", "Laatzen"), strict=True):
        path.parent.mkdir()
        path.write_text(f"street,postcode,town\nMarktstr.,30159,{town}\n", "utf-8")
    sheets = told_apart(look(paths, around))
    assert [[finding.code for finding in sheet.findings] for sheet in sheets] == [[], ["file_twice"]]
    broken = [tmp_path / name for name in ("d.toml", "e.toml")]
    for path in broken:
        path.write_text("[", "utf-8")
    assert [sheet.findings[0].code for sheet in told_apart(look(broken, around))] == ["not_toml"] * 2
