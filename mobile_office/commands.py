"""The commands without a window: verify, enrol, join, backup, restore. They print counts and sentences, never data."""

import argparse
import getpass
import sys

from mobile_office.backup import Backup
from mobile_office.desk import utc_now
from mobile_office.domain.errors import MobileOfficeError, NotAllowed, Offline, Unknown, WrongKey
from mobile_office.joining import Returner, begin, fingerprint, finish, join
from mobile_office.leaving import carry_out
from mobile_office.post import at_once
from mobile_office.process import Instance, harden
from mobile_office.restoring import restore
from mobile_office.rotation import change_if_due
from mobile_office.settings import load
from mobile_office.store import passphrase as policy
from mobile_office.store.descent import descent_of
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.vault import check_store
from mobile_office.store.verify import Verified, verify_store
from mobile_office.sync.delivery import ask_heads
from mobile_office.sync.http import office_of
from mobile_office.ui import words
from mobile_office.ui.backup import made_words
from mobile_office.workplace import Workplace, open_workplace


def run(options: argparse.Namespace) -> int:
    """Run the chosen command; returns the exit status. Raises Refused or Trouble."""
    harden()
    options.home.mkdir(parents=True, exist_ok=True)
    words.use(load(options.home / "settings.toml").language)
    with Instance(options.home):
        carry_out(options.home)  # a wipe the office has ordered comes before everything else
        commands = {"verify": _verify, "enrol": _enrol, "join": _join, "backup": _backup, "restore": _restore}
        return commands[options.command](options)


def sentence(trouble: MobileOfficeError) -> str:
    """What is wrong and what to do, in the language of the settings."""
    return words.error(trouble)


def _verify(options: argparse.Namespace) -> int:
    """Look at the store, page by page and then entry by entry; ask the office only when told to."""
    unlocked = _unlock(options)
    place = open_workplace(options.home, unlocked.dbk)
    try:
        engine, known = place.journal.engine, place.heads.known(place.chain())
        check_store(engine)
        found = verify_store(engine, place.genuine.certificate, place.device.office_signing, known)
        _tell(found)
        agrees = not options.ask_office or _ask_office(place, options.backoffice, found)
    finally:
        place.close()
    return 0 if agrees and not found.problems else 1


def _tell(found: Verified) -> None:
    counts = {"entries": found.entries, "chains": found.chains, "cases": found.cases, "heads": found.heads}
    print(words.say("verify.counts", **counts))
    for finding in (*found.problems, *found.notes):
        _tell_finding(finding)
    print(words.say("verify.broken" if found.problems else "verify.sound"))


def _tell_finding(finding: str) -> None:
    code, _, about = finding.partition(" ")
    print(words.say(f"verify.{code}", what=about))


def _ask_office(place: Workplace, url: str | None, found: Verified) -> bool:
    """Say how the store stands to what the office has seen of its chain. Raises Refused or TooOld."""
    device, keys, chain = place.device, place.keys, place.chain()
    door = office_of(device, keys.seed, keys.exchange, url)
    try:
        with door:
            heads = ask_heads(place.journal, door, device, chain)
    except (Offline, Unknown):
        print(words.say("verify.office_not_reached"))
        return False
    descent = descent_of(place.journal.engine)
    findings = dict.fromkeys(f"{code} {chain}" for head in heads if (code := descent.differs(head)))
    print(words.say("verify.office_differs" if findings else "verify.office_agrees"))
    for finding in findings:
        if finding not in found.problems:
            _tell_finding(finding)
    return not findings


def _enrol(options: argparse.Namespace) -> int:
    passphrase, home = _new_passphrase(options), options.home
    policy.check(passphrase)  # before the code is used up
    begun = begin(home, options.backoffice, options.code)
    device = finish(home, options.person_code, passphrase)
    print(words.say("enrol.done", letter=device.letter, stream=device.stream))
    if begun.waiting:
        print(words.say("enrol.compare", digits=fingerprint(begun)))
    return 0


def _join(options: argparse.Namespace) -> int:
    unlocked = _unlock(options)
    place = open_workplace(options.home, unlocked.dbk)
    try:
        name = join(place, unlocked.dbk, options.person_code, _new_passphrase(options))
    finally:
        place.close()
    print(words.say("enrol.joined", name=name))
    return 0


def _backup(options: argparse.Namespace) -> int:
    """Write a backup to a place, and prove it."""
    unlocked = _unlock(options)
    place = open_workplace(options.home, unlocked.dbk)
    try:
        made = Backup(place).make(options.to, utc_now(), at_once)
    finally:
        place.close()
    print(made_words(made))
    return 0


def _restore(options: argparse.Namespace) -> int:
    """Put a backup back into an empty home; with a code of the office somebody is let in at once."""
    if options.code:
        passphrase = _new_passphrase(options)
        policy.check(passphrase)  # before anything is copied
    manifest = restore(options.source, options.home, utc_now())
    print(words.say("restore.done", letter=manifest.letter, at=words.moment(manifest.at, utc_now())))
    if not options.code:
        print(words.say("restore.next", device=manifest.device))
        return 0
    name = Returner(options.home, options.backoffice).come_back(options.code, passphrase)
    print(words.say("restore.let_in", name=name))
    return 0


def _unlock(options: argparse.Namespace) -> Unlocked:
    slots = Slots(options.home)
    people = dict(slots.people())
    person = slots.last_person()
    if options.person:
        matching = [found for found, name in people.items() if name == options.person]
        person = matching[0] if len(matching) == 1 else None
    if person not in people:
        raise NotAllowed("person_unknown")
    passphrase = _ask(options, words.say("verify.passphrase", name=people[person]))
    return change_if_due(options.home, slots, slots.unlock(person, passphrase, utc_now()), utc_now()).unlocked


def _new_passphrase(options: argparse.Namespace) -> str:
    passphrase = _ask(options, words.say("enrol.passphrase"))
    if not options.passphrases_from_input and passphrase != _ask(options, words.say("enrol.again")):
        raise WrongKey("passphrases_differ")
    return passphrase


def _ask(options: argparse.Namespace, prompt: str) -> str:
    if options.passphrases_from_input:
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass(prompt + " ")
