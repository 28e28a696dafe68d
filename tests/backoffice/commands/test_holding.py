"""`held` as an administrator types it: a list without a citizen, a release, a refusal, and a sentence for a wrong id."""

from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from tests.backoffice.counter import Counter, open_counter
from tests.backoffice.test_held import LATER, Clock


def typed(folder: Path, *words: str) -> int:
    return main(["held", "--database", f"sqlite:///{folder / 'office.db'}", *words])


def test_an_administrator_lists_releases_and_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    with open_counter(tmp_path, clock=clock) as counter:
        assert typed(tmp_path) == 0
        assert capsys.readouterr().out == "Nothing is held.\n"
        first, second = counter.bus.submit("Berger"), counter.bus.submit("Berger")
        revoke_and_deliver(counter, clock, first, second)
        assert typed(tmp_path) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines] == [first.header.id, second.header.id]
        assert "Mustermann" not in "".join(lines)
        assert first.header.subject not in "".join(lines)
        assert typed(tmp_path, "--release", first.header.id) == 0
        assert f"{first.header.id} numbered 1" in capsys.readouterr().out
        assert typed(tmp_path, "--refuse", second.header.id) == 0
        assert f"{second.header.id} refused (held_refused)" in capsys.readouterr().out
        assert typed(tmp_path, "--release", first.header.id) == 1
        assert "Nothing with this id is held" in capsys.readouterr().err


def revoke_and_deliver(counter: Counter, clock: Clock, *entries: object) -> None:
    clock.now = LATER
    counter.office.revoke_person(counter.id_of("Berger"))
    counter.office.exchange(counter.bus.request(*entries))  # type: ignore[arg-type]
