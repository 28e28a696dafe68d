"""What a home's `settings.toml` may say; everything has a default that works.

Personal data never enters settings. Unknown keys and wrong kinds are a sentence, not a traceback.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from mobile_office.domain.errors import Damaged

NO_STOP = "Ohne Halt"  # no stop is chosen: the window says it in its language, papers leave it out
DESK = "Platz"  # a desk that has only a number; another name is shown as it is


@dataclass(frozen=True)
class Settings:
    """The settings of one laptop."""

    office_name: str = "Landeshauptstadt Hannover, Mobiles Bürgeramt"  # shown and printed
    office_address: str = "Trammplatz 2, 30159 Hannover"  # printed below the name
    office_contact: str = "Telefon 115 · Buergeramt-Mobil@hannover-stadt.de"  # printed: whom to ask
    stop: str = NO_STOP  # shown until a stop is chosen
    place: str = f"{DESK} 1"  # which desk of the bus this is
    language: str = "de"  # "de" or "en"
    theme: str = "system"  # "system", "light", "dark" or "contrast"
    deliver_automatically: bool = True  # try by itself whenever the link may be there
    deliver_every_seconds: int = 30  # how often the link is looked at while all is well
    retention_hours: int = 96  # how long an answered case's data stays on this laptop
    lock_after_minutes: int = 10  # without a key or a movement
    lock_covered_after_minutes: int = 5  # under the cover, whatever moves; 0 is never
    show_unreviewed_languages: bool = (
        False  # citizen display: translations nobody has reviewed, marked as such
    )
    scan_signed_paper: bool = False  # whether the signed declaration may be kept as a scan
    sign_on_screen: bool = False  # whether the city lets people sign on the screen in place of ink
    sign_registration_on_screen: bool = False  # the same for what rests on § 23 BMG (Meldeschein)
    certified_station: bool = False  # whether photo, fingerprints and chip can be taken here
    phone: bool = True  # whether there is a telephone at the desk
    survey_url: str = ""  # https://...{stop}: the city's survey, as a code on the receipt; empty for none


def load(path: Path) -> Settings:
    """Read `settings.toml`; defaults when there is none. Raises Damaged(what="settings", line)."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as problem:
        raise Damaged(what="settings", reason="not_utf8") from problem
    except (ValueError, RecursionError) as problem:  # a number of 5000 digits, 5000 brackets
        raise Damaged(what="settings", reason="not_toml") from problem
    return _checked(values)


def _checked(values: dict[str, Any]) -> Settings:
    defaults = Settings()
    known = {item.name for item in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            raise Damaged(what="settings", reason="unknown_key", key=name)
        if type(value) is not type(getattr(defaults, name)):
            raise Damaged(what="settings", reason="wrong_kind", key=name)
    survey = values.get("survey_url", "")
    if survey and not (survey.startswith("https://") and survey.count("{stop}") == 1):
        raise Damaged(what="settings", reason="wrong_kind", key="survey_url")
    return Settings(**values)
