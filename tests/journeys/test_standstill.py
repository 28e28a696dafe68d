"""Faults of time and company (Störungen): nothing is lost, a sentence says what to do, and work goes on.

A clock a day off, two instances, a program and an office that stand still for a minute.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mobile_office.domain.errors import (
    AlreadyOpen,
    Delayed,
    Trouble,
    WrongKey,
)
from mobile_office.domain.overview import Delivery, Light
from mobile_office.process import Instance
from mobile_office.store.verify import verify_store
from mobile_office.ui import words
from tests.house import STREAM, passphrase
from tests.journeys.faults import copied, is_sound, linked, served
from tests.samples import fill_sample, submit_sample
from tests.torture.base import HOME, Counter, Prepared, prepare
from tests.torture.kills import lines_of, play
from tests.torture.verdict import judge
from tests.torture.witness import PREFIX, Expected, said

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

DAY, MINUTE = timedelta(days=1), 60.0


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Enrolled two days ago: so that a clock a day slow is not before that."""
    return prepare(tmp_path_factory.mktemp("base"), lambda: datetime.now(UTC) - 2 * DAY)


@pytest.fixture
def counter(base: Prepared, tmp_path: Path) -> Iterator[Counter]:
    counter = copied(base, tmp_path / "counter")
    yield counter
    counter.close()


@pytest.mark.parametrize("off", [DAY, -DAY], ids=["fast", "slow"])
def test_a_clock_a_day_off_is_told_and_costs_nothing(counter: Counter, off: timedelta) -> None:
    counter.clock.ahead = off
    counter.office.close()  # its process has it now
    with served(counter.folder) as (url, _), linked(counter, url, counter.clock) as desk:
        number, draft = submit_sample(desk), fill_sample(desk, "registration")
        state = desk.deliver(force=True)
        assert state.trouble == "clock_wrong"
        assert words.error(Trouble("clock_wrong")), "and it has a sentence"
        weber = counter.people["Weber"].person
        with pytest.raises(WrongKey):
            counter.slots.unlock(weber, "not hers", counter.clock())
        counter.clock.ahead = timedelta()
        if off > timedelta():  # set back: the wait begins again, once
            with pytest.raises(Delayed) as delayed:
                counter.slots.unlock(weber, passphrase("Weber"), counter.clock())
            assert delayed.value.details == {"seconds": 1}, "a clock put right does not lock anybody out"
            time.sleep(1.1)
        counter.slots.unlock(weber, passphrase("Weber"), counter.clock())
        state = desk.deliver(force=True)
        later = desk.submit(draft.id)
        assert desk.deliver(force=True).trouble == ""
        facts = {line.number: line.delivery for line in desk.cases()}
        assert (facts[number], facts[later]) == (Delivery.RECEIPTED, Delivery.RECEIPTED)
    assert counter.desk("Berger").daybook.day().date == counter.clock().astimezone().date()
    proved = verify_store(
        counter.place.journal.engine, counter.place.people.certificate, counter.place.device.office_signing
    )
    assert proved.problems == ()


def test_a_second_instance_is_sent_to_the_first_which_goes_on(counter: Counter) -> None:
    desk, home = counter.desk("Berger"), counter.folder / HOME
    draft = fill_sample(desk, "registration")
    before = said(counter.place.journal.engine)
    with Instance(home):
        line = [
            sys.executable,
            "-m",
            "mobile_office",
            "verify",
            "--home",
            str(home),
            "--passphrases-from-input",
        ]
        second = subprocess.run(
            line, input=f"{passphrase('Berger')}\n", capture_output=True, text=True, timeout=60, check=False
        )
        assert (second.returncode, second.stdout) == (1, "")
        assert second.stderr.strip() == words.error(AlreadyOpen())
        assert said(counter.place.journal.engine) == before
        desk.submit(draft.id)
    is_sound(counter)


def test_a_program_that_stood_still_for_a_minute_goes_on(base: Prepared, tmp_path: Path) -> None:
    folder = tmp_path / "still"
    copied(base, folder).close()
    expected = Expected(base.store, base.files)
    child = os.fork()
    if child == 0:
        play(folder, 1)
    try:
        _wait_for(folder, 60)
        os.kill(child, signal.SIGSTOP)
        _, status = os.waitpid(child, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        told = len(lines_of(folder))
        time.sleep(MINUTE)
        assert len(lines_of(folder)) == told
        os.kill(child, signal.SIGCONT)
        _wait_for(folder, told + 60)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for line in lines_of(folder):
        expected.hear(json.loads(line.removeprefix(PREFIX)))
    assert judge(folder / HOME, expected) == ()


def _wait_for(folder: Path, count: int) -> None:
    until = time.monotonic() + MINUTE
    while len(lines_of(folder)) < count:
        assert time.monotonic() < until, "it promises nothing more"
        time.sleep(0.05)


def test_an_office_that_stands_still_for_a_minute_gets_everything_once(counter: Counter) -> None:
    counter.office.close()
    with (
        served(counter.folder) as (url, office),
        linked(counter, url, counter.clock, timeout=10.0) as desk,
    ):
        assert desk.deliver(force=True).trouble == ""
        number = submit_sample(desk)
        began, stopped = time.monotonic(), counter.clock()
        os.kill(office.pid, signal.SIGSTOP)
        try:
            state = desk.deliver(force=True)
            assert state.light is Light.OFFLINE
            assert words.error(Trouble(state.trouble)), "there is a sentence for it"
            assert state.next_try is not None
            assert state.next_try > stopped + timedelta(seconds=10), "it waits from when it has given up"
            later = submit_sample(desk)
            assert desk.deliver(force=True).waiting == 2
            time.sleep(max(0.0, MINUTE - (time.monotonic() - began)))
        finally:
            os.kill(office.pid, signal.SIGCONT)
        state = desk.deliver(force=True)
        assert (state.light, state.waiting, state.trouble) == (Light.DELIVERED, 0, "")
    again = Counter(counter.folder)
    try:
        for each in (number, later):
            assert len(again.office.journal(STREAM).entries(each)) == 1
    finally:
        again.close()
