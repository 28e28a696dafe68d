"""The stock: the program's shelf overlaid by what the office published, whole or broken, with the real store."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office import stock as stock_module
from mobile_office.publication import Kind, Publication
from mobile_office.stock import Stock, read_shelf
from mobile_office.store.publications import Publications
from mobile_office.store.vault import close_store, open_store
from tests.dog_tax import DOG_TAX, SECOND, digest
from tests.store.hand import NOW, STREAM

RESOURCES = resources.folder()


class Published:
    """Publications of a device, filled by hand."""

    def __init__(self, publications: Publications) -> None:
        self.publications = publications

    def add(self, kind: Kind, name: str, text: str, version: int = 0, fields: str = "") -> Publication:
        """Announce it, and bring its bytes."""
        data, number = text.encode(), self.publications.known() + 1
        item = Publication(STREAM, number, kind, name, version, digest(data), len(data), fields, NOW)
        self.publications.announce([item])
        self.publications.keep_piece(item.digest, 0, data)
        return item


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Published]:
    engine = open_store(tmp_path / "store.db", bytes(range(32)))
    yield Published(Publications(engine))
    close_store(engine)


@pytest.fixture
def stock(published: Published) -> Stock:
    return Stock(RESOURCES, published.publications)


def test_services_and_lists_are_read_once_for_every_opening(stock: Stock) -> None:
    shelf, lists = read_shelf(RESOURCES)
    assert read_shelf(RESOURCES)[0] is shelf
    assert shelf.current()
    assert "countries" in lists
    assert (stock.current.catalog, stock.current.codelists) == (shelf, lists)
    assert stock.current.catalog is shelf


def test_whoever_comes_while_somebody_reads_waits_and_gets_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    real = stock_module._read_shelf.__wrapped__

    def reading(folder: Path) -> object:
        read.append(folder)
        time.sleep(0.05)
        return real(folder)

    monkeypatch.setattr(stock_module, "_read_shelf", cache(reading))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(read_shelf, (RESOURCES, RESOURCES))
    assert first[0] is second[0]
    assert read == [RESOURCES]


def test_every_version_of_a_published_service_can_be_read_and_the_newest_is_offered(
    stock: Stock, published: Published
) -> None:
    first = published.add(Kind.SERVICE, "dog_tax", DOG_TAX, 1)
    second = published.add(Kind.SERVICE, "dog_tax", SECOND, 2)
    assert not stock.can_use(first)
    before = stock.current
    stock.refresh()
    assert ("dog_tax", 1) not in before.catalog.services, "what somebody holds does not change in their hands"
    assert stock.current.catalog.get("dog_tax", 1).hash == first.digest
    (offered,) = [one for one in stock.current.catalog.current() if one.id == "dog_tax"]
    assert (offered.version, offered.hash) == (2, second.digest)
    assert stock.can_use(first)
    assert stock.current.catalog.broken == read_shelf(RESOURCES)[0].broken


def test_what_was_read_once_is_not_read_again(stock: Stock, published: Published) -> None:
    published.add(Kind.SERVICE, "dog_tax", DOG_TAX, 1)
    stock.refresh()
    read = stock.current.catalog.get("dog_tax", 1)
    stock.refresh()
    assert stock.current.catalog.get("dog_tax", 1) is read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (DOG_TAX.replace("minutes = 6", "minutes ="), "not_toml"),
        (SECOND, "another_service"),
        (DOG_TAX.replace('use = "identity"', 'use = "nobody"'), ""),
    ],
    ids=["not TOML", "another version", "unknown word"],
)
def test_a_broken_service_is_named_and_the_others_go_on(
    stock: Stock, published: Published, text: str, reason: str
) -> None:
    bad = published.add(Kind.SERVICE, "dog_tax", text, 1)
    stock.refresh()
    (problem,) = stock.current.catalog.broken
    assert problem.details["file"] == "dog_tax.1.toml"
    assert str(problem.details["reason"]).startswith(reason)
    assert not stock.can_use(bad)
    assert stock.current.catalog.current() == read_shelf(RESOURCES)[0].current()


def test_bytes_that_are_no_text_are_named(stock: Stock, published: Published) -> None:
    data = b"\xff\xfe"
    item = Publication(STREAM, 1, Kind.SERVICE, "dog_tax", 1, digest(data), 2, "", NOW)
    published.publications.announce([item])
    published.publications.keep_piece(item.digest, 0, data)
    stock.refresh()
    (problem,) = stock.current.catalog.broken
    assert problem.details["reason"] == "UnicodeDecodeError"


def test_the_programs_own_service_of_an_id_and_version_never_changes(
    stock: Stock, published: Published
) -> None:
    ours = (RESOURCES / "services" / "id_exemption.toml").read_text(encoding="utf-8")
    known = next(one for one in stock.current.catalog.current() if one.id == "id_exemption")
    same = published.add(Kind.SERVICE, known.id, ours, known.version)
    other = published.add(Kind.SERVICE, known.id, ours + "\n# changed\n", known.version)
    stock.refresh()
    assert stock.current.catalog.get(known.id, known.version) is known
    assert [problem.details["reason"] for problem in stock.current.catalog.broken] == ["published_twice"]
    assert (stock.can_use(same), stock.can_use(other)) == (True, False)


def test_a_service_is_read_with_the_fields_it_was_written_with(stock: Stock, published: Published) -> None:
    fields = (RESOURCES / "fields.toml").read_text(encoding="utf-8") + (
        '\n[field.dog_tag]\nkind = "text"\nletters = "B"\nlabel = { de = "Hundemarke", en = "Dog tag" }\n'
    )
    text = DOG_TAX.replace("fields = [\n  { key", 'fields = [\n  "dog_tag",\n  { key', 1)
    written_with = digest(fields.encode())
    item = published.add(Kind.SERVICE, "dog_tax", text, 1, fields=written_with)
    stock.refresh()
    (problem,) = stock.current.catalog.broken
    assert problem.details["reason"] == "fields_missing"
    published.add(Kind.FIELDS, "fields", fields)
    stock.refresh()
    assert stock.can_use(item)
    keys = [field.key for field in stock.current.catalog.get("dog_tax", 1).sections[1].fields]
    assert keys[0] == "dog_tag"


def test_the_newest_published_code_list_replaces_the_programs(stock: Stock, published: Published) -> None:
    text = (RESOURCES / "codelists" / "sex.toml").read_text(encoding="utf-8")
    labels = read_shelf(RESOURCES)[1].labels("sex")
    code, name = next(iter(labels.items()))
    item = published.add(Kind.CODELIST, "sex", text.replace(f'"{name}"', '"Neuer Name"'))
    stock.refresh()
    assert stock.current.codelists.label("sex", code) == "Neuer Name"
    assert "countries" in stock.current.codelists
    assert stock.can_use(item)
    broken = published.add(Kind.CODELIST, "sex", "codes =")
    stock.refresh()
    assert not stock.can_use(broken)
    assert stock.current.codelists.label("sex", code) == name, "the program's own, until a good one comes"


def test_a_published_fee_table_stands_beside_the_others_and_a_broken_one_is_named(
    stock: Stock, published: Published
) -> None:
    path = sorted((RESOURCES / "fees").glob("*.toml"))[-1]
    text = path.read_text(encoding="utf-8")
    (first,) = [line for line in text.splitlines() if line.startswith("valid_from")]
    item = published.add(Kind.FEES, "2030-01-01.1", text.replace(first, "valid_from = 2030-01-01"))
    bad = published.add(Kind.FEES, "2031-01-01.1", "valid_from =")
    stock.refresh()
    names = [table.name for table in stock.current.catalog.fees.tables]
    assert "2030-01-01.1" in names
    assert len(names) == len(read_shelf(RESOURCES)[0].fees.tables) + 1
    assert [problem.details["file"] for problem in stock.current.catalog.broken] == ["2031-01-01.1.toml"]
    assert (stock.can_use(item), stock.can_use(bad)) == (True, False)
