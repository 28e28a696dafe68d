"""How everything looks: colours, spacing and type as tokens, and the one style sheet made of them.

Three themes (light, dark, high contrast) follow the system. Sizes are given for 96 dpi and multiplied
by a scale (1.0 to 2.0), so that 200 % text grows its fields, buttons and margins with it.
"""

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from mobile_office import resources
from mobile_office.domain.errors import Damaged
from mobile_office.ui.sheet import SHEET

FAMILIES = ("Noto Sans", "DejaVu Sans")  # the first that is installed; both cover DIN 91379
BODY, HEADING, TITLE, SMALL, LARGE = 10.5, 12.0, 17.0, 9.75, 26.0  # points; large is what is read aloud
TIGHT, NEAR, BETWEEN, AROUND, WIDE = 4, 8, 12, 20, 24  # spacing, pixels at scale 1
TARGET = 36  # height of what is clicked; never below 32
RAIL = 232  # width of the rail
TONES = ("good", "warn", "bad", "calm")


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for. `*_soft` is the background of the tone, and carries its text."""

    name: str
    page: str
    card: str
    line: str  # around cards, decoration only
    edge: str  # around fields and buttons, at least 3:1 on the card
    text: str
    muted: str
    rail: str
    rail_active: str
    rail_text: str
    rail_strong: str
    rail_ring: str  # around the page that is open, where the keyboard is: at least 3:1 on the rail
    primary: str
    primary_hover: str
    primary_text: str
    focus: str
    bad: str
    bad_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    calm: str
    calm_soft: str
    hover: str
    chosen: str  # the selected row of a table


LIGHT = Theme(
    name="light",
    page="#f3f5f8",
    card="#ffffff",
    line="#d8dee6",
    edge="#7f8c9a",
    text="#1b2430",
    muted="#5a6675",
    rail="#102a43",
    rail_active="#1f4a75",
    rail_text="#dbe7f3",
    rail_strong="#ffffff",
    rail_ring="#ffffff",
    primary="#0b5cab",
    primary_hover="#094c8e",
    primary_text="#ffffff",
    focus="#0b5cab",
    bad="#b3261e",
    bad_soft="#fdecea",
    good="#1a7041",
    good_soft="#e6f4ec",
    warn="#855600",
    warn_soft="#fff3d6",
    calm="#40576f",
    calm_soft="#e8eef5",
    hover="#eef3f8",
    chosen="#e2ecf6",
)
DARK = Theme(
    name="dark",
    page="#141a21",
    card="#1d252e",
    line="#323d49",
    edge="#8593a2",
    text="#e8edf3",
    muted="#a9b5c2",
    rail="#0c1c2d",
    rail_active="#1f4a75",
    rail_text="#dbe7f3",
    rail_strong="#ffffff",
    rail_ring="#ffffff",
    primary="#2a74c5",
    primary_hover="#2468b3",
    primary_text="#ffffff",
    focus="#7ab8ff",
    bad="#ff9d94",
    bad_soft="#43211f",
    good="#85d6a6",
    good_soft="#18382a",
    warn="#f3c765",
    warn_soft="#40320f",
    calm="#bccddf",
    calm_soft="#2a3643",
    hover="#28323d",
    chosen="#263a4f",
)
CONTRAST = Theme(
    name="contrast",
    page="#000000",
    card="#000000",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    muted="#ffffff",
    rail="#000000",
    rail_active="#ffff00",
    rail_text="#ffffff",
    rail_strong="#000000",
    rail_ring="#ffff00",
    primary="#ffff00",
    primary_hover="#ffffff",
    primary_text="#000000",
    focus="#00ffff",
    bad="#ffb3ad",
    bad_soft="#000000",
    good="#9dffc4",
    good_soft="#000000",
    warn="#ffe680",
    warn_soft="#000000",
    calm="#ffffff",
    calm_soft="#000000",
    hover="#333333",
    chosen="#333333",
)
THEMES = (LIGHT, DARK, CONTRAST)


@dataclass
class _Applied:
    theme: Theme = LIGHT
    scale: float = 1.0
    wanted: str = "system"
    is_following: bool = False
    is_fusion: bool = False


_applied = _Applied()


def theme() -> Theme:
    """The theme in use, for icons and painting by hand."""
    return _applied.theme


def px(size: float) -> int:
    """A length of the design, in pixels at the scale in use."""
    return round(size * _applied.scale)


@cache
def family() -> str:
    """The first installed of the families that cover DIN 91379."""
    installed = set(QFontDatabase.families())
    return next((name for name in FAMILIES if name in installed), QFont().family())


def system_theme() -> Theme:
    """The theme the system asks for."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def stylesheet(chosen: Theme, scale: float = 1.0) -> str:
    """The style sheet of a theme at a text scale: `$name` is a token, `<n>px` grows with the scale."""
    arrow = "down-dark.svg" if contrast(chosen.card, "#ffffff") < 2 else "down-light.svg"
    # On a black ground a tint cannot be seen: there a line in the tone's own colour does its work.
    text = SHEET
    for tone in TONES:
        text = text.replace(f"${tone}_edge", f"${tone}" if chosen is CONTRAST else f"${tone}_soft")
    text = text.replace("$head", f"{round(10 * scale) + 3}px")  # Qt moves the words of a cell by 3
    text = text.replace("$off", "dashed" if chosen is CONTRAST else "solid")  # nor can a paler word
    check = "check-dark.svg" if contrast(chosen.primary, "#ffffff") < 4.5 else "check-light.svg"
    for name, file in (("$arrow", arrow), ("$check", check)):
        text = text.replace(name, (resources.folder() / "icons" / file).as_posix())
    for token in sorted((f.name for f in fields(chosen)), key=len, reverse=True):
        text = text.replace(f"${token}", getattr(chosen, token))
    points = {"@body": BODY, "@heading": HEADING, "@title": TITLE, "@small": SMALL, "@large": LARGE}
    for name, size in points.items():
        text = text.replace(name, f"{size * scale:.2f}pt")
    for size in (36, 24, 20, 18, 16, 12, 10, 8, 7, 6, 4):
        text = text.replace(f"~{size}px", f"{round(size * scale)}px")
    return text


def apply(application: QApplication, wanted: str = "system", scale: float = 1.0) -> None:
    """Dress the whole application: "light", "dark", "contrast", or "system" now and whenever it changes.

    Raises Damaged(what="settings") for another name.
    """
    if wanted not in ("system", *(one.name for one in THEMES)):
        raise Damaged(what="settings", reason="theme")
    _applied.wanted, _applied.scale = wanted, scale
    if not _applied.is_following:
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda: _dress(application))
        hints.accessibility().contrastPreferenceChanged.connect(lambda: _dress(application))
        _applied.is_following = True
    _dress(application)


def _dress(application: QApplication) -> None:
    named = {one.name: one for one in THEMES}
    _applied.theme = named.get(_applied.wanted) or system_theme()
    if not _applied.is_fusion:  # setting it again would restyle every widget for nothing
        application.setStyle("Fusion")
        _applied.is_fusion = True
    font = QFont(family())
    font.setPointSizeF(BODY * _applied.scale)
    application.setFont(font)
    application.setPalette(_palette(_applied.theme))
    sheet = stylesheet(_applied.theme, _applied.scale)
    if application.styleSheet() != sheet:  # nor this
        application.setStyleSheet(sheet)


def look(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet selects by, and have the widget redrawn with it."""
    if (widget.property(name) or "") == value:  # what never had it looks as with none
        return
    widget.setProperty(name, value)
    # What was never dressed is when it is first shown.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two colours, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shown = QColor(colour)
    red, green, blue = _linear(shown.redF()), _linear(shown.greenF()), _linear(shown.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _palette(chosen: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: chosen.page,
        role.Base: chosen.card,
        role.AlternateBase: chosen.page,
        role.Button: chosen.card,
        role.WindowText: chosen.text,
        role.Text: chosen.text,
        role.ButtonText: chosen.text,
        role.PlaceholderText: chosen.muted,
        role.ToolTipBase: chosen.card,
        role.ToolTipText: chosen.text,
        role.Highlight: chosen.primary,
        role.HighlightedText: chosen.primary_text,
        role.Link: chosen.primary,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    return palette
