"""What stands in the clear on a stick: believed only when signed, and held to its form."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mobile_office.domain.errors import TooOld, Trouble
from mobile_office.signing import new_signing_key, public_key, sign
from mobile_office.sync import manifest
from mobile_office.sync.manifest import Enclosed, Listed, Manifest, Receipt
from tests.backoffice.counter import NOW

SEED = new_signing_key()
FILES = (Listed("requests/0001.sealed", "ab" * 32, 7), Listed("requests/0002.sealed", "cd" * 32, 9))
SCANS = (Enclosed("12" * 32, 300_000), Enclosed("34" * 32, 7))
SAID = Manifest(17, "01938f2e-0000-7000-8000-0000000000d1", "03241001", NOW, FILES, SCANS)


def test_a_bundle_is_called_by_letter_and_number() -> None:
    assert manifest.name_of("B", 17) == "B-0017"
    assert manifest.folder_of("AZ", 12345) == "buendel-AZ-12345"


def test_a_manifest_comes_back_as_it_was_signed() -> None:
    said, signature = manifest.read_manifest(SAID.signed(SEED))
    assert said == SAID
    said.check(signature, public_key(SEED))
    with pytest.raises(Trouble, match="bundle_damaged"):
        replace(said, number=18).check(signature, public_key(SEED))


def test_the_version_before_lists_no_attachments_and_still_reads() -> None:
    older = replace(SAID, version=1, attachments=())
    assert "attachments" not in json.loads(older.signed(SEED))["manifest"]
    said, signature = manifest.read_manifest(older.signed(SEED))
    assert said == older
    said.check(signature, public_key(SEED))


def test_a_receipt_is_believed_when_the_office_has_signed_it() -> None:
    receipt = Receipt("ef" * 32, NOW, (Listed("replies/0001.sealed", "ab" * 32, 7),))
    assert manifest.read_receipt(receipt.signed(SEED), public_key(SEED)) == receipt
    with pytest.raises(Trouble, match="bundle_damaged"):
        manifest.read_receipt(receipt.signed(new_signing_key()), public_key(SEED))


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part.update(number=0),
        lambda part: part.update(number=True),
        lambda part: part.update(created="yesterday"),
        lambda part: part.update(device=None),
        lambda part: part.update(files=[]),
        lambda part: part.update(files={}),
        lambda part: part.pop("stream"),
        lambda part: part["files"].reverse(),
        lambda part: part["files"][0].update(name="../../home/0001.sealed"),
        lambda part: part["files"][0].update(sha256="AB" * 32),
        lambda part: part["files"][0].update(size=-1),
        lambda part: part["files"][0].update(size=1.5),
        lambda part: part.update(version="1"),
        lambda part: part.pop("attachments"),
        lambda part: part["attachments"].append(part["attachments"][0]),
        lambda part: part["attachments"][0].update(digest="../../home"),
        lambda part: part["attachments"][0].update(size=0),
        lambda part: part["attachments"][0].update(size=25 * 1024 * 1024),
        lambda part: part.update(attachments=part["attachments"] * 4000),
    ],
)
def test_what_is_not_in_its_form_is_damaged_whoever_signed_it(change: Callable[[Any], object]) -> None:
    part = json.loads(SAID.signed(SEED))["manifest"]
    change(part)
    data = json.dumps({"manifest": part, "signature": sign(SEED, manifest.LABEL, part)}).encode()
    with pytest.raises(Trouble, match="bundle_damaged"):
        manifest.read_manifest(data)


def test_another_version_is_told_apart_from_damage() -> None:
    with pytest.raises(TooOld):
        manifest.read_manifest(replace(SAID, version=9).signed(SEED))
