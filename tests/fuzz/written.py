"""What an administrator writes and the office publishes, as TOML: services, shared fields, fees, lists, tours."""

from functools import cache
from typing import Any

from mobile_office import resources
from mobile_office.domain import codelists, fee_tables, file_kinds, service_file, tours
from mobile_office.domain.errors import BrokenService, Damaged
from mobile_office.domain.toml_values import Flaw
from mobile_office.store import catalog
from tests.domain import shelf
from tests.domain.test_service_file import SMALL
from tests.fuzz.target import Target

_TOURS = '[[stop]]\nname = "Markt"\naddress = "Marktplatz 1"\nkind = "market"\nday = 2026-11-23\nfrom = "09:00"\nuntil = "12:00"\nbus = "B"\n'
_FEES = """valid_from = 2026-02-07
version = 1
source = "PAuswGebV"

[item.card]
label = { de = "Ausweis", en = "Card" }
paragraph = "§ 1"
mark = "V"
cents = 4600

[reduction.poor]
label = { de = "Bedürftig", en = "In need" }
paragraph = "§ 1 Abs. 6"
mark = "V"
items = ["card"]
who = ["clerk"]
grounds = { welfare = { label = { de = "Hilfe", en = "Aid" }, enough = true } }
"""
_LIST = 'source = "KBA"\nversion = "1"\n\n[codes]\n000 = { de = "deutsch", en = "German" }\n1 = { de = "x", en = "y", retired = true }\n'


def text_of(data: bytes) -> str:
    """As every reader of a file: what is no UTF-8 has been refused before; here it is passed over."""
    return data.decode("utf-8", "ignore")


def _service(data: bytes) -> object:
    return service_file.read(text_of(data), "x.toml", shelf.fields(), shelf.lists())


def _kind(data: bytes) -> object:
    return file_kinds.identity_of(service_file.parsed(text_of(data)), "x")


@cache
def _of(folder: str) -> tuple[bytes, ...]:
    """The three smallest of a folder of resources."""
    paths = sorted((resources.folder() / folder).glob("*.toml"), key=lambda path: path.stat().st_size)
    return tuple(path.read_bytes() for path in paths[:3])


def _heavy() -> tuple[bytes, ...]:
    return (
        *(b"a = " + b"[" * 5000, b"a = " + b"9" * 5000, b"a = {" * 3000),
        *(b"[a." + b"b." * 3000 + b"c]\n", b"".join(b"[a%d]\n" % n for n in range(20_000))),
        b"id = '" + b"x" * 1_000_000 + b"'",
    )


_READ: tuple[tuple[str, Any, tuple[type[Exception], ...], Any], ...] = (
    ("service", _service, (BrokenService,), lambda: (SMALL.encode(), *_of("services"))),
    ("fields", catalog.fields_of, (BrokenService,), lambda: (b'[field.name]\nkind = "text"\n',)),
    ("fees", lambda data: fee_tables.read(text_of(data), "x.toml"), (BrokenService,), lambda: (_FEES.encode(), *_of("fees"))),
    ("codelist", lambda data: codelists.read("x", text_of(data)), (Damaged,), lambda: (_LIST.encode(), *_of("codelists"))),
    ("tours", lambda data: tours.read(text_of(data)), (Flaw,), lambda: (_TOURS.encode(),)),
    ("kinds", _kind, (Flaw,), lambda: (_TOURS.encode(), _FEES.encode(), SMALL.encode())),
)  # fmt: skip

TARGETS = tuple(
    Target(name, run, refusals, seeds, 8192, _heavy if name in ("service", "fields", "tours") else lambda: ())
    for name, run, refusals, seeds in _READ
)
