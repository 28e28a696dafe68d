"""What is handed in (Einreichung): the body of a SUBMIT or CORRECT, and what still stands in its way."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from mobile_office.attached import KEY, to_json
from mobile_office.canonical import write_time
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.confirmation import confirmation
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
    if basis and draft.form and _signed(draft) == draft.form:
        raise NotAllowed("sign_anew")  # what stands on the signed form is no longer what is declared


def _signed(draft: Draft) -> str:
    return next((item.note for item in draft.evidence if item.kind == SIGNED_PAPER), "")


def still_asked(attachments: tuple[Attachment, ...], visible: Collection[str]) -> tuple[Attachment, ...]:
    """The scans of evidence that still applies: what was scanned for another answer does not leave the laptop."""
    return tuple(
        each
        for each in attachments
        if each.evidence == SIGNED_PAPER or f"evidence.{each.evidence}" in visible
    )


def body_of(
    draft: Draft, answers: Answers, overrides: dict[str, str], basis: str, declared: date
) -> dict[str, Any]:
    """The body of a revision, without fees, stop and search words. `declared` is the legal day."""
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
