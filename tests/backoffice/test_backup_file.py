"""A backup's file: opened by one key, whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office.backoffice import backup_file
from mobile_office.domain.errors import Damaged, NotAllowed, WrongKey
from mobile_office.sealing import exchange_public, new_exchange_key

AT = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
PRIVATE = new_exchange_key()
PUBLIC = exchange_public(PRIVATE)
CHUNK = 1024 * 1024
PEM = b"""-----BEGIN PUBLIC KEY-----
MCowBQYDK2VuAyEAhSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=
-----END PUBLIC KEY-----
"""


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_goes_in_comes_out(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    pieces = [content[:size][at : at + 70_000] for at in range(0, size, 70_000)]
    made = backup_file.write(tmp_path, AT, "sqlite", PUBLIC, pieces)
    assert b"".join(backup_file.opened(made.path, PRIVATE)) == content[:size]
    assert backup_file.read(made.path) == made
    assert made.path.name == "office-20261122T104207Z.office-backup"


def test_chunks_that_were_moved_or_cut_off_are_noticed(tmp_path: Path) -> None:
    made = backup_file.write(tmp_path, AT, "sqlite", PUBLIC, [bytes(2 * CHUNK + 5)])
    line, content = made.path.read_bytes().split(b"\n", 1)
    one, two, last = content[: CHUNK + 16], content[CHUNK + 16 : 2 * CHUNK + 32], content[2 * CHUNK + 32 :]
    for wrong in (two + one + last, one + last, one + two, last, b""):
        made.path.write_bytes(line + b"\n" + wrong)
        with pytest.raises(Damaged):
            list(backup_file.opened(made.path, PRIVATE))


def test_what_it_says_of_itself_cannot_be_changed(tmp_path: Path) -> None:
    made = backup_file.write(tmp_path, AT, "sqlite", PUBLIC, [b"x"])
    made.path.write_bytes(made.path.read_bytes().replace(b"2026-11-22", b"2026-11-23"))
    with pytest.raises(Damaged):
        list(backup_file.opened(made.path, PRIVATE))


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    made = backup_file.write(tmp_path, AT, "sqlite", PUBLIC, [b"x"])
    with pytest.raises(WrongKey):
        list(backup_file.opened(made.path, new_exchange_key()))


def test_what_could_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    def content() -> list[bytes]:
        raise NotAllowed("pg_dump_missing")

    with pytest.raises(NotAllowed, match="pg_dump_missing"):
        backup_file.write(tmp_path, AT, "sqlite", PUBLIC, (piece for _ in [0] for piece in content()))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotAllowed, match="backup_unwritable"):
        backup_file.write(tmp_path / "none", AT, "sqlite", PUBLIC, [])


def test_any_other_file_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for content in (b"", b"{}\n", b"[]\n", b'{"form":"x"}\n', b"\xff\n"):
        path.write_bytes(content)
        with pytest.raises(Damaged):
            backup_file.read(path)


def test_keys_are_read_from_hex_and_from_pem(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(PUBLIC + "\n")
    assert backup_file.public_key(path) == PUBLIC
    path.write_text(PRIVATE.hex() + "\n")
    assert backup_file.private_key(path) == PRIVATE
    path.write_bytes(PEM)
    assert backup_file.public_key(path).startswith("8520f009")
    for read in (backup_file.public_key, backup_file.private_key):
        path.write_text("no key")
        with pytest.raises(WrongKey):
            read(path)
