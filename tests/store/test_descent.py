"""What the store holds continues what the office has countersigned, or the difference has its name."""

from dataclasses import replace

import pytest

from mobile_office.headers import GENESIS
from mobile_office.protocol import Checkpoint
from mobile_office.signing import new_signing_key, public_key, sign_checkpoint
from mobile_office.store.descent import Descent, descent_at, descent_of
from mobile_office.store.heads import Known
from tests.store.hand import STREAM, Hand

OFFICE = new_signing_key()
CHAIN = "chain-1"


@pytest.fixture
def hashes(hand: Hand) -> list[str]:
    """The hashes of a chain of three, GENESIS before them."""
    return [GENESIS, *(hand.submit(f"B-2026-0000{n}-A").hash for n in (1, 2, 3))]


@pytest.fixture
def descent(hand: Hand, hashes: list[str]) -> Descent:
    assert len(hashes) == 4
    return descent_of(hand.journal.engine)


def head(n: int, value: str, chain: str = CHAIN) -> Checkpoint:
    return sign_checkpoint(Checkpoint(chain, n, value), OFFICE)


def problems(descent: Descent, *heads: Checkpoint, given_up: tuple[Checkpoint, ...] = ()) -> list[str]:
    return list(descent.problems(Known(heads, given_up), public_key(OFFICE)))


def test_every_head_of_the_past_is_held(descent: Descent, hashes: list[str]) -> None:
    assert [descent.differs(head(n, value)) for n, value in enumerate(hashes)] == [""] * 4


def test_a_head_beyond_the_end_and_another_hash_have_their_names(descent: Descent) -> None:
    other = "ab" * 32
    assert descent.differs(head(4, other)) == "rolled_back"
    assert descent.differs(head(3, other)) == "head_differs"
    assert descent.differs(head(0, other)) == "head_differs"
    assert descent.differs(head(1, other, "chain-2")) == "rolled_back"


def test_a_head_the_office_has_not_signed_proves_nothing(descent: Descent, hashes: list[str]) -> None:
    forged = replace(head(3, hashes[3]), n=9)
    assert problems(descent, head(3, hashes[3]), forged) == [f"head_invalid {CHAIN}"]


def test_what_cannot_be_read_is_told(descent: Descent) -> None:
    known = Known(unreadable=("heads.json",))
    assert list(descent.problems(known, public_key(OFFICE))) == ["heads_unreadable heads.json"]


def test_a_chain_given_up_is_held_to_what_it_was_then(descent: Descent, hashes: list[str]) -> None:
    seen, ended = head(7, "ab" * 32), Checkpoint(CHAIN, 3, hashes[3])
    assert problems(descent, seen) == [f"rolled_back {CHAIN}"]
    assert problems(descent, seen, given_up=(ended,)) == []
    cut = Checkpoint(CHAIN, 4, "cd" * 32)
    assert problems(descent, seen, given_up=(cut,)) == [f"rolled_back {CHAIN}"]
    assert problems(descent, seen, given_up=(replace(ended, head="cd" * 32),)) == [f"head_differs {CHAIN}"]
    assert problems(descent, seen, given_up=(replace(ended, chain="chain-2"),))[0] == f"rolled_back {CHAIN}"


def test_what_is_read_at_the_heads_alone_tells_the_same(
    hand: Hand, descent: Descent, hashes: list[str]
) -> None:
    other = "ab" * 32
    heads = (head(2, hashes[2]), head(3, other), head(4, other), head(0, GENESIS), head(1, other, "chain-2"))
    for given_up in ((), (Checkpoint(CHAIN, 3, hashes[3]),), (Checkpoint("chain-3", 2, other),)):
        known = Known(heads, given_up)
        few = descent_at(hand.journal.engine, STREAM, known)
        found = list(few.problems(known, public_key(OFFICE)))
        assert found == list(descent.problems(known, public_key(OFFICE)))
        assert found
