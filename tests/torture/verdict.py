"""What the real program makes of a home after a crash: opened, compared with what was promised, written on.

`lost`: something promised is not there, or the home does not open. `half`: something that was never so as
a whole. `chain_breaks`, `slow`, `clear` (a name in clear on the disk) and `beside` (a small file that is
neither the old nor the new one) say what they are.
"""

import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from mobile_office.authoring import new_id
from mobile_office.desk import utc_now
from mobile_office.domain.errors import MobileOfficeError, Trouble, WrongKey
from mobile_office.domain.text import search_form
from mobile_office.store.keys import Slots
from mobile_office.store.vault import check_store
from mobile_office.store.verify import verify_store
from mobile_office.workplace import Workplace, open_workplace
from tests.house import passphrase
from tests.torture.base import DBK
from tests.torture.day import CANARY, FRESH
from tests.torture.witness import Expected, contents, said

KINDS = ("lost", "half", "chain_breaks", "slow", "clear", "beside")
PATIENCE = 3.0  # seconds until the program must be open
# Also what is not the program's own: that would be a fault of its border, and is told as such.
_TOLD = (MobileOfficeError, SQLAlchemyError, dbapi2.Error, OSError, ValueError, LookupError, TypeError)
_CLEAR = tuple(
    text.encode(code)
    for text in (CANARY, search_form(CANARY))
    for code in ("utf-8", "utf-16-le", "utf-16-be")
)


def judge(home: Path, expected: Expected) -> tuple[str, ...]:
    """What is wrong, each as `kind what`; empty when nothing is. The home is written on."""
    found = [*_clear(home), *_beside(home, expected)]
    began = time.monotonic()
    try:
        place = open_workplace(home, DBK)
    except _TOLD as error:
        return (*found, f"lost does not open: {_told(error)}")
    if time.monotonic() - began > PATIENCE:
        found.append("slow")
    try:
        found += _store(place, expected)
        found += _can_go_on(home, place)
    except _TOLD as error:
        found.append(f"lost {_told(error)}")
    finally:
        place.close()
    return (*found, *_clear(home))


def _told(error: Exception) -> str:
    return error.code if isinstance(error, MobileOfficeError) else f"foreign {type(error).__name__}"


def _store(place: Workplace, expected: Expected) -> Iterable[str]:
    says = said(place.journal.engine)
    if says not in expected.store:
        wanted = expected.store[0]
        which = ",".join(name for name in wanted if says.get(name) != wanted[name])
        yield f"lost {which}" if says in expected.earlier else f"half {which}"
    check_store(place.journal.engine)
    known = place.heads.known(place.chain())
    proved = verify_store(place.journal.engine, place.people.certificate, place.device.office_signing, known)
    for problem in (*proved.problems, *proved.notes):
        kind = "chain_breaks" if problem.startswith(("chain_", "rolled", "head", "given")) else "half"
        yield f"{kind} {problem.split()[0]}"


def _beside(home: Path, expected: Expected) -> Iterable[str]:
    there = contents(home)
    for name in sorted(expected.names() | there.keys()):
        if there.get(name, "") not in expected.files(name):
            yield f"beside {name}"


def _clear(home: Path) -> Iterable[str]:
    for path in home.iterdir():
        data = path.read_bytes()
        if any(clear in data for clear in _CLEAR):
            yield f"clear {path.name}"


def _can_go_on(home: Path, place: Workplace) -> Iterable[str]:
    """People get in, and saving is possible again."""
    draft = place.drafts.new(new_id(), "registration", 1, "-", utc_now())
    if place.drafts.save(draft.id, "note", CANARY, "-", utc_now()).answers != {"note": CANARY}:
        yield "lost what was saved afterwards"
    yield from _slots(home)


def _slots(home: Path) -> Iterable[str]:
    slots, later = Slots(home), utc_now() + timedelta(days=365)  # no delay from before is left
    for person, name in slots.people():
        if not name.startswith("Weber"):
            continue
        for words in (passphrase("Weber"), FRESH):
            try:
                if slots.unlock(person, words, later).dbk == DBK:
                    return
            except WrongKey:
                later += timedelta(days=1)
            except Trouble as error:
                yield f"lost slots: {error.code}"
                return
    yield "lost slots"
