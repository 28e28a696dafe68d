"""docs/protocol.md, read as a stranger would: each example is checked with plain cryptography only.

What the page says is written here once more by hand, so that a change of the program that the page does
not tell fails here.
"""

import base64
import hashlib
import hmac
import json
import re
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from mobile_office.backoffice.app import create_app
from mobile_office.certified import SignedCertificate
from mobile_office.domain.number import is_case_number
from mobile_office.domain.tours import read
from mobile_office.protocol import VERSION, Entry, Reply, Request
from mobile_office.publication import LARGEST as LARGEST_FILE
from mobile_office.publication import PIECE, Kind, Publication
from mobile_office.signing import verify_certificate, verify_entry, verify_publication
from mobile_office.sync.code import Code
from mobile_office.sync.manifest import MOST, read_manifest, read_receipt
from mobile_office.sync.stick import UNFINISHED
from mobile_office.sync.wire import (
    ANNOUNCED,
    BATCH,
    DEEPEST,
    DEVICE_HEADER,
    LARGEST,
    MOST_OFFERED,
    PROTOCOL_HEADER,
    OfficeKeyList,
)
from tests.backoffice.counter import open_counter

PAGE = (Path(__file__).parents[1] / "docs" / "protocol.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"<!-- example: ([a-z ]+) -->\n```(?:json|text)\n(.*?)\n```", PAGE, re.DOTALL))


def example(name: str) -> Any:
    return json.loads(BLOCKS[name])


KEYS = example("keys")
DEVICE = example("request")["device"]


def public(seed: str) -> str:
    return (
        Ed25519PrivateKey.from_private_bytes(bytes.fromhex(KEYS[seed])).public_key().public_bytes_raw().hex()
    )


def sha256(value: Any) -> str:
    return hashlib.sha256(value if isinstance(value, bytes) else rfc8785.dumps(value)).hexdigest()


def check(key: str, label: str, value: Any, signature: str) -> None:
    """Raise unless the signature is Ed25519 over canonical [label, value]."""
    verifier = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    verifier.verify(bytes.fromhex(signature), rfc8785.dumps([label, value]))


def without_signature(value: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key != "signature"}


def opened(name: str, private: str, sender: str, recipient: str, purpose: str, sender_seed: str) -> bytes:
    """The payload of an example envelope, by the words of section 7."""
    data = base64.b64decode(example("envelopes")[name])
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(KEYS[private]))
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    assert data[0] == 1
    inside = json.loads(suite.decrypt(data[1:], key, info=rfc8785.dumps([1, recipient, sender, purpose])))
    assert inside["manifest"] == {
        "sender": sender,
        "recipient": recipient,
        "recipient_key": key.public_key().public_bytes_raw().hex(),
        "purpose": purpose,
    }
    check(public(sender_seed), "envelope", without_signature(inside), inside["signature"])
    return base64.b64decode(inside["payload"])


def test_the_entry_is_hashed_signed_and_salted_as_described() -> None:
    entry = example("entry")
    assert sha256(entry["header"]) == entry["hash"]
    assert sha256(entry["body"]) == entry["header"]["digest"]
    assert len(bytes.fromhex(entry["body"]["salt"])) == 32
    check(public("desk_seed"), "entry", entry["hash"], entry["signature"])
    assert is_case_number(entry["header"]["subject"])


def test_the_canonical_header_is_the_one_that_is_hashed() -> None:
    line = BLOCKS["canonical header"].encode()
    assert sha256(line) == example("entry")["hash"]
    assert json.loads(line) == example("entry")["header"]


def test_the_page_names_every_part_of_the_header() -> None:
    table = PAGE.partition("| header | |")[2].partition("\n\n")[0]
    first_column = " ".join(re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", first_column)) == set(example("entry")["header"])


def test_the_second_entry_follows_the_first_in_its_chain() -> None:
    first, second = example("request")["entries"]
    assert first == example("entry")
    assert (second["header"]["n"], second["header"]["previous"]) == (2, first["hash"])


def test_the_office_has_signed_certificate_receipt_and_checkpoint() -> None:
    office, reply = public("office_seed"), example("reply")
    certificate, receipt, mark = example("certificate"), example("receipt"), reply["checkpoint"]
    check(office, "certificate", certificate["certificate"], certificate["signature"])
    check(office, "receipt", without_signature(receipt), receipt["signature"])
    check(office, "checkpoint", [mark["chain"], mark["n"], mark["head"]], mark["signature"])
    assert reply["accepted"] == [{"entry": example("entry"), "receipt": receipt}]
    assert reply["people"] == [certificate]
    (completion,) = reply["completed"]
    check(office, "completion", without_signature(completion), completion["signature"])
    assert (completion["entry"], completion["seq"]) == (receipt["entry"], receipt["seq"] + 1)
    assert (receipt["entry"], receipt["hash"]) == (example("entry")["header"]["id"], example("entry")["hash"])


def test_the_envelopes_open_and_answer_each_other() -> None:
    request = opened(
        "request", "office_exchange_private", DEVICE, "office", "exchange.request", "device_seed"
    )
    assert json.loads(request) == example("request")
    reply = opened("reply", "device_exchange_private", "office", DEVICE, "exchange.reply", "office_seed")
    sealed = base64.b64decode(example("envelopes")["request"])
    assert json.loads(reply) == {"request": sha256(sealed), "reply": example("reply")}


def test_the_office_has_signed_what_it_announces() -> None:
    publication, content = example("publication"), BLOCKS["content"].encode()
    check(public("office_seed"), "publication", without_signature(publication), publication["signature"])
    assert (publication["digest"], publication["size"]) == (sha256(content), len(content))
    assert example("reply")["publications"] == [publication]
    assert publication["number"] == example("request")["published"] + 1


def test_a_piece_of_a_publication_is_asked_for_and_comes_sealed() -> None:
    asked = example("publication request")
    sealed = base64.b64decode(example("envelopes")["publication request"])
    question = opened(
        "publication request",
        "office_exchange_private",
        DEVICE,
        "office",
        "publication.request",
        "device_seed",
    )
    assert json.loads(question) == asked
    piece = opened(
        "publication reply", "device_exchange_private", "office", DEVICE, "publication.reply", "office_seed"
    )
    assert piece[:32] == hashlib.sha256(sealed).digest()
    assert piece[32:] == BLOCKS["content"].encode()[asked["at"] :]


def test_the_page_names_every_part_of_a_publication() -> None:
    table = PAGE.partition("## 10. Publications")[2].partition("<!-- example")[0]
    first_column = " ".join(re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", first_column)) == set(without_signature(example("publication")))
    assert all(f"`{kind}`" in table for kind in Kind)


def test_a_bundle_lists_the_envelopes_and_is_signed_by_both_sides() -> None:
    envelopes, said, answered = example("envelopes"), example("bundle manifest"), example("bundle receipt")
    for part, name in (
        (said["manifest"], "requests/0001.sealed"),
        (answered["receipt"], "replies/0001.sealed"),
    ):
        data = base64.b64decode(envelopes["request" if "requests" in name else "reply"])
        assert part["files"] == [{"name": name, "sha256": sha256(data), "size": len(data)}]
    check(public("device_seed"), "bundle", said["manifest"], said["signature"])
    check(public("office_seed"), "bundle.receipt", answered["receipt"], answered["signature"])
    assert answered["receipt"]["manifest"] == sha256(said)
    assert said["manifest"]["device"] == DEVICE


@pytest.mark.parametrize("part", ["manifest", "receipt"])
def test_the_page_names_every_part_of_a_bundle(part: str) -> None:
    table = PAGE.partition(f"| `{part}` | |")[2].partition("\n\n")[0]
    first_column = " ".join(re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", first_column)) == set(example(f"bundle {part}")[part])


@pytest.mark.parametrize("name", ["no", "health", "enrolment answer"])
def test_clear_answers_are_signed(name: str) -> None:
    said = example(name)
    check(public("office_seed"), "answer", said["answer"], said["signature"])


def test_answers_echo_the_digest_of_their_request() -> None:
    sealed = base64.b64decode(example("envelopes")["request"])
    assert example("no")["answer"]["request"] == sha256(sealed)
    assert example("enrolment answer")["answer"]["request"] == sha256(example("enrolment"))


def test_the_root_has_signed_the_key_list() -> None:
    listed = example("key list")
    assert listed["root"] == public("root_seed")
    check(listed["root"], "office.keys", without_signature(listed), listed["signature"])
    assert example("enrolment answer")["answer"]["office"] == listed


def test_the_code_is_made_as_described() -> None:
    code = example("code")
    secret, root = bytes.fromhex(code["secret"]), bytes.fromhex(code["root_fingerprint"])
    assert root == hashlib.sha256(bytes.fromhex(example("key list")["root"])).digest()[:12]
    end = hashlib.sha256(b"check" + secret + root).digest()[:2]
    assert base64.b32decode(code["text"].replace("-", "")) == secret + root + end
    assert code["lookup"] == sha256(b"lookup" + secret)
    assert code["proof_key"] == sha256(b"proof" + secret)


def test_the_proof_is_over_the_claim() -> None:
    ask, code = example("enrolment"), example("code")
    made = hmac.new(bytes.fromhex(code["proof_key"]), rfc8785.dumps(ask["claim"]), "sha256").hexdigest()
    assert (ask["code"], ask["proof"]) == (code["lookup"], made)
    assert ask["claim"]["signing_key"] == public("device_seed")


def test_the_program_reads_the_page_as_the_page_reads_itself() -> None:
    certificate = verify_certificate(
        SignedCertificate.from_json(example("certificate")), public("office_seed")
    )
    verify_entry(Entry.from_json(example("entry")), certificate)
    assert Request.from_json(example("request")).to_json() == example("request")
    assert Reply.from_json(example("reply")).to_json() == example("reply")
    verify_publication(Publication.from_json(example("publication")), public("office_seed"))
    assert read(BLOCKS["content"]).stops[0].name == "Wochenmarkt"
    said, signature = read_manifest(rfc8785.dumps(example("bundle manifest")))
    said.check(signature, public("device_seed"))
    receipt = read_receipt(rfc8785.dumps(example("bundle receipt")), public("office_seed"))
    assert receipt.signed_part() == example("bundle receipt")["receipt"]
    code = Code.read(example("code")["text"])
    assert code.lookup == example("code")["lookup"]
    OfficeKeyList.from_json(example("key list")).check(code.root)


def test_every_example_on_the_page_is_checked_here() -> None:
    asked = set(re.findall(r"example\(\"([a-z ]+)\"\)", Path(__file__).read_text(encoding="utf-8")))
    asked |= {"no", "health", "enrolment answer", "canonical header", "content"}
    assert set(BLOCKS) == asked


def test_the_limits_on_the_page_are_those_of_the_program() -> None:
    assert f"at most {DEEPEST} levels" in PAGE
    assert f"At most {LARGEST // 1024**2} MiB" in PAGE
    assert f"at most {MOST_OFFERED} at a time" in PAGE
    assert f"what is new to the device after `cursor`, at most {BATCH}" in PAGE
    assert f"by number, at most {ANNOUNCED}" in PAGE
    assert f"most {PIECE // 1024} KiB of the file" in PAGE
    assert f"at most {LARGEST_FILE // 1024**2} MiB" in PAGE
    assert f"without gaps, at most {MOST};" in PAGE
    assert f"ends in `{UNFINISHED}`" in PAGE
    assert f"{PROTOCOL_HEADER}: {VERSION}" in PAGE
    assert DEVICE_HEADER in PAGE


def test_the_page_names_every_way_the_office_can_be_asked(tmp_path: Path) -> None:
    told = re.findall(r"^\| `(GET|POST|PUT|HEAD) (/v1/[^`?]+)", PAGE, re.MULTILINE)
    with open_counter(tmp_path) as counter:
        paths = create_app(counter.office).openapi()["paths"]
    served = {
        (method.upper(), nameless(path)) for path, ways in paths.items() for method in ways if "/v1/" in path
    }
    assert {(method, nameless(path)) for method, path in told} == served


def nameless(path: str) -> str:
    """A path whose gaps have no names."""
    return re.sub(r"\{\w+\}", "{}", path)
