"""The files of this repository, as the sweeps walk them: without what is built or fetched."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}


def files(*suffixes: str) -> tuple[Path, ...]:
    """Every file of the repository, relative to its root, in order; only these endings, if any are given."""
    return tuple(
        path.relative_to(ROOT) for path in sorted(_walk(ROOT)) if not suffixes or path.suffix in suffixes
    )


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.name.endswith((".egg-info", "_cache")):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def read(path: Path) -> str | None:
    """A file's text; None for one that is not text (a picture, a font, an old store)."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
