"""Searching (Suche) among what is not handed in: parked and begun drafts, by names, birth dates and numbers.

Cases are found by the store's index (`store.cases`). Drafts are few, and are looked through as they are: nothing
about them is kept a second time. Plain reads.
"""

from mobile_office.domain import finding
from mobile_office.domain.errors import BrokenService
from mobile_office.domain.overview import Draft
from mobile_office.domain.text import search_form
from mobile_office.store.catalog import Catalog
from mobile_office.store.drafts import Drafts


class Searching:
    """What is being typed on a device, found again; `catalog` tells which answers are names."""

    def __init__(self, drafts: Drafts, catalog: Catalog) -> None:
        self._drafts, self._catalog = drafts, catalog

    def drafts(self, typed: str) -> tuple[Draft, ...]:
        """The open drafts of which every word typed begins a word of a name, a birth date or a number."""
        return tuple(one for one in self._drafts.open() if finding.finds(self._words(one), typed))

    def _words(self, draft: Draft) -> str:
        """What a draft is found by: as a case would be, and by the number of its case and of its paper form."""
        number = f"{draft.case or ''} {draft.form}"
        try:
            service = self._catalog.get(draft.service, draft.version)
        except BrokenService:
            return search_form(number)  # its version is gone: nobody can tell which of its answers are names
        return finding.words(service, draft.answers, number)
