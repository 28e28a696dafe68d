"""The citizen display (F7): where it stands, and what of the clerk's window it follows.

On a second screen it has a window of its own that takes no keyboard; on the only one it lies over the clerk's
window, full-screen, until the passphrase. It shows the draft of the form on top, and only a welcome otherwise.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.strokes import Strokes
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_form import FormConfirmation
from mobile_office.ui.citizen_view import CitizenView
from mobile_office.ui.window import Window
from mobile_office.ui.words import say


def other_screen(window: QWidget) -> QScreen | None:
    """A screen the clerk's window is not on."""
    own = window.screen()
    return next((screen for screen in QGuiApplication.screens() if screen is not own), None)


class CitizenDisplay(QObject):
    """The display of one clerk's window, until that is gone. `find_screen` is where else it may stand."""

    def __init__(
        self,
        window: Window,
        background: Background,
        check: Callable[[str], object],
        office: str,
        *,
        unreviewed: bool = False,
        find_screen: Callable[[QWidget], QScreen | None] = other_screen,
    ) -> None:
        super().__init__(window)
        self._window, self._background, self._find_screen = window, background, find_screen
        self._form: FormConfirmation | None = None
        self._before = window.windowState()
        self.view = CitizenView(background, check, office, unreviewed=unreviewed)
        self.view.confirmed.connect(self._confirm)
        self.view.signed.connect(self._sign)
        self.view.left.connect(window.uncover)
        window.layers.addWidget(self.view)
        # Shown above the clerk's window it would hide with it; so it is nobody's child, and closed with the display.
        self.frame = QWidget(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.frame.setObjectName("citizen.frame")
        self.frame.setWindowTitle(say("app.name"))
        self.frame.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.frame.setAttribute(
            Qt.WidgetAttribute.WA_QuitOnClose, False
        )  # the program ends with the clerk's window
        box = QVBoxLayout(self.frame)
        box.setContentsMargins(0, 0, 0, 0)
        self._is_out = False
        window.destroyed.connect(self.frame.deleteLater)
        window.stack.currentChanged.connect(self._look)
        window.layers.currentChanged.connect(self._layer_changed)
        QGuiApplication.instance().screenRemoved.connect(self._screen_gone)  # type: ignore[union-attr]
        self._key = QShortcut(QKeySequence("F7"), window, self.toggle)
        self._look()

    @property
    def is_over_the_clerk_s(self) -> bool:
        """Whether it lies over the clerk's window."""
        return self._window.layers.currentWidget() is self.view

    @property
    def is_out(self) -> bool:
        """Whether it stands on a screen of its own."""
        return self._is_out

    def toggle(self) -> None:
        """F7: show it; away again from a screen of its own; over the clerk's window, ask for the passphrase."""
        if self.is_over_the_clerk_s:
            self.view.ask_clerk()
        elif self._is_out:
            self.take_in()
        elif not self._window.is_covered:
            if self._form is not None:
                self._form.lent.emit()
            screen = self._find_screen(self._window)
            self._lay_over() if screen is None else self._put_out(screen)

    def take_in(self) -> None:
        """Away from its own screen."""
        self._is_out = False
        self.frame.hide()
        self._window.layers.addWidget(self.view)

    def _put_out(self, screen: QScreen) -> None:
        self._is_out = True
        self._window.layers.removeWidget(self.view)
        layout = self.frame.layout()
        assert layout is not None
        layout.addWidget(self.view)
        self.view.show()
        self.view.lend(over_the_clerk_s=False)
        self.frame.setScreen(screen)
        self.frame.setGeometry(screen.geometry())
        self._look()
        self._fill()

    def _lay_over(self) -> None:
        self._before = self._window.windowState()
        self._look()
        self._window.hide_behind(self.view)
        self.view.lend(over_the_clerk_s=True)
        self._window.setWindowState(self._before | Qt.WindowState.WindowFullScreen)

    def _layer_changed(self) -> None:
        """The clerk is back, or everything is covered: what is not the citizen's to see is gone from here, too."""
        if self.view.is_over_the_clerk_s and not self.is_over_the_clerk_s:
            self.view.is_over_the_clerk_s = False
            self._window.setWindowState(self._before)
        self._look()
        if self._is_out and not self.frame.isVisible():  # covering hides every other window of the program
            self._fill()

    def _fill(self) -> None:
        """Over its whole screen; `showFullScreen` would ask for the keyboard."""
        self.frame.setWindowState(Qt.WindowState.WindowFullScreen)
        self.frame.show()

    def _screen_gone(self, _screen: QScreen) -> None:
        """Its screen was unplugged: never let the system move it over the clerk's."""
        if self._is_out:
            self.take_in()

    # -- what it shows

    def _look(self) -> None:
        hidden = self._window.is_covered and not self.is_over_the_clerk_s
        form = None if hidden else self._window.page.findChild(FormConfirmation)
        if form is not self._form:
            if self._form is not None:
                self._part_from(self._form)
            self._form = form
            if form is not None:
                form.changed.connect(self._tell)
                form.wanted.connect(self.toggle)
                form.sign_wanted.connect(self._ask_to_sign)
                form.destroyed.connect(self._form_gone)
        self._tell()

    def _part_from(self, form: FormConfirmation) -> None:
        form.changed.disconnect(self._tell)
        form.wanted.disconnect(self.toggle)
        form.sign_wanted.disconnect(self._ask_to_sign)
        form.destroyed.disconnect(self._form_gone)

    def _form_gone(self) -> None:
        self._form = None
        if shiboken6.isValid(self._window.layers):  # else the whole window goes, and this with it
            self._tell()

    def _tell(self) -> None:
        if self._is_out or self.is_over_the_clerk_s or self._form is None:
            self.view.show_telling(None if self._form is None else self._form.told)

    def _confirm(self, number: str, language: str) -> None:
        if self._form is not None:
            self._form.confirm(number, language, self.view.thank, self._missed)

    def _sign(self, number: str, strokes: Strokes) -> None:
        if self._form is not None:
            self._form.sign(number, strokes, self.view.thank, self._missed)

    def _ask_to_sign(self) -> None:
        """The clerk has the person sign what they have confirmed."""
        if not self._is_out and not self.is_over_the_clerk_s:
            self.toggle()
        self.view.ask_to_sign()

    def _missed(self, error: Exception) -> None:
        """What was read is not what is declared now, or it could not be saved: the clerk is told, not the citizen."""
        self._window.trouble.show_error(error)
        self.view.stumble()
