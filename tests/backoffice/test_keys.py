"""The office's keys: made once, for its eyes only, never made again over a living office."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice.keys import new_keys, open_keys, rotated, write_keys
from mobile_office.domain.errors import Damaged, NotAllowed
from mobile_office.sealing import exchange_public
from mobile_office.signing import public_key, sign
from mobile_office.sync.wire import KEY_LIST
from tests.backoffice.counter import NOW


def test_keys_are_made_on_first_use_and_kept(tmp_path: Path) -> None:
    made = open_keys(tmp_path / "office.db.keys", may_create=True)
    assert open_keys(tmp_path / "office.db.keys", may_create=False) == made


def test_only_the_owner_can_read_the_keys(tmp_path: Path) -> None:
    open_keys(tmp_path / "office.db.keys", may_create=True)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["office.db.keys", "office.db.root"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_root_key_is_not_among_the_keys_the_server_reads(tmp_path: Path) -> None:
    open_keys(tmp_path / "office.db.keys", may_create=True)
    root = (tmp_path / "office.db.root").read_text().strip()
    assert root not in (tmp_path / "office.db.keys").read_text()


def test_the_root_key_has_signed_the_public_keys() -> None:
    keys, root = new_keys()
    assert keys.public.root == public_key(root)
    assert keys.public.signing == public_key(keys.signing)
    assert keys.public.exchange == exchange_public(keys.exchange)
    keys.public.check(keys.root)


def test_the_root_key_vouches_for_the_authorities_and_rotates_them() -> None:
    keys, root = new_keys()
    first = keys.authorities
    announced = rotated(keys, root, NOW)
    in_use = rotated(announced, root, NOW)
    assert (announced.authorities[:1], len(announced.authorities)) == (first, 2)
    assert in_use.authorities == announced.authorities[1:]
    assert [each.public.version for each in (keys, announced, in_use)] == [1, 2, 3]
    for each in (announced, in_use):
        each.public.check(keys.root)
        assert each.public.authorities == tuple(one.certificate for one in each.authorities)
    with pytest.raises(NotAllowed, match="root_foreign"):
        rotated(keys, bytes(32), NOW)


def test_keys_from_before_there_were_authorities_get_their_first(tmp_path: Path) -> None:
    keys, root = new_keys()
    public = replace(keys.public, authorities=())
    public = replace(public, signature=sign(root, KEY_LIST, public.signed_part()))
    old = replace(keys, authorities=(), public=public)
    write_keys(tmp_path / "office.db.keys", old)
    assert "authorities" not in public.to_json()
    read = open_keys(tmp_path / "office.db.keys", may_create=False)
    assert read == old
    first = rotated(read, root, NOW)
    assert len(first.authorities) == 1
    first.public.check(keys.root)


def test_lost_keys_are_not_replaced_silently(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="missing"):
        open_keys(tmp_path / "office.db.keys", may_create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_second_process_takes_the_keys_the_first_has_made(tmp_path: Path) -> None:
    first = open_keys(tmp_path / "office.db.keys", may_create=True)
    second = open_keys(tmp_path / "office.db.keys", may_create=True)
    assert first == second


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"signing": "zz"}'])
def test_a_damaged_file_is_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "office.db.keys").write_text(text)
    with pytest.raises(Damaged):
        open_keys(tmp_path / "office.db.keys", may_create=True)


def test_keys_of_two_offices_mixed_are_noticed(tmp_path: Path) -> None:
    open_keys(tmp_path / "a", may_create=True)
    open_keys(tmp_path / "b", may_create=True)
    mixed = json.loads((tmp_path / "a").read_text())
    mixed["public"] = json.loads((tmp_path / "b").read_text())["public"]
    (tmp_path / "a").write_text(json.dumps(mixed))
    with pytest.raises(Damaged):
        open_keys(tmp_path / "a", may_create=False)
