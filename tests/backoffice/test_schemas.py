"""The shapes that routes refer to."""

import ast

from mobile_office.backoffice import schemas
from mobile_office.domain.errors import Refused
from tests.sweeps.test_words import _first_text, _name, kinds, trees

JUDGES = {
    "accepting.py",
    "admitting.py",
    "case.py",
    "day.py",
    "device.py",
    "signing.py",
    "chains.py",
    "quarantine.py",
    "owning.py",
}


def test_every_code_an_entry_may_be_refused_with_is_listed() -> None:
    names = {kind.__name__ for kind in kinds(Refused)}
    raised = {
        code
        for path, tree in trees()
        if path.name in JUDGES and "ui" not in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) in names
        for code in _first_text(node)
    }
    assert "fork" in raised
    assert raised <= set(schemas.refusal_codes())


def test_a_record_says_what_has_to_be_there() -> None:
    assert schemas.record({"a": schemas.TEXT, "b": schemas.TEXT}, ("b",))["required"] == ["a"]
    assert set(schemas.claim("desk_key")["properties"]) == {"code", "claim", "proof"}


def test_a_no_lists_its_codes_once() -> None:
    error = schemas.refused(("b", "a", "b"))["allOf"][1]["properties"]["answer"]["allOf"][1]
    assert error["properties"]["error"]["enum"] == ["a", "b"]
