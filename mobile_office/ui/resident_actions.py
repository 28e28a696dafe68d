"""What can be done with the list of a round and with the one chosen on it, above its table."""

from mobile_office.domain.residents import Resident, Turn
from mobile_office.ui import style
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.flow import Flow
from mobile_office.ui.resident_head import ListMenu
from mobile_office.ui.words import say

_BUTTONS = (("add", "Ins"), ("out", "F3"), ("another", "F4"), ("person", "F5"), ("take_out", ""))


class Actions(Flow):
    """`buttons` by name, and the `menu` of the whole list. Del has no key here: it is the table's, not the page's."""

    def __init__(self) -> None:
        super().__init__(gap=style.px(style.NEAR))
        self.buttons: dict[str, PlainButton] = {}
        self.menu = ListMenu()
        for name, key in _BUTTONS:
            button = self.buttons[name] = PlainButton(say(f"residents.{name}"), key)
            button.setObjectName(f"residents.{name}")
            self.addWidget(button)
        self.addWidget(self.menu)

    def show_for(self, one: Resident | None) -> None:
        """Offer what can be done with this one; with None only what needs nobody."""
        for name in ("out", "another", "person", "take_out"):
            self.buttons[name].setEnabled(one is not None)
        is_out = one is not None and one.turn is Turn.LEFT_OUT
        self.buttons["out"].set_words(say("residents.again" if is_out else "residents.out"))
        if one is not None and one.turn in (Turn.DONE, Turn.BEGUN):
            self.buttons["out"].setEnabled(False)
            self.buttons["person"].setEnabled(False)
