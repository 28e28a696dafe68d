"""The way to the city's survey (Zufriedenheit): an address with the code of the stop, and nothing else in it.

Nobody says to a clerk's face that they are not content. The laptop keeps nothing of it and never opens the address.
"""

import re
from collections.abc import Collection

from mobile_office.domain.text import search_form

GAP, UNPLANNED = "{stop}", "unplanned"


def stop_code(stop: str) -> str:
    """The code of a stop: its name in plain letters, `seniorenzentrum-misburg-nord`."""
    return re.sub(r"[^a-z0-9]+", "-", search_form(stop).lower()).strip("-")


def address(template: str, stop: str, planned: Collection[str]) -> str:
    """The survey's address for a stop; empty where the office has no survey.

    Only a stop of the published plan is named: one typed by hand may name whoever was visited at home.
    """
    code = stop_code(stop) if stop in planned else UNPLANNED
    return template.replace(GAP, code) if template else ""
