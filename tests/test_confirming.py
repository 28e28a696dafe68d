"""Confirmed on the citizen display: in the body, void after a change, and never for what was not read."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mobile_office.desk import Desk
from mobile_office.devices.signature import picture
from mobile_office.domain.attachment import Format
from mobile_office.domain.case import Action
from mobile_office.domain.confirmation import CONFIRMED, SIGNED_SCREEN, confirmation
from mobile_office.domain.errors import DiskFull, NotAllowed
from mobile_office.domain.overview import CasePage, Draft
from mobile_office.printing import SIGNED_PAPER, Signature
from tests.handwriting import name
from tests.house import Laptop, Town
from tests.samples import capture_sample, decide, fill_sample
from tests.signed import PNG, desk_that_signs, sign


def confirm(desk: Desk, draft_id: str, language: str = "tr") -> str:
    number = desk.found(desk.draft(draft_id)).number
    desk.confirming.confirm(draft_id, number, language)
    return number


def test_a_confirmation_names_language_time_and_what_was_read_and_goes_with_the_case(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    number = confirm(desk, draft.id)
    page = desk.page(desk.submit(draft.id))
    noted = next(item for item in page.evidence if item.kind == CONFIRMED)
    assert (noted.state, noted.note, noted.person) == ("tr", number, desk.actor.person)
    found = confirmation(page.evidence, number)
    assert found is not None
    assert found.stands
    assert found.at <= desk.clock()


def test_what_is_changed_after_it_was_confirmed_cannot_be_handed_in_with_it(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    confirm(desk, draft.id)
    desk.save(draft.id, "house_number", "99")
    with pytest.raises(NotAllowed, match="confirmation_void"):
        desk.submit(draft.id)
    desk.unsee(draft.id, CONFIRMED)
    assert desk.submit(draft.id)


def test_changed_back_it_is_confirmed_again(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    before = draft.answers["house_number"]
    confirm(desk, draft.id)
    desk.save(draft.id, "house_number", "99")
    desk.save(draft.id, "house_number", before)
    assert desk.submit(draft.id)


def test_what_was_changed_while_it_was_read_is_not_confirmed(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    number = desk.found(draft).number
    desk.save(draft.id, "house_number", "99")
    with pytest.raises(NotAllowed, match="confirmation_late"):
        desk.confirming.confirm(draft.id, number, "de")
    assert confirmation(desk.draft(draft.id).evidence, number) is None


def test_confirmed_again_there_is_one_confirmation_the_latest(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    confirm(desk, draft.id, "tr")
    confirm(desk, draft.id, "de")
    states = [item.state for item in desk.draft(draft.id).evidence if item.kind == CONFIRMED]
    assert states == ["de"]


def test_a_corrected_typing_error_leaves_what_was_confirmed_visible_as_earlier(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    draft = fill_sample(desk, "registration")
    read = confirm(desk, draft.id)
    number = desk.submit(draft.id)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", comments={"house_number": "99?"})
    again = desk.correct(number)
    desk.save(again.id, "house_number", "99")
    desk.submit(again.id, basis="typing_error")
    noted = next(item for item in desk.page(number).evidence if item.kind == CONFIRMED)
    assert noted.note == read


def test_the_receipt_says_in_which_language_it_was_read(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    confirm(desk, draft.id, "tr")
    facts = desk.receipt(desk.submit(draft.id)).values["facts"]
    told = next(value["de"] for label, value in facts if label["de"].startswith("Am Bildschirm"))
    assert told.startswith("Türkisch, ")
    plain = desk.receipt(desk.submit(fill_sample(desk, "registration").id)).values["facts"]
    assert not [label for label, _ in plain if label["de"].startswith("Am Bildschirm")]


@pytest.fixture
def signing(laptop: Laptop, town: Town) -> Desk:
    """A desk in a city that lets people sign on the screen."""
    return desk_that_signs(laptop, town.office)


def kinds(draft: Draft | CasePage) -> list[str]:
    return sorted(item.kind for item in draft.evidence if item.kind in (SIGNED_SCREEN, SIGNED_PAPER))


def pictures(draft: Draft | CasePage) -> list[str]:
    return [one.digest for one in draft.attachments if one.evidence == SIGNED_SCREEN]


def test_a_signature_on_the_screen_names_what_was_signed_and_goes_with_the_case(signing: Desk) -> None:
    draft = fill_sample(signing, "registration")
    assert signing.signature(draft) is Signature.OPEN
    number = confirm(signing, draft.id)
    signed = sign(signing, draft)
    assert signing.signature(signed) is Signature.SIGNED
    page = signing.page(signing.submit(draft.id))
    noted = next(item for item in page.evidence if item.kind == SIGNED_SCREEN)
    assert (noted.state, noted.note, noted.person) == ("tr", number, signing.actor.person)
    (one,) = page.attachments
    assert (one.evidence, one.format, one.pages) == (SIGNED_SCREEN, Format.PNG, 1)
    assert signing.attaching.opened(one) == PNG


def test_changed_afterwards_it_asks_for_a_new_signature_as_ink_does(signing: Desk) -> None:
    draft = fill_sample(signing, "registration")
    confirm(signing, draft.id)
    sign(signing, draft)
    changed = signing.save(draft.id, "house_number", "99")
    assert signing.signature(changed) is Signature.VOID
    with pytest.raises(NotAllowed, match="signature_void"):
        signing.submit(draft.id)
    confirm(signing, draft.id)
    again = sign(signing, draft, picture(name(20)))
    assert len(pictures(again)) == 1
    page = signing.page(signing.submit(draft.id))
    assert (kinds(page), pictures(page)) == ([SIGNED_SCREEN], pictures(again))


def test_signed_anew_in_ink_the_drawing_before_is_not_handed_in_and_the_other_way_round(
    signing: Desk,
) -> None:
    draft = fill_sample(signing, "registration")
    confirm(signing, draft.id)
    sign(signing, draft)
    signing.save(draft.id, "house_number", "99")
    confirm(signing, draft.id)
    signing.sign(draft.id)
    page = signing.page(signing.submit(draft.id))
    assert (kinds(page), page.attachments) == ([SIGNED_PAPER], ())

    second = fill_sample(signing, "registration")
    signing.sign(second.id)
    signing.save(second.id, "house_number", "99")
    confirm(signing, second.id)
    sign(signing, second)
    page = signing.page(signing.submit(second.id))
    assert (kinds(page), len(pictures(page))) == ([SIGNED_SCREEN], 1)


def test_nothing_unread_or_changed_meanwhile_is_signed_and_nothing_of_it_is_kept(
    signing: Desk, laptop: Laptop
) -> None:
    draft = fill_sample(signing, "registration")
    with pytest.raises(NotAllowed, match="signature_late"):
        sign(signing, draft)
    number = confirm(signing, draft.id)
    signing.save(draft.id, "house_number", "99")
    with pytest.raises(NotAllowed, match="signature_late"):
        sign(signing, draft, number=number)
    with pytest.raises(NotAllowed, match="signature_late"):
        sign(signing, replace(draft, id="gone"), number=number)
    assert [*(laptop.place.home / "attachments").iterdir()] == []
    assert (kinds(signing.draft(draft.id)), signing.draft(draft.id).attachments) == ([], ())


def test_only_where_the_city_says_so_and_registrations_only_where_it_says_that_too(
    laptop: Laptop, town: Town, desk: Desk
) -> None:
    draft = fill_sample(desk, "registration")
    confirm(desk, draft.id)
    with pytest.raises(NotAllowed, match="attachment_not_allowed"):
        sign(desk, draft)
    others = desk_that_signs(laptop, town.office, registrations=False)
    with pytest.raises(NotAllowed, match="attachment_not_allowed"):
        sign(others, draft)
    assert [*(laptop.place.home / "attachments").iterdir()] == []
    exempt, card = fill_sample(others, "id_exemption"), fill_sample(others, "id_card")
    assert others.attaching.may_scan(exempt, SIGNED_SCREEN)
    assert not others.attaching.may_scan(card, SIGNED_SCREEN)  # nobody signs it on the bus
    on_paper = capture_sample(others, others.daybook.legal_date(), "id_exemption")
    assert not others.attaching.may_scan(on_paper, SIGNED_SCREEN)


def test_taken_back_its_picture_goes_too_and_what_names_no_signature_is_not_handed_in(signing: Desk) -> None:
    draft = fill_sample(signing, "registration")
    confirm(signing, draft.id)
    sign(signing, draft)
    back = signing.confirming.unsign(draft.id)
    assert (kinds(back), back.attachments, signing.signature(back)) == ([], (), Signature.OPEN)
    sign(signing, draft)
    signing.unsee(draft.id, SIGNED_SCREEN)  # as a power cut between picture and note leaves it
    assert len(signing.draft(draft.id).attachments) == 1
    assert signing.page(signing.submit(draft.id)).attachments == ()


def test_a_note_that_cannot_be_written_takes_the_picture_back(
    signing: Desk, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = fill_sample(signing, "registration")
    confirm(signing, draft.id)

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(laptop.place.drafts, "add_evidence", full)
        with pytest.raises(DiskFull):
            sign(signing, draft)
    assert signing.draft(draft.id).attachments == ()
    assert len(sign(signing, draft).attachments) == 1


def test_a_correction_keeps_what_was_signed_until_something_else_is_declared(
    signing: Desk, laptop: Laptop, town: Town
) -> None:
    draft = fill_sample(signing, "registration")
    confirm(signing, draft.id)
    sign(signing, draft)
    number = signing.submit(draft.id)
    decide(
        laptop.desk("Thiele", town.office), number, Action.RETURN, "Thiele", comments={"house_number": "99?"}
    )
    again = signing.correct(number)
    assert signing.signature(again) is Signature.SIGNED
    signing.save(again.id, "house_number", "99")
    with pytest.raises(NotAllowed, match="signature_void"):
        signing.submit(again.id, basis="reconfirmed")
    signing.submit(again.id, basis="typing_error")
    page = signing.page(number)
    assert (kinds(page), len(pictures(page))) == ([SIGNED_SCREEN], 1)


def test_the_declaration_bears_the_signature_while_it_stands(signing: Desk) -> None:
    draft = fill_sample(signing, "registration")
    assert signing.declaration(draft).values["drawn"] == {}
    confirm(signing, draft.id)
    signed = sign(signing, draft)
    drawn = signing.declaration(signed).values["drawn"]
    assert bytes(drawn["picture"]) == PNG
    assert drawn["told"]["de"].startswith("Auf dem Bildschirm unterschrieben am ")
    changed = signing.save(draft.id, "house_number", "99")
    assert signing.declaration(changed).values["drawn"] == {}
