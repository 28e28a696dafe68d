"""A counter whose machine fails: its home on a small disk of its own, or an office in a process that can be stopped."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mobile_office.desk import Desk
from mobile_office.domain.overview import Delivery
from mobile_office.post import Post
from mobile_office.store.vault import check_store
from mobile_office.store.verify import verify_store
from mobile_office.sync.http import HttpBackOffice
from tests.samples import submit_sample
from tests.torture.base import HOME, Counter, Prepared
from tests.torture.loop import be_alone, make, mounted, run

SIZE = 24  # MB
_LEAST = 1 << 20, 4096, 512  # bytes written at a time, until nothing finds room


class SmallDisk:
    """An ext4 of 24 MB with a counter's home on it."""

    def __init__(self, base: Prepared, folder: Path) -> None:
        self.folder, self.home = folder, folder / HOME
        self._image, self._filler = folder / "disk.img", folder / HOME / "filler"
        shutil.copytree(base.folder, folder, ignore=shutil.ignore_patterns(HOME), dirs_exist_ok=True)
        self.home.mkdir()
        make(self._image, SIZE)
        with self.plugged_in():
            shutil.copytree(base.folder / HOME, self.home, dirs_exist_ok=True)

    @contextmanager
    def plugged_in(self) -> Iterator[None]:
        """There to be used."""
        be_alone()
        with mounted(self._image, self.home):
            yield

    def fill(self) -> None:
        """Something else takes the last byte."""
        with self._filler.open("wb", buffering=0) as file:
            for size in _LEAST:
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue
            os.fsync(file.fileno())
        assert shutil.disk_usage(self.home).free == 0

    def free(self) -> None:
        """It is removed again."""
        self._filler.unlink()

    def fail(self) -> None:
        """The kernel has met an error of the disk: nothing can be written until it is mounted anew."""
        run("mount", "-o", "remount,abort", str(self.home))

    def remount(self, how: str) -> None:
        """`ro` or `rw`."""
        run("mount", "-o", f"remount,{how}", str(self.home))


def copied(base: Prepared, folder: Path) -> Counter:
    """A counter on the machine's own disk."""
    shutil.copytree(base.folder, folder, dirs_exist_ok=True)
    return Counter(folder)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The office of a folder in a process of its own; its address, and the process."""
    line = [sys.executable, "-m", "mobile_office.backoffice", "serve", "--port", "0"]
    line += ["--database", f"sqlite:///{folder / 'office.db'}"]
    with (
        (folder / "office.log").open("wb") as log,
        subprocess.Popen(line, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            assert told, (folder / "office.log").read_text(encoding="utf-8")
            yield f"http://127.0.0.1:{told.strip().rpartition(':')[2]}", process
        finally:
            process.terminate()


@contextmanager
def linked(
    counter: Counter, url: str, clock: Callable[[], datetime], timeout: float = 20.0
) -> Iterator[Desk]:
    """Berger's desk, which delivers over HTTP; everything of it by the same clock. `timeout` in seconds."""
    place = counter.place
    device = place.device
    office = HttpBackOffice(
        url,
        device=device.id,
        device_seed=place.keys.seed,
        device_exchange=place.keys.exchange,
        office_exchange=device.office_exchange,
        office_signing=device.office_signing,
        timeout=timeout,
        clock=clock,
    )
    with office:
        post = Post(place, office, library=office, probe=office.reach)
        yield Desk(place, counter.people["Berger"], counter.slots.decision_seed, post, clock)


def is_sound(counter: Counter) -> None:
    """Every page, entry and signature is as it should be, and a whole case goes to the office."""
    place, desk = counter.place, counter.desk("Berger")
    check_store(place.journal.engine)
    known = place.heads.known(place.chain())
    proved = verify_store(place.journal.engine, place.people.certificate, place.device.office_signing, known)
    assert (proved.problems, proved.notes) == ((), ())
    number = submit_sample(desk)
    assert desk.deliver(force=True).trouble == ""
    assert [line.delivery for line in desk.cases() if line.number == number] == [Delivery.RECEIPTED]
