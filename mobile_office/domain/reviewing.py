"""Who looks at a case (Prüfung): a second person, the office by itself, or nobody before the office has drawn.

By the review policy of its service (workflow.md): `before`, `drawn`, `after`.
"""

from collections.abc import Iterable

from mobile_office.domain.overview import CasePage, Delivery
from mobile_office.domain.service import Service

Policies = dict[str, str]  # a service's id to its review policy
_ON_THE_WAY = (Delivery.SAVED, Delivery.HANDED_OVER)


def policies(services: Iterable[Service]) -> Policies:
    """The policy of each service."""
    return {service.id: service.review for service in services}


def waits_for_a_person(policy: str, delivery: Delivery) -> bool:
    """Whether a submitted case waits for a second person here: what is drawn, only once the office has it."""
    return policy == "before" or (policy == "drawn" and delivery not in _ON_THE_WAY)


def revision_delivery(page: CasePage) -> Delivery:
    """The fact about the latest revision of a case."""
    return next((line.delivery for line in page.history if line.entry == page.case.revision), Delivery.SAVED)
