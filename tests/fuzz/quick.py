"""The quick form: hypothesis draws inputs, the same ones each time; the first that breaks a limit is kept and told."""

from collections.abc import Iterator
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutation import mutated, mutated_json
from tests.fuzz.target import Fault, Target, judge, keep


class Found(AssertionError):
    """An input that a parser does not take as it must; it lies in build/fuzz."""


def fuzz(target: Target, examples: int) -> int:
    """Try so many inputs, the seeds first; returns how many. Raises Found."""
    seeds, tried = target.seeds(), 0
    for seed in seeds:
        _look(target, seed)
    inputs = st.one_of(
        st.binary(max_size=200),
        st.builds(
            _changed, st.just(target), st.sampled_from(seeds), st.sampled_from(seeds), st.integers(0, 2**32)
        ),
    )

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
    )
    @given(inputs)
    def each(data: bytes) -> None:
        nonlocal tried
        tried += 1
        _look(target, data)

    each()
    return tried + len(seeds)


def weigh(target: Target) -> Iterator[tuple[int, Fault | None]]:
    """The heaviest inputs, one after the other: their bytes, and what is wrong."""
    for data in target.heavy():
        fault = judge(target, data)
        if fault and fault.kind == "slow":  # two programs on one core slow each other; twice is no chance
            fault = judge(target, data)
        if fault:
            keep(target, data)
        yield len(data), fault


def _look(target: Target, data: bytes) -> None:
    if fault := judge(target, data):
        raise Found(f"{target.name}: {fault.kind}: {fault.what} ({keep(target, data).name})")


def _changed(target: Target, seed: bytes, other: bytes, number: int) -> bytes:
    random = Random(number)
    change_values = target.is_json and random.random() < 0.7
    return mutated_json(seed, random) if change_values else mutated(seed, random, other)
