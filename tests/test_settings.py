"""Settings: defaults, and clear errors."""

from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged
from mobile_office.settings import Settings, load


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == Settings()


def test_what_the_file_says_counts(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('stop = "Seniorenzentrum Misburg-Nord"\nlock_after_minutes = 5\n', encoding="utf-8")
    settings = load(path)
    assert settings.stop == "Seniorenzentrum Misburg-Nord"
    assert settings.lock_after_minutes == 5


def test_what_papers_print_as_the_office_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('office_address = "Am Markte 1"\noffice_contact = "Telefon 115"\n', encoding="utf-8")
    settings = load(path)
    assert (settings.office_address, settings.office_contact) == ("Am Markte 1", "Telefon 115")
    assert Settings().office_address
    assert Settings().office_contact


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"stop = ", "not_toml"),
        (b"stop = \xff", "not_utf8"),
        (b"stopp = 'x'", "unknown_key"),
        (b"lock_after_minutes = 'ten'", "wrong_kind"),
        (b"lock_after_minutes = true", "wrong_kind"),
    ],
)
def test_a_broken_file_is_a_sentence(tmp_path: Path, text: bytes, reason: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(text)
    with pytest.raises(Damaged) as caught:
        load(path)
    assert caught.value.details["reason"] == reason
