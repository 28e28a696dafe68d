"""Invented people in any number: names as a town has them, with letters that are spelled in many ways.

Person n is the same in every run; a name is as frequent among them as it would be in a town.
"""

_BEGINNINGS = (
    "Müll Schmied Böhm Weiß Grün Krä Hoff Linden Stein Öster Łuka Jørg Çela Nguyen Šim O’Con Meyer Schulz "
    "Fuchs Vogel Brandt Kühn Roth Sommer Winter Herbst Ahrens Bartel Claus Dähn Eber Friedr Gabel Höh Iben "
    "Jung Köst Lüd Möll Nöld"
).split()
_ENDINGS = (
    "er mann ing sen berg thal hof bauer müller dorf feld beck stein wald ke lein haus burg rath meier nick "
    "ski wicz nor ström"
).split()
_GIVEN = "An Bar Cä Dor Em Fat Gün Hå Iş Jür Kar Le Ma Noë Öz Pau Ro Sø Tom Žan".split()
_NAMED = "na ris lie mar tha ka win gen ina rik a len so ros us ette".split()
_SECOND = "Maria Anna Peter Ali Luise Otto Ida Noah Lena Jan".split()


def family_name(n: int) -> str:
    """One of 1,000 family names."""
    return _BEGINNINGS[n % 40] + _ENDINGS[n // 40 % 25]


def given_name(n: int) -> str:
    """One of 320 given names."""
    return _GIVEN[n % 20] + _NAMED[n // 20 % 16]


def given_names(n: int) -> str:
    """One or two given names; with the family name, person n and few others."""
    place = n // 1000 * 7 + n % 1000 * 13
    return f"{given_name(place)} {_SECOND[n // 3 % 10]}" if n % 3 == 0 else given_name(place)


def birth_date(n: int) -> str:
    """ISO 8601, between 1930 and 2009."""
    return f"{1930 + n * 7 % 80}-{1 + n % 12:02d}-{1 + n * 5 % 28:02d}"


def spelled(name: str, n: int) -> str:
    """A name as the n-th person at a counter types it."""
    plain = name.lower()
    for letter, written in {"ü": "ue", "ö": "oe", "ä": "ae", "ß": "ss", "ø": "oe", "’": "'"}.items():
        plain = plain.replace(letter, written)
    return (name, plain, plain.upper(), name.lower())[n % 4]
