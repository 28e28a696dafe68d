"""The scanner finds the canary however it is written, and says nothing of what stands around it."""

import base64
import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.leaks import trace
from tests.leaks.canary import WORDS, forms, found, patterns
from tests.leaks.scanner import Stream, is_picture, whole
from tests.leaks.search import Search

NAME = WORDS["family name"]
SAID = f"Frau {NAME} aus Hannover"


@pytest.mark.parametrize("form", dict(forms(NAME)))
def test_every_form_is_found(form: str) -> None:
    assert {word for word, _ in found(b"..." + dict(forms(NAME))[form] + b"...")} == {"family name"}


@pytest.mark.parametrize(
    "data",
    [
        *(base64.b64encode(f"{'x' * shift}{SAID}".encode()) for shift in range(3)),
        base64.urlsafe_b64encode(SAID.encode()),
        SAID.encode("utf-16"),
        SAID.upper().encode(),
        SAID.encode("cp1252").hex().upper().encode(),
        quote(SAID).lower().encode(),
        repr({"name": SAID}).encode(),
    ],
)
def test_whole_sentences_in_any_writing_are_found(data: bytes) -> None:
    assert "family name" in {word for word, _ in found(data)}


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress], ids=["zlib", "gzip"])
def test_what_is_packed_is_found(pack: Callable[[bytes], bytes]) -> None:
    packed = pack(SAID.encode())
    assert found(packed) == set()
    assert "family name" in {word for word, _ in whole(b"%PDF stream\n" + packed + b"\nendstream")}


def test_no_form_is_so_short_that_chance_would_write_it() -> None:
    assert min(len(pattern) for pattern in patterns()) >= 7


def test_a_word_is_found_across_writes() -> None:
    stream = Stream()
    letters = [NAME.encode()[at : at + 1] for at in range(len(NAME.encode()))]
    assert [bool(stream.add(letter, 0)) for letter in letters].index(True) == len(letters) - 1


def test_a_picture_is_known_by_how_it_begins() -> None:
    assert is_picture(b"\x89PNG\r\n\x1a\n")
    assert not is_picture(SAID.encode())


def hexed(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_a_trace_is_searched_with_its_steps_and_nothing_else_is_told(tmp_path: Path) -> None:
    lines = [
        f'7 write(1<{hexed("pipe:[1]")}>, "{hexed("  passed  breakfast")}", 18) = 18',
        f'7 write(3<{hexed("/elsewhere/notes")}>, "{hexed(SAID)}", 9 <unfinished ...>',
        f'7 write(4<{hexed("/papers/a.pdf")}>, "{hexed(SAID)}", 9) = 9',
        f'7 openat(AT_FDCWD, "{hexed(f"/read/{NAME}")}", O_RDONLY) = 3',
        f'8 rename("{hexed("/a")}", "{hexed(f"/{NAME}")}") = 0',
        f'7 write(1<{hexed("pipe:[1]")}>, "{hexed("  passed  lunch")}", 14) = 14',
    ]
    record = tmp_path / "trace"
    record.write_text("\n".join(lines))
    search = Search((Path("/papers"),))
    search.read(record)
    leaks = [(leak.kind, leak.word, leak.step) for leak in search.leaks if leak.form == "utf-8"]
    assert leaks == [("another file", "family name", "lunch"), ("file's name", "family name", "lunch")]
    assert search.steps == ["breakfast", "lunch"]
    assert "Hannover" not in str(search.leaks)
    assert search.arrived == {"family name"}


def test_the_tracer_is_asked_for_every_call_that_can_carry_something_out(tmp_path: Path) -> None:
    line = " ".join(trace.command(tmp_path / "trace"))
    for call in ("pwrite64", "sendto", "writev", "renameat2", "mkdir", "mmap", "execve", "io_uring_setup"):
        assert f"?{call}," in line or line.endswith(call)
