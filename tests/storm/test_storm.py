"""Two devices, one office, random work, a road that loses requests and replies: nothing is lost or doubled."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.storm.control import doubles
from tests.storm.plot import World
from tests.storm.plot_verdict import verdict
from tests.storm.road import Lossy
from tests.storm.site import STREAM

SEEDS, BATCH = 20, 10


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(SEEDS // BATCH))
def test_after_a_storm_all_sides_are_equal_and_kept_and_refused_is_written(
    world: World, tmp_path: Path, batch: int
) -> None:
    met: Counter[str] = Counter()
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        chance = random.Random(seed)
        storm = world.storm(tmp_path / f"storm-{seed}")
        try:
            road = Lossy(storm.office, chance)
            storm.rage(chance, road)
            assert verdict(storm) == [], f"seed {seed}"
            met.update(storm.met(road))
        finally:
            storm.close()
    # A storm that met nothing would prove nothing.
    assert met["written"] > 8 * BATCH
    for thing in ("lost_requests", "lost_replies", "repeated", "stale"):
        assert met[thing] >= 1, thing


@pytest.mark.slow
def test_a_client_that_tries_again_under_a_new_id_fails(world: World, tmp_path: Path) -> None:
    failed = 0
    for seed in range(10):
        storm = world.storm(tmp_path / str(seed))
        try:
            failed += doubles(storm, random.Random(seed)) > 0
        finally:
            storm.close()
    assert failed >= 9


def test_a_road_that_loses_nothing_gives_the_naive_client_no_doubles(world: World, tmp_path: Path) -> None:
    storm = world.storm(tmp_path / "calm")
    try:
        assert doubles(storm, random.Random(0), loss=0.0) == 0
        assert storm.office.journal(STREAM).cursor() == 12
    finally:
        storm.close()
