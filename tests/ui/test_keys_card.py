"""Keys and lock: each fact has a word, a tone and a sentence, and what is weaker is called weaker."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.store.device_secret import Place
from mobile_office.store.protection import Protection, Swap
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.keys_card import KeysCard, KeyState, facts
from mobile_office.ui.style import TONES

NOW = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
BEST = KeyState(Protection("keyring", True, True, "none"), 10, 5, NOW + timedelta(days=30), NOW)


def test_where_all_is_well_every_line_is_good() -> None:
    assert {fact.tone for fact in facts(BEST)} == {"good"}
    assert "nach 10 Minuten" in facts(BEST)[2].sentence
    assert "Abgedeckt sperrt er nach 5 Minuten" in facts(BEST)[2].sentence


def test_without_a_keyring_it_is_called_weaker() -> None:
    weaker = replace(BEST, protection=replace(BEST.protection, secret="file"))
    assert (facts(weaker)[0].state, facts(weaker)[0].tone) == ("Schwächer: kein Schlüsselbund", "warn")


@pytest.mark.parametrize("left, tone", [(None, "bad"), (-1, "bad"), (3, "warn"), (30, "good")])
def test_a_certificate_is_spoken_of_before_it_ends(left: int | None, tone: str) -> None:
    until = None if left is None else NOW + timedelta(days=left)
    assert facts(replace(BEST, valid_until=until))[-1].tone == tone


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_state_has_its_words(language: str) -> None:
    words.use(language)
    for secret in get_args(Place):
        for swap in get_args(Swap):
            for good in (True, False):
                state = replace(BEST, protection=Protection(secret, good, good, swap), covered=int(good))
                assert all(fact.state and fact.sentence and fact.tone in TONES for fact in facts(state))


def test_the_card_shows_what_is_so_now_and_changes_the_passphrase(
    qtbot: QtBot, background: Background
) -> None:
    state, changed = [BEST], []
    card = KeysCard(lambda: state[0], background, lambda *given: changed.append(given), "Mustermann, Erika")
    qtbot.addWidget(card)
    card.show()
    state[0] = replace(BEST, protection=replace(BEST.protection, secret="file"))
    card.refresh()
    assert "Schwächer: kein Schlüsselbund" in [label.text() for label in card.findChildren(QLabel)]
    card.open_change.click()
    card.change.old.line.setText("Berger am Marktplatz")
    for part in (card.change.new.first, card.change.new.again):
        part.line.setText("Linde Regen Faden Schuh")
    card.change.submit()
    qtbot.waitUntil(card.notice.isVisible)
    assert "gilt ab jetzt" in card.notice.label.text()
    assert changed == [("Berger am Marktplatz", "Linde Regen Faden Schuh")]
    assert card.change.isHidden()
    card.change.new._settling.stop()
