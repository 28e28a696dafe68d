"""What an administrator types: people, devices, codes, files to publish; and the sentences they read.

Values are checked here, in words; what is done is done by the `Office`.
"""

import argparse
import re
from pathlib import Path

from mobile_office import resources, sentences
from mobile_office.backoffice import bundles
from mobile_office.backoffice.codes import LIFETIME
from mobile_office.backoffice.issuing import issue, listed, told, whom
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.unpacking import Unpacked
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.domain.people import Role
from mobile_office.sync import bundle

HANNOVER = "03241001"
ROLES = tuple(role.value for role in Role if role is not Role.OFFICE)

SENTENCES = {
    "port_in_use": "Port {port} is taken. Choose another with --port, or 0 for any free one.",
    "tls_needed": "Beyond this machine nothing is said in clear. Add --tls, or --behind-proxy when a proxy ends TLS.",
    "authority_missing": "These keys are from before there was an authority for TLS. Run rotate-ca once.",
    "root_missing": "The root key is needed and is not there. Bring it to this machine, or name it with --root.",
    "root_foreign": "This is not the root key of this office. Nothing was changed.",
    "letter_taken": "This letter belongs to another device, also if that one is revoked. Choose another.",
    "device_unknown": "No device has this id.",
    "device_revoked": "This device is revoked already.",
    "device_waiting": "This device waits until its fingerprint is confirmed.",
    "fingerprint_differs": "These are not the digits of this device. Do not confirm it: have them read again from its "
    "screen. If they differ again, revoke it.",
    "file_exists": "The file exists already, or cannot be written. Choose another name.",
    "person_revoked": "This person is revoked.",
    "damaged_recovery_key": "This is not the recovery key of this office.",
    "person_unknown": "No person has this id.",
    "pool_empty": "No slot is ready on this device. It prepares some by itself while somebody of the team is unlocked and "
    "the office can be reached.",
    "not_administrator": "Nobody of this id is an administrator here. See the command people. Nothing was changed.",
    "hold_case_unknown": "No case of this number has come in. Nothing was changed.",
    "hold_case_erased": "The contents of this case are erased already. There is nothing left to keep.",
    "hold_none": "No such hold stands on this case. See the command legal-holds. Nothing was changed.",
    "held_unknown": "Nothing with this id is held ({entry}). Nothing was changed.",
    "held_base": "{entry} follows {base}, which is held too. Release that one first, or both together.",
    "published_meanwhile": "Somebody else has just published. Nothing of yours was; run the command again.",
    "resources_missing": "The program's own resources are missing. Install it again, or name --resources.",
    "damaged": "The file of the {what} cannot be read. Put it back from the backup.",
    "too_new": "The database was written by a newer version of this program. Update the program.",
    "database_unsupported": "Data is kept in SQLite or PostgreSQL: name it like sqlite:///office.db or "
    "postgresql://user:password@host/office.",
    "database_too_old": "The database server is PostgreSQL {version}. Version {oldest} or newer is needed.",
    "database_gone": "The database cannot be reached. Check that its server runs, and the host, user, password and "
    "name in the URL.",
    "database_forbidden": "The database does not let us in, or not do what is needed. Check the user's rights.",
    "store_busy": "Another program is writing to the database for too long. Try again.",
    "store_unwritable": "The folder of the database cannot be written. Check its owner and the mount.",
    "bundle_none": "There is no bundle. Name the stick, or a folder on it such as buendel-B-0017.",
    "bundle_damaged": "It is damaged or was changed. Nothing of it was taken in. Have the laptop write it anew.",
    "bundle_foreign": "It is sealed for another office. Nothing of it was taken in.",
    "too_old": "It was written by a version of the program that this office does not speak. Nothing was taken in.",
    "stick_full": "It is taken in, but the stick is full. Free some space on it and import it again.",
    "stick_unwritable": "It is taken in, but the stick cannot be written. Unlock it and import it again.",
    "stick_damaged": "It is taken in, but the stick does not keep what is written. Copy the folder to another "
    "stick and import it from there.",
    "stick_gone": "The stick cannot be read or written any more. Plug it in and import it again.",
    "wrong_key": "This key does not open it. Name another one.",
    "recovery_key_away": "The recovery key is not among the office's keys. Name its file.",
    "backup_folder_missing": "There is no such folder. Make it, or mount it, and name it again.",
    "backup_unwritable": "The folder cannot be read or written. Check its owner and the mount.",
    "backup_other_kind": "This is a backup of a database in {kind}. Name such a database with --database.",
    "database_there": "There is a database already. Say with --aside where it is moved to.",
    "pg_dump_missing": "pg_dump is not installed here. Install PostgreSQL's client programs (15 or newer), or run on "
    "the server: pg_dump --format=custom --no-owner OFFICE, and encrypt what it writes.",
    "pg_restore_missing": "pg_restore is not installed here. Install PostgreSQL's client programs.",
    "pg_dump_stopped": "pg_dump has stopped ({status}). Is it older than the server? There is no backup.",
    "pg_restore_stopped": "pg_restore has stopped ({status}). Is the database empty? Nothing was put back.",
    "disk_full": "The disk is full. Free some space and try again; nothing was changed.",
}


_OF_BUNDLES = {
    "device_unknown": "It is of a device that this office does not know. Nothing of it was taken in.",
    "device_revoked": "It is of a device that is revoked. Nothing of it was taken in.",
}


def sentence(error: MobileOfficeError) -> str:
    """What to tell the administrator."""
    known = SENTENCES.get(f"{error.code}_{error.details.get('what')}") or SENTENCES.get(
        error.code, "That did not work ({code})."
    )
    what = {"office_keys": "office's keys", "store": "database", "backup": "backup"}.get(
        str(error.details.get("what")), "office"
    )
    return known.format_map({"port": "", **error.details, "code": error, "what": what})


def add_person(office: Office, name: str, roles: frozenset[Role], stream: str) -> str:
    """Enter a person; the text to print."""
    account, code = office.add_person(stream, name, roles)
    return f"person {account.id}\ncode {code.text}\n{validity()}"


def invite_device(office: Office, letter: str, kind: str, stream: str) -> str:
    """Invite a device; the text to print."""
    return f"code {office.invite_device(stream, letter, kind).text}\n{validity()}"


def revoke(office: Office, person: str | None, device: str | None) -> str:
    """Revoke a person or a device; the text to print."""
    if person is not None:
        office.revoke_person(person)
        return "The person may decide nothing more. Devices learn of it at their next exchange."
    office.revoke_device(device or "")
    return "The device is refused from its next request on."


def publish(
    office: Office, files: list[Path], stream: str, folder: Path | None, *, only_check: bool, language: str
) -> tuple[str, bool]:
    """Check and publish files, or only check; the text to print, and whether all of them are in order."""
    sentences.use(language)
    issued = issue(office, files, stream, folder or resources.folder(), only_check=only_check)
    lines = [*told(issued), *(whom(office, stream) if issued.published or issued.fit else ())]
    return "\n".join(lines), issued.is_clean


def published(office: Office, stream: str, language: str) -> str:
    """What was published so far; the text to print."""
    sentences.use(language)
    return "\n".join([*listed(office, stream), *whom(office, stream)])


def take_bundles(office: Office, folders: list[Path]) -> tuple[str, bool]:
    """Import the bundles of sticks and folders; the text to print, and whether all of them were answered."""
    lines: list[str] = []
    is_whole = True
    for place in folders:
        try:
            for folder in bundle.find(place):
                is_whole = _take_bundle(office, folder, lines) and is_whole
        except MobileOfficeError as error:
            lines.append(f"{place}: {sentence(error)}")
            is_whole = False
    return "\n".join(lines), is_whole


def _take_bundle(office: Office, folder: Path, lines: list[str]) -> bool:
    try:
        done = bundles.take(office, folder)
    except MobileOfficeError as error:
        lines.append(f"{folder}: {_OF_BUNDLES.get(error.code) or sentence(error)}")
        return False
    refused = f", {done.refused} refused" if done.refused else ""
    entries = f"{_count(done.accepted, 'entry', 'entries')} receipted{refused}"
    lines.append(f"{done.name}: {entries}.{_scans(done.attachments)} The answer is on the stick.")
    return True


def _scans(unpacked: Unpacked) -> str:
    """What became of a bundle's attachments, in sentences that follow another."""
    told = ""
    if unpacked.whole:
        told += f" {_count(len(unpacked.whole), 'attachment', 'attachments')} held."
    if unpacked.unwanted:
        told += f" {_count(len(unpacked.unwanted), 'attachment', 'attachments')} passed over: nobody asks for them."
    if unpacked.damaged:
        told += f" Damaged on the stick, the laptop brings them again: {', '.join(unpacked.damaged)}."
    return told


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def validity() -> str:
    """How long a one-time code is good."""
    return f"The code works once, within {LIFETIME.seconds // 60} minutes."


# -- what argparse checks


def name(text: str) -> str:
    """A person's name, with something in it that can be read."""
    if not text.strip() or not text.isprintable() or len(text) > 200:
        raise argparse.ArgumentTypeError("a name has letters, and at most 200 of them")
    return text.strip()


def letter(text: str) -> str:
    """A device letter: what case numbers of the device begin with."""
    if not re.fullmatch("[A-Z]{1,2}", text.upper()):
        raise argparse.ArgumentTypeError("a device letter is A to Z, or two of them")
    return text.upper()


def stream(text: str) -> str:
    """A municipality's AGS."""
    if not re.fullmatch("[0-9]{8}", text):
        raise argparse.ArgumentTypeError("a stream is the municipality's AGS, eight digits, like 03241001")
    return text


def shelf(text: str) -> Path:
    """A folder with what services share."""
    if not (Path(text) / "fields.toml").is_file():
        raise argparse.ArgumentTypeError("name a folder such as resources/, with fields.toml in it")
    return Path(text)


def port(text: str) -> int:
    """A TCP port."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 (any free one) to 65535")
    return int(text)


def host(text: str) -> str:
    """A server's name or address."""
    if not re.fullmatch(r"[\w.:-]{1,253}", text):
        raise argparse.ArgumentTypeError("a server is named like office.example or 192.0.2.7")
    return text


def database(text: str) -> str:
    """A database URL."""
    if not re.fullmatch(r"sqlite:///.+|postgresql(\+psycopg)?://.+", text):
        raise argparse.ArgumentTypeError(
            "a database is named like sqlite:///office.db or postgresql://host/office"
        )
    return text
