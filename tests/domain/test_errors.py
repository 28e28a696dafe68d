"""Each error has its own code, may be logged, and stands in the tree of the docstring."""

import re

import pytest

from mobile_office.domain import errors
from mobile_office.domain.errors import MobileOfficeError, NotAllowed, Refused, Stale, Trouble, WrongKey


def every(kind: type[MobileOfficeError]) -> list[type[MobileOfficeError]]:
    """A kind of error and everything below it."""
    return [kind, *(below for child in kind.__subclasses__() for below in every(child))]


def ours() -> list[type[MobileOfficeError]]:
    """Every error that errors.py declares; what a module keeps to itself is its own affair."""
    return [error for error in every(MobileOfficeError) if error.__module__ == errors.__name__]


def test_each_error_is_a_refusal_or_trouble() -> None:
    for error in ours():
        assert error is MobileOfficeError or issubclass(error, (Refused, Trouble))


def test_each_error_has_a_code_of_its_own() -> None:
    codes = [error.code for error in ours()]
    assert len(codes) == len(set(codes))


def test_each_error_is_drawn_in_the_tree() -> None:
    drawn = re.findall(r"── (\w+)", errors.__doc__ or "")
    assert sorted(drawn) == sorted({error.__name__ for error in ours()} - {"MobileOfficeError"})


def test_an_error_says_its_code_and_details_and_nothing_else() -> None:
    assert str(Stale(subject="B-2026-00042-7", base="e1")) == "stale (subject=B-2026-00042-7, base=e1)"
    assert str(WrongKey()) == "wrong_key"


def test_a_special_code_replaces_the_general_one_for_one_error_only() -> None:
    assert NotAllowed("role_not_allowed", action="approve").code == "role_not_allowed"
    assert NotAllowed.code == "not_allowed"


def test_a_caller_can_tell_a_refusal_from_trouble() -> None:
    with pytest.raises(Refused):
        raise Stale(subject="B-2026-00042-7", base="e1")
    assert not issubclass(Stale, Trouble)
