"""Legal holds as an administrator types them."""

from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.domain.people import Role
from tests.backoffice.counter import STREAM, open_counter
from tests.backoffice.decided import Clock, submitted, taken_over


def test_an_administrator_holds_lists_and_lifts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    with open_counter(tmp_path, clock=Clock()) as counter:
        number = taken_over(counter, submitted(counter))[0].header.subject
        by = counter.office.add_person(STREAM, "Erika", frozenset({Role.ADMINISTRATOR}))[0].id
    why = ["--reason", "court", "--by", by]
    assert main(["legal-hold", number, *why, *database]) == 0
    assert f"{number} is kept from now on (court)." in capsys.readouterr().out
    assert main(["legal-hold", number, *why, *database]) == 0
    assert "was kept for this reason already" in capsys.readouterr().out
    assert main(["legal-holds", *database]) == 0
    assert f" by {by} stands" in capsys.readouterr().out.partition(f"{number} court set ")[2]
    assert main(["legal-hold", "lift", number, *why, *database]) == 0
    assert f"Lifted. {number} goes when it is due." in capsys.readouterr().out
    assert main(["legal-hold", "lift", number, *why, *database]) == 1
    assert "No such hold stands" in capsys.readouterr().err
    assert main(["legal-hold", number, "--reason", "court", "--by", "me", *database]) == 1
    assert "Nobody of this id is an administrator" in capsys.readouterr().err
    assert main(["deeds", *database]) == 0
    deeds = [
        line.split(STREAM)[0].split("Z")[1].strip() for line in capsys.readouterr().out.splitlines()[1:-1]
    ]
    assert deeds[-2:] == ["legal-hold", "legal-hold lift"]
    assert main(["undecided", *database]) == 0
    assert "Nothing comes near the maximum." in capsys.readouterr().out
