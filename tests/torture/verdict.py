"""What the real program makes of a home after a crash: opened, compared with what was promised, written on.

`lost`: something promised is not there, or the home does not open. `half`: something that was never so as
a whole. `chain_breaks`, `slow`, `clear` (a name in clear on the disk) and `beside` (a small file, or that of an
attachment, that is neither the old nor the new one) say what they are.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from mobile_office import chunks
from mobile_office.authoring import new_id
from mobile_office.desk import utc_now
from mobile_office.domain.errors import MobileOfficeError, WrongKey
from mobile_office.domain.text import search_form
from mobile_office.rotation import change_if_due
from mobile_office.store.attachments import FOLDER
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.vault import check_store
from mobile_office.store.verify import verify_store
from mobile_office.workplace import Workplace, open_workplace
from tests.house import passphrase
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
    try:
        unlocked = _unlocked(home)
    except _TOLD as error:
        return (*found, f"lost slots: {_told(error)}")
    began = time.monotonic()
    try:
        settled = change_if_due(home, Slots(home), unlocked, utc_now())
        if settled.trouble:
            found.append(f"lost key: {_told(settled.trouble)}")
        place = open_workplace(home, settled.unlocked.dbk)
    except _TOLD as error:
        return (*found, f"lost does not open: {_told(error)}")
    if time.monotonic() - began > PATIENCE:
        found.append("slow")
    try:
        found += _store(place, expected)
        found += _attachments(place, expected)
        found += _can_go_on(place)
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
    proved = verify_store(place.journal.engine, place.genuine.certificate, place.device.office_signing, known)
    for problem in (*proved.problems, *proved.notes):
        kind = "chain_breaks" if problem.startswith(("chain_", "rolled", "head", "given")) else "half"
        yield f"{kind} {problem.split()[0]}"


def _beside(home: Path, expected: Expected) -> Iterable[str]:
    there = contents(home)
    for name in sorted(expected.names() | there.keys()):
        if there.get(name, "") not in expected.files(name):
            yield f"beside {name}"


def _attachments(place: Workplace, expected: Expected) -> Iterable[str]:
    """The folder holds what the rows say and nothing else; what a draft names can be looked at."""
    folder = place.home / FOLDER
    files = {path.name: path for path in folder.iterdir()} if folder.is_dir() else {}
    with closing(place.journal.engine.raw_connection()) as connection:
        rows = connection.cursor().execute("SELECT digest, size, here, draft, entry FROM blob").fetchall()
    for digest, size, is_here, draft, entry in rows:
        data = files[digest].read_bytes() if digest in files else b""
        if is_here and (len(data) != size or hashlib.sha256(data).hexdigest() != digest):
            yield "lost attachment"
        if draft is None and entry is None:
            yield "half attachment: nobody's row"
    known = {row[0]: bool(row[2]) for row in rows}
    for name in files:
        digest, _, end = name.partition(".")
        is_coming = end == "part" and not known.get(digest, True)
        is_told = not end and (known.get(name) or expected.files(f"{FOLDER}/{name}") != {""})
        if not is_coming and not is_told:
            yield f"beside attachment of nobody {end}"
    for one in (one for draft in place.drafts.open() for one in draft.attachments):
        pieces = chunks.opened(one.key, one.size, partial(place.attachments.read, one.digest))
        if CANARY.encode() not in b"".join(pieces):
            yield "lost attachment: another content"


def _clear(home: Path) -> Iterator[str]:
    for path in (path for path in home.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if any(clear in data for clear in _CLEAR):
            yield f"clear {path.name}"


def _can_go_on(place: Workplace) -> Iterable[str]:
    """Saving is possible again."""
    draft = place.drafts.new(new_id(), "registration", 1, "-", utc_now())
    if place.drafts.save(draft.id, "note", CANARY, "-", utc_now()).answers != {"note": CANARY}:
        yield "lost what was saved afterwards"


def _unlocked(home: Path) -> Unlocked:
    """A person let in by either passphrase. Raises Trouble and WrongKey."""
    slots, later = Slots(home), utc_now() + timedelta(days=365)  # no delay from before is left
    (person,) = (person for person, name in slots.people() if name.startswith("Weber"))
    try:
        return slots.unlock(person, passphrase("Weber"), later)
    except WrongKey:
        return slots.unlock(person, FRESH, later + timedelta(days=1))
