"""The resources are found, and their absence is said."""

from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office.domain.errors import Damaged


def test_the_folder_holds_services_lists_and_sentences() -> None:
    found = resources.folder()
    for part in ("services", "codelists", "i18n/de", "i18n/en"):
        assert (found / part).is_dir()


def test_an_installation_finds_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_CHECKOUT", tmp_path / "none")
    monkeypatch.setattr(resources, "_INSTALLED", tmp_path)
    with pytest.raises(Damaged, match="resources"):
        resources.folder()
    (tmp_path / "fields.toml").write_text("")
    assert resources.folder() == tmp_path
