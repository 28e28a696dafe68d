"""Publishing as an administrator meets it: everything or nothing, and a sentence for each."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office import resources, sentences
from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.issuing import Issued, issue, told
from mobile_office.publication import LARGEST, Kind
from mobile_office.signing import verify_publication
from tests.backoffice.counter import STREAM, Counter, open_counter
from tests.domain.shelf import written
from tests.domain.test_fee_tables import CITY

ZONES = 'source = "x"\nversion = "1"\n[codes]\n7 = { de = "Zone 7", en = "Zone 7" }\n'
TOURS = """[[stop]]
name = "Markt"
address = "Am Markte 1"
kind = "market"
day = 2026-12-01
from = "09:00"
until = "13:00"
"""
STREETS = "street,postcode,town\nMarktstr.,30159,Hannover\n"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    sentences.use("en")
    with open_counter(tmp_path) as counter:
        yield counter
    sentences.use("de")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the administrator's files lie."""
    made = tmp_path / "files"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def parking(version: int = 1, minutes: int = 12) -> str:
    """A service the program does not have."""
    text = written("objections").replace('id = "objections"', 'id = "parking"')
    text = re.sub("^version = .*$", f"version = {version}", text, count=1, flags=re.MULTILINE)
    return re.sub("^minutes = .*$", f"minutes = {minutes}", text, count=1, flags=re.MULTILINE)


def with_list(name: str) -> str:
    """The service with another code list."""
    text = re.sub('(use = "objections")', rf'\1, codelist = "{name}"', parking(), count=1)
    assert f'"{name}"' in text
    return text


def run(counter: Counter, *files: Path, stream: str = STREAM) -> Issued:
    return issue(counter.office, files, stream, resources.folder())


def codes(issued: Issued) -> list[str]:
    return [finding.code for sheet in issued.sheets for finding in sheet.findings]


def test_every_kind_of_file_is_published_and_told(counter: Counter, folder: Path) -> None:
    issued = run(
        counter,
        put(folder, "december.toml", TOURS),
        put(folder, "parking.toml", parking()),
        put(folder, "zones.toml", ZONES),
        put(folder, "streets.csv", STREETS),
    )
    assert [sheet.findings for sheet in issued.sheets] == [()] * 4
    assert [each.kind for each in issued.published] == [
        Kind.CODELIST,
        Kind.SERVICE,
        Kind.STREETS,
        Kind.TOURS,
    ]
    lines = list(told(issued))
    assert lines[1] == f"2  service parking, version 1, {issued.published[1].digest[:12]}"
    assert lines[-1] == "4 files published. The devices fetch them with their next exchange."
    assert counter.office.published(STREAM) == issued.published


def test_the_bytes_are_those_of_the_file(counter: Counter, folder: Path) -> None:
    path = folder / "zones.toml"
    path.write_bytes(ZONES.replace("\n", "\r\n").encode())
    (made,) = run(counter, path).published
    assert counter.office.content(STREAM, made.digest) == path.read_bytes()


def test_the_same_again_is_nothing_to_do(counter: Counter, folder: Path) -> None:
    files = put(folder, "parking.toml", parking()), put(folder, "december.toml", TOURS)
    run(counter, *files)
    again = run(counter, *files)
    assert (len(again.known), again.published, again.is_clean) == (2, (), True)
    assert list(told(again))[-1] == "All of it is known already. Nothing was published."


def test_what_comes_with_the_program_is_known(counter: Counter, folder: Path) -> None:
    own = [resources.folder() / "services" / "objections.toml", resources.folder() / "fields.toml"]
    assert len(run(counter, *own).known) == 2


@pytest.mark.parametrize("name", ["parking", "objections"])
def test_a_version_never_changes(counter: Counter, folder: Path, name: str) -> None:
    run(counter, put(folder, "parking.toml", parking()))
    changed = parking(minutes=99).replace('id = "parking"', f'id = "{name}"')
    issued = run(counter, put(folder, f"{name}.toml", changed))
    assert codes(issued) == ["version_taken"]
    assert f"Version 1 of “{name}” exists already" in (said := list(told(issued)))[0]
    assert "set version to 2" in said[0]
    assert said[1] == "One place has to be corrected. Nothing was published."
    assert len(said) == 2  # the samples have been tried already
    raised = changed.replace("version = 1", "version = 2", 1)
    assert [each.version for each in run(counter, put(folder, f"{name}.toml", raised)).published] == [2]


def test_a_fee_table_changes_only_with_its_version(counter: Counter, folder: Path) -> None:
    text = (resources.folder() / "fees" / "2026-02-07.toml").read_text("utf-8")
    later = text.replace("valid_from = 2026-02-07", "valid_from = 2027-01-01")
    assert [each.name for each in run(counter, put(folder, "2027-01-01.toml", later)).published] == [
        "2027-01-01.1"
    ]
    changed = put(folder, "2027-01-01.toml", later + "# more\n")
    assert codes(run(counter, changed)) == ["version_taken"]
    raised = put(folder, "2027-01-01.2.toml", re.sub("version = 1", "version = 2", later, count=1))
    assert [each.name for each in run(counter, raised).published] == ["2027-01-01.2"]


def test_the_fees_of_a_city_are_a_series_of_their_own(counter: Counter, folder: Path) -> None:
    text = CITY.replace('paragraph = "Satzung"', 'paragraph = "§ 3 der Satzung"')
    path = put(folder, "city-2026-11-01.toml", text)
    assert [each.name for each in run(counter, path).published] == ["city-2026-11-01.1"]
    assert len(run(counter, path).known) == 1
    put(folder, "city-2026-11-01.toml", text + "# changed\n")
    assert codes(run(counter, path)) == ["version_taken"]


def test_a_dry_run_is_checked_against_what_is_published_and_publishes_nothing(
    counter: Counter, folder: Path
) -> None:
    zones, service = put(folder, "zones.toml", ZONES), put(folder, "parking.toml", with_list("zones"))
    run(counter, zones)
    before = counter.office.published(STREAM)
    issued = issue(counter.office, [zones, service], STREAM, resources.folder(), only_check=True)
    assert [each.code for sheet in issued.sheets for each in sheet.findings] == [
        each.code for sheet in issued.sheets for each in sheet.findings if each.code != "list_unknown"
    ]
    other = put(folder, "parking.toml", parking())
    issued = issue(counter.office, [zones, other], STREAM, resources.folder(), only_check=True)
    assert list(told(issued)) == [
        "–  code list zones: is known already, byte for byte; nothing to do",
        "✓  service parking, version 1: would be published",
        "Only checked: one file is in order. Nothing was published.",
    ]
    assert counter.office.published(STREAM) == before


def test_a_municipality_without_a_device_is_told_of_and_what_is_published_is_listed(
    counter: Counter, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    path = str(put(folder, "december.toml", TOURS))
    assert main(["publish", *database, "--language", "de", path]) == 0
    assert "Noch gehört kein Gerät" not in capsys.readouterr().out
    assert main(["publish", *database, "--stream", "03241099", path]) == 0
    out = capsys.readouterr().out
    assert f"No device belongs to the municipality 03241099 yet, so nobody fetches it for now. Devices there are in: {STREAM}." in out  # fmt: skip
    assert main(["published", *database]) == 0
    assert capsys.readouterr().out.endswith("tour plan december\n")
    assert main(["published", *database, "--stream", "03241098"]) == 0
    assert "Nothing has been published" in capsys.readouterr().out


def test_a_plan_must_not_meet_one_that_is_published(counter: Counter, folder: Path) -> None:
    run(counter, put(folder, "december.toml", TOURS))
    other = put(folder, "other.toml", TOURS.replace('"Markt"', '"Halt"'))
    assert codes(run(counter, other)) == ["plans_overlap"]


def test_whoever_stops_reading_does_not_break_the_command(folder: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'other.db'}"
    arguments = [sys.executable, "-m", "mobile_office.backoffice", "published", "--database", database]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(arguments, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_code_that_was_published_vanishes(counter: Counter, folder: Path) -> None:
    more = ZONES + '8 = { de = "Zone 8", en = "Zone 8" }\n'
    run(counter, put(folder, "zones.toml", ZONES))
    run(counter, put(folder, "zones.toml", more))
    assert codes(run(counter, put(folder, "zones.toml", ZONES))) == ["code_gone"]


def test_a_service_may_use_what_was_published_before(counter: Counter, folder: Path) -> None:
    path = put(folder, "parking.toml", with_list("zones"))
    assert "list_unknown" in codes(run(counter, path))
    run(counter, put(folder, "zones.toml", ZONES))
    assert "list_unknown" not in codes(run(counter, path))
    assert "list_unknown" in codes(run(counter, path, stream="03241002"))


def test_a_service_is_checked_against_and_published_with_the_latest_fields(
    counter: Counter, folder: Path
) -> None:
    text = (resources.folder() / "fields.toml").read_text("utf-8") + "# ours\n"
    (fields,) = run(counter, put(folder, "fields.toml", text)).published
    (service,) = run(counter, put(folder, "parking.toml", parking())).published
    assert (fields.name, service.fields) == ("fields", fields.digest)


def test_one_broken_file_and_nothing_is_published(counter: Counter, folder: Path) -> None:
    good, broken = put(folder, "zones.toml", ZONES), put(folder, "broken.toml", "[codes\n")
    issued = run(counter, good, broken, folder / "missing.toml", folder)
    assert codes(issued) == ["not_toml", "not_readable", "not_readable"]
    assert (issued.published, counter.office.published(STREAM)) == ((), ())
    assert next(told(issued)).startswith(f"{broken}, line 1: From here on it is not TOML.")


def test_the_same_thing_twice_in_one_command_must_be_the_same(counter: Counter, folder: Path) -> None:
    (folder / "other").mkdir()
    one, other = put(folder, "zones.toml", ZONES), put(folder, "other/zones.toml", ZONES)
    assert len(run(counter, one, other).published) == 1
    put(folder, "other/zones.toml", ZONES + "# changed\n")
    assert codes(run(counter, one, other)) == ["file_twice"]


def test_what_is_too_large_or_has_no_usable_name_is_refused(counter: Counter, folder: Path) -> None:
    large = folder / "large.csv"
    with large.open("wb") as opened:
        opened.truncate(LARGEST + 1)
    issued = run(counter, large, put(folder, "zönes.toml", ZONES), put(folder, "x" * 65 + ".csv", STREETS))
    assert codes(issued) == ["too_large", "name_wrong", "name_wrong"]
    assert "larger than 64 MB" in next(told(issued))


def test_a_service_and_a_list_may_have_one_name(counter: Counter, folder: Path) -> None:
    lists = folder / "lists"
    lists.mkdir()
    service = put(folder, "parking.toml", with_list("zone_list"))
    assert "list_unknown" in codes(run(counter, service))
    put(folder, "parking.toml", with_list("parking"))
    issued = run(counter, put(lists, "parking.toml", ZONES), service)
    assert "list_unknown" not in codes(issued)


def test_every_kind_has_its_word() -> None:
    for kind in Kind:
        assert "zones" in sentences.say(f"publish.kind_{kind}", name="zones")


def test_an_office_that_is_running_announces_what_another_process_has_published(
    counter: Counter, folder: Path, tmp_path: Path
) -> None:
    with in_thread(counter.office) as url, counter.bus.over_http(url) as door:
        assert door.exchange(counter.bus.request()).publications == ()
        database = f"sqlite:///{tmp_path / 'office.db'}"
        assert main(["publish", "--database", database, str(put(folder, "december.toml", TOURS))]) == 0
        (made,) = door.exchange(counter.bus.request()).publications
        verify_publication(made, counter.office.keys.public.signing)
        assert door.content(made.digest, 0) == TOURS.encode()


def test_another_folder_of_resources_is_what_there_is(counter: Counter, folder: Path) -> None:
    other = Path(shutil.copytree(resources.folder(), folder / "resources"))
    (other / "services" / "objections.toml").unlink()
    path = put(folder, "objections.toml", written("objections") + "# ours\n")
    issued = issue(counter.office, [path], STREAM, other)
    assert [each.name for each in issued.published] == ["objections"]
