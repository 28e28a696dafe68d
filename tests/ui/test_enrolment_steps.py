"""The steps by themselves: what a scanner types leads on; played whole in test_enrolment.py."""

from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import Offline, Trouble, Unknown, WrongKey
from mobile_office.sync.code import Code
from mobile_office.ui.background import Background
from mobile_office.ui.enrolment_steps import CodeStep, PersonStep

CODE = Code(b"s" * 16, b"r" * 12, "https://office.example.org")


def test_a_typed_code_asks_for_the_address_and_a_scanned_one_brings_it(qtbot: QtBot) -> None:
    step = CodeStep()
    qtbot.addWidget(step)
    step.show()
    step.code.line.setText(CODE.text)
    with qtbot.assertNotEmitted(step.wanted):
        step.code.entered.emit()
    step.code.line.setText(CODE.line)
    assert step.address.text == CODE.address
    with qtbot.waitSignal(step.wanted):
        step.code.entered.emit()


def test_trouble_stands_at_the_field_it_is_about(qtbot: QtBot, background: Background) -> None:
    code, person = CodeStep(), PersonStep(background)
    qtbot.addWidget(code)
    qtbot.addWidget(person)
    code.show_trouble(Offline())
    assert "nicht zu erreichen" in code.address.error.text()
    code.show_trouble(Unknown(reason="another_office"))
    assert "nicht das Amt" in code.address.error.text()
    code.show_trouble(Unknown(reason="cut"))
    assert "kam nicht an" in code.code.error.text()
    person.show_trouble(WrongKey(seconds=1))
    assert "Beim ersten Versuch" in person.passphrase.first.error.text()
    person.show_trouble(Trouble("guessable_passphrase"))
    assert "schnell zu erraten" in person.passphrase.first.error.text()
