"""A small day as somebody hears it who does not see: the real program on a real X server, through AT-SPI.

Nothing is asked of the program's inside. What is asserted was told by an event, in this order, or it was never heard.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.demo.home import make_home
from mobile_office.demo.office import DemoOffice
from mobile_office.demo.people import CLERK
from tests.heard.bus import Relation
from tests.heard.desktop import missing
from tests.heard.seat import Seat, seated

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(bool(missing()), reason=missing()),
]
MISSING = "Diese Angabe fehlt noch."


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """Berger's place on the bus; the office is near."""
    home = tmp_path / "laptop"
    # Sockets lie in it, and a socket's path is short.
    with DemoOffice(tmp_path / "office") as office, tempfile.TemporaryDirectory(prefix="heard") as folder:
        make_home(home, office, "B", "bus", (CLERK,), [office.add_person(CLERK.name, CLERK.role)])
        with seated(Path(folder), "--home", str(home), "--backoffice", office.url) as seat:
            yield seat


def test_a_small_day_is_heard_from_unlocking_to_locking(seat: Seat) -> None:
    unlock(seat)
    serve_the_queue(seat)
    begin_a_registration(seat)
    leave_a_field_empty(seat)
    go_round_the_form(seat)
    try_to_submit(seat)
    cover_and_come_back(seat)
    park_and_lock(seat)


def unlock(seat: Seat) -> None:
    """The window, the field and its kind are said; a wrong passphrase too, and how long to wait. No letter is told."""
    reader = seat.reader
    reader.wait_for("Mobiles Bürgeramt, frame")
    assert reader.wait_for("password text") == "Passphrase, password text"
    field = reader.focus
    assert field is not None
    assert [seat.bus.name(label) for label in seat.bus.related(field, Relation.LABELLED_BY)] == ["Passphrase"]
    said, wrong = seat.round()
    assert wrong == []
    assert said == [
        "Entsperren, push button",
        "Passphrase vergessen?, push button",
        "Vertretung? Code vom Amt, push button",
        "Name, combo box, Katrin Berger",
        "Passphrase, password text",
    ]
    seat.keyboard.write("falsch")
    since = seat.press("Enter")
    reader.wait_for("» Die Passphrase stimmt nicht. Bitte noch einmal eingeben.", since)
    reader.wait_for("» Bitte warten: noch", since)
    reader.wait_for("» Sie können die Passphrase jetzt wieder eingeben.", since)
    assert "Die Passphrase stimmt nicht" in seat.bus.description(field)
    seat.keyboard.write(CLERK.passphrase)
    reader.settle()
    assert set("".join(reader.written)) == {"●"}, "what is typed here is not for everybody on the bus"
    since = seat.press("Enter")
    reader.wait_for("Mobiles Bürgeramt, frame", since)
    assert reader.wait_for("Heute, panel", since) == (
        "Heute, panel, Leistung suchen (Strg+K), text, Wonach wird gefragt? Umzug, Perso, Pass weg …"
    )


def serve_the_queue(seat: Seat) -> None:
    """A number given out, called, and sent away again: what the card shows then is said, and what is asked."""
    assert "Als Nächste: B-01" in seat.hears("F4", "» Am Platz: niemand. 1 wartet.")
    assert "Niemand wartet." in seat.hears("F2", "» Am Platz: B-01.")
    assert seat.hears("F3", "push button") == (
        "Warum ohne Ergebnis? Gezählt wird nur der Grund., panel, 1  Unterlagen fehlen, push button"
    )
    since = seat.press("1")
    seat.reader.wait_for("» Gezählt: Unterlagen fehlen.", since)
    seat.reader.wait_for("» Am Platz: niemand.", since)
    assert seat.reader.heard[since] == "Weggeschickt …, push button"


def begin_a_registration(seat: Seat) -> None:
    """From anywhere to the search, by a word to the choice, and it is said where one has come to."""
    seat.steps("Shift+Tab")
    assert seat.hears("Ctrl+K", "Leistung suchen").startswith("Leistung suchen (Strg+K), text")
    seat.keyboard.write("Anmeldung")
    seat.reader.settle()
    assert seat.hears("Down", "push button").startswith("Anmeldung einer Wohnung beginnen, etwa 15 Minuten")
    since = seat.press("Enter")
    seat.reader.wait_for("Familienname", since)
    seat.reader.settle()
    (line,) = seat.reader.heard[since:]
    assert line.startswith("Anmeldung einer Wohnung, panel, Person 1, Personen, panel, Familienname, text, ")


def leave_a_field_empty(seat: Seat) -> None:
    """What is wrong is said after the next field, with the name of its own, and again when one comes back to it."""
    seat.keyboard.write("Mustermann")
    seat.steps()
    given = seat.steps()
    assert seat.reader.say_alone(given).startswith("Vornamen, text, Alle, in der Reihenfolge der Urkunde.")
    since = seat.press("Tab")
    seat.reader.wait_for(f"» Vornamen: {MISSING}", since)
    assert [line.partition(", ")[0] for line in seat.reader.heard[since:]] == [
        "Gebräuchlicher Vorname",
        f"» Vornamen: {MISSING}",
    ]
    assert seat.hears("Shift+Tab", "Vornamen").startswith(f"Vornamen, text, {MISSING}")
    assert seat.reader.focus == given
    seat.keyboard.write("Erika")
    seat.steps()
    assert seat.hears("Shift+Tab", "Vornamen").startswith("Vornamen, text, Erika, Alle, in der Reihenfolge")


def go_round_the_form(seat: Seat) -> None:
    """Tab goes as one reads and everything it stops at has a name and says what it is."""
    said, wrong = seat.round()
    assert wrong == []
    for stop in (
        "Geburtsdatum, text",
        "Geschlecht, combo box",
        "Staatsangehörigkeiten, combo box",
        "Heute, jetzt offen, push button",
    ):
        assert any(line.startswith(stop) for line in said), (stop, said)
    kinds = {line.split(", ")[-1] for line in said if line.endswith(("filler", "panel", "unknown"))}
    assert kinds == set()


def try_to_submit(seat: Seat) -> None:
    """The summary says how much is open; insisting is refused aloud and interrupts."""
    assert "Punkte sind offen." in seat.hears("Ctrl+S", "Abgeben")
    assert seat.hears("Ctrl+S", "kann der Vorgang noch nicht").startswith("»! So kann der Vorgang")


def cover_and_come_back(seat: Seat) -> None:
    """The cover says that it covers, and the passphrase leads back to the same place."""
    assert seat.hears("F12", "Passphrase") == "Abgedeckt, panel, Passphrase, password text"
    seat.keyboard.write(CLERK.passphrase)
    assert "Abgeben" in seat.hears("Enter", "Abgeben")


def park_and_lock(seat: Seat) -> None:
    """Where the draft has gone is said after the page one is on then; locking ends at the first window."""
    since = seat.press("F8")
    seat.reader.wait_for("» Der Entwurf ist gespeichert. Er steht unter „Heute“.", since)
    assert seat.reader.heard[since].startswith("Heute, panel, Leistung suchen")
    since = seat.press("Ctrl+L")
    seat.reader.wait_for("Mobiles Bürgeramt, frame", since)
    seat.reader.wait_for("Passphrase, password text", since)
