"""Confirming (Bestätigen): the citizen says on the display that what is declared is so, and may sign it there.

Only what they have read: when something else is declared by then, nothing is noted and nothing of it is kept.
"""

from collections.abc import Callable
from datetime import datetime

from mobile_office.daybook import Daybook
from mobile_office.domain import checks
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.confirmation import SIGNED_SCREEN, confirmation, evidence_of, signature_of
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.look import Look
from mobile_office.domain.overview import Draft
from mobile_office.domain.people import Actor
from mobile_office.paper.printed import paper_number
from mobile_office.workplace import Workplace


class Confirming:
    """The confirmations of drafts at one workplace."""

    def __init__(
        self, place: Workplace, actor: Actor, daybook: Daybook, clock: Callable[[], datetime]
    ) -> None:
        self._place, self._actor, self._daybook, self._clock = place, actor, daybook, clock

    def confirm(self, draft_id: str, number: str, language: str) -> Draft:
        """Note that what has this number was read in a language and is so; durable when this returns.

        Raises NotAllowed("confirmation_late") when something else is declared by now.
        """
        draft = self._place.drafts.get(draft_id)
        if self._number(draft) != number:
            raise NotAllowed("confirmation_late")
        noted = evidence_of(language, number, self._actor.person, self._clock())
        return self._place.drafts.add_evidence(draft_id, noted)

    def sign(self, draft_id: str, number: str, one: Attachment, keep: Callable[[], Draft]) -> Draft:
        """Note that what has this number was signed on the screen, in place of a signature before.

        `keep` makes the picture `one` the draft's (`Attaching.keep`). Durable when this returns; what was cut short
        leaves a picture that no note names, which is not handed in. Raises NotAllowed("signature_late") when
        something else is declared by now or it was not confirmed, and what `keep` raises.
        """
        try:
            draft = self._place.drafts.get(draft_id)
        except KeyError:  # handed in or discarded meanwhile
            raise NotAllowed("signature_late") from None
        read = confirmation(draft.evidence, number)
        if read is None or not read.stands or self._number(draft) != number:
            raise NotAllowed("signature_late")
        kept, drafts, person, now = keep(), self._place.drafts, self._actor.person, self._clock()
        try:
            signed = drafts.add_evidence(draft_id, signature_of(read.language, number, person, now))
        except BaseException:
            drafts.detach(draft_id, one.digest, person, now)
            raise
        for before in kept.attachments:
            if before.evidence == SIGNED_SCREEN and before.digest != one.digest:
                signed = drafts.detach(draft_id, before.digest, person, now)
        return signed

    def unsign(self, draft_id: str) -> Draft:
        """Take a signature on the screen back, its picture with it."""
        drafts = self._place.drafts
        draft = drafts.drop_evidence(draft_id, SIGNED_SCREEN)
        for one in draft.attachments:
            if one.evidence == SIGNED_SCREEN:
                draft = drafts.detach(draft_id, one.digest, self._actor.person, self._clock())
        return draft

    def _number(self, draft: Draft) -> str:
        """That of the paper which declares what the draft says now."""
        service = self._place.catalog.get(draft.service, draft.version)
        day, evidence = draft.declared_at or self._daybook.legal_date(), {e.kind: e for e in draft.evidence}
        look = Look(service, draft.answers, evidence, day, self._place.codelists)
        return paper_number(draft.id, checks.shown_of(look))
