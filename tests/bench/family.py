"""The family that the form's figures are measured with: the largest service, everything in it filled."""

from typing import Any

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from tests.bench import people

SERVICE = "registration"  # the one with the most sections, fields and rules; the test proves it
PERSONS, HOMES, CHILDREN = 6, 3, 2


def family(desk: Desk) -> Draft:
    """Six persons who move from three homes, each with a document; everything they may say is said."""
    service = next(one for one in desk.services() if one.id == SERVICE)
    first, second = service.sample["persons"]
    persons = [{**(second if n else first), **_person(n)} for n in range(PERSONS)]
    (home,), (document,) = service.sample["former_homes"], service.sample["documents"]
    answers = {
        **service.sample,
        "persons": persons,
        "former_homes": [{**home, "house_number": str(n + 17)} for n in range(HOMES)],
        "documents": [
            {
                **document,
                "holder": f"{person['given_names']} {person['family_name']}",
                "serial": f"T2200{n:04d}",
            }
            for n, person in enumerate(persons)
        ],
        "care_of": "Gabler",
        "flat": "3. OG links",
        "house_part": "Hinterhaus",
        "address_addition": "Hof",
        "owner_differs": True,
        "owner_name": "Wohnbau Leine eG",
        "children_elsewhere": True,
        "children": [{**_person(20 + n), "birth_date": f"201{n}-05-04", "sex": "w"} for n in range(CHILDREN)],
    }
    draft = desk.start(SERVICE, answers)
    for kind, state in service.sample_evidence.items():
        draft = desk.see(draft.id, kind, state, "0001", "")
    return draft


def _person(n: int) -> dict[str, Any]:
    given = people.given_names(n)
    return {
        "family_name": people.family_name(n),
        "birth_name": people.family_name(n + 100),
        "given_names": given,
        "usual_given_name": given.split(" ")[0],
        "birth_date": people.birth_date(n),
        "birth_place": "Kraków",
        "more_names": True,
        "former_family_names": people.family_name(n + 200),
        "stage_name": people.given_name(n + 7),
    }
