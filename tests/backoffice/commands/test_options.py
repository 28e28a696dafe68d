"""What the commands share."""

import argparse

import pytest

from mobile_office.backoffice.commands import options


def test_a_command_says_what_it_does_as_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    made = options.command(commands, "look", "look around", None, alone=lambda _: True, after="And then go.")
    options.stream(made)
    options.language(made)
    with pytest.raises(SystemExit):
        parser.parse_args(["look", "--help"])
    printed = capsys.readouterr().out
    assert "Look around." in printed
    assert "And then go." in printed
    chosen = parser.parse_args(["look"])
    assert (chosen.stream, chosen.language, chosen.run) == ("03241001", "en", None)
    assert chosen.alone(chosen)
