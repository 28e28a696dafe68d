"""The receipt: the number in large print, what happens next, and never more than is true."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mobile_office.domain.bill import FeeLine, Fees
from mobile_office.domain.visit import Visit, VisitCase
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


def test_what_was_charged_in_the_visit_already_costs_nothing_and_the_visit_s_sum_stands_below() -> None:
    card = FeeLine("passport", {"de": "Reisepass", "en": "Passport"}, 7000, "§ 27 PassV", True)
    photo = replace(card, key="photo", label={"de": "Foto", "en": "Photo"}, cents=0, shared=True)
    fees, noon = Fees((card, photo), TODAY, "x"), datetime(2026, 11, 22, 12, tzinfo=UTC)
    first = VisitCase("B-2026-00041-9", "id_card", 1, "Mustermann, Erika", {}, (), fees, noon)
    visit = Visit("v", (first, replace(first, number=PRINTED.case)))
    shown = text(receipt(service("passport"), (), fees, HEAD, PRINTED, visit))
    for part in ("0,00 €", "in dieser Vorsprache schon berechnet", "Diese Vorsprache bisher, 2", "140,00 €"):
        assert part in shown
    alone = text(receipt(service("passport"), (), fees, HEAD, PRINTED, Visit("v", (first,))))
    assert "Diese Vorsprache" not in alone


def test_a_proposed_reduction_promises_nothing() -> None:
    card = FeeLine("passport", {"de": "Reisepass", "en": "Passport"}, 7000, "§ 27 PassV", True)
    less = replace(card, key="need", cents=-7000, paragraph="§ 28 PassV", reason="obdachlos", proposed=True)
    shown = text(receipt(service("passport"), (), Fees((card, less), TODAY, "x"), HEAD, PRINTED))
    assert "vorgeschlagen, entscheidet die Teamleitung" in shown
    assert "obdachlos" not in shown
