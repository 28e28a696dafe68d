"""The visit (Vorsprache) at the desk: several services for the same people, and what is asked and paid once.

A visit begins with a draft and is continued by drafts that take over what was said before. Reads are plain
calls; `begin` and `go_on` write and belong on the writer's thread.
"""

from collections.abc import Callable
from datetime import date, datetime

from mobile_office.authoring import new_id
from mobile_office.canonical import Json
from mobile_office.daybook import Daybook
from mobile_office.domain import carrying, checks, fees, reduction
from mobile_office.domain.bill import Fees
from mobile_office.domain.carrying import Carried, Part
from mobile_office.domain.fee_tables import ReductionRule
from mobile_office.domain.household import Person, subject
from mobile_office.domain.look import Look
from mobile_office.domain.overview import Draft, Evidence
from mobile_office.domain.people import Actor
from mobile_office.domain.service import Answers, Service
from mobile_office.domain.visit import Visit
from mobile_office.store import visits
from mobile_office.workplace import Workplace

_CARRIED = "carried"  # which fields of the open drafts were taken over: paths, never what stands in them


class Visiting:
    """The visits at a workplace, for one person of staff."""

    def __init__(
        self, workplace: Workplace, actor: Actor, daybook: Daybook, clock: Callable[[], datetime]
    ) -> None:
        self._place, self._actor, self._daybook, self._clock = workplace, actor, daybook, clock

    # -- what is written

    def begin(self, service_id: str, answers: Answers | None = None, visit: str = "") -> Draft:
        """A new draft of a service's current version, in this visit or as the first of a new one."""
        service = next(one for one in self._place.catalog.current() if one.id == service_id)
        draft = self._place.drafts.new(
            new_id(),
            service.id,
            service.version,
            self._actor.person,
            self._clock(),
            answers=answers,
            label=checks.label(service, answers or {}),
            visit=visit or new_id(),
        )
        return self._place.drafts.mask(draft, self._place.device.stream) if visit else draft

    def go_on(self, visit: str, person: Person | None, service_id: str) -> Draft:
        """A further service of a visit for one of its people; for somebody else (None) it begins empty."""
        if person is None:
            return self.begin(service_id, visit=visit)
        service = next(one for one in self._place.catalog.current() if one.id == service_id)
        day, lists = self._daybook.legal_date(), self._place.codelists
        over = carrying.carried(self.parts(visit), person, service, day, lists)
        draft = self.begin(service_id, over.answers, visit)
        open_drafts = {one.id for one in self._place.drafts.open()}
        kept = {key: value for key, value in self._marks().items() if key in open_drafts}
        mark = {"paths": list(over.paths), "declared": over.declared}
        self._place.local.put(_CARRIED, {**kept, draft.id: mark})
        return draft

    # -- what is so

    def visit(self, id: str) -> Visit:
        """A visit's cases so far."""
        return visits.visit(self._place.journal.engine, self._place.device.stream, id)

    def parts(self, visit: str, without: str = "") -> tuple[Part, ...]:
        """What was declared in a visit, and after it what is being typed; `without` is a draft's id."""
        drafts = [one for one in self._place.drafts.open() if one.visit == visit and not one.case]
        typed = (
            Part(self._service(one.service, one.version), one.answers, one.evidence)
            for one in reversed(drafts)
            if one.id != without and visit
        )
        return (*self._declared(self.visit(visit)), *typed)

    def people(self, visit: str) -> tuple[Person, ...]:
        """Everybody who is there."""
        return carrying.people(self.parts(visit))

    def carried(self, draft: Draft) -> Carried:
        """Which fields of a draft were taken over; `answers` stay empty."""
        mark = self._marks().get(draft.id, {})
        return Carried(paths=tuple(mark.get("paths", ())), declared=bool(mark.get("declared")))

    def seen_before(self, draft: Draft) -> Evidence | None:
        """The identity of a draft's own person as it was seen in this visit; None once it is noted."""
        noted = any(item.kind == carrying.IDENTITY for item in draft.evidence)
        person = subject(self._service(draft.service, draft.version), draft.answers)
        if noted or person is None or not draft.visit:
            return None
        return carrying.seen_before(self.parts(draft.visit, draft.id), person)

    def fees(self, draft: Draft, look: Look) -> Fees:
        """What a draft costs, after what the same person pays once in this visit, and reduced as chosen."""
        tables = self._place.catalog.fees
        found = fees.fees_of(look, tables)
        if draft.visit and any(line.once for line in found.lines):
            found = fees.after(found, self._paid(draft, look.service))
        what = reduction.chosen(draft.evidence)
        own = what is not None and what.person == self._actor.person
        return reduction.applied(found, what, tables.on(look.today), self._actor.roles if own else ())

    def reductions(self, found: Fees, day: date) -> tuple[ReductionRule, ...]:
        """What the fee table of a day offers to reduce."""
        return reduction.offered(found, self._place.catalog.fees.on(day))

    # -- inside

    def _paid(self, draft: Draft, service: Service) -> frozenset[str]:
        """What the draft's person pays once and has paid with another case of the visit.

        A line that was shared itself pays for nobody, so a correction of the first case still pays.
        """
        person = subject(service, draft.answers)
        paid = []
        for case in self.visit(draft.visit).cases:
            if case.number == draft.case or case.withdrawn or case.fees is None or person is None:
                continue
            other = subject(self._service(case.service, case.version), case.answers)
            if other is not None and other.key == person.key:
                paid.append(case.fees)
        return fees.paid_once(paid)

    def _declared(self, visit: Visit) -> tuple[Part, ...]:
        return tuple(
            Part(self._service(case.service, case.version), case.answers, case.evidence)
            for case in visit.cases
            if not case.withdrawn
        )

    def _service(self, id: str, version: int) -> Service:
        return self._place.catalog.get(id, version)

    def _marks(self) -> dict[str, Json]:
        kept = self._place.local.get(_CARRIED)
        return kept if isinstance(kept, dict) else {}
