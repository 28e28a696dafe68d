"""Remembered (gemerkt): what was read of a store that only this program writes stays so until something is written.

A page asks the same few things again and again, and each answer costs a transaction. The memory hangs on the engine of a
device's store; an office's database, which several processes write, has none, and there each read is a read.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Engine

_OPTION = "memory"


class _HasEngine(Protocol):
    @property
    def engine(self) -> Engine: ...


Of = TypeVar("Of", bound="Engine | _HasEngine")
P = ParamSpec("P")
R = TypeVar("R")


class Memory:
    """What was read since the last write. Used by several threads."""

    def __init__(self) -> None:
        self._lock, self._writes = Lock(), 0
        self._known: dict[Hashable, Any] = {}

    def forget(self) -> None:
        """Something was, or may have been, written. Called once it is durable: what is being read meanwhile is not kept."""
        with self._lock:
            self._writes += 1
            self._known = {}

    def recall(self, key: Hashable, read: Callable[[], R]) -> R:
        """What is known by this key, else what `read` gives. What it raises is raised each time."""
        with self._lock:
            known, writes = self._known, self._writes
        if key in known:
            value: R = known[key]
            return value
        value = read()
        with self._lock:
            if writes == self._writes:
                self._known[key] = value
        return value


def remember(engine: Engine) -> None:
    """From now on remember what is read of this store; all of its writes must be those of this engine."""
    engine.update_execution_options(**{_OPTION: Memory()})


def forget(engine: Engine) -> None:
    """Forget all of it; nothing for an engine that remembers nothing."""
    memory = engine.get_execution_options().get(_OPTION)
    if memory is not None:
        memory.forget()


def remembered(read: Callable[Concatenate[Of, P], R]) -> Callable[Concatenate[Of, P], R]:
    """A read that is asked again until something is written. Its answer must be one that nobody changes.

    The first argument is an Engine, or has one; the others can be hashed.
    """

    @wraps(read)
    def recall(of: Of, /, *args: P.args, **kwargs: P.kwargs) -> R:
        engine = of if isinstance(of, Engine) else of.engine
        memory: Memory | None = engine.get_execution_options().get(_OPTION)
        if memory is None:
            return read(of, *args, **kwargs)
        key = (read, of, args, tuple(sorted(kwargs.items())))
        return memory.recall(key, lambda: read(of, *args, **kwargs))

    return recall
