"""What is handed in (Einreichung): the body of a SUBMIT or CORRECT, and what still stands in its way."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from mobile_office.attached import KEY, to_json
from mobile_office.canonical import write_time
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.confirmation import SIGNED_SCREEN, confirmation, screen_signature
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.overview import Draft
from mobile_office.domain.service import Answers, Problem, Severity
from mobile_office.paper.printed import paper_number
from mobile_office.printing import SIGNED_PAPER, Signature, signature


def blocks(problem: Problem, overrides: dict[str, str]) -> bool:
    """Whether a problem still stands in the way: no reason overrides it."""
    if problem.severity is Severity.OVERRIDABLE:
        return not overrides.get(problem.field, "").strip()
    return problem.severity is Severity.BLOCKS


def check_signature(draft: Draft, answers: Answers, basis: str) -> None:
    """Refuse what the citizen has not signed, or not confirmed on the display, as it stands.

    Raises NotAllowed("signature_void"), NotAllowed("confirmation_void") or NotAllowed("sign_anew").
    """
    number = paper_number(draft.id, answers)
    if signature(draft, number, draft.form) is Signature.VOID:
        raise NotAllowed("signature_void")
    read = confirmation(draft.evidence, number)
    if read is not None and not read.stands:
        raise NotAllowed("confirmation_void")
    drawn = screen_signature(draft.evidence, number)
    is_drawn = drawn is not None and drawn.stands
    if basis and draft.form and not is_drawn and _signed(draft) == draft.form:
        raise NotAllowed("sign_anew")  # what stands on the signed form is no longer what is declared


def _signed(draft: Draft) -> str:
    return next((item.note for item in draft.evidence if item.kind == SIGNED_PAPER), "")


def still_asked(attachments: tuple[Attachment, ...], visible: Collection[str]) -> tuple[Attachment, ...]:
    """The scans of evidence that still applies: what was scanned for another answer does not leave the laptop."""
    return tuple(
        each
        for each in attachments
        if each.evidence in (SIGNED_PAPER, SIGNED_SCREEN) or f"evidence.{each.evidence}" in visible
    )


def with_what_was_signed(draft: Draft, number: str) -> Draft:
    """The draft without a signature that another one has replaced, and without the picture of one that is not noted.

    `number` is that of what is declared: signed anew, what was signed before is not handed in.
    """
    stands = signature(draft, number, draft.form) is Signature.SIGNED
    replaced = {
        item.kind
        for item in draft.evidence
        if stands and item.kind in (SIGNED_PAPER, SIGNED_SCREEN) and item.note not in (number, draft.form)
    }
    evidence = tuple(item for item in draft.evidence if item.kind not in replaced)
    gone = replaced | ({SIGNED_SCREEN} - {item.kind for item in evidence})
    attachments = tuple(each for each in draft.attachments if each.evidence not in gone)
    return replace(draft, evidence=evidence, attachments=attachments)


def body_of(
    draft: Draft, answers: Answers, overrides: dict[str, str], basis: str, declared: date
) -> dict[str, Any]:
    """The body of a revision, without fees, stop and search words. `declared` is the legal day."""
    draft = with_what_was_signed(draft, paper_number(draft.id, answers))
    evidence = [{**asdict(item), "at": write_time(item.at)} for item in draft.evidence]
    return {
        "draft": draft.id,
        "answers": answers,
        "evidence": evidence,
        "overrides": {path: reason for path, reason in overrides.items() if reason.strip()},
        "basis": basis,
        "label": draft.label,
        "field": draft.field,
        "declared_at": declared.isoformat(),
        "source": "paper" if draft.form else "screen",
        "form": draft.form,
        "visit": draft.visit,
        **({KEY: to_json(draft.attachments)} if draft.attachments else {}),
    }
