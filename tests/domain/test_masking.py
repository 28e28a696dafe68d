"""What is masked: by the service from the first key on, and whatever was masked once."""

from mobile_office.domain.masking import MASKED, SERVICES, hides, label, sticky


def test_a_request_for_an_information_block_names_nobody() -> None:
    assert {hides(service) for service in SERVICES} == {True}
    assert not hides("registration")
    assert label("information_block", "Mustermann, Erika") == MASKED
    assert label("registration", "Mustermann, Erika") == "Mustermann, Erika"


def test_what_is_erased_stays_empty() -> None:
    assert label("information_block", "") == ""
    assert sticky(MASKED, "") == ""


def test_a_later_name_does_not_take_the_mask_off() -> None:
    assert sticky(MASKED, "Mustermann, Erika") == MASKED
    assert sticky("", "Mustermann, Erika") == "Mustermann, Erika"
