"""What to bring, printed before anybody typed anything."""

import pytest

from mobile_office.paper import bring
from mobile_office.paper.advice import bring as things_of
from mobile_office.paper.press import pdf
from tests.paper.papers import HEAD, NOW, PRINTED, is_accessible, service, text


def test_the_list_names_every_thing_and_no_day_of_a_declaration() -> None:
    of = service()
    made = pdf("missing", bring.values(of, things_of(of), HEAD, PRINTED), NOW)
    assert is_accessible(made)
    shown = " ".join(text(made).split())
    assert "Bitte bringen Sie mit" in shown
    assert all(thing["de"].split()[0] in shown for thing in things_of(of))
    assert "Erklärt am" not in shown


def test_nothing_to_bring_is_no_paper() -> None:
    with pytest.raises(ValueError, match="nothing is missing"):
        bring.values(service(), (), HEAD, PRINTED)
