"""A shift (Schicht): one unlocked person at one workplace, with the window and the post running.

Loaded only after somebody was let in; everything heavy hangs below here.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.devices.battery import SystemBattery
from mobile_office.devices.capturing import AT_DESK
from mobile_office.domain.overview import Draft
from mobile_office.domain.service import Service
from mobile_office.drafting import Found
from mobile_office.errands import Errands
from mobile_office.joining import Joiner
from mobile_office.leaving import obey_if_ordered, remove_revoked
from mobile_office.post import Post
from mobile_office.printing import Paper
from mobile_office.renewing import Taken
from mobile_office.safety import Safety
from mobile_office.store.device import renew_authorities
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.substitute import Filling, is_substitute
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.http import office_of
from mobile_office.sync.wire import OfficeKeyList
from mobile_office.ui.advice import AdvicePage
from mobile_office.ui.announcing import announce
from mobile_office.ui.attachment_view import AttachmentView, Viewed
from mobile_office.ui.background import Background
from mobile_office.ui.case_page import CasePageView
from mobile_office.ui.cases import CasesPage
from mobile_office.ui.citizen import CitizenDisplay
from mobile_office.ui.clipboard import Clipboard
from mobile_office.ui.daypages import DayPages
from mobile_office.ui.delivery import DeliveryPage
from mobile_office.ui.equipment import equipment
from mobile_office.ui.form import FormPage
from mobile_office.ui.formstate import FormState
from mobile_office.ui.guard import Guard
from mobile_office.ui.intake import IntakePage
from mobile_office.ui.membership import Membership
from mobile_office.ui.paper import PaperPage
from mobile_office.ui.parting import Parting
from mobile_office.ui.pool import PoolKeeper
from mobile_office.ui.power import PowerWatch
from mobile_office.ui.review import ReviewPage
from mobile_office.ui.soundness import Watch
from mobile_office.ui.taking import TakePage
from mobile_office.ui.today import TodayPage
from mobile_office.ui.turns import Turns
from mobile_office.ui.visit import VisitPage
from mobile_office.ui.window import Window
from mobile_office.ui.words import say
from mobile_office.workplace import open_workplace

_ERASE_EVERY = timedelta(hours=1)
_AUTOMATIC = "deliver_automatically"
_LEFT = "left"  # which draft each person had open when the screen was locked


class Shift:
    """Everything of one person's time between unlocking and locking."""

    def __init__(
        self,
        home: Path,
        url: str | None,
        slots: Slots,
        unlocked: Unlocked,
        background: Background,
        lock: Callable[[], object],
    ) -> None:
        """`url` overrides the enrolled address. Raises what `open_workplace` raises."""
        self.place = open_workplace(home, unlocked.dbk)
        self.background = background
        device, keys = self.place.device, self.place.keys

        def renewed(office: OfficeKeyList) -> None:
            renew_authorities(home, office.authorities, office.version)

        self.back_office = office = office_of(device, keys.seed, keys.exchange, url, renewed)
        post = Post(self.place, office, background.on_writer, office, office.reach, blobs_of(office))
        self.desk = Desk(self.place, unlocked, slots.decision_seed, post)
        self._watch = Watch(self.place, background, self.desk.clock)
        self._power = PowerWatch(
            self.place, background, SystemBattery(), self.desk.daybook.captured, self.desk.clock
        )
        self._errands = Errands(self.place, self.desk, background, self._watch, self._power)
        self.window = Window(
            self.desk,
            background,
            self._pages(),
            self._locking(lock),
            check := lambda person, passphrase: slots.unlock(person, passphrase, self.desk.clock()),
            self._power.words,
        )
        self._opening = Turns(self.window)
        self._power.begin(self.window)
        self._clipboard = Clipboard(self.window)
        self._citizen = CitizenDisplay(
            self.window,
            background,
            partial(check, unlocked.person),
            self.place.settings.office_name,
            unreviewed=self.place.settings.show_unreviewed_languages,
        )
        parting = Parting(self.desk, background, partial(check, unlocked.person), self._errands.deliver_now)
        self._guard = Guard(self.window, background, self.place.settings, parting)
        self._safety = Safety(self.place, slots, unlocked, background, self.window, self._watch, self._power)
        self._watch.told.connect(self.window.top.show_store)
        self._errands.begin(self.window)
        self._pool = PoolKeeper(
            self.window,
            background,
            Filling(self.place, unlocked, office),
            lambda: post.has_answered,
            is_substitute=is_substitute(home, unlocked.person),
        )
        self._members = Membership(
            self.window,
            background,
            unlocked.person,
            remove_revoked=lambda: remove_revoked(self.place, slots, self.desk.clock()),
            look=lambda code: Joiner(self.place, unlocked.dbk, code),
            obey=lambda: obey_if_ordered(self.place, post.wipe, url or device.url, self.desk.clock()),
            certificate=lambda: self.place.people.certificate(unlocked.person),
            lock=lock,
            clock=self.desk.clock,
        )
        for broken in self.place.catalog.broken:
            background.trouble.emit(broken)
        background.settle()
        self._return_to_form()

    def close(self) -> None:
        """Close the connections and the store; the writer has been drained before."""
        self._errands.end()
        self._clipboard.clear()
        self.back_office.close()
        self.desk.streets.close()
        self.place.close()

    # -- pages

    def _pages(self) -> dict[str, QWidget]:
        desk, background = self.desk, self.background
        return {
            "today": self._today_page(),
            "cases": CasesPage(desk, background, self._open_case, self._edit),
            "review": ReviewPage(desk, background, self._open_case),
            "intake": IntakePage(desk, background, self._open_case),
            "delivery": self._delivery_page(),
        }

    def _today_page(self) -> TodayPage:
        page = TodayPage(self.desk, self.background, self._edit, self._open_case, self._start)
        page.wanted.connect(self._open_day_page)
        return page

    def _open_day_page(self, key: str) -> None:
        """A page of the day or of paper forms (`daycard`)."""
        DayPages(self.desk, self.background, self.window, self._show_paper, self._edit).open(key)

    def _delivery_page(self) -> DeliveryPage:
        automatic, show = self._errands.is_automatic, self._show_paper
        page = DeliveryPage(self.desk, self.background, self._open_case, automatic=automatic, show_paper=show)
        page.automatic_changed.connect(self._errands.set_automatic)
        return page

    def _start(self, service_id: str) -> None:
        """Begin a new draft and open its form; advice is only told."""
        if told := next((one for one in self.desk.advice() if one.id == service_id), None):
            self._advise(told)
            return
        self.background.write(lambda: self.desk.start(service_id), self._edit, once="form")

    def _advise(self, service: Service) -> None:
        def sheet() -> None:
            self._show_paper(self.desk.printing.advice(service, self.desk.clock()), None)

        self.window.open(AdvicePage(service, equipment(self.desk), sheet, self.window.back))

    def _edit(self, draft: Draft, taken: Taken | None = None, *, instead: bool = False) -> None:
        """Open the form of a draft, `instead` of the page opened last; a newer version just `taken` over is told.

        Its rules are judged beside the window's thread, which makes the page then, and shows it in the turn after that.
        """

        def judge() -> Found:
            if draft.case:
                self.desk.page(draft.case)  # remembered until the form asks for its comments
            return self.desk.found(draft)

        def judged(found: Found) -> None:
            page = self._form(draft, found)
            if taken is not None:
                page.renewal.show_taken(taken)
            self.background.claim("form")
            self._opening.begin([partial(self._open_form, page, instead=instead)])

        self.background.write(judge, judged, once="form")

    def _open_form(self, page: FormPage, *, instead: bool) -> None:
        self.background.free("form")
        if instead:
            self.window.back(afresh=False)
        self.window.open(page)

    def _form(self, draft: Draft, found: Found | None = None) -> FormPage:
        done, within = self._form_done, self.window.stack
        state = FormState(self.desk, self.desk.service(draft.service, draft.version), draft, found)
        page = FormPage(self.desk, self.background, state, done, self._show_paper, within)
        page.devices = replace(AT_DESK, is_saving=lambda: self._power.is_saving)
        page.renewal.renewed.connect(self._edit_instead)
        page.visit.another_wanted.connect(self._another)
        return page

    def _another(self, visit: str) -> None:
        """Choose another service for the people of a visit."""
        desk, background = self.desk, self.background
        self.window.open(VisitPage(desk, background, visit, self._edit_instead, self.window.back))

    def _edit_instead(self, draft: Draft, taken: Taken | None = None) -> None:
        """In place of the page it came from: a draft begun there, or its own form after a change of version."""
        self._edit(draft, taken, instead=True)

    def _show_paper(self, paper: Paper | Viewed | TakePage, sign: Callable[[], None] | None) -> None:
        back = self.window.back
        if isinstance(paper, TakePage):
            paper.closed.connect(back)
            self.window.open(paper)
        elif isinstance(paper, Viewed):
            self.window.open(AttachmentView(self.desk, self.background, paper, back))
        else:
            self.window.open(PaperPage(self.background, paper, back, sign))

    def _form_done(self, number: str | None) -> None:
        self.window.back()
        self.background.changed.emit(frozenset([number] if number else []))
        announce(self.window, "" if number else say("form.put_aside"))
        if number and self.desk.never_waits(number):
            self._errands.deliver_now()

    def _open_case(self, number: str) -> None:
        """Show a case, read and looked at for what is genuine beside the window's thread (`remembered`)."""
        read = partial(self.desk.page, number)
        self.background.write(read, lambda _: self._show_case(number), once="case")

    def _show_case(self, number: str) -> None:
        back, correct = self.window.back, self._edit_instead
        view = CasePageView(self.desk, self.background, number, back, correct, self._show_paper)
        self.window.open(view)
        self.background.write(lambda: self.desk.acknowledge(number))

    # -- locking, and coming back to the same field

    def _locking(self, lock: Callable[[], object]) -> Callable[[], object]:
        def leave() -> None:
            forms = [page for page in self.window.opened if isinstance(page, FormPage)]
            for form in forms:
                form.flush()
            draft = forms[-1].draft.id if forms else None
            left = {**(self.place.local.get(_LEFT) or {}), self.desk.actor.person: draft}
            self.background.write(lambda: self.place.local.put(_LEFT, left))
            lock()

        return leave

    def _return_to_form(self) -> None:
        left = (self.place.local.get(_LEFT) or {}).get(self.desk.actor.person)
        for draft in self.place.drafts.open():
            if draft.id == left:
                self.window.open(self._form(draft))  # before anything else is seen
