"""The services there are, read from their files."""

import shutil
from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office.domain.errors import BrokenService, Damaged
from mobile_office.store.catalog import load, load_codelists, load_fees


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the resources, to break."""
    copy = tmp_path / "resources"
    for name in ("services", "codelists", "fees"):
        shutil.copytree(resources.folder() / name, copy / name)
    shutil.copy(resources.folder() / "fields.toml", copy)
    return copy


def test_every_service_we_ship_is_read(folder: Path) -> None:
    catalog = load(folder)
    assert catalog.broken == ()
    assert len(catalog.current()) >= 3
    for service in catalog.current():
        assert catalog.get(service.id, service.version) is service


def test_a_broken_file_is_named_and_the_others_go_on(folder: Path) -> None:
    whole = len(load(folder).services)
    (folder / "services" / "aa-broken.toml").write_text('id = "x"\nversion = [', encoding="utf-8")
    (folder / "services" / "zz-binary.toml").write_bytes(b"\xff\xfe\x00")
    catalog = load(folder)
    assert len(catalog.services) == whole
    assert [item.details["file"] for item in catalog.broken] == ["aa-broken.toml", "zz-binary.toml"]
    assert catalog.broken[0].details["line"] == 2


def test_a_version_published_twice_is_refused_the_second_time(folder: Path) -> None:
    first = min((folder / "services").glob("*.toml"))
    shutil.copy(first, folder / "services" / "zz-again.toml")
    catalog = load(folder)
    assert [item.details["reason"] for item in catalog.broken] == ["published_twice"]


def test_only_the_newest_version_is_offered_and_the_old_one_stays_readable(folder: Path) -> None:
    first = min((folder / "services").glob("*.toml"))
    text = first.read_text(encoding="utf-8").replace("version = 1\n", "version = 2\n", 1)
    (folder / "services" / "newer.toml").write_text(text, encoding="utf-8")
    catalog = load(folder)
    (newer,) = {name for name, version in catalog.services if version == 2}
    assert [service.version for service in catalog.current() if service.id == newer] == [2]
    assert catalog.get(newer, 1).version == 1


def test_a_service_that_is_gone_is_said(folder: Path) -> None:
    with pytest.raises(BrokenService) as caught:
        load(folder).get("registration", 99)
    assert caught.value.details["reason"] == "service_missing"


def test_without_the_shared_fields_nothing_is_offered(folder: Path) -> None:
    (folder / "fields.toml").unlink()
    catalog = load(folder)
    assert (catalog.services, catalog.broken[0].details["file"]) == ({}, "fields.toml")


def test_the_fee_tables_are_read_with_the_services(folder: Path) -> None:
    assert load(folder).fees == load_fees(folder)[0]
    assert [table.name for table in load(folder).fees.tables] == ["2025-05-02.1", "2026-02-07.1"]


def test_a_broken_fee_table_is_named_with_its_line_and_the_services_go_on(folder: Path) -> None:
    path = folder / "fees" / "2026-02-07.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("cents = 4600", 'cents = "46 Euro"', 1), encoding="utf-8")
    (folder / "fees" / "zz-binary.toml").write_bytes(b"\xff")
    catalog = load(folder)
    assert len(catalog.current()) >= 3
    assert [item.details["file"] for item in catalog.broken] == ["2026-02-07.toml", "zz-binary.toml"]
    assert catalog.broken[0].details["line"] == text.splitlines().index("cents = 4600") + 1
    assert [table.name for table in catalog.fees.tables] == ["2025-05-02.1"]


def test_a_fee_table_published_twice_is_refused_the_second_time(folder: Path) -> None:
    shutil.copy(folder / "fees" / "2026-02-07.toml", folder / "fees" / "again.toml")
    (problem,) = load(folder).broken
    assert problem.details == {"file": "again.toml", "line": 0, "reason": "published_twice"}


def test_a_service_that_names_an_unknown_fee_is_refused_with_its_line(folder: Path) -> None:
    path = folder / "services" / "id_exemption.toml"
    text = path.read_text(encoding="utf-8").replace('item = "id_exemption"', 'item = "id_exemtion"')
    path.write_text(text, encoding="utf-8")
    (problem,) = load(folder).broken
    assert problem.details["line"] == text.splitlines().index('item = "id_exemtion"') + 1
    assert "id_exemtion" in str(problem.details["reason"])


def test_without_any_fee_table_the_services_go_on_and_it_is_said(folder: Path) -> None:
    shutil.rmtree(folder / "fees")
    catalog = load(folder)
    assert (len(catalog.current()) >= 3, catalog.fees.tables) == (True, ())
    assert [item.details["file"] for item in catalog.broken] == ["fees"]


def test_the_code_lists_are_read_with_the_services(folder: Path) -> None:
    assert load_codelists(folder) == load_codelists(resources.folder())


def test_a_code_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "codelists").mkdir()
    (tmp_path / "codelists" / "letters.toml").write_bytes(b"\xff")
    with pytest.raises(Damaged) as caught:
        load_codelists(tmp_path)
    assert caught.value.details == {"what": "letters"}
