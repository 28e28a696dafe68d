"""One-time codes: read aloud, typed badly, and proved without being sent."""

import pytest

from mobile_office.domain.errors import NotAllowed
from mobile_office.sync.code import Code, proof

CODE = Code(bytes(range(16)), bytes(range(100, 112)))


def test_a_code_has_twelve_words_of_four() -> None:
    words = CODE.text.split("-")
    assert [len(word) for word in words] == [4] * 12


def test_a_code_is_read_however_it_is_typed() -> None:
    typed = CODE.text.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert Code.read(f"  {typed}\n") == Code.read(CODE.text) == CODE


@pytest.mark.parametrize("change", ["", "Z", "9", "ü", "AAAA-"])
def test_a_mistyped_code_is_noticed_before_anything_is_sent(change: str) -> None:
    typed = change + CODE.text[1:] if change != "AAAA-" else change + CODE.text
    with pytest.raises(NotAllowed, match="code_mistyped"):
        Code.read(typed)


def test_two_swapped_words_are_noticed() -> None:
    words = CODE.text.split("-")
    words[0], words[1] = words[1], words[0]
    with pytest.raises(NotAllowed):
        Code.read("-".join(words))


def test_what_the_office_keeps_does_not_hold_the_secret() -> None:
    assert CODE.secret.hex() not in CODE.lookup + CODE.proof_key
    assert CODE.lookup != CODE.proof_key


def test_a_proof_is_for_these_keys_only() -> None:
    claim = {"signing_key": "aa"}
    assert proof(CODE.proof_key, claim) == proof(CODE.proof_key, dict(claim))
    assert proof(CODE.proof_key, claim) != proof(CODE.proof_key, {"signing_key": "bb"})
    assert proof(CODE.proof_key, claim) != proof(Code(b"x" * 16, CODE.root).proof_key, claim)
