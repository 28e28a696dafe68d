"""Paper forms: numbers given once, captured once."""

from sqlalchemy import Engine

from mobile_office.domain.number import is_form_number
from mobile_office.store.forms import Form, Forms, capture
from mobile_office.store.transactions import writing
from tests.store.hand import NOW


def test_numbers_are_given_once_and_can_be_checked(engine: Engine) -> None:
    forms = Forms(engine)
    first, second = forms.issue("B", "registration", 1, 3, NOW), forms.issue("B", "id_card", 2, 2, NOW)
    assert len({*first, *second}) == 5
    assert all(map(is_form_number, (*first, *second)))
    assert forms.get(second[0]) == Form(second[0], "id_card", 2, NOW, None)
    assert forms.blank() == 5


def test_a_captured_form_is_no_longer_blank_and_names_its_case(engine: Engine) -> None:
    forms = Forms(engine)
    number, _ = forms.issue("B", "registration", 1, 2, NOW)
    with writing(engine) as connection:
        capture(connection, number, "registration", 1, "B-2026-00001-D")
    form = forms.get(number)
    assert form is not None
    assert (form.case, form.printed_at, forms.blank()) == ("B-2026-00001-D", NOW, 1)


def test_a_form_of_another_laptop_is_learnt_when_it_is_captured(engine: Engine) -> None:
    forms = Forms(engine)
    assert forms.get("F-C-2026-00007-X") is None
    with writing(engine) as connection:
        capture(connection, "F-C-2026-00007-X", "registration", 1, "B-2026-00001-D")
    assert forms.get("F-C-2026-00007-X") == Form(
        "F-C-2026-00007-X", "registration", 1, None, "B-2026-00001-D"
    )
    assert forms.blank() == 0
