"""Attaching (Anlagen hinzufügen): a scan is sealed before anything of it touches the disk, and then belongs to a draft.

Sealing takes time and is no write: it may run on any thread but the window's. `keep` belongs on the one writer.
Where the disk is full nothing is lost: the draft stays as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from mobile_office import chunks
from mobile_office.domain.attachment import MOST, Attachment, Format
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.overview import Draft
from mobile_office.domain.people import Actor
from mobile_office.domain.service import Service
from mobile_office.paper.declaration import Drawn
from mobile_office.paper.printed import is_registration
from mobile_office.printing import SIGNED_PAPER
from mobile_office.settings import Settings
from mobile_office.store.durable_file import trouble_of
from mobile_office.workplace import Workplace


def may_sign_on_screen(settings: Settings, service: Service, draft: Draft) -> bool:
    """Whether the city lets this be signed on the screen in place of ink (decision 023).

    For what rests on § 23 BMG it has to say so apart. What is captured from a paper form was signed there.
    """
    is_allowed = settings.sign_on_screen and (
        settings.sign_registration_on_screen or not is_registration(service)
    )
    return is_allowed and service.is_signed and not (draft.form and draft.case is None)


@dataclass(frozen=True)
class Fresh:
    """A sealed file that belongs to nobody yet, and how a draft will name it."""

    path: Path
    attachment: Attachment


class Attaching:
    """The attachments of drafts and cases at one workplace."""

    def __init__(self, place: Workplace, actor: Actor, clock: Callable[[], datetime]) -> None:
        self._place, self._actor, self._clock = place, actor, clock

    def may_scan(self, draft: Draft, evidence: str) -> bool:
        """Whether a copy of this kind of evidence may be kept: as its service says, or this laptop's settings."""
        settings = self._place.settings
        if evidence == SIGNED_PAPER:
            return settings.scan_signed_paper
        service = self._place.catalog.get(draft.service, draft.version)
        if evidence == SIGNED_SCREEN:
            return may_sign_on_screen(settings, service, draft)
        return any(kind.key == evidence and kind.scan for kind in service.evidence)

    def seal(self, data: bytes, format: Format, pages: int, evidence: str) -> Fresh:
        """Seal what was scanned under a key of its own. Raises NotAllowed("attachment_too_large") or DiskFull."""
        path = self._place.attachments.fresh()
        try:
            with path.open("r+b") as file:
                sealed = chunks.seal(BytesIO(data), file)
        except BaseException as error:
            self._place.attachments.drop(path)
            if isinstance(error, OSError):
                raise trouble_of(error) from None
            raise
        now = self._clock()
        at = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as it will be read again
        attachment = Attachment(sealed.digest, sealed.size, sealed.key, format, evidence, pages, at)
        return Fresh(path, attachment)

    def drop(self, fresh: Fresh) -> None:
        """Forget a sealed file that will not be kept."""
        self._place.attachments.drop(fresh.path)

    def keep(self, draft_id: str, fresh: Fresh) -> Draft:
        """Make a sealed file the draft's; durable when this returns.

        Raises NotAllowed("attachment_not_allowed"), NotAllowed("attachment_too_many"), NotAllowed("attachment_late"), DiskFull;
        then the file is gone.
        """
        one, files, drafts = fresh.attachment, self._place.attachments, self._place.drafts
        try:
            draft = self._draft(draft_id)
            if not self.may_scan(draft, one.evidence):
                raise NotAllowed("attachment_not_allowed")
            if len(draft.attachments) >= MOST:
                raise NotAllowed("attachment_too_many", most=MOST)
            now = self._clock()
            files.keep(fresh.path, one.digest, one.size, draft_id, now)
        except BaseException:
            files.drop(fresh.path)
            raise
        return drafts.attach(draft_id, one, self._actor.person, now)

    def _draft(self, draft_id: str) -> Draft:
        try:
            return self._place.drafts.get(draft_id)
        except KeyError:  # handed in or discarded while this was being sealed
            raise NotAllowed("attachment_late") from None

    def take_out(self, draft_id: str, digest: str) -> Draft:
        """Name an attachment no longer; `put_back` undoes it until the draft is gone."""
        return self._place.drafts.detach(draft_id, digest, self._actor.person, self._clock())

    def put_back(self, draft_id: str, attachment: Attachment) -> Draft:
        """Name an attachment that was taken out again. Raises KeyError when its file is gone."""
        self._place.attachments.row(attachment.digest)
        return self._place.drafts.attach(draft_id, attachment, self._actor.person, self._clock())

    def opened(self, attachment: Attachment) -> bytes:
        """An attachment in clear, in memory; not for the window's thread.

        Raises NotAllowed("attachment_not_here"), Damaged("attachment_damaged").
        """
        if not self.is_here(attachment):
            raise NotAllowed("attachment_not_here")
        files, digest = self._place.attachments, attachment.digest
        pieces = chunks.opened(attachment.key, attachment.size, lambda index: files.read(digest, index))
        return b"".join(pieces)

    def drawn(self, draft: Draft) -> Drawn | None:
        """What a draft was signed with on the screen, its picture opened; None where it was not, or it is not here.

        Raises Damaged("attachment_damaged"). Opening takes a moment where it was signed.
        """
        noted = next((item for item in draft.evidence if item.kind == SIGNED_SCREEN), None)
        one = next((each for each in draft.attachments if each.evidence == SIGNED_SCREEN), None)
        if noted is None or one is None or not self.is_here(one):
            return None
        return Drawn(noted.note, noted.at, self.opened(one))

    def is_here(self, attachment: Attachment) -> bool:
        """Whether its whole file lies on this laptop."""
        try:
            return self._place.attachments.row(attachment.digest).here
        except KeyError:
            return False
