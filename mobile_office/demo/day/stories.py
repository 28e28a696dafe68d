"""What the invented citizens of the day say at the counter. Names need sequences of DIN 91379."""

from typing import Any

Fields = dict[str, Any]

FAMILY: tuple[Fields, ...] = (
    {
        "family_name": "Łukasiewicz-M̂bala",
        "given_names": "Zoë Magdalena",
        "usual_given_name": "Zoë",
        "birth_date": "1984-08-12",
        "birth_place": "Kraków",
        "born_abroad": True,
        "birth_state": "152",
        "sex": "w",
        "nationalities": ["000", "152"],
        "religion": "rk",
        "marital_status": "VH",
        "marriage_date": "2010-06-05",
        "marriage_place": "Hannover",
        "objections": ["5"],
    },
    {
        "relation": "spouse",
        "family_name": "Łukasiewicz-M̂bala",
        "given_names": "Jürgen Ñino",
        "birth_date": "1981-00-00",
        "birth_place": "Köln",
        "sex": "m",
        "nationalities": ["000"],
        "religion": "lt",
        "marital_status": "VH",
        "marriage_date": "2010-06-05",
        "marriage_place": "Hannover",
    },
    {
        "relation": "child",
        "family_name": "Łukasiewicz-M̂bala",
        "given_names": "Søren C̆ağan",
        "birth_date": "2015-03-01",
        "birth_place": "Hannover",
        "sex": "m",
        "nationalities": ["000"],
        "religion": "oa",
        "marital_status": "LD",
    },
)
NEW_HOME: Fields = {
    "home_status": "sole",
    "street": "Am Märkischen Ring",
    "house_number": "12",
    "house_letter": "a",
    "postcode": "30159",
}
FORMER_HOME: Fields = {
    "where": "germany",
    "street": "Heidestraße",
    "house_number": "17",
    "postcode": "51147",
    "town": "Köln",
    "kept": False,
}
LANDLORD: Fields = {
    "landlord_name": "Wohnbau Leine eG",
    "landlord_address": "Marktstraße 5, 30159 Hannover",
}
PARKED_NAME = "Ægirsdóttir"
TYPED_WHEN_IT_HAPPENS = "Zur Alten Ziegelei am Oberen Mühlenbach"
