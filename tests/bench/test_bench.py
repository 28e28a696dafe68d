"""The bench itself: it measures what it names, tells a slowed side, and puts everything into its report."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mobile_office.domain.case import Status
from mobile_office.store.transactions import reading
from mobile_office.store.verify import verify_store
from tests import postgres
from tests.bench import (
    address_search,
    chain,
    draft_save,
    encryption,
    exchange,
    fleet,
    form_check,
    form_open,
    keystroke,
    link,
    memory,
    rekey,
    report,
    scaling,
    search,
    stall,
    start,
    submit,
    today,
    unlocked,
    wire,
)
from tests.bench.figure import Figure
from tests.bench.machine import machine
from tests.bench.pairs import Pairs, alternate, percentile, timed
from tests.bench.scale import TINY, Scale
from tests.bench.stock import stock


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def test_raw_and_ours_alternate_in_the_order_abba() -> None:
    order: list[str] = []

    def side(name: str) -> Callable[[], float]:
        return lambda: float(len(order)) if order.append(name) is None else 0.0  # type: ignore[func-returns-value]

    pairs = alternate(side("raw"), side("ours"), 4)
    assert order[2:] == ["raw", "ours", "ours", "raw"] * 2  # the first turn of each does not count
    assert len(pairs.raw) == len(pairs.ours) == 4


def test_a_side_that_is_slowed_on_purpose_shows() -> None:
    def quick() -> None:
        time.sleep(0.001)

    def slow() -> None:
        time.sleep(0.004)

    fair, slowed = alternate(timed(quick), timed(quick), 10), alternate(timed(quick), timed(slow), 10)
    assert fair.ratio < 2 < slowed.ratio
    assert slowed.added > 0.002 > fair.added


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(n) for n in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([7.0], 0.99)) == (51.0, 100.0, 7.0)


def test_a_stock_is_a_store_that_verifies(folder: Path) -> None:
    kept = stock(folder, 150, decided=True)
    place = kept.place()
    try:
        verified = verify_store(place.journal.engine, place.people.certificate, place.device.office_signing)
        assert verified.problems == ()
        assert (verified.cases, verified.entries) == (151, 1 + 50 * 3 + 100)
        assert len(place.search("herbst")) > 0
        assert len(place.cases(Status.TAKEN_OVER)) == 50
        with reading(place.journal.engine):
            assert len(place.journal.unsent(100)) == 20
    finally:
        place.close()


def test_a_stock_is_used_again(folder: Path) -> None:
    first = stock(folder, 150, decided=True)
    made = (first.home / "store.db").stat().st_ino
    assert (stock(folder, 150, decided=True).home / "store.db").stat().st_ino == made


@pytest.mark.slow
@pytest.mark.parametrize(
    "measure, keys",
    [
        (draft_save.measure, {"draft_save.added_p50_ms", "draft_save.ratio"}),
        (submit.measure, {"submit.ratio"}),
        (start.measure, {"start.ratio", "start.heavy_modules"}),
        (unlocked.measure, {"unlocked.ratio"}),
        (memory.measure, {"memory.ratio"}),
        (search.measure, {"search.ratio", "search.growth"}),
        (chain.measure, {"chain.ratio", "chain.store_seconds"}),
        (form_check.measure, {"form_check.ratio", "form_check.desk_ratio"}),
        (form_open.measure, {"form_open.ratio", "form_open.step_p50_ms"}),
        (keystroke.measure, {"keystroke.ratio"}),
        (today.measure, {"today.ratio"}),
        (address_search.measure, {"address_search.ratio", "address_search.build_seconds"}),
        (
            encryption.measure,
            {"encryption.save", "encryption.submit", "encryption.search", "encryption.list"},
        ),
    ],
)
def test_each_measurement_gives_its_figures(
    folder: Path, measure: Callable[[Path, Scale], tuple[Figure, ...]], keys: set[str]
) -> None:
    figures = {figure.key: figure for figure in measure(folder, TINY)}
    assert keys <= figures.keys()
    measured = [figure.pairs for figure in figures.values() if figure.pairs is not None]
    assert all(value > 0 for pairs in measured for value in (*pairs.raw, *pairs.ours))
    if "start.heavy_modules" in keys:  # the one figure that does not depend on the machine
        assert figures["start.heavy_modules"].met


@pytest.mark.slow
@pytest.mark.timeout(600)  # seconds; a busy machine is no fault
@pytest.mark.skipif(postgres.binaries() is None, reason=postgres.MISSING)
@pytest.mark.parametrize(
    "measure, keys",
    [
        (exchange.measure, {"exchange.cases_per_s", "exchange.mb_per_s", "exchange.ratio"}),
        (wire.measure, {"wire.overhead"}),
        (rekey.measure, {"rekey.mb_per_s", "rekey.bare_mb_per_s"}),
        (stall.measure, {"stall.max_ms"}),
        (scaling.measure, {"office.scaling"}),
        (fleet.measure, {"office.fleet_wait_s", "office.fleet_peak_mb"}),
        (link.measure, {"link.goodput", "link.goodput_1mbit"} if os.geteuid() == 0 else set()),
    ],
)
def test_each_measurement_of_delivery_gives_its_figures(
    folder: Path, measure: Callable[[Path, Scale], tuple[Figure, ...]], keys: set[str]
) -> None:
    figures = {figure.key: figure for figure in measure(folder, TINY)}
    assert keys <= figures.keys()
    assert all(figure.value > 0 for figure in figures.values())


def test_a_figure_may_promise_at_least() -> None:
    figure = Figure("a.share", 0.4, 0.5, at_least=True)
    assert (figure.met, figure.promise, figure.to_json()["at_least"]) == (False, ">= 0.5", True)
    assert Figure("a.share", 0.6, 0.5, at_least=True).met
    assert Figure("a.share", 0.6, 0.5).promise == "<= 0.5"


def test_the_report_names_key_goal_and_machine_and_a_miss_is_told(tmp_path: Path) -> None:
    pairs = Pairs((0.001, 0.002, 0.001), (0.004, 0.005, 0.006))
    figures = (Figure("a.ratio", 5.0, 3.0, pairs), Figure("b.ratio", 1.0, 3.0), Figure("c.ratio", 9.0))
    report.write(tmp_path / "bench.json", figures, machine(tmp_path), 1.0, "full")
    kept = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert kept["figures"]["a.ratio"] == {
        "value": 5.0,
        "goal": 3.0,
        "met": False,
        "pairs": 3,
        "raw_p50_ms": 1.0,
        "raw_p99_ms": 2.0,
        "ours_p50_ms": 5.0,
        "ours_p99_ms": 6.0,
    }
    assert kept["figures"]["c.ratio"]["met"] is None
    assert {"cpu", "cores", "memory_mb", "kernel", "disk", "python", "qt", "sqlite", "sqlcipher"} <= kept[
        "machine"
    ].keys()
    assert "missed: a.ratio" in report.table(figures)
    assert report.table(figures[1:]).endswith("every goal is met")
