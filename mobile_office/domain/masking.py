"""Masking: a person with an information block (Auskunftssperre, § 51 BMG) is named in no list, title or protocol.

The label is masked where it is made, so no list can forget it: `checks.label` for the service, `sticky` for what shares its
visit. Until it is decided the record is handled as blocked. Whoever opens the case or the form sees everything.
"""

MASKED = "Auskunftssperre"  # as a label is kept and sent; screens say it in their language
SERVICES = frozenset({"information_block"})  # asking for it is what is to be kept quiet


def hides(service: str) -> bool:
    """Whether a case of this service names nobody in lists, from the first key on."""
    return service in SERVICES


def label(service: str, label: str) -> str:
    """The label of a case of this service; an erased one ("") stays empty."""
    return MASKED if label and hides(service) else label


def sticky(before: str, after: str) -> str:
    """What was masked once, stays masked: a name typed or sent later does not bring it back."""
    return MASKED if after and before == MASKED else after
