"""`legal-hold`, `legal-hold lift`, `legal-holds` and `undecided`: what must stay, and what will go without an outcome."""

import argparse

from mobile_office.backoffice import last_call, legal_hold
from mobile_office.backoffice.commands.options import command, stream, tell
from mobile_office.backoffice.office import Office
from mobile_office.store.forgetting import HARD

NOTED = frozenset({legal_hold.SET, legal_hold.LIFTED, "legal-holds", "undecided"})
_KEEPS = (
    "Löschsperre. It keeps what the office has, beyond the days after the outcome and beyond the hard maximum, until it "
    "is lifted. Laptops go on erasing their own copies: the office's is the one that counts. Backups hold the case "
    "until they are deleted, whether a hold stands or not."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    does = "keep a case from being erased, for a complaint, a court, an authority or a restriction"
    _of_case(command(commands, legal_hold.SET, does, _hold, after=_KEEPS))
    does = "let a case be erased again; what is due goes with the next erasure"
    _of_case(command(commands, legal_hold.LIFTED, does, _lift, after="The record of the hold stays."))
    does = "list every hold there ever was: case, reason, who and when"
    stream(
        command(commands, "legal-holds", does, _listed, after="It holds case numbers and ids, never names.")
    )
    does = f"list the cases without an outcome that come near the maximum of {HARD.days} days; ends with 1 while any do"
    after = "Decide them, or their contents go on the day named. A case under a legal hold stays, and stays listed."
    stream(command(commands, "undecided", does, _undecided, after=after))


def _of_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="CASE", help="its number, like B-2026-00042-7")
    parser.add_argument(
        "--reason",
        choices=legal_hold.REASONS,
        required=True,
        help="complaint; court (proceedings); authority (it asked for it); restriction (the person did, Art. 18 GDPR)",
    )
    parser.add_argument("--by", required=True, metavar="PERSON", help="the administrator, by id: see people")
    stream(parser)


def _hold(office: Office, chosen: argparse.Namespace) -> bool:
    is_new = legal_hold.hold(office, chosen.stream, chosen.number, chosen.reason, chosen.by)
    told = "is kept from now on" if is_new else "was kept for this reason already"
    tell(f"{chosen.number} {told} ({chosen.reason}).")
    return True


def _lift(office: Office, chosen: argparse.Namespace) -> bool:
    still = legal_hold.lift(office, chosen.stream, chosen.number, chosen.reason, chosen.by)
    if still:
        tell(f"Lifted. {chosen.number} is still kept ({', '.join(sorted(still))}).")
    else:
        tell(f"Lifted. {chosen.number} goes when it is due.")
    return True


def _listed(office: Office, chosen: argparse.Namespace) -> bool:
    lines = [
        f"{each.number} {each.reason} set {each.set_at:%Y-%m-%d} by {each.set_by}"
        + (f" lifted {each.lifted_at:%Y-%m-%d} by {each.lifted_by}" if each.lifted_at else " stands")
        for each in legal_hold.record(office, chosen.stream)
    ]
    tell("\n".join(lines) or "No hold was ever set.")
    return True


def _undecided(office: Office, chosen: argparse.Namespace) -> bool:
    calls = last_call.calls(office, chosen.stream)
    lines = [
        f"{call.number} came in {call.came_at:%Y-%m-%d}, "
        + ("stays under a legal hold" if call.is_kept else f"goes {call.goes_at:%Y-%m-%d}")
        for call in calls
    ]
    tell("\n".join(lines) or "Nothing comes near the maximum.")
    return not calls
