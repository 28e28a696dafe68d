"""The only place where the parts are put together: unlock window first, everything else after it.

The unlock window needs neither SQLAlchemy nor CEL; they are imported once it is painted, while somebody types.
"""

import builtins
import linecache
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtWidgets import QApplication, QWidget

from mobile_office import process, resources, settings
from mobile_office.bug_report import catch_all
from mobile_office.domain.errors import MobileOfficeError, NotEnrolled
from mobile_office.store.device import read_device
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.wiped import FILE as WIPED
from mobile_office.ui import discretion, roles, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.unlock import UnlockScreen

if TYPE_CHECKING:
    from mobile_office.rotation import Settled
    from mobile_office.shift import Shift
    from mobile_office.ui.comeback import ComebackScreen
    from mobile_office.ui.substitute import SubstituteScreen


class App:
    """One run of the program in one home: from the unlock window to the lock."""

    def __init__(self, home: Path, url: str | None, slots: Slots, instance: process.Instance) -> None:
        self.home = home
        self.url = url
        self.slots = slots
        self.shift: Shift | None = None
        self._instance = instance
        self.background = Background()
        self.unlock = UnlockScreen(slots.people(), slots.last_person(), self._open, self.background)
        self.unlock.unlocked.connect(self._begin)
        self.unlock.forgot.connect(self._forgot)
        self.unlock.substitute.connect(self._substitute)
        self.comeback: QWidget | None = None
        self.unlock.painted.connect(lambda: self.background.network(preload))  # nothing else waits for it yet
        self.unlock.resize(1366, 768)
        self.unlock.show()

    def _open(self, person: str, passphrase: str) -> Unlocked:
        unlocked = self.slots.unlock(person, passphrase, datetime.now(UTC))
        preload()  # for whoever types fast: the window's thread would wait for it
        return unlocked

    def _begin(self, unlocked: Unlocked) -> None:
        """Somebody is let in; if the store's key is to be changed, that comes before anything opens the store."""
        try:
            is_due = self.slots.rotation() is not None
        except MobileOfficeError as trouble:
            self.unlock.show_trouble(trouble)
            return
        if is_due:
            self._change_key(unlocked)
        else:
            self._enter(unlocked)

    def _change_key(self, unlocked: Unlocked) -> None:
        from mobile_office.rotation import change_if_due, progress
        from mobile_office.ui.rekeying import RekeyingScreen, told

        def change() -> "Settled":
            return change_if_due(self.home, self.slots, unlocked, datetime.now(UTC))

        screen = RekeyingScreen(self.background, change, lambda: progress(self.home))
        screen.done.connect(lambda settled: self._enter(settled.unlocked, told(settled)))
        screen.failed.connect(self._not_entered)
        screen.resize(self.unlock.size())
        screen.show()
        self.unlock.hide()

    def _enter(self, unlocked: Unlocked, said: str = "") -> None:
        """Load the rest and open the window, with what there is to say first."""
        if self.background.is_closing:  # the window was closed meanwhile
            return
        try:
            self.shift = shift()(self.home, self.url, self.slots, unlocked, self.background, self.lock)
        except MobileOfficeError as trouble:
            self._not_entered(trouble)
            return
        self.shift.window.show()
        if said:
            self.shift.window.trouble.show_text(said, "warn")
        self.unlock.close()
        try:
            self.slots.remember_last(unlocked.person)
        except MobileOfficeError as trouble:  # a convenience must not keep anybody from working
            self.background.trouble.emit(trouble)

    def _not_entered(self, trouble: Exception) -> None:
        self.unlock.show()
        self.unlock.show_trouble(trouble)

    def _forgot(self) -> None:
        """The way back in for somebody who forgot; afterwards a fresh process asks for the new passphrase."""
        from mobile_office.joining import Returner
        from mobile_office.ui.comeback import ComebackScreen

        returner = Returner(self.home, self.url)
        self._aside(ComebackScreen(self.background, returner.come_back, read_device(self.home).id))

    def _aside(self, screen: "ComebackScreen | SubstituteScreen") -> None:
        """Another way in, in the unlock window's place until it is left or done."""
        screen.left.connect(self.unlock.show)
        screen.left.connect(screen.close)
        screen.done.connect(self.lock)
        screen.resize(self.unlock.size())
        screen.show()
        self.unlock.hide()
        self.comeback = screen

    def _substitute(self) -> None:
        """The way in for a substitute; afterwards a fresh process asks for the passphrase they have chosen."""
        from mobile_office.store.pool import Pool
        from mobile_office.substitute import step_in
        from mobile_office.ui.substitute import SubstituteScreen

        letter, ready = read_device(self.home).letter, len(Pool(self.home).ready())
        self._aside(SubstituteScreen(self.background, partial(step_in, self.home), letter, ready))

    def lock(self) -> NoReturn:
        """Lock (Sperren): make everything durable, then become a fresh process without the key."""
        self.close()
        process.replace()

    def close(self) -> None:
        """End in order: writes first, then the store, then the right to this home."""
        self.background.drain()
        self.background.close()
        if self.shift is not None:
            self.shift.close()
        self._instance.release()


def shift() -> "type[Shift]":
    """The rest of the program, imported now if it has not been."""
    # CEL and httpx import their own command lines (rich, typer, prompt_toolkit: 40 MB, 0.2 s) for nothing.
    sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))
    if "httpx" not in sys.modules:
        sys.modules["httpx._main"] = None  # type: ignore[assignment]  # httpx takes that as "not installed"
    from mobile_office.shift import Shift

    return Shift


def preload() -> None:
    """Load the rest and what it reads from our own files, before anybody is let in."""
    shift()
    from mobile_office.stock import read_shelf

    read_shelf(resources.folder())


def run(home: Path, url: str | None, prepare: Callable[[App], object] | None = None) -> int:
    """Run until the window is closed; returns the exit status. Raises Trouble where nobody could see it.

    `prepare` is given the app before the event loop starts; the scripted day plays from there.
    """
    process.harden()
    _import_as_python_does()
    catch_all(home)
    discretion.keep_settings_nowhere()
    discretion.keep_temporary_files_in_memory()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("mobile-office")
    roles.tell()
    if (home / WIPED).exists() and _was_wiped(home, application):
        return 1
    try:
        app = _open(home, url, application)
    except MobileOfficeError as trouble:
        if application.platformName() == "offscreen":
            raise
        if isinstance(trouble, NotEnrolled):
            return _enrol(home, application)
        style.apply(application, "system")
        return _closed(home, trouble, application)
    if prepare is not None:
        prepare(app)
    try:
        return application.exec()
    finally:
        app.close()


def _import_as_python_does() -> None:
    """Take PySide's import hook out again; PySide keeps Python's own import beside it in `builtins`.

    For `from __feature__ import`, which nobody here uses, the hook reads the source of every module imported
    after PySide, and the standard library keeps the lines: 20 MB. In a bundle there are no sources to read.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()


def _open(home: Path, url: str | None, application: QApplication) -> App:
    """The app with its first window. Raises Trouble for a home that cannot be used."""
    read_device(home)
    _dress(home, application)
    slots = Slots(home)
    slots.people()
    return App(home, url, slots, process.Instance(home))


def _dress(home: Path, application: QApplication) -> None:
    chosen = settings.load(home / "settings.toml")
    words.use(chosen.language)
    style.apply(application, chosen.theme)


def _enrol(home: Path, application: QApplication) -> int:
    """Set the laptop up; afterwards a fresh process asks for the passphrase. Raises Trouble."""
    from mobile_office import joining
    from mobile_office.store.begun import read_begun
    from mobile_office.ui.enrolment import EnrolmentScreen

    _dress(home, application)
    instance, background = process.Instance(home), Background()
    screen = EnrolmentScreen(
        background,
        lambda url, code: joining.begin(home, url, code),
        joining.fingerprint,
        lambda code: joining.introduce(home, code),
        lambda code, passphrase: joining.finish(home, code, passphrase),
        read_begun(home),
    )

    def over() -> NoReturn:
        background.close()
        instance.release()
        process.replace()

    screen.done.connect(over)
    screen.resize(1366, 768)
    screen.show()
    try:
        return application.exec()
    finally:
        background.close()
        instance.release()


def _was_wiped(home: Path, application: QApplication) -> bool:
    """Carry out a wipe the office has ordered, and say so until the window is closed; False when there was none."""
    from mobile_office import leaving
    from mobile_office.sync.wipe import Word
    from mobile_office.ui.wiped import WipedScreen

    instance = process.Instance(home)
    wiped = leaving.carry_out(home)
    if wiped is None:
        instance.release()
        return False
    _dress(home, application)
    word, background = Word.from_json(wiped.word), Background()
    screen = WipedScreen(leaving.ordered_at(wiped), word.handed_over, word.lost, told=wiped.told)

    def anew() -> NoReturn:
        leaving.begin_anew(home)
        background.close()
        process.replace()

    screen.anew.connect(anew)
    screen.resize(1366, 768)
    screen.show()
    if not wiped.told:
        background.network(lambda: leaving.tell_office(home), screen.show_told)
    application.exec()
    background.close()
    instance.release()
    return True


def _closed(home: Path, trouble: MobileOfficeError, application: QApplication) -> int:
    """Say what is wrong; going back to the previous slots starts the program anew."""
    from mobile_office.ui.closed import ClosedScreen  # a start that goes well does not wait for it

    def restore() -> NoReturn:
        Slots(home).restore_previous()
        process.replace()

    has_previous = trouble.details.get("what") == "slots" and trouble.details.get("has_previous")
    screen = ClosedScreen(trouble, restore if has_previous else None)
    screen.resize(1366, 768)
    screen.show()
    application.exec()
    return 1
