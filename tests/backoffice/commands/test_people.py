"""How the commands of `people` are declared; what they do is tested where it is done, and in test_main.py."""

import argparse

from mobile_office.backoffice.commands import people


def test_each_command_runs_with_the_office_opened() -> None:
    commands = argparse.ArgumentParser().add_subparsers()
    people.add(commands)
    assert commands.choices
    assert all(callable(parser.get_default("run")) for parser in commands.choices.values())
