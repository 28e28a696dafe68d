"""A draft begun with an older version of its service: is there a newer one, take it over, and go back again.

Each step is one durable write. What fell away is in the `Taken` that taking over gives back, for as long as the
form is open; the draft itself holds nothing that its version does not ask for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mobile_office.domain import checks
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.overview import Draft
from mobile_office.domain.people import Actor
from mobile_office.domain.renewal import Renewal, is_renewable, renewal, way_back
from mobile_office.domain.service import Service
from mobile_office.workplace import Workplace


@dataclass(frozen=True)
class Taken:
    """A draft that was taken over: as it is now, as it was `before`, and what became of it."""

    draft: Draft
    before: Draft
    renewal: Renewal


class Renewing:
    """Newer versions for the drafts of a workplace. Writes belong on the writer's thread."""

    def __init__(self, workplace: Workplace, actor: Actor, clock: Callable[[], datetime]) -> None:
        self._place = workplace
        self._actor = actor
        self._clock = clock

    def newer(self, draft: Draft) -> Service | None:
        """The version a draft could be taken over into; None for corrections and paper forms, too."""
        versions = (version for name, version in self._place.catalog.services if name == draft.service)
        newest = max(versions, default=0)
        if newest <= draft.version or not is_renewable(draft):
            return None
        return self._place.catalog.services.get((draft.service, newest))

    def look(self, draft: Draft, service: Service) -> Renewal:
        """What taking over would do. Raises BrokenService when the draft's own version is gone."""
        return renewal(draft, self._place.catalog.get(draft.service, draft.version), service)

    def take_over(self, draft_id: str) -> Taken:
        """Go on in the newest version. Raises NotAllowed("version_changed")."""
        before = self._place.drafts.get(draft_id)
        service = self.newer(before)
        if service is None:
            raise NotAllowed("version_changed")
        made = self.look(before, service)
        return Taken(self._write(draft_id, made), before, made)

    def go_back(self, taken: Taken) -> Draft:
        """Go on in the version before; what was typed meanwhile stays where that version asks for it.

        Raises NotAllowed("version_changed").
        """
        before, catalog = taken.before, self._place.catalog
        service = catalog.get(before.service, before.version)
        now = self._place.drafts.get(before.id)
        if now.version != taken.renewal.service.version:
            raise NotAllowed("version_changed")
        return self._write(before.id, way_back(now, before, service, taken.renewal.service))

    def _write(self, draft_id: str, made: Renewal) -> Draft:
        return self._place.drafts.renew(
            draft_id,
            made.service.version,
            made.answers,
            made.evidence,
            self._actor.person,
            self._clock(),
            lambda draft: checks.label(made.service, draft.answers),
        )
