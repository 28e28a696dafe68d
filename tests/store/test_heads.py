"""Countersigned heads are kept twice, only ever forward, and break nothing when they cannot be."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile_office.protocol import Checkpoint
from mobile_office.signing import new_signing_key, public_key, sign_checkpoint
from mobile_office.store.heads import FILE, Heads
from mobile_office.store.local import Local

OFFICE = new_signing_key()


def head(n: int, chain: str = "chain-1", seed: bytes = OFFICE) -> Checkpoint:
    return sign_checkpoint(Checkpoint(chain, n, f"{n:02x}" * 32), seed)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


@pytest.fixture
def heads(engine: Engine, file: Path) -> Heads:
    return Heads(Local(engine), file, public_key(OFFICE))


def keep(heads: Heads, *kept: Checkpoint) -> None:
    for one in kept:
        heads.keep(one, lambda work: work())


def test_a_fresh_home_knows_none_and_that_is_no_fault(heads: Heads) -> None:
    known = heads.known("chain-1")
    assert (known.heads, known.given_up, known.unreadable) == ((), (), ())


def test_the_newest_of_each_chain_is_kept_in_the_store_and_beside_it(
    heads: Heads, engine: Engine, file: Path
) -> None:
    keep(heads, head(2), head(5), head(3), head(1, "chain-2"))
    expected = {head(5), head(1, "chain-2")}
    assert set(heads.known("chain-1").heads) == expected
    file.unlink()
    assert set(heads.known("chain-1").heads) == expected
    keep(heads, head(5))
    fresh = Heads(Local(engine), file, public_key(OFFICE))
    assert {one["n"] for one in json.loads(file.read_text())["heads"]} == {5, 1}
    assert set(fresh.known("chain-1").heads) == expected


def test_the_file_keeps_what_an_older_store_has_forgotten(heads: Heads, engine: Engine) -> None:
    keep(heads, head(5))
    Local(engine).put("heads", {"heads": [head(2).to_json()]})
    assert set(heads.known("chain-1").heads) == {head(2), head(5)}
    keep(heads, head(3))
    assert set(heads.known("chain-1").heads) == {head(3), head(5)}


def test_what_is_kept_already_is_not_written_again(heads: Heads, file: Path) -> None:
    keep(heads, head(2))
    before = file.stat().st_ino, file.stat().st_mtime_ns
    heads.keep(head(2), lambda work: pytest.fail("nothing to write"))
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


def test_the_store_is_written_by_the_one_writer_and_the_file_is_not(heads: Heads, file: Path) -> None:
    waiting: list[Callable[[], object]] = []
    heads.keep(head(2), waiting.append)
    assert file.exists()
    file.unlink()
    assert heads.known("chain-1").heads == ()
    (work,) = waiting
    work()
    assert heads.known("chain-1").heads == (head(2),)


def test_a_forged_head_does_not_stand_in_the_way_of_the_offices(heads: Heads, file: Path) -> None:
    forged = replace(head(3, seed=new_signing_key()), n=1_000_000)
    file.write_text(json.dumps({"heads": [forged.to_json()]}))
    assert heads.known("chain-1").heads == (forged,)
    keep(heads, head(2))
    assert heads.known("chain-1").heads == (head(2),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b"[]",
        b'{"heads": 1}',
        b'{"heads": [{"chain": "a", "n": "1", "head": "", "signature": ""}]}',
        b'{"heads": [{"chain": "\\u001b[2J", "n": 1, "head": "", "signature": ""}]}',
        b'{"heads": [{"chain": ["a"], "n": 1, "head": "", "signature": ""}]}',
        b"[" * 100_000,
        b" " * (1 << 21),
    ],
)
def test_a_damaged_file_is_told_and_written_anew_by_the_next_exchange(
    heads: Heads, file: Path, content: bytes
) -> None:
    keep(heads, head(5))
    file.write_bytes(content)
    known = heads.known("chain-1")
    assert (known.heads, known.unreadable) == ((head(5),), (FILE,))
    keep(heads, head(6))
    assert heads.known("chain-1").unreadable == ()
    assert json.loads(file.read_text())["heads"] == [head(6).to_json()]


def test_what_the_store_remembers_can_be_damaged_too(heads: Heads, engine: Engine) -> None:
    Local(engine).put("heads", ["nonsense"])
    assert heads.known("chain-1").unreadable == ("store.db",)
    keep(heads, head(1))
    assert heads.known("chain-1").unreadable == ()


def test_a_file_that_cannot_be_written_breaks_nothing(heads: Heads, file: Path) -> None:
    file.mkdir()  # neither read nor replaced
    keep(heads, head(5))
    known = heads.known("chain-1")
    assert (known.heads, known.unreadable) == ((head(5),), (FILE,))
    file.rmdir()
    keep(heads, head(5))
    assert file.is_file()


def test_the_file_is_its_owners_and_holds_nothing_but_the_heads(heads: Heads, file: Path) -> None:
    keep(heads, head(5))
    assert file.stat().st_mode & 0o777 == 0o600
    (kept,) = json.loads(file.read_text())["heads"]
    assert kept.keys() == {"chain", "n", "head", "signature"}


def test_a_chain_given_up_is_remembered_with_its_end_unless_it_is_in_use(heads: Heads) -> None:
    heads.give_up("chain-1", 3, "ab" * 32)
    heads.give_up("chain-1", 2, "cd" * 32)
    heads.give_up("chain-2", 0, "00" * 32)
    last = (Checkpoint("chain-1", 2, "cd" * 32), Checkpoint("chain-2", 0, "00" * 32))
    assert heads.known("chain-3").given_up == last
    assert heads.known("chain-1").given_up == last[1:]
