"""A person at work: who they are, what they see, and one way to do things, `do`.

Reads are plain calls. What writes belongs on the one writer's thread; `post.deliver` belongs on the
network's. Raises Refused when the rules say no, and Trouble when something is in the way.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mobile_office.authoring import Author, Subject, new_id
from mobile_office.courier import Courier
from mobile_office.daybook import Daybook
from mobile_office.departure import Check
from mobile_office.departure import checks as look_before_leaving
from mobile_office.domain import checks, finding
from mobile_office.domain.bill import as_body
from mobile_office.domain.case import TRANSITIONS, Action, DeviceAction, ServiceRef, Status
from mobile_office.domain.completeness import may_be_done
from mobile_office.domain.day import DAY_ACTIONS, Day
from mobile_office.domain.errors import NotAllowed, WrongKey
from mobile_office.domain.overview import (
    CaseLine,
    CasePage,
    DeliveryLine,
    DeliveryState,
    Draft,
    Today,
)
from mobile_office.domain.people import Actor
from mobile_office.domain.reviewing import Policies, policies, revision_delivery, waits_for_a_person
from mobile_office.drafting import Drafting
from mobile_office.post import Post
from mobile_office.printing import Paper
from mobile_office.residents import Residents
from mobile_office.store.keys import Unlocked
from mobile_office.store.retention import Retention
from mobile_office.streets import Streets
from mobile_office.submission import blocks, body_of, check_signature, still_asked
from mobile_office.workplace import Workplace

BASES = ("typing_error", "reconfirmed", "ex_officio")  # on what a correction stands (workflow.md)


def utc_now() -> datetime:
    """The clock the program runs on; tests pass their own."""
    return datetime.now(UTC)


class Desk(Drafting):
    """What one unlocked person can see and do on this device."""

    def __init__(
        self,
        workplace: Workplace,
        unlocked: Unlocked,
        open_decision: Callable[[str, str], bytes],
        post: Post,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`open_decision(person, passphrase)` gives the decision key's seed or raises WrongKey."""
        certificate = workplace.people.certificate(unlocked.person)
        roles = certificate.roles if certificate else frozenset()
        device = workplace.device
        also = certificate.also if certificate else ()
        actor = Actor(unlocked.person, unlocked.name, roles, device.id, device.stream, also)
        self._author = Author(
            actor, unlocked.desk_seed, workplace.journal, workplace.chain, workplace.people.certificate
        )
        super().__init__(workplace, actor, Daybook(workplace, self._author, clock), clock)
        self.post = post
        self.courier = Courier(workplace)
        self.residents = Residents(workplace, actor, self.visiting, clock)
        self.streets = Streets(workplace.home, unlocked.dbk, workplace.publications)
        hours = timedelta(hours=workplace.settings.retention_hours)
        self._retention = Retention(workplace.journal, device.kind, hours)
        self._open_decision = open_decision

    # -- what is done

    def submit(self, draft_id: str, overrides: dict[str, str] | None = None, basis: str = "") -> str:
        """SUBMIT a draft, or CORRECT the case it is about with its `basis`; returns the case number.

        Raises NotAllowed("problems_remain") while something blocks that has no override with a reason,
        NotAllowed("basis_missing") for a correction without one of `BASES`, NotAllowed("signature_void") or
        NotAllowed("sign_anew") when the citizen has signed something else than what they declare.
        """
        draft, overrides, journal = self._place.drafts.get(draft_id), overrides or {}, self._place.journal
        day, now = self.daybook.day(), self.clock()
        declared = draft.declared_at or day.date
        look = self._look(draft, declared)
        if open_problems := [p for p in checks.problems_of(look) if blocks(p, overrides)]:
            raise NotAllowed("problems_remain", count=len(open_problems))
        if draft.case and basis not in BASES:
            raise NotAllowed("basis_missing")
        answers = checks.shown_of(look)
        if basis in ("", "reconfirmed"):
            check_signature(draft, answers, basis)
        draft = replace(draft, attachments=still_asked(draft.attachments, look.visible))
        service, count, case = look.service, None, None
        if draft.case:
            action, number, case = Action.CORRECT, draft.case, journal.case(draft.case)
        else:
            action = Action.SUBMIT
            number, count = journal.free_number(self._place.device.letter, now.astimezone().year)
        reference = ServiceRef(service.id, service.version, service.hash)
        subject = Subject(number, case, reference, tuple(sorted({*draft.hands, self.actor.person})))
        search = finding.words(service, answers, number)
        values = {**body_of(draft, answers, overrides, basis, declared), "search": search}
        values |= {"stop": self._stop_of(day), "fees": as_body(self.visiting.fees(draft, look))}
        entry = self._author.entry(subject, action, values, now)
        journal.append(entry, draft.label, search, drop_draft=draft.id, form=draft.form, count=count)
        return number

    def _stop_of(self, day: Day) -> str:
        return day.stop or self._place.settings.stop

    def correct(self, number: str) -> Draft:
        """Open the draft of a correction, with the latest answers; the one already begun if there is."""
        for draft in self._place.drafts.open():
            if draft.case == number:
                return draft
        page, person, now = self.page(number), self.actor.person, self.clock()
        if Action.CORRECT not in page.allowed:
            raise NotAllowed("status_not_allowed", action=Action.CORRECT, status=page.case.status)
        reference = page.case.service
        return self._place.drafts.new(
            page.draft or new_id(),  # so that the paper signed for it stands until something is changed
            reference.id,
            reference.version,
            person,
            now,
            answers=page.answers,
            case=number,
            evidence=page.evidence,
            label=page.label,
            declared_at=page.declared_at,
            form=page.form,
            visit=page.visit,
            attachments=page.attachments,
        )

    def do(
        self,
        number: str,
        action: Action,
        *,
        passphrase: str = "",
        reason: str = "",
        comments: dict[str, str] | None = None,
        register_number: str = "",
        other: str = "",
    ) -> None:
        """Any action on a case but SUBMIT and CORRECT. A decision needs the passphrase again.

        Raises Refused by the rules of `WORKFLOW`, WrongKey or Delayed for the passphrase.
        """
        case = self._place.journal.case(number)
        if case is None or action in (Action.SUBMIT, Action.CORRECT):
            raise NotAllowed("status_not_allowed", action=action, status="none")
        if not self._may(self._place.sound_page(number, self.actor), action):
            raise NotAllowed("scans_on_the_way", action=action)
        seed = None
        if TRANSITIONS[action].decision:
            if not passphrase:
                raise WrongKey
            seed = self._open_decision(self.actor.person, passphrase)
        values = {
            "reason": reason,
            "comments": comments or {},
            "register_number": register_number,
            "other": other,
        }
        entry = self._author.entry(Subject(number, case), action, values, self.clock(), seed)
        self._place.journal.append(entry)

    # -- what is seen

    def cases(self, status: Status | None = None) -> tuple[CaseLine, ...]:
        """The cases on this device, latest first."""
        return self._place.cases(status)

    def search(self, words: str) -> tuple[CaseLine, ...]:
        """Cases by name in any spelling, or by number."""
        return self._place.search(words)

    def review_queue(self) -> tuple[CaseLine, ...]:
        """What waits for a second person, oldest first; also what this person has typed in.

        What the office passes on as it arrives (review `after`) waits for nobody, what it draws from only once
        it has the case.
        """
        policies, lines = self._policies(), reversed(self.cases(Status.SUBMITTED))
        return tuple(
            line for line in lines if waits_for_a_person(policies.get(line.service, "before"), line.delivery)
        )

    def never_waits(self, number: str) -> bool:
        """Whether a case is passed on as it arrives and must be on its way at once (workflow.md: `after`)."""
        return self._policies().get(self.page(number).case.service.id) == "after"

    def _policies(self) -> Policies:
        return policies(self.services())

    def intake_queue(self) -> tuple[CaseLine, ...]:
        """What waits to be taken over into the register: first what never waits for review, then the oldest."""
        waiting = self.cases(Status.APPROVED) + self.cases(Status.HELD_BACK)
        known = self._policies()
        return tuple(
            sorted(waiting, key=lambda line: (known.get(line.service) != "after", line.submitted_at))
        )

    def page(self, number: str) -> CasePage:
        """One case, complete. What never waits for a second person is not theirs to decide."""
        page = self._place.page(number, self.actor)
        page = replace(page, allowed=tuple(action for action in page.allowed if self._may(page, action)))
        policy = self._policies().get(page.case.service.id, "before")
        if page.case.status is not Status.SUBMITTED or waits_for_a_person(policy, revision_delivery(page)):
            return page
        allowed = tuple(action for action in page.allowed if not TRANSITIONS[action].four_eyes)
        return replace(page, allowed=allowed)

    def _may(self, page: CasePage, action: Action) -> bool:
        """Whether its scans are where the action needs them."""
        are_here = all(map(self.attaching.is_here, page.attachments))
        return may_be_done(action, attached=page.attached, are_here=are_here, are_complete=page.are_complete)

    def receipt(self, number: str) -> Paper:
        """The receipt of a case for the citizen."""
        page = self.page(number)
        service = self.service(page.case.service.id, page.case.service.version)
        visit = self.visiting.visit(page.visit).up_to(number)
        return self.printing.receipt(service, page, self.clock(), visit)

    def today(self) -> Today:
        """The start page."""
        lines, today = self.cases(), self.clock().astimezone().date()
        day = self.daybook.day()
        fresh = [line for line in lines if line.submitted_at.astimezone().date() == today]
        back = (Status.RETURNED, Status.QUERIED)
        settings = self._place.settings
        return Today(
            stop=self._stop_of(day),
            day=day.date,
            place=settings.place,
            returned=tuple(line for line in lines if line.status in back),
            drafts=self._place.drafts.open(),
            submitted=len(fresh),
            in_review=sum(line.status is Status.SUBMITTED for line in lines),
            delivered=sum(line.delivery == "receipted" for line in fresh),
        )

    # -- the day on the road

    @property
    def is_on_the_road(self) -> bool:
        """Whether this person keeps the daybook of this laptop: staff on a bus, not at an office PC."""
        keepers = frozenset().union(*DAY_ACTIONS.values())
        return self._place.device.kind == "bus" and bool(keepers & self.actor.roles)

    def departure_checks(self, printer: bool) -> tuple[Check, ...]:
        """What the laptop finds out about itself; on the writer's thread: it reads the whole store."""
        now, note = self.clock(), self.daybook.last_note()
        return look_before_leaving(self._place, self.actor.person, self.post.state(now), note, now, printer)

    # -- refusals

    def acknowledge(self, number: str) -> None:
        """Note that a person has looked at what the office refused about a case."""
        self._place.journal.see_refusals(number)

    # -- erasure on this device (security.md 5)

    def erasable(self) -> tuple[str, ...]:
        """The cases whose bodies may be erased here now; a long read, not for the window's thread."""
        return self._retention.erasable(self.clock())

    def erase(self, numbers: tuple[str, ...]) -> None:
        """Erase the bodies of these cases here, noted by an entry about this device. Raises Stale."""
        if numbers:
            now = self.clock()
            entry = self._author.about_device(DeviceAction.ERASED, {"cases": list(numbers)}, now)
            self._retention.erase(entry, now)
        self._place.attachments.sweep()
        self._retention.tidy()

    # -- delivery

    def delivery(self) -> DeliveryState:
        """How delivery stands."""
        return self.post.state(self.clock())

    def delivery_lines(self) -> tuple[DeliveryLine, ...]:
        """Delivery case by case."""
        return self.post.lines()

    def deliver(self, force: bool = False) -> DeliveryState:
        """Deliver now if it is time, or at once with `force`; belongs on the network's thread."""
        return self.post.deliver(self.clock(), force)
