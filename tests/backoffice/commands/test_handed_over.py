"""The command that looks through what a wiped laptop handed over, as it is typed."""

from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main


def test_where_nothing_was_handed_over_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, out = ["--database", f"sqlite:///{tmp_path / 'office.db'}"], tmp_path / "handed.json"
    assert main(["handed-over", "--device", "nobody", "--out", str(out), *database]) == 0
    assert main(["handed-over", "--device", "nobody", "--forget", *database]) == 0
    assert capsys.readouterr().out.count("Nothing was handed over.") == 2
    assert not out.exists()
    with pytest.raises(SystemExit):
        main(["handed-over", "--device", "nobody", "--forget", "--out", str(out), *database])
