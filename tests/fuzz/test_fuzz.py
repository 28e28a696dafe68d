"""Every parser at the edge takes what it should, refuses the rest as it says it does, and no input takes too much.

Few inputs in the quick tests, the same ones each time; `make slow` tries more, and the heaviest there are.
"""

import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest

from mobile_office.canonical import canonical
from mobile_office.domain.errors import WrongKey
from tests.fuzz import quick
from tests.fuzz import target as limits
from tests.fuzz.mutation import mutated, mutated_json
from tests.fuzz.quick import Found, fuzz, weigh
from tests.fuzz.target import Target, judge
from tests.fuzz.targets import TARGETS

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's decoders say what is wrong with a picture


@pytest.mark.parametrize("name", TARGETS)
def test_no_drawn_input_breaks_a_limit(name: str) -> None:
    assert fuzz(TARGETS[name], 25) > 25


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_of_many_breaks_a_limit_nor_the_heaviest(name: str) -> None:
    fuzz(TARGETS[name], 1000)
    assert [fault for _, fault in weigh(TARGETS[name]) if fault] == []


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_are_taken_so_that_what_comes_of_them_gets_far(name: str) -> None:
    target = TARGETS[name]
    for seed in target.seeds():
        with pytest.raises(WrongKey) if name == "grant" else nullcontext():  # a grant is for nobody we know
            target.run(seed)


def test_what_crashes_is_slow_or_takes_memory_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The controls: parsers that are not as they should be."""

    def work(_: bytes) -> None:
        began = time.process_time()
        while time.process_time() - began < 0.2:
            pass

    found = judge(_target(lambda data: data[7]), b"")
    assert found is not None
    assert (found.kind, found.what.split()[0]) == ("crash", "IndexError")
    assert judge(_target(lambda _: 1), b"") is None
    monkeypatch.setattr(limits, "MEMORY_MB", 64)
    assert _kind(lambda _: bytearray(80 * 2**20).count(1)) == "memory"
    monkeypatch.setattr(limits, "SECONDS", 0.1)
    assert _kind(work) == "slow"


def test_a_finding_is_kept_and_says_nothing_of_the_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept: list[bytes] = []
    monkeypatch.setattr(quick, "keep", lambda target, data: kept.append(data) or tmp_path / "x")  # type: ignore[func-returns-value]
    with pytest.raises(Found) as told:
        fuzz(_target(lambda data: {b"Mustermann": 1}[data]), 20)
    assert kept
    assert "Mustermann" not in str(told.value)
    assert "KeyError" in str(told.value)


def test_changes_follow_from_their_number_and_differ() -> None:
    seed = canonical({"a": [1, {"b": "c"}], "d": None})
    for change in (mutated, mutated_json):
        first, again = ([change(seed, Random(n)) for n in range(50)] for _ in range(2))
        assert first == again
        assert len(set(first)) > 25


def _kind(run: Callable[[bytes], object]) -> str:
    found = judge(_target(run), b"")
    return found.kind if found else "held"


def _target(run: Callable[[bytes], object]) -> Target:
    return Target("control", run, (), lambda: (b"Mustermann", b"x"))
