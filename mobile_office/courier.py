"""The courier (Bote): brings what is unsent to the office on a stick when there is no link, and the answer back.

What a stick carries stays unsent until the office's signed reply is taken in, so the link may deliver it as well and
a lost stick loses nothing. Both trips belong on the network's thread, where no exchange runs beside them.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from mobile_office.domain.case import SubjectKind
from mobile_office.domain.errors import Trouble, Unknown
from mobile_office.post import Writer, at_once, note_success
from mobile_office.protocol import Checkpoint, Entry, Reply, Request
from mobile_office.store import recalling
from mobile_office.store.owed import Owed
from mobile_office.store.owning import kept_receipts
from mobile_office.sync import bundle, late, stick
from mobile_office.sync.bundle import Found
from mobile_office.sync.manifest import MOST, Enclosed, Manifest, folder_of, listed, name_of
from mobile_office.sync.wire import BATCH, sha256
from mobile_office.sync.written import Ledger, Written
from mobile_office.workplace import Workplace

_MOST = BATCH * 1000  # entries in one bundle; the rest goes with the next
_SCANS = 2 * MOST  # attachments looked for, so that what stays behind is counted, too


@dataclass(frozen=True)
class Bundle:
    """A bundle this laptop has written, by the name people call it (`B-0017`), and how much it carries.

    `waiting`: entries of it that the office has receipted by no way yet, `scans_waiting` attachments it has not got.
    Just after it was written: `left_behind` attachments found no room, `damaged` could not be copied as they were.
    """

    name: str
    written_at: datetime
    entries: int
    cases: int
    waiting: int
    scans: int = 0
    scans_waiting: int = 0
    left_behind: int = 0
    damaged: int = 0


@dataclass(frozen=True)
class Brought:
    """What came back on a stick: names of bundles by what became of them, and what their replies changed.

    `unanswered`: the office has not read it yet. `damaged`: its answer cannot be used; it has to be imported again.
    `lacking`: digests of those read whose entries the office has not receipted as complete.
    """

    read: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    changed: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()
    rolled_back: bool = False
    lacking: frozenset[str] = frozenset()


class Courier:
    """Bundles of one device."""

    def __init__(self, place: Workplace, free: Callable[[Path], int] = stick.free_space) -> None:
        self._place = place
        self._ledger = Ledger(place.local)
        self._owed = Owed(place.journal.engine, place.device.stream)
        self._free = free
        self._stopped = threading.Event()

    def without_receipt(self) -> tuple[Bundle, ...]:
        """The bundles whose answer is missing and of which something still waits, oldest first."""
        unanswered = [one for one in self._ledger.all() if one.is_whole and one.receipted_at is None]
        places = self._place.journal.unsent_places() if unanswered else ()
        shown = (self._shown(one, places) for one in unanswered)
        return tuple(item for item in shown if item.waiting or item.scans_waiting)

    def write(
        self, folder: Path, now: datetime, write: Writer = at_once, tell: stick.Tell = stick.quiet
    ) -> Bundle:
        """Write all that is unsent to a folder of a stick, whole and read back, or nothing.

        Attachments the office is owed go along, smallest first, as many as find room; they are no reason to fail.
        `tell` hears "sealing", "writing", "verifying". Raises Trouble: bundle_empty, bundle_stopped, stick_full,
        stick_gone, stick_unwritable, stick_damaged; then everything is as unsent as before.
        """
        try:
            return self._write(folder, now, write, self._unless_stopped(tell))
        finally:
            self._stopped.clear()

    def _write(self, folder: Path, now: datetime, write: Writer, tell: stick.Tell) -> Bundle:
        place = self._place
        entries = place.journal.unsent(_MOST)
        waiting = [Enclosed(*each) for each in self._owed.with_entries(_SCANS)]
        if not entries and not waiting:
            raise Trouble("bundle_empty")
        tell(stick.Step("sealing"))
        asked = self._asked()
        requests = self._requests(entries, asked)
        files = bundle.files_of([bundle.sealed_request(one, place.device, place.keys) for one in requests])
        number, written = self._free_number(folder), None
        try:
            with stick.making(folder, folder_of(place.device.letter, number)) as made:
                stowed = bundle.pack(made, files, waiting, place.attachments.read, tell, self._free)
                said = listed(files), stowed.copied
                manifest = Manifest(number, place.device.id, place.device.stream, now, *said)
                signed = manifest.signed(place.keys.seed)
                written = _written(manifest, sha256(signed), entries, asked)
                # Entered first: the stick may hold it when the power goes, and then its answer must be believed.
                write(partial(self._ledger.keep, written))
                bundle.close(made, files, signed, tell)
        except Trouble as trouble:
            if (
                written and trouble.code != "stick_gone"
            ):  # of one that was pulled out nobody knows what is on it
                write(partial(self._ledger.strike, written))
            raise
        write(partial(self._ledger.keep, replace(written, is_whole=True)))
        write(lambda: place.journal.mark_handed_over((one.header.id for one in entries), now))
        shown = self._shown(written, place.journal.unsent_places())
        return replace(shown, left_behind=stowed.left_behind, damaged=stowed.damaged)

    def begin(self) -> None:
        """What is written next nobody has stopped yet; `stop` counts from now on. From any thread."""
        self._stopped.clear()

    def stop(self) -> None:
        """End the writing under way before its next piece; nothing of it stays on the stick. From any thread.

        Once the manifest is being written it is too late, and the bundle comes about.
        """
        self._stopped.set()

    def take_in(self, folder: Path, now: datetime, write: Writer = at_once) -> Brought:
        """Take in what the office has answered to our bundles on a stick; again is harmless.

        Raises Trouble: bundle_none, bundle_foreign (none of them is ours), stick_gone.
        """
        known = {one.manifest: one for one in self._ledger.all()}
        brought, is_ours = Brought(), False
        for place in bundle.find(folder):
            try:
                found = bundle.read(place)
            except Trouble as trouble:
                if trouble.code == "stick_gone":
                    raise
                continue  # what it says of itself cannot be read, so nobody can tell whose it is
            if written := known.get(found.digest):
                is_ours = True
                brought = self._bring(found, written, brought, now, write)
        if not is_ours:
            raise Trouble("bundle_foreign")
        return replace(
            brought, lacking=self._owed.among(brought.lacking)
        )  # a later bundle may have brought them

    def _bring(
        self, found: Found, written: Written, brought: Brought, now: datetime, write: Writer
    ) -> Brought:
        device, name = self._place.device, name_of(self._place.device.letter, written.number)
        try:
            receipt = bundle.read_receipt(found.folder, found.digest, device.office_signing)
            if receipt is None:
                return replace(brought, unanswered=(*brought.unanswered, name))
            sealed = bundle.read_files(found.folder, receipt.files)
            if len(sealed) != len(written.requests):
                raise Trouble("bundle_damaged")
            replies = tuple(
                bundle.open_reply(data, asked, device, self._place.keys)
                for data, asked in zip(sealed, written.requests, strict=True)
            )
            taken = self._absorb(written, replies, write)
        except Trouble as trouble:
            if trouble.code != "bundle_damaged" and not isinstance(trouble, Unknown):
                raise
            return replace(brought, damaged=(*brought.damaged, name))
        lacking = self._owed.among(written.attachments)
        answered = replace(written, is_whole=True, receipted_at=now, attachments=tuple(sorted(lacking)))
        write(lambda: self._ledger.keep(answered))
        write(lambda: note_success(self._place.local, now))
        return replace(
            brought,
            read=(*brought.read, name),
            changed=brought.changed | taken.changed,
            refused=(*brought.refused, *taken.refused),
            rolled_back=brought.rolled_back or taken.rolled_back,
            lacking=brought.lacking | lacking,
        )

    def _absorb(self, written: Written, replies: tuple[Reply, ...], write: Writer) -> late.TakenIn:
        place, chain = self._place, self._place.chain()
        taken = late.take_in(
            place.journal,
            place.people,
            place.publications,
            place.device,
            written.asked,
            replies,
            write,
            lambda head: place.heads.keep(head, write),
        )
        write(place.attachments.adopt)  # what came home finds its scans before somebody hands it in
        is_older_copy = taken.rolled_back and written.asked.checkpoint.chain == chain
        if is_older_copy or place.journal.is_broken(chain):
            write(place.leave_chain)
            return replace(taken, rolled_back=True)
        return replace(taken, rolled_back=False)

    # -- what is asked

    def _asked(self) -> late.Asked:
        journal, chain = self._place.journal, self._place.chain()
        head, recall = Checkpoint(chain, *journal.head(chain)), recalling.still_asked(journal.engine, chain)
        return late.Asked(journal.epoch(), journal.cursor(), head, recall)

    def _requests(self, entries: tuple[Entry, ...], asked: late.Asked) -> Iterable[Request]:
        device, published = self._place.device, self._place.publications.known()
        for at in range(0, len(entries) or 1, BATCH):  # with attachments alone one that hands over nothing
            batch = entries[at : at + BATCH]
            shown = kept_receipts(self._place.journal.engine, device.id, batch)
            recall = asked.recall if at == 0 else {}  # once; what is left is asked for with the next bundle
            yield Request(
                device.id,
                device.stream,
                asked.cursor,
                batch,
                asked.checkpoint,
                published=published,
                receipts=shown,
                recall=recall,
            )

    def _free_number(self, folder: Path) -> int:
        """The next number; a store put back to an older copy may meet its own bundles on the stick."""
        number = self._ledger.next_number()
        with stick.touching():
            while (folder / folder_of(self._place.device.letter, number)).exists():
                number += 1
        return number

    def _shown(self, written: Written, places: Iterable[tuple[str, int]]) -> Bundle:
        name = name_of(self._place.device.letter, written.number)
        waiting = sum(n <= written.reach.get(chain, 0) for chain, n in places)
        scans, owed = len(written.attachments), len(self._owed.among(written.attachments))
        return Bundle(name, written.at, written.entries, written.cases, waiting, scans, owed)

    def _unless_stopped(self, tell: stick.Tell) -> stick.Tell:
        """Tell each step, unless somebody has stopped it before the manifest."""

        def told(step: stick.Step) -> None:
            if self._stopped.is_set() and not step.is_last:
                raise Trouble("bundle_stopped")
            tell(step)

        return told


def _written(manifest: Manifest, digest: str, entries: tuple[Entry, ...], asked: late.Asked) -> Written:
    return Written(
        number=manifest.number,
        at=manifest.created,
        entries=len(entries),
        cases=len({one.header.subject for one in entries if one.header.kind is SubjectKind.CASE}),
        manifest=digest,
        requests=tuple(item.sha256 for item in manifest.files),
        reach={one.header.chain: one.header.n for one in entries},
        asked=asked,
        attachments=tuple(item.digest for item in manifest.attachments),
    )
