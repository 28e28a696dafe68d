"""The demonstration's day: where the bus stands today and who has an appointment, as an administrator would file it."""

from datetime import date
from pathlib import Path

_TOUR = """# Demo
[[stop]]
name = "Marktplatz Bothfeld"
address = "Sutelstraße 50"
kind = "market"
day = {day}
from = "09:00"
until = "12:30"

[[stop]]
name = "Seniorenzentrum Misburg-Nord"
address = "Waldstraße 12"
kind = "care_home"
day = {day}
from = "13:30"
until = "18:00"
"""
_APPOINTMENTS = """Tag;Uhrzeit;Halt;Name;Leistung;Anmerkung;Bus
{day};09:30;Marktplatz Bothfeld;Mustermann;registration;zwei Personen;B
{day};10:15;Marktplatz Bothfeld;Gabler;id_card;;B
{day};14:00;Seniorenzentrum Misburg-Nord;Beispiel;id_exemption;Zimmer 12;B
"""


def tour(folder: Path, day: date) -> Path:
    """The file of a day's stops, for `publish`."""
    return _write(folder / "demo.toml", _TOUR, day)


def appointments(folder: Path, day: date) -> Path:
    """The file of a day's appointments, for `appointments`. Invented people."""
    return _write(folder / "termine.csv", _APPOINTMENTS, day)


def _write(file: Path, text: str, day: date) -> Path:
    file.write_text(text.format(day=day.isoformat()), encoding="utf-8")
    return file
