"""What is printed at a desk: the declaration and its signature, the receipt, what is missing."""

from collections.abc import Callable
from datetime import timedelta

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.paper.phrases import german_day
from mobile_office.printing import SIGNED_PAPER, Paper, Signature
from tests.samples import capture_sample, decide, fill_sample, submit_sample


def test_a_later_edit_voids_a_signature_and_undoing_it_restores_it(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    assert desk.signature(draft) is Signature.OPEN
    draft = desk.sign(draft.id)
    assert desk.signature(draft) is Signature.SIGNED
    changed = desk.save(draft.id, "house_number", "14")
    assert desk.signature(changed) is Signature.VOID
    assert desk.signature(desk.save(draft.id, "house_number", "12")) is Signature.SIGNED


def test_the_signed_paper_names_its_number_in_the_case(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    number = desk.declaration(draft).number
    desk.sign(draft.id)
    page = desk.page(desk.submit(draft.id))
    signed = next(item for item in page.evidence if item.kind == SIGNED_PAPER)
    assert (signed.note, signed.person) == (number, desk.actor.person)


def test_declaration_and_receipt_become_pdf_and_pictures_in_memory(desk: Desk) -> None:
    paper = desk.declaration(fill_sample(desk, "registration"))
    assert paper.pdf().startswith(b"%PDF-")
    assert paper.pictures(40)[0].startswith(b"\x89PNG")
    receipt = desk.receipt(submit_sample(desk, "id_card"))
    assert receipt.pdf().startswith(b"%PDF-")


def test_the_list_of_missing_papers_exists_only_when_something_is_missing(desk: Desk) -> None:
    full, empty = fill_sample(desk, "registration"), desk.start("registration")
    now, service = desk.clock(), desk.service(full.service, full.version)
    assert desk.printing.missing(service, full, now.date(), now) is None
    paper = desk.printing.missing(service, empty, now.date(), now)
    assert paper is not None
    assert paper.pdf().startswith(b"%PDF-")


def test_the_landlords_form_can_be_printed_for_a_registration(desk: Desk) -> None:
    now = desk.clock()
    paper = desk.printing.landlord_form(fill_sample(desk, "registration"), now.date(), now)
    assert paper.pictures(40)


def test_a_correction_is_printed_with_its_number_and_revision(desk_of: Callable[[str], Desk]) -> None:
    clerk = desk_of("Berger")
    number = submit_sample(clerk)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen")
    facts = clerk.declaration(clerk.correct(number)).values["facts"]
    assert [value["de"] for _, value in facts][1:3] == ["2", number]


def test_a_signature_stands_in_a_correction_until_something_is_changed(
    desk_of: Callable[[str], Desk],
) -> None:
    clerk = desk_of("Berger")
    number = clerk.submit(clerk.sign(fill_sample(clerk, "registration").id).id)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen")
    draft = clerk.correct(number)
    assert clerk.signature(draft) is Signature.SIGNED
    assert clerk.signature(clerk.save(draft.id, "house_number", "14")) is Signature.VOID


def test_the_receipt_of_a_captured_form_names_both_days_and_the_form(desk: Desk) -> None:
    today = desk.daybook.legal_date()
    draft = capture_sample(desk, today - timedelta(days=2))
    facts = _facts(desk.receipt(desk.submit(draft.id)))
    assert facts["Formularnummer"] == draft.form
    assert facts["Erklärt am"] == german_day(today - timedelta(days=2))
    assert facts["Aufgenommen am"] == german_day(today)
    assert "Halt" not in facts, "none was chosen"


def test_the_receipt_of_what_was_declared_at_the_counter_names_one_day(desk: Desk) -> None:
    facts = _facts(desk.receipt(submit_sample(desk)))
    assert facts["Erklärt am"] == german_day(desk.daybook.legal_date())
    assert "Aufgenommen am" not in facts
    assert "Formularnummer" not in facts


def test_blank_forms_are_one_paper_and_the_first_is_shown(desk: Desk) -> None:
    paper = desk.print_blanks("id_exemption", 3)
    assert (paper.kind, paper.number, paper.copies) == ("blank", "", 3)
    assert len(paper.pictures(30)) == 3 * len(paper.preview(30))
    assert desk.print_blanks("id_exemption", 1).number.startswith("F-B-")


def test_every_other_paper_is_one_copy_and_shown_whole(desk: Desk) -> None:
    paper = desk.declaration(fill_sample(desk, "registration"))
    assert paper.copies == 1
    assert len(paper.preview(30)) == len(paper.pictures(30))


def _facts(paper: Paper) -> dict[str, str]:
    return {label["de"]: value["de"] for label, value in paper.values["facts"]}
