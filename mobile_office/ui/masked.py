"""How lists and titles name somebody: as kept, masked in the language of the screen, or that it is erased."""

from mobile_office.domain.masking import MASKED
from mobile_office.ui.words import say


def shown(label: str, otherwise: str = "cases.erased") -> str:
    """The name for a line; the sentence `otherwise` where there is none."""
    return say("retention.masked") if label == MASKED else label or say(otherwise)


def title(service: str, label: str) -> str:
    """`Anmeldung: Mustermann, Erika`; a service that masks is not said twice."""
    name = shown(label)
    return service if name == service else f"{service}: {name}"
