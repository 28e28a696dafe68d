"""What people type, paste or scan as text: machine-readable lines, codes, lists of residents, streets.

Bytes that are no UTF-8 become lone surrogates, as a clipboard may bring them.
"""

from datetime import date
from functools import cache

from mobile_office import resources
from mobile_office.domain import mrz, spoken, streets
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.resident_csv import MOST_BYTES, decoded, read_list, template
from mobile_office.domain.service import Service
from mobile_office.domain.toml_values import Gathered
from mobile_office.stock import read_shelf
from mobile_office.sync.code import Code
from tests.domain.test_mrz import SPECIMENS
from tests.fuzz.target import Target

TODAY = date(2026, 11, 22)
_CODE = Code(bytes(range(16)), bytes(range(12)), "https://amt.example:8470")
_HEAD = "Familienname;Vornamen;Geburtsdatum;Zimmer;Leistung\n"
_STREETS = "street;from;to;side;letter;postcode;town;protected;facility\nMarktstr.;1;9;odd;;30159;Hannover;ja;Haus A\n"
_MARKS = "a" + "\u0301" * 200_000 + "\u0316" * 200_000  # marks that composing would have to sort


def text_of(data: bytes) -> str:
    """The bytes as text; what is no UTF-8 as lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


@cache
def _shelf() -> tuple[tuple[Service, ...], CodeLists]:
    catalog, lists = read_shelf(resources.folder())
    return catalog.current(), lists


def _mrz(data: bytes) -> object:
    return mrz.read(text_of(data), TODAY)


def _residents(data: bytes) -> None:
    services, lists = _shelf()
    text = decoded(data)
    for one in (text_of(data), *([] if text is None else [text])):
        read_list(one, services, TODAY, lists, pasted=True)


def _streets(data: bytes) -> None:
    for _ in streets.read(streets.lines_of(data)):
        pass
    streets.inspect(text_of(data), Gathered())


def _mrz_seeds() -> tuple[bytes, ...]:
    return tuple(lines.encode() for lines, *_ in SPECIMENS.values())


def _resident_seeds() -> tuple[bytes, ...]:
    pasted = "Mustermann\tErika\t12.08.1964\t12\n"
    other = "Zimmer,Nachname,Vorname,Geb.-Datum\n7,Müller,Jörg,1950-00-00\n".encode("cp1252")
    return (
        template(),
        (_HEAD + "Mustermann;Erika;12.08.1964;12;Ausweisbefreiung\n").encode(),
        pasted.encode(),
        other,
    )


def _many_lines() -> tuple[bytes, ...]:
    line = "Mustermann;Erika;12.08.1964;12;\n"
    return (
        (_HEAD + line * (MOST_BYTES // len(line) - 2)).encode(),
        (_HEAD + _MARKS).encode()[:MOST_BYTES],
        (_HEAD + '"' + "x" * 900_000).encode(),
        (";" * (MOST_BYTES - 1)).encode(),
    )


TARGETS = (
    Target("mrz", _mrz, (mrz.NotReadable,), _mrz_seeds, 400, lambda: (_MARKS.encode(), b"<" * 1_000_000)),
    Target(
        "code",
        lambda data: Code.read(text_of(data)),
        (NotAllowed,),
        lambda: (_CODE.text.encode(), _CODE.line.encode()),
        600,
        lambda: (b"A" * 1_000_000, _MARKS.encode()),
    ),
    Target(
        "spoken",
        lambda data: spoken.heard(text_of(data)),
        (NotAllowed,),
        lambda: (spoken.spoken(bytes(range(16))).encode(),),
        200,
        lambda: (b"1" * 1_000_000, _MARKS.encode()),
    ),
    Target("residents", _residents, (), _resident_seeds, 2000, _many_lines),
    Target(
        "streets",
        _streets,
        (),
        lambda: (_STREETS.encode(),),
        2000,
        lambda: (
            ("street,postcode,town\n" + _MARKS).encode(),
            (_STREETS.split("\n")[0] + "\n" + ";" * 990).encode(),
        ),
    ),
)
