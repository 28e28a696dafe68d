"""The invented people of the demonstration. Their passphrases are printed; use none of them elsewhere."""

from dataclasses import dataclass

from mobile_office.domain.people import Role


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who works here only in the demonstration."""

    name: str
    role: Role
    passphrase: str


CLERK = DemoPerson("Katrin Berger", Role.CLERK, "linde-bus-markt-2026")
COLLEAGUE = DemoPerson("Jonas Weber", Role.CLERK, "ahorn-bus-markt-2026")
SUPERVISOR = DemoPerson("Sabine Thiele", Role.SUPERVISOR, "buche-bus-markt-2026")
INTAKE = DemoPerson("Ines Albrecht", Role.INTAKE, "eiche-amt-markt-2026")
PEOPLE = (CLERK, COLLEAGUE, SUPERVISOR, INTAKE)
