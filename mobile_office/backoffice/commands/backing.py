"""`backup`, `backup check`, `restore` and `erase`: what is kept, and for how long."""

import argparse
from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice import backup, backup_file
from mobile_office.backoffice.commands import options
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.erasure import erase
from mobile_office.backoffice.keys import open_keys
from mobile_office.backoffice.office import Office, open_office, utc_now
from mobile_office.canonical import write_time
from mobile_office.domain.errors import NotAllowed
from mobile_office.store.retention import RETENTION

_KEEP = backup.KEEP.days
_HOURS = int(RETENTION.total_seconds() // 3600)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    _add_backup(commands)
    _add_check(commands)
    _add_restore(commands)
    parser = command(
        commands,
        "erase",
        "take away the contents of cases whose outcome is long enough ago; `serve` does it every hour",
        _erase,
        after="Headers, receipts and the register's number stay. Backups made before hold it until they are deleted.",
    )
    _erase_after(parser)


def _add_backup(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(
        commands,
        "backup",
        "copy the whole office, encrypted, into a new file of a folder; it may serve meanwhile",
        _backup,
        after="Nothing is ever copied in clear. The office's keys are not in it: keep a copy of NAME.keys elsewhere, or "
        "nobody can open the backup. Then run: backup check FOLDER.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the file is put; it must be there")
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help="who may restore: an X25519 public key, as PEM or hex (default: the office's recovery key)",
    )


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(
        commands,
        "backup check",
        "say whether the newest backup is young and whole, and which files have to be deleted",
        _check,
        after=f"Ends with 1 when something has to be done. Devices keep what they delivered for {_HOURS} hours: an older "
        "backup could lose what the office had receipted since.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the backups lie")
    _private(parser)
    parser.add_argument(
        "--keep",
        type=options.days,
        default=_KEEP,
        metavar="DAYS",
        help=f"older files have to be deleted, for they hold what was erased since (default: {_KEEP})",
    )


def _add_restore(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(
        commands,
        "restore",
        "put the office back from a backup and begin a new epoch, so that devices offer again what they have",
        None,
        alone=_restore,
        after="Stop every process of the office first. PostgreSQL: make an empty database and name it with --database. "
        "Whoever was revoked after the backup was made has to be revoked again, before you serve.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=f"a backup (*{backup_file.ENDING})")
    _private(parser)
    parser.add_argument(
        "--aside",
        type=Path,
        metavar="FILE",
        help="where an SQLite database that is there is moved to; delete it when all is well",
    )
    _erase_after(parser)
    parser.add_argument(
        "--no-erase",
        action="store_true",
        help="erase nothing yet: a legal hold was set after the backup was made and has to be set again before",
    )


def _erase_after(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--after",
        type=options.days,
        default=options.ERASE_AFTER,
        metavar="DAYS",
        help=f"after the outcome, 1 to {options.MOST_DAYS} (default: {options.ERASE_AFTER})",
    )


def _private(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--private",
        type=Path,
        metavar="FILE",
        help="the X25519 private key to open it with, as PEM or hex (default: the recovery key among the office's)",
    )


def _backup(office: Office, chosen: argparse.Namespace) -> bool:
    public = backup_file.public_key(chosen.to) if chosen.to else ""
    made = backup.back_up(office, chosen.database, chosen.folder, public)
    tell(f"{made.path}\n{made.size / 1e6:.1f} MB, encrypted. Sha-256 {made.digest}.")
    return True


def _check(office: Office, chosen: argparse.Namespace) -> bool:
    private = backup_file.private_key(chosen.private) if chosen.private else office.keys.recovery or None
    found = backup.check(office, chosen.folder, private, timedelta(days=chosen.keep))
    lines = [f"{path}: cannot be opened. Make a new backup, and delete this one." for path in found.damaged]
    lines += [f"{path}: older than {chosen.keep} days. Delete it." for path in found.stale]
    if found.newest is None:
        lines.append("There is no backup in this folder that can be used. Make one now.")
    else:
        since = write_time(found.newest.at)
        lines.append(f"The newest backup is of {since}.")
        if not found.is_young:
            lines.append(
                f"That is {_HOURS} hours ago or more, longer than devices keep what they delivered. Make one now."
            )
    if private is None:
        lines.append("The recovery key is not here, so nothing was opened. Name it with --private.")
    is_fine = found.is_young and not (found.damaged or found.stale)
    lines.append("All is well." if is_fine else "Something has to be done, see above.")
    tell("\n".join(lines))
    return is_fine


def _restore(chosen: argparse.Namespace) -> bool:
    keys = chosen.keys or Path(chosen.database.partition(":///")[2] + ".keys")
    private = (
        backup_file.private_key(chosen.private)
        if chosen.private
        else open_keys(keys, may_create=False).recovery
    )
    if not private:
        raise NotAllowed("recovery_key_away")
    found, streams = backup.restore(chosen.file, private, chosen.database, chosen.aside)
    office = open_office(chosen.database, keys, utc_now)
    try:
        erased = None if chosen.no_erase else erase(office, timedelta(days=chosen.after))
    finally:
        office.close()
    lines = [
        f"The office is as it was at {write_time(found.at)}, in a new epoch ({streams} streams).",
        "Nothing was erased again. Set the legal holds again that were set since, then run erase, or serve."
        if chosen.no_erase
        else f"Erased again: {erased.cases if erased else 0} cases.",
        "Revoke again whoever was revoked since, enrol again what was enrolled since, then serve. Devices offer again "
        "what they still have.",
    ]
    if chosen.aside:
        lines.append(f"The database that was there is {chosen.aside}. Delete it when all is well.")
    tell("\n".join(lines))
    return True


def _erase(office: Office, chosen: argparse.Namespace) -> bool:
    erased = erase(office, timedelta(days=chosen.after))
    if erased is None:
        tell("Another process is erasing just now.")
        return True
    lines = [f"{erased.cases} cases erased."]
    if erased.undecided:
        lines.append(
            f"Of them without an outcome, past the maximum: {erased.undecided}, see the command deeds."
        )
    if erased.kept:
        lines.append(f"Cases under a legal hold, passed over: {erased.kept}, see the command legal-holds.")
    if erased.told:
        lines.append(
            f"Cases without an outcome that come near the maximum: {erased.told}, see the command undecided."
        )
    if not erased.is_tidy:
        lines.append("Somebody was reading: run it again, so that no page of the database keeps anything.")
    if erased.overdue:
        lines.append(f"{erased.overdue} cases should have been decided long ago: see the command alarms.")
    tell("\n".join(lines))
    return erased.is_tidy
