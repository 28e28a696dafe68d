"""Cut short at any step, and killed at any moment: the next one to come in goes on, and nothing is lost."""

import os
import shutil
import signal
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter, sleep

import pytest

from mobile_office.desk import utc_now
from mobile_office.store import rekeying
from mobile_office.store.keys import new_secrets
from mobile_office.store.local import Local
from mobile_office.workplace import open_workplace
from tests.house import passphrase
from tests.key_home import NAMES, OLD, Cut, Home, Killed, kill_at_rekeying, prepare


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return prepare(tmp_path_factory.mktemp("town"))


@pytest.fixture
def home(prepared: Home, tmp_path: Path) -> Home:
    return prepared.copy(tmp_path / "home")


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_cut_short_at_any_step_the_next_one_to_come_in_goes_on(
    home: Home, tmp_path: Path, stride: int
) -> None:
    seen, number = set(), 0
    while True:
        number += stride
        with pytest.MonkeyPatch.context() as patch:
            cut, again = Cut(patch, number), home.copy(tmp_path / f"cut {number}")
            try:
                again.come_in("Berger")
            except Killed:
                seen.add(rekeying.opens(again.path / "store.db", OLD))
        assert rekeying.opens(again.path / "store.db", again.recovered().dbk)
        again.come_in(NAMES[number // stride % 3])  # whoever comes in next
        assert again.slots.rotation() is None
        key = again.check()
        assert again.recovered().dbk == key != OLD
        if cut.count < number:
            break
        shutil.rmtree(again.path)
    assert seen == {True, False}  # cut on both sides of the change
    assert number > 8  # the steps there are


def test_cut_short_twice_it_still_goes_on(home: Home, tmp_path: Path) -> None:
    draw = Random(20261123)
    for number in range(2):
        again = home.copy(tmp_path / f"cut {number}")
        for name in draw.sample(NAMES, 2):
            with pytest.MonkeyPatch.context() as patch:
                Cut(patch, draw.randint(1, 9))
                try:
                    again.come_in(name)
                except Killed:
                    continue
        assert rekeying.opens(again.path / "store.db", again.recovered().dbk)
        again.check()
        assert again.slots.rotation() is None


@pytest.mark.parametrize("side", ["back", "forward"])
def test_spoiled_slots_during_the_change_go_back_to_a_copy_that_opens(
    home: Home, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at_rekeying(home, monkeypatch, after=side == "forward")
    (home.path / "slots.json").write_bytes(b"spoiled")
    (home.path / "store.db.check").write_bytes(b"spoiled")
    home.slots.restore_previous()
    assert home.come_in("Weber").changed
    assert home.check() != OLD


def test_who_comes_in_by_the_recovery_key_half_way_works_and_the_change_is_finished(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at_rekeying(home, monkeypatch, after=False)
    opened = home.recovered()
    assert opened.dbk == OLD  # the grant is for the new key; through the bridge it leads to the store's
    home.slots.renew("p-9", "Neu, Person", passphrase("Neu"), home.device, opened, new_secrets())
    assert home.slots.unlock("p-9", passphrase("Neu"), utc_now()).dbk == OLD
    assert home.come_in("Berger").left_out == ("Neu, Person",)  # without a certificate
    home.check()


def _killed_after(home: Home, name: str, seconds: float) -> int:
    """Somebody comes in, in a process of their own that is killed (SIGKILL) after some time; how it ended."""
    child = os.fork()
    if not child:
        try:
            home.come_in(name)
        finally:
            os._exit(0)
    sleep(seconds)
    home.wait()
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _kill(home: Home, megabytes: int, to: Path, count: int) -> tuple[int, int]:
    """Kill it `count` times at any moment of the change; how often it was hit, and was past the change by then."""
    with closing(open_workplace(home.path, OLD)) as place:
        Local(place.journal.engine).put("weight", "x" * megabytes * 10**6)
    trial, began = home.copy(to / "trial"), perf_counter()
    trial.come_in("Berger")
    whole, draw, killed, forward = perf_counter() - began, Random(18), 0, 0
    for number in range(count):
        again = home.copy(to / f"killed {number}")
        killed += _killed_after(again, "Berger", draw.uniform(0.02, 1.05) * whole) == -signal.SIGKILL
        is_past = not rekeying.opens(again.path / "store.db", OLD)
        forward += is_past
        whole *= 0.95 if is_past else 1.05  # the machine is not always as quick as at the trial
        assert rekeying.opens(again.path / "store.db", again.recovered().dbk)
        again.come_in(NAMES[number % 3])
        assert again.slots.rotation() is None
        assert again.recovered().dbk == again.check() != OLD
        shutil.rmtree(again.path)
    return killed, forward


def test_killed_at_some_moments_everyone_still_comes_in(home: Home, tmp_path: Path) -> None:
    killed, _ = _kill(home, 1, tmp_path, 3)
    assert killed > 0


@pytest.mark.slow
def test_killed_at_many_moments_everyone_still_comes_in(home: Home, tmp_path: Path) -> None:
    killed, forward = _kill(home, 8, tmp_path, 50)
    assert killed > 30
    assert 0 < forward < 50  # hit on both sides of the change
