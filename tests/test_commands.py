"""The commands without a window, run as the program itself."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from mobile_office.__main__ import main
from mobile_office.backoffice import inviting
from mobile_office.backoffice.embedded import in_thread
from mobile_office.desk import Desk
from mobile_office.domain.people import Role
from mobile_office.store.transactions import writing
from mobile_office.store.verify import CASE_CODES, ENTRY_CODES, HEAD_CODES, NOTE_CODES
from mobile_office.ui import words
from tests.house import STREAM, Laptop, Town, passphrase
from tests.older_copy import OlderCopy
from tests.samples import submit_sample

PASSPHRASE = "linde am Marktplatz"


def _run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "mobile_office", *arguments]
    return subprocess.run(line, input=typed, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def home(town: Town, tmp_path: Path) -> Path:
    """A home enrolled by the command itself."""
    code = town.office.invite_device(STREAM, "B", "bus", compared=True).text
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    home = tmp_path / "home"
    with in_thread(town.office) as url:
        arguments = ["enrol", "--home", str(home), "--backoffice", url, "--code", code]
        arguments += ["--person-code", person.text, "--passphrases-from-input"]
        done = _run(*arguments, typed=f"{PASSPHRASE}\n")
        assert done.returncode == 0, done.stderr
        (found,) = inviting.standings(town.office)
        digits = inviting.fingerprint(found.device)
        assert digits in done.stdout, "what is compared at the office"
        inviting.confirm(town.office, found.device.id, digits)
        _, second = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
        arguments = ["join", "--home", str(home), "--person-code", second.text, "--passphrases-from-input"]
        done = _run(*arguments, typed=f"{PASSPHRASE}\nahorn am Marktplatz\n")
        assert done.returncode == 0, done.stderr
    return home


def test_verify_counts_and_names_nobody(home: Path) -> None:
    done = _run("verify", "--home", str(home), "--passphrases-from-input", typed=f"{PASSPHRASE}\n")
    assert done.returncode == 0, done.stderr
    assert "0" in done.stdout
    assert "Berger" not in done.stdout.replace("Katrin Berger", "", 1)
    wrong = _run("verify", "--home", str(home), "--passphrases-from-input", typed="nicht das richtige\n")
    assert wrong.returncode == 1
    assert wrong.stderr.strip()
    assert "Traceback" not in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["--no-such-thing"], 2), (["enrol"], 2), (["verify", "--home", "build/no-such-home"], 1)],
)
def test_a_wrong_command_line_gets_a_sentence(arguments: list[str], status: int) -> None:
    done = _run(*arguments)
    assert done.returncode == status
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    text = _run("--help").stdout
    for word in ("--home", "--backoffice", "verify", "enrol", "join"):
        assert word in text


# -- verify, at a laptop that has delivered


class Told:
    """What `mobile-office verify` says of a laptop, and its exit status."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def verify(self, laptop: Laptop, *options: str, url: str = "") -> tuple[int, str]:
        """Through the program's own door; standard output and errors together."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(passphrase("Berger") + "\n"))
        line = ["--home", str(laptop.place.home), *(["--backoffice", url] if url else [])]
        line += ["verify", "--person", "Berger, Test", "--passphrases-from-input", *options]
        status, said = main(line), self._capsys.readouterr()
        return status, said.out + said.err


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(capsys, monkeypatch)


@pytest.fixture
def delivered(laptop: Laptop, desk: Desk) -> Laptop:
    """A laptop with two delivered cases."""
    for _ in range(2):
        submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    return laptop


def roll_back(laptop: Laptop, town: Town) -> None:
    """Put an older copy back after one more case was delivered."""
    copy, desk = OlderCopy(laptop), laptop.desk("Berger", town.office)
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    copy.put_back()


def test_a_sound_store_is_told_with_its_counts(delivered: Laptop, told: Told) -> None:
    status, said = told.verify(delivered)
    assert status == 0
    assert words.say("verify.counts", entries=2, chains=1, cases=2, heads=1) in said
    assert words.say("verify.sound") in said


def test_a_changed_row_is_told_in_a_sentence_with_its_id(delivered: Laptop, told: Told) -> None:
    with writing(delivered.place.journal.engine) as connection:
        connection.execute(text("UPDATE entry SET subject = 'X' WHERE n = 2"))
        entry = str(connection.scalar(text("SELECT id FROM entry WHERE n = 2")))
    status, said = told.verify(delivered)
    assert status == 1
    assert words.say("verify.row_differs", what=entry) in said
    assert words.say("verify.broken") in said


def test_a_rolled_back_store_is_told_without_a_link_and_by_the_office(
    delivered: Laptop, town: Town, told: Told
) -> None:
    roll_back(delivered, town)
    sentence = words.say("verify.rolled_back", what=delivered.place.chain())
    status, said = told.verify(delivered)
    assert (status, sentence in said) == (1, True)
    (delivered.place.home / "heads.json").unlink()
    assert told.verify(delivered)[0] == 0  # the control: only the office is left to tell
    with in_thread(town.office) as url:
        status, said = told.verify(delivered, "--ask-office", url=url)
    assert status == 1
    assert words.say("verify.office_differs") in said
    assert sentence in said
    with town.office.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT alarm FROM office_checkpoint").scalar() is not None


def test_a_folder_rolled_back_and_written_on_is_told_by_the_office(
    delivered: Laptop, town: Town, told: Told
) -> None:
    heads = delivered.place.home / "heads.json"
    kept = heads.read_bytes()
    roll_back(delivered, town)
    heads.write_bytes(kept)
    for _ in range(2):  # now the store's chain is longer than what the office has seen
        submit_sample(delivered.desk("Berger", town.office), "id_exemption")
    assert told.verify(delivered)[0] == 0  # the control: nothing on this laptop can tell
    with in_thread(town.office) as url:
        status, said = told.verify(delivered, "--ask-office", url=url)
    assert status == 1
    assert words.say("verify.head_differs", what=delivered.place.chain()) in said


def test_a_sound_store_asks_and_the_office_agrees_without_an_alarm(
    delivered: Laptop, town: Town, told: Told
) -> None:
    submit_sample(delivered.desk("Berger", town.office), "id_exemption")
    with in_thread(town.office) as url:
        status, said = told.verify(delivered, "--ask-office", url=url)
    assert status == 0
    assert words.say("verify.office_agrees") in said
    assert town.office.journal(STREAM).cursor() == 2  # nothing was handed over
    assert delivered.place.delivery_counts().waiting == 1
    with town.office.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT alarm FROM office_checkpoint").scalar() is None


def test_an_office_out_of_reach_is_told_after_what_was_found(delivered: Laptop, told: Told) -> None:
    status, said = told.verify(delivered, "--ask-office")
    assert status == 1
    assert words.say("verify.sound") in said
    assert words.say("verify.office_not_reached") in said


def test_a_roll_back_dealt_with_is_one_calm_sentence(delivered: Laptop, town: Town, told: Told) -> None:
    chain = delivered.place.chain()
    roll_back(delivered, town)
    delivered.desk("Berger", town.office).deliver(force=True)
    status, said = told.verify(delivered)
    assert status == 0
    assert words.say("verify.given_up", what=chain) in said
    assert words.say("verify.sound") in said


def test_a_page_damaged_in_the_file_is_a_sentence(delivered: Laptop, told: Told) -> None:
    delivered.place.close()
    store = delivered.place.home / "store.db"
    kept = bytearray(store.read_bytes())
    kept[-2000] ^= 1
    store.write_bytes(kept)
    status, said = told.verify(delivered)
    assert (status, words.say("errors.damaged_store") in said) == (1, True)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_finding_has_its_sentence_and_names_what_it_is_about(language: str) -> None:
    written = words.sentences(language)
    for code in (*ENTRY_CODES, *CASE_CODES, *HEAD_CODES, *NOTE_CODES):
        assert "{what}" in written[f"verify.{code}"]
