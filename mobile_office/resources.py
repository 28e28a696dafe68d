"""Where the resources lie: services, code lists, sentences, fonts.

In a checkout the repository's own `resources/`, in an installed package the copy inside it.
"""

from pathlib import Path

from mobile_office.domain.errors import Damaged

_CHECKOUT = Path(__file__).resolve().parent.parent / "resources"
_INSTALLED = Path(__file__).resolve().parent / "_resources"


def folder() -> Path:
    """The folder of resources. Raises Damaged when the installation lacks it."""
    for candidate in (_CHECKOUT, _INSTALLED):
        if (candidate / "fields.toml").is_file():
            return candidate
    raise Damaged("resources_missing", what="resources")
