"""A cable (Leitung) that can be cut: bytes of a socket passed on, whatever is in them, so TLS goes through unread.

`cut_after` ends it once so many more bytes have gone up; nobody gets through until it is `mended`.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_PIECE = 16 * 1024


@dataclass
class Cable:
    """A line from `port` of this machine to the office. `up` counts the bytes that went to the office."""

    port: int
    up: int = 0
    is_cut: bool = False
    _left: int | None = None
    _lines: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """The office's address at this end."""
        return f"https://localhost:{self.port}"

    def cut(self) -> None:
        """Cut it now."""
        with self._lock:
            self.is_cut, self._left = True, None
            ends, self._lines = self._lines, []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut_after(self, size: int) -> None:
        """Cut it when so many more bytes have gone to the office."""
        with self._lock:
            self._left = size

    def mend(self) -> None:
        """It is whole again; `up` counts from here."""
        with self._lock:
            self.is_cut, self.up = False, 0

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Pass on between two ends until either is closed."""
        with self._lock:
            self._lines += [near, far]
        up = threading.Thread(target=self._pump, args=(near, far), kwargs={"counts": True})
        up.start()
        self._pump(far, near)
        up.join()
        near.close()
        far.close()

    def _pump(self, source: socket.socket, sink: socket.socket, *, counts: bool = False) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                if counts and self._is_spent(len(piece)):
                    self.cut()
                    break
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _is_spent(self, size: int) -> bool:
        with self._lock:
            self.up += size
            if self._left is not None:
                self._left -= size
            return self._left is not None and self._left <= 0


@contextmanager
def laid(port: int) -> Iterator[Cable]:
    """A cable to an office's port of this machine; gone with the block."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        cable = Cable(opened.getsockname()[1])
        threads: list[threading.Thread] = []

        def answer() -> None:
            while True:
                try:
                    near, _ = opened.accept()
                except OSError:
                    return
                if cable.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", port))
                threads.append(threading.Thread(target=cable.carry, args=(near, far)))
                threads[-1].start()

        listening = threading.Thread(target=answer)
        listening.start()
        try:
            yield cable
        finally:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()
            cable.cut()
            for thread in (listening, *threads):
                thread.join(10)
