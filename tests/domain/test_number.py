"""Numbers of cases and paper forms: shape and check character."""

import pytest

from mobile_office.domain.number import case_number, form_number, is_case_number, is_form_number


def test_a_number_carries_letter_year_counter_and_check_character() -> None:
    number = case_number("B", 2026, 42)
    assert number.startswith("B-2026-00042-")
    assert is_case_number(number)


def test_every_wrong_character_is_found() -> None:
    number = case_number("B", 2026, 42)
    for place, right in enumerate(number):
        for wrong in "0123456789ABCXYZ":
            if right != "-" and wrong != right:
                assert not is_case_number(number[:place] + wrong + number[place + 1 :])


def test_a_swap_of_neighbours_is_found() -> None:
    for count in (42, 10293, 99098):
        number = case_number("C", 2026, count)
        for place in range(len(number) - 1):
            left, right = number[place], number[place + 1]
            if "-" not in (left, right) and left != right:
                assert not is_case_number(number[:place] + right + left + number[place + 2 :])


@pytest.mark.parametrize(("letter", "count"), [("b", 1), ("", 1), ("ABC", 1), ("B", 100000)])
def test_what_does_not_fit_the_shape_is_an_error(letter: str, count: int) -> None:
    with pytest.raises(ValueError, match="outside the shape"):
        case_number(letter, 2026, count)


def test_a_forms_number_is_never_read_as_a_cases_nor_the_other_way() -> None:
    form, case = form_number("B", 2026, 12), case_number("B", 2026, 12)
    assert is_form_number(form)
    assert is_case_number(case)
    assert not is_case_number(form)
    assert not is_form_number(case)
    assert not is_form_number(form[:-1] + ("0" if form[-1] != "0" else "1"))
    assert not is_form_number(f"F-{case}")


@pytest.mark.parametrize(("letter", "count"), [("b", 1), ("", 1), ("B", 100000)])
def test_a_form_number_outside_its_shape_is_an_error(letter: str, count: int) -> None:
    with pytest.raises(ValueError, match="outside the shape"):
        form_number(letter, 2026, count)
