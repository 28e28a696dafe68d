"""Everything that can go wrong, drawn as a tree.

    Exception
    ├── Refused                 the case stays as it was; the person is told who did what
    │   ├── NotAllowed          the role or the status does not allow the action
    │   ├── SamePerson          four eyes: the person has typed in this case
    │   ├── Stale               somebody else was first; both stand in the history
    │   ├── CertificateInvalid  expired, revoked, of another stream, or not ours
    │   ├── SignatureInvalid    the entry was not signed by the key it names
    │   ├── Conflicting         the same id or chain number with another hash (a fork)
    │   ├── WrongRevision       a decision about another revision than the latest
    │   └── FollowsRefused      depends on an entry that was refused
    └── Trouble                 a sentence and what to do next
        ├── Offline             the back office cannot be reached (a colour, never a dialog)
        │   └── Untrusted       who answers there cannot prove to be our office: nothing was sent
        ├── Unknown             an answer that proves nothing: try again
        ├── ClockWrong          this laptop's clock is more than ten minutes off
        ├── WrongKey            passphrase or key does not open the slot or store
        ├── Delayed             too many wrong passphrases; try again in `seconds`
        ├── Damaged             a store, slots or settings file cannot be read
        ├── DiskFull            nothing more can be saved
        ├── TooNew              written by a newer program
        ├── TooOld              the back office no longer speaks our protocol version
        ├── AlreadyOpen         another instance holds this home
        ├── NotEnrolled         the home belongs to no back office yet
        ├── PortInUse           the server's port is taken
        └── BrokenService       a service file that cannot be used (file, line, reason)

A *problem* with an answer is a value (`service.Problem`), never an exception.
Every class has a `code`; `ui/words.py` turns codes into sentences. `details` holds ids, codes and
numbers only, never personal data, so an error may be logged.
"""

# What trying again cures: a colour and a sentence, never a dialog.
CALM = frozenset(
    {
        "offline",
        "no_network",
        "office_unreachable",
        "office_busy",
        "captive_portal",
        "unknown",
        "answer_cut",
        "not_the_office",
        "replayed",
    }
)


class MobileOfficeError(Exception):
    """What all our errors share: a `code` for the sentence, and details safe to log."""

    code = "error"

    def __init__(self, code: str | None = None, **details: str | int) -> None:
        if code is not None:
            self.code = code
        self.details = details
        super().__init__(self.code, details)

    def __str__(self) -> str:
        extra = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.code} ({extra})" if extra else self.code


class Refused(MobileOfficeError):
    """The case stays as it was."""

    code = "refused"


class NotAllowed(Refused):
    """The role or the status does not allow the action."""

    code = "not_allowed"


class SamePerson(Refused):
    """Four eyes: who has typed in a case may not decide it."""

    code = "same_person"


class Stale(Refused):
    """Somebody else was first; the entry was written about an older state of the case."""

    code = "stale"


class CertificateInvalid(Refused):
    """The certificate is expired, revoked, of another stream, or not signed by our office."""

    code = "certificate_invalid"


class SignatureInvalid(Refused):
    """The entry was not signed by the key it names."""

    code = "signature_invalid"


class Conflicting(Refused):
    """The same id, or the same number in a chain, with another hash."""

    code = "conflicting"


class WrongRevision(Refused):
    """A decision about another revision than the latest."""

    code = "wrong_revision"


class FollowsRefused(Refused):
    """Depends on an entry that was refused."""

    code = "follows_refused"


class Trouble(MobileOfficeError):
    """Something outside the case is in the way; the sentence says what to do next."""

    code = "trouble"


class Offline(Trouble):
    """The back office cannot be reached."""

    code = "offline"


class Unknown(Trouble):
    """An answer that proves nothing (cut, not ours, not signed): try again."""

    code = "unknown"


class Untrusted(Offline):
    """Who answers at the office's address cannot prove to be the office; nothing has left this laptop.

    Codes: "intercepted" (a certificate of another authority), "office_misnamed", "office_expired".
    """

    code = "intercepted"


class ClockWrong(Trouble):
    """This laptop's clock is too far from the office's; details: `seconds` it is ahead (negative: behind)."""

    code = "clock_wrong"


class WrongKey(Trouble):
    """The passphrase or key does not open the slot or the store."""

    code = "wrong_key"


class Delayed(Trouble):
    """Too many wrong passphrases; details: `seconds` until the next try."""

    code = "delayed"


class Damaged(Trouble):
    """A file cannot be read; details: `what` names which (store, slots, settings)."""

    code = "damaged"


class DiskFull(Trouble):
    """Nothing more can be saved until space is freed."""

    code = "disk_full"


class TooNew(Trouble):
    """The store was written by a newer version of the program."""

    code = "too_new"


class TooOld(Trouble):
    """The back office no longer speaks our version of the protocol."""

    code = "too_old"


class AlreadyOpen(Trouble):
    """Another instance of the program holds this home."""

    code = "already_open"


class NotEnrolled(Trouble):
    """This home belongs to no back office yet."""

    code = "not_enrolled"


class PortInUse(Trouble):
    """The server's port is taken; details: `port`."""

    code = "port_in_use"


class BrokenService(Trouble):
    """A service file that cannot be used; details: `file`, `line`, `reason`."""

    code = "broken_service"
