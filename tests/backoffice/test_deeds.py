"""What an administrator did, kept without anybody's name."""

import re
from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.office import open_office
from mobile_office.backoffice.tables import deeds
from mobile_office.store.transactions import reading


def test_each_command_that_changes_something_is_kept_and_no_name_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    main(["add-person", *database, "--name", "Erika Mustermann", "--role", "clerk"])
    person = re.findall(r"^person (\S+)$", capsys.readouterr().out, re.MULTILINE)[0]
    main(["revoke", *database, "--person", person])
    main(["people", *database])
    main(["revoke", *database, "--person", "nobody"])
    office = open_office(database[1])
    with reading(office.engine) as connection:
        rows = connection.execute(deeds.select().order_by(deeds.c.at)).mappings().all()
    office.close()
    assert [(row["deed"], row["subject"]) for row in rows] == [("add-person", ""), ("revoke", person)]
    assert "Erika" not in str(rows)
