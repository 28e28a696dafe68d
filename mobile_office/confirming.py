"""Confirming (Bestätigen): the citizen says on the display that what is declared is so.

Only what they have read: when something else is declared by then, nothing is noted.
"""

from collections.abc import Callable
from datetime import datetime

from mobile_office.daybook import Daybook
from mobile_office.domain import checks
from mobile_office.domain.confirmation import evidence_of
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

    def _number(self, draft: Draft) -> str:
        """That of the paper which declares what the draft says now."""
        service = self._place.catalog.get(draft.service, draft.version)
        day, evidence = draft.declared_at or self._daybook.legal_date(), {e.kind: e for e in draft.evidence}
        look = Look(service, draft.answers, evidence, day, self._place.codelists)
        return paper_number(draft.id, checks.shown_of(look))
