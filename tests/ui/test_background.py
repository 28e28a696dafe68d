"""Background: work leaves the window's thread and comes back to it, in order, and nothing gets lost."""

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import Stale, Unknown, WrongKey
from mobile_office.ui.background import Background


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, background: Background) -> None:
    seen: list[object] = []
    background.write(
        threading.current_thread, lambda thread: seen.extend((thread, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def test_writes_keep_their_order(qtbot: QtBot, background: Background) -> None:
    order: list[int] = []
    for number in range(20):
        background.write(lambda number=number: order.append(number))  # type: ignore[misc]
    background.drain()
    assert order == list(range(20))


def test_drain_waits_until_the_views_have_been_told(qtbot: QtBot, background: Background) -> None:
    told: list[str] = []

    def save() -> str:
        time.sleep(0.05)
        return "saved"

    background.write(save, told.append)
    background.drain()
    assert told == ["saved"]


def test_a_slow_network_holds_up_neither_a_write_nor_a_passphrase(
    qtbot: QtBot, background: Background
) -> None:
    gate, done = threading.Event(), list[str]()
    background.network(lambda: gate.wait(5))
    background.write(lambda: "written", done.append)
    background.key(lambda: "opened", done.append)
    qtbot.waitUntil(lambda: sorted(done) == ["opened", "written"])
    gate.set()


def test_what_is_asked_twice_is_done_once_until_it_is_done(qtbot: QtBot, background: Background) -> None:
    done, free = list[int](), threading.Event()
    background.write(lambda: free.wait(20))
    background.write(lambda: 1, done.append, once="form")
    background.write(lambda: 2, done.append, once="form")
    background.write(lambda: 3, done.append, once="another")
    free.set()
    background.drain()
    assert done == [1, 3]
    background.claim("form")
    background.write(lambda: 6, done.append, once="form")
    background.free("form")
    background.drain()
    assert done == [1, 3]
    background.write(_raising(Unknown(reason="network")), failed=lambda _: done.append(4), once="form")
    background.drain()
    background.write(lambda: 5, done.append, once="form")
    background.drain()
    assert done == [1, 3, 4, 5]


def test_what_changed_is_announced_once_it_is_written(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.changed) as signal:
        background.write(lambda: None, changes=("B-2026-00042-7",))
    assert signal.args == [frozenset({"B-2026-00042-7"})]


def test_a_failed_write_changes_nothing(qtbot: QtBot, background: Background) -> None:
    with qtbot.assertNotEmitted(background.changed), qtbot.waitSignal(background.trouble):
        background.write(_raising(Stale()), changes=("B-2026-00042-7",))


def test_a_refusal_goes_to_who_asked(qtbot: QtBot, background: Background) -> None:
    told: list[Exception] = []
    with qtbot.assertNotEmitted(background.trouble):
        background.key(_raising(WrongKey()), failed=told.append)
        qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], WrongKey)


def test_a_trouble_nobody_takes_is_announced(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.trouble) as signal:
        background.write(_raising(Stale()))
    assert isinstance(signal.args[0], Stale)


def test_a_bug_meets_the_excepthook_and_wakes_its_view(qtbot: QtBot, background: Background) -> None:
    told: list[Exception] = []
    with capture_exceptions() as caught:
        background.write(_raising(ZeroDivisionError()), failed=told.append)
        qtbot.waitUntil(lambda: len(told) == 1)
    assert [type(error) for error in told] == [ZeroDivisionError]
    assert caught[0][0] is ZeroDivisionError


def test_a_view_that_is_gone_is_not_called(qtbot: QtBot, background: Background) -> None:
    class View(QObject):
        def show(self, _: object) -> None:
            raise AssertionError

    view, gate = View(), threading.Event()
    background.write(lambda: gate.wait(5), view.show)
    view.deleteLater()
    qtbot.wait(10)
    gate.set()
    background.drain()


def test_a_page_only_its_job_still_knew_ends_on_the_window_s_thread(
    qtbot: QtBot, background: Background
) -> None:
    ended: list[str] = []

    class Page(QObject):
        def work(self) -> None:
            time.sleep(0.02)

        def __del__(self) -> None:
            ended.append(threading.current_thread().name)

    for run in (background.write, background.network, background.key) * 5:
        run(Page().work, None)
    qtbot.waitUntil(lambda: len(ended) == 15)
    assert set(ended) == {threading.main_thread().name}


def test_the_network_can_wait_for_the_one_writer(qtbot: QtBot, background: Background) -> None:
    names: list[str] = []
    background.network(lambda: background.on_writer(lambda: threading.current_thread().name), names.append)
    qtbot.waitUntil(lambda: len(names) == 1)
    assert names[0].startswith("writer")


def test_after_closing_nothing_is_taken_on(qtbot: QtBot, background: Background) -> None:
    assert not background.is_closing
    background.close()
    assert background.is_closing
    background.write(lambda: pytest.fail("ran after closing"))
    background.close()
    background.drain()


def test_a_write_from_the_network_after_closing_is_an_unknown_outcome(
    qtbot: QtBot, background: Background
) -> None:
    background.close()
    with pytest.raises(Unknown):
        background.on_writer(lambda: pytest.fail("ran after closing"))


def _raising(error: Exception) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work
