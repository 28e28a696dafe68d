"""Style: every text can be read on its ground, and everything grows with the text."""

import pytest
from PySide6.QtWidgets import QApplication

from mobile_office.domain.errors import Damaged
from mobile_office.ui import style
from mobile_office.ui.style import THEMES, Theme

TEXT_ON = [
    ("text", "page"),
    ("text", "card"),
    ("text", "hover"),
    ("text", "calm_soft"),
    ("muted", "page"),
    ("muted", "card"),
    ("muted", "calm_soft"),
    ("rail_text", "rail"),
    ("rail_strong", "rail_active"),
    ("primary_text", "primary"),
    ("primary_text", "primary_hover"),
    ("bad", "card"),
    ("bad", "page"),
    ("bad", "bad_soft"),
    ("good", "card"),
    ("good", "good_soft"),
    ("warn", "card"),
    ("warn", "warn_soft"),
    ("calm", "card"),
    ("calm", "calm_soft"),
    ("focus", "card"),
    ("focus", "page"),
    *((tone, "chosen") for tone in ("text", "muted", "good", "warn", "bad", "calm")),
]
CONTROL_ON = [
    ("edge", "card"),
    ("edge", "page"),
    ("focus", "card"),
    ("primary", "card"),
    ("rail_text", "rail"),
]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_has_a_contrast_of_4_5_to_1(theme: Theme) -> None:
    assert [pair for pair in TEXT_ON if _contrast(theme, pair) < 4.5] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_control_has_a_contrast_of_3_to_1(theme: Theme) -> None:
    assert [pair for pair in CONTROL_ON if _contrast(theme, pair) < 3] == []


def test_contrast_is_measured_as_wcag_does() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_style_sheet_has_no_unfilled_token(theme: Theme) -> None:
    sheet = style.stylesheet(theme)
    assert not set("$@~") & set(sheet)


def test_text_and_margins_double_at_two_hundred_percent(qapp: QApplication) -> None:
    style.apply(qapp, "light", 2.0)
    assert qapp.font().pointSizeF() == 21.0
    assert style.px(style.TARGET) == 72
    assert "font-size: 34.00pt" in qapp.styleSheet()


def test_targets_are_never_smaller_than_32_pixels() -> None:
    assert style.TARGET >= 32


def test_a_theme_can_be_chosen_by_name(qapp: QApplication) -> None:
    style.apply(qapp, "contrast")
    assert style.theme().name == "contrast"


def test_the_system_decides_when_nothing_is_chosen(qapp: QApplication) -> None:
    style.apply(qapp)
    assert style.theme() is style.system_theme()


def test_an_unknown_theme_is_a_sentence_about_the_settings(qapp: QApplication) -> None:
    with pytest.raises(Damaged) as trouble:
        style.apply(qapp, "pink")
    assert trouble.value.details["what"] == "settings"


def test_the_font_covers_the_letters_of_din_91379() -> None:
    assert style.family() in style.FAMILIES


def _contrast(theme: Theme, pair: tuple[str, str]) -> float:
    front, ground = pair
    return style.contrast(getattr(theme, front), getattr(theme, ground))


def test_what_cannot_be_pressed_is_told_apart_where_nothing_is_paler() -> None:
    assert "border: 1px dashed" in style.stylesheet(style.CONTRAST)
    assert "dashed" not in style.stylesheet(style.LIGHT)
