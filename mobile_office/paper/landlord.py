"""The landlord's confirmation (Wohnungsgeberbestätigung), blank or with home, day and names filled in.

It asks for exactly what § 19 Abs. 3 BMG names, plus place, day and signature.
"""

from dataclasses import dataclass
from typing import Any

from mobile_office.domain.service import Answers
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import german_date, say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, sheet

_LINES = 4  # names a blank form has room for


@dataclass(frozen=True)
class Move:
    """What of the form is known already; "" and () where the landlord writes it himself."""

    home: str = ""
    day: str = ""  # TT.MM.JJJJ
    names: tuple[str, ...] = ()


def landlord_form(move: Move, head: Letterhead, printed: Printed) -> bytes:
    """The form as PDF. Raises Trouble("paper_failed")."""
    return pdf("landlord", values(move, head, printed), printed.at)


def move_of(answers: Answers) -> Move:
    """What a registration already says of the move; never the landlord's own part."""
    persons = [item for item in answers.get("persons") or [] if isinstance(item, dict)]
    named = (_joined(person, "given_names", "family_name") for person in persons)
    return Move(
        _home(answers), german_date(str(answers.get("move_in_date") or "")), tuple(filter(None, named))
    )


def values(move: Move, head: Letterhead, printed: Printed) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
    return {
        **sheet(say("paper.landlord_title"), head, printed),
        "foot": "",  # the landlord is not told of a case
        "basis": say("paper.landlord_basis"),
        "giver_title": say("paper.giver_title"),
        "giver": [say("paper.giver_name"), say("paper.giver_address")],
        "owner": say("paper.owner"),
        "owner_name": say("paper.owner_name"),
        "home_title": say("paper.home_title"),
        "day_label": say("paper.move_in"),
        "day": move.day,
        "home_label": say("paper.home"),
        "home": move.home,
        "names_title": say("paper.names_title"),
        "names": [*move.names, *[""] * (_LINES - len(move.names) if not move.names else 0)],
        "confirms": say("paper.confirms"),
        "place": say("paper.place_and_day"),
        "signature": say("paper.landlord_signature"),
        "duty": say("paper.landlord_duty"),
    }


def _home(answers: Answers) -> str:
    number = "".join(str(answers.get(key) or "") for key in ("house_number", "house_letter"))
    street = " ".join(part for part in (str(answers.get("street") or ""), number) if part)
    street = " ".join(part for part in (street, str(answers.get("house_part") or "")) if part)
    more = [str(answers.get(key) or "") for key in ("flat", "address_addition")]
    return ", ".join(part for part in (street, *more, _joined(answers, "postcode", "town")) if part)


def _joined(values_: dict[str, Any], *keys: str) -> str:
    return " ".join(str(values_[key]) for key in keys if values_.get(key))
