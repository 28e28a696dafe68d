"""The receipt: the number in large print, what happens next, and never more than is true."""

from dataclasses import replace
from datetime import date

import pytest

from mobile_office.domain.bill import FeeLine, Fees
from mobile_office.paper.receipt import receipt, values
from tests.paper.papers import HEAD, PRINTED, TODAY, is_accessible, service, text


def test_it_carries_the_case_number_and_what_happens_next() -> None:
    made = receipt(service(), (), None, HEAD, PRINTED)
    assert is_accessible(made)
    shown = text(made)
    assert "B-2026-00042-7" in shown
    assert "Das Melderegister ändert das Bürgeramt." in shown


def test_what_was_only_prepared_says_so() -> None:
    shown = text(receipt(service("id_card"), (), None, HEAD, PRINTED))
    assert "vorbereitet, noch nicht gestellt" in shown


def test_what_is_missing_stands_on_it() -> None:
    papers = [kind.label for kind in service().evidence[:1]]
    assert papers[0]["de"] in text(receipt(service(), papers, None, HEAD, PRINTED))


def test_without_a_case_there_is_no_receipt() -> None:
    with pytest.raises(ValueError, match="names a case"):
        values(service(), (), None, HEAD, replace(PRINTED, case=""))


def test_what_was_declared_on_paper_before_names_the_form_and_both_days() -> None:
    printed = replace(PRINTED, day=date(2026, 11, 20), captured=TODAY, form="F-B-2026-00012-V")
    for name in ("registration", "id_card"):
        shown = text(receipt(service(name), (), None, HEAD, printed))
        for part in ("Erklärt am 20.11.2026", "Aufgenommen am 22.11.2026", "F-B-2026-00012-V"):
            assert part.split()[-1] in shown
        assert "Aufgenommen am" in shown


def test_the_fees_stand_on_it_with_their_sum_and_from_when_they_are_reckoned() -> None:
    card = FeeLine("id_card", {"de": "Personalausweis", "en": "Identity card"}, 4600, "§ 1 PAuswGebV", True)
    photo = replace(card, key="photo", label={"de": "Foto", "en": "Photo"}, cents=600)
    shown = text(receipt(service("id_card"), (), Fees((card, photo), TODAY, "x"), HEAD, PRINTED))
    for part in ("46,00", "6,00", "52,00", "§ 1 PAuswGebV", "voraussichtlich, bei Antrag am 22.11.2026"):
        assert part in shown
    free = replace(card, cents=0, expected=False)
    shown = text(receipt(service("id_card"), (), Fees((free,), TODAY, "x"), HEAD, PRINTED))
    assert "kostenfrei" in shown
    assert "Zusammen" not in shown


def test_the_paper_names_a_service_by_its_neutral_name() -> None:
    assert "Auskunftssperre" not in text(receipt(service("information_block"), (), None, HEAD, PRINTED))
