"""Documents point at things that exist, and name the commands that there are."""

import re
from pathlib import Path

import pytest

from tests.sweeps.tree import ROOT, files, read

LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("path", files(".md"), ids=str)
def test_each_link_inside_the_repository_leads_somewhere(path: Path) -> None:
    broken = [
        target for target in LINK.findall(read(path) or "") if not (ROOT / path.parent / target).exists()
    ]
    assert not broken


def targets() -> dict[str, str]:
    """The targets of the Makefile with the line `make help` shows for each."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z-]+):[^#\n]*## (.*)$", text, re.MULTILINE))


def test_each_command_named_in_a_document_is_a_target() -> None:
    named = {name for path in files(".md") for name in re.findall(r"`make ([a-z-]+)[^`]*`", read(path) or "")}
    assert named <= set(targets())


def test_each_target_is_explained_and_each_explanation_is_short() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", text, re.MULTILINE)
    assert phony
    public = set(phony[1].replace("\\\n", " ").split()) - {"preflight", "preflight-window"}
    assert public == set(targets())
    assert all(len(line) <= 90 for line in targets().values())
