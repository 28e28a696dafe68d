"""A fresh laptop with a real desk, and beside it an empty store of the same make for the bare statements."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mobile_office.canonical import Json
from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.store.vault import close_store, open_store
from mobile_office.workplace import STORE, Workplace
from tests.bench import raw
from tests.bench.stock import CLERK
from tests.house import Town
from tests.samples import fill_sample

KEY = bytes(range(32))  # as in tests/house.py


@dataclass(frozen=True)
class Bureau:
    """The clerk's desk, its store opened a second time (`own`), and the bare store (`bare`)."""

    desk: Desk
    place: Workplace
    own: Any
    bare: Any


@contextmanager
def bureau(folder: Path, name: str) -> Iterator[Bureau]:
    """Made anew, with its stores on the disk under `folder`."""
    whole = folder / name
    if whole.exists():
        shutil.rmtree(whole)
    whole.mkdir(parents=True)
    close_store(open_store(whole / "bare.db", KEY))
    town = Town(whole)
    place = town.laptop(names=(CLERK,))
    own, bare = raw.connect(place.place.home / STORE, KEY), raw.connect(whole / "bare.db", KEY)
    try:
        yield Bureau(place.desk(CLERK, town.office), place.place, own, bare)
    finally:
        own.close()
        bare.close()
        town.close()


def household(desk: Desk) -> Draft:
    """A registration of four persons as a draft: the sample, its persons twice."""
    draft = fill_sample(desk, "registration")
    persons = draft.answers["persons"]
    for person in persons:
        for key, value in person.items():
            draft = desk.save(draft.id, f"persons.{len(draft.answers['persons'])}.{key}", value)
            break
        place = len(draft.answers["persons"]) - 1
        for key, value in person.items():
            draft = desk.save(draft.id, f"persons.{place}.{key}", value)
    return draft


def count_fields(answers: Json) -> int:
    """How many values a person has typed or chosen."""
    if isinstance(answers, dict):
        return sum(count_fields(value) for value in answers.values())
    if isinstance(answers, list):
        return sum(count_fields(value) for value in answers)
    return 1
