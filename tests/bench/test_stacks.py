"""The observer's eyes: it sees what a thread does, and keeps nothing of it alive."""

import threading
import time

from tests.bench.stacks import Call, Stacks, parse, told

SAID = """Thread 0x00007f3cd4cfe6c0 (most recent call first):
  File "/somewhere/lib.py", line 12 in <lambda>

Current thread 0x000000000000001f (most recent call first):
  File "/somewhere/else.py", line ??? in waiting
"""


def test_what_the_interpreter_has_written_is_read_by_thread() -> None:
    found = parse(SAID)
    assert found[0x1F] == (Call("/.somewhere.else", "waiting", "???"),)
    assert [call.function for call in found[0x7F3CD4CFE6C0]] == ["<lambda>"]


def test_what_is_local_to_a_thread_ends_there() -> None:
    ended: list[int] = []

    class Widget:
        def __del__(self) -> None:
            ended.append(threading.get_ident())

    is_over = threading.Event()

    def work() -> None:
        widget = Widget()
        time.sleep(0.0005)
        assert widget

    def works() -> None:
        while not is_over.is_set():
            work()

    thread = threading.Thread(target=works)
    thread.start()
    stacks, seen = Stacks(), 0
    try:
        for _ in range(200):
            assert thread.ident is not None
            seen += "work" in told(stacks.look().get(thread.ident, ()))
    finally:
        stacks.close()
        is_over.set()
        thread.join()
    assert seen
    assert set(ended) == {thread.ident}
