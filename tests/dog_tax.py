"""An invented service for tests of publishing: registering a dog for tax, as an office would write it by itself.

Version 2 asks for the dog's breed in addition, and no longer for its colour. Published to the town's real office.
"""

import hashlib

from mobile_office.backoffice.office import Office
from mobile_office.backoffice.publishing import Offer
from mobile_office.desk import Desk
from mobile_office.domain.inspection import Identity
from mobile_office.post import Post
from mobile_office.publication import Publication
from tests.house import STREAM, Laptop, Town

DOG_TAX = """
id = "dog_tax"
version = 1
name = { de = "Hund zur Steuer anmelden", en = "Registering a dog for tax" }
short = { de = "Hundesteuer-Anmeldung", en = "Dog tax" }
legal_basis = "§ 8 Hundesteuersatzung"
leika = ""
review = "before"
ends = "submitted"
minutes = 6
next_steps = { de = "Der Steuerbescheid kommt mit der Post.", en = "The tax notice comes by post." }
label = ["family_name", "given_names"]
papers = ["declaration", "receipt"]
keywords = { de = ["Hund", "Hundesteuer", "Hundemarke"], en = ["dog", "dog tax", "dog tag"] }

[bring]
de = ["Ausweis oder Pass", "Impfpass des Hundes"]
en = ["Identity card or passport", "The dog's vaccination record"]

[[fee]]
item = "data_block"

[[section]]
use_section = "person"

[[section]]
key = "dog"
label = { de = "Hund", en = "Dog" }
fields = [
  { key = "dog_name", kind = "text", letters = "B", required = "true", label = { de = "Name des Hundes", en = "Name of the dog" } },
  { key = "since", kind = "date", required = "true", label = { de = "Gehalten seit", en = "Kept since" } },
  { key = "colour", kind = "text", letters = "B", label = { de = "Farbe des Hundes", en = "Colour of the dog" } },
]

[[evidence]]
use = "identity"

[sample]
family_name = "Mustermann"
given_names = "Erika Maria"
birth_date = "1964-08-12"
dog_name = "Bello"
since = "2026-11-01"
colour = "schwarz"

[sample_evidence]
identity = "valid"

[[counter_sample]]
code = "required"
set = { dog_name = "" }
"""
COLOUR = DOG_TAX[DOG_TAX.index('  { key = "colour"') :].split("\n")[0] + "\n"
BREED = (
    COLOUR.replace("colour", "breed")
    .replace("Farbe des Hundes", "Rasse")
    .replace("Colour of the dog", "Breed")
)
SECOND = (
    DOG_TAX.replace("version = 1", "version = 2")
    .replace(COLOUR, BREED)
    .replace('colour = "schwarz"', 'breed = "Dackel"')
)


def publish(office: Office, kind: str, name: str, version: int, content: str) -> Publication:
    """Publish a file, checked or not, as its next number."""
    offer = Offer(Identity(kind, name, version), content.encode())
    (made,) = office.publish(STREAM, (offer,), len(office.published(STREAM)))
    return made


def reader(laptop: Laptop, town: Town, name: str = "Berger") -> Desk:
    """A person's desk that fetches what the town's office announces."""
    place = laptop.place
    post = Post(place, town.office, library=town.office.library(place.device.id))
    return Desk(place, laptop.people[name], laptop.slots.decision_seed, post, laptop.clock)


def digest(content: bytes) -> str:
    """What a publication of these bytes is kept by."""
    return hashlib.sha256(content).hexdigest()
