"""Translators' files: what the program says, as Qt Linguist reads it, and back into the TOML it is kept in (ADR 006).

`write` makes build/linguist/*.ts from German and each other language; `read FILE.ts` puts translations back without
touching comments or order; `check` says what English lacks. Knows the standard library only. Exit 1: something is wrong.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from sentence_files import (
    Refused,
    Texts,
    agree,
    comments,
    gaps_differ,
    is_reviewed,
    merged,
    replace,
    signed,
    texts,
)

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "de"


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one language; a context in Linguist is a file here."""

    name: str
    language: str
    files: Mapping[str, tuple[Path, Path]]  # context -> (German, translation)

    @property
    def is_for_citizens(self) -> bool:
        """Whether a person reviews it as a whole, and what nobody reviewed is kept."""
        return self.name.startswith("citizen")


@dataclass(frozen=True)
class Message:
    """One sentence. `finished` as Linguist's green tick."""

    context: str
    key: str
    source: str
    translation: str
    finished: bool
    comment: str = ""


def catalogues(resources: Path) -> tuple[Catalogue, ...]:
    """What there is to translate: the staff's English, and the citizens' languages."""
    german = sorted((resources / "i18n" / SOURCE).glob("*.toml"))
    staff = [path.name for path in sorted((resources / "i18n").iterdir()) if path.name != SOURCE]
    citizens = sorted(path for path in (resources / "citizen").glob("*.toml") if path.stem != SOURCE)
    original = resources / "citizen" / f"{SOURCE}.toml"
    return (
        *(
            Catalogue(
                f"staff_{language}",
                language,
                {path.stem: (path, resources / "i18n" / language / path.name) for path in german},
            )
            for language in staff
        ),
        *(
            Catalogue(f"citizen_{path.stem}", path.stem.partition("_")[0], {"citizen": (original, path)})
            for path in citizens
        ),
    )


def messages(catalogue: Catalogue) -> Iterator[Message]:
    """Every German sentence with its translation, "" where there is none."""
    for context, (german, other) in catalogue.files.items():
        known, remarks = texts(other), comments(german)
        is_finished = not catalogue.is_for_citizens or is_reviewed(other)
        for key, source in texts(german).items():
            text = known.get(key, "")
            yield Message(context, key, source, text, bool(text) and is_finished, remarks.get(key, ""))


def complaints(catalogue: Catalogue) -> list[str]:
    """What is missing, left over, or has other gaps than the German sentence."""
    told = []
    for context, (german, other) in catalogue.files.items():
        sources, known = texts(german), texts(other)
        told += [f"{catalogue.name} {context}: {key} is missing" for key in sources if not known.get(key)]
        told += [f"{catalogue.name} {context}: {key} has no German" for key in known if key not in sources]
        for key in sources.keys() & known.keys():
            if known[key] and (wrong := gaps_differ(sources[key], known[key])):
                told.append(f"{catalogue.name} {context}: {key}: {wrong}")
    return told


# -- to Linguist


def written(catalogue: Catalogue) -> str:
    """A catalogue as Qt's TS 2.1."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{catalogue.language}" sourcelanguage="{SOURCE}">')
    context = ""
    for message in messages(catalogue):
        if message.context != context:
            lines += ["</context>"] if context else []
            context = message.context
            lines += ["<context>", f"    <name>{escape(context)}</name>"]
        lines += ["    <message>", f"        <source>{escape(message.source)}</source>"]
        lines.append(f"        <comment>{escape(message.key)}</comment>")
        if message.comment:
            lines.append(f"        <extracomment>{escape(message.comment)}</extracomment>")
        state = "" if message.finished else ' type="unfinished"'
        lines.append(f"        <translation{state}>{escape(message.translation)}</translation>")
        lines.append("    </message>")
    return "\n".join([*lines, *(["</context>"] if context else []), "</TS>", ""])


# -- and back


def taken(path: Path) -> list[Message]:
    """What a .ts says. Raises Refused for a file that is none."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise Refused(f"{path.name} is not a .ts file: {error}") from None
    found = []
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            state = "" if translation is None else translation.get("type", "")
            if state in ("vanished", "obsolete"):
                continue
            text = "" if translation is None else translation.text or ""
            name, key = context.findtext("name", ""), message.findtext("comment", "")
            found.append(Message(name, key, message.findtext("source", ""), text, state != "unfinished"))
    return found


def put_back(catalogue: Catalogue, found: Sequence[Message], reviewer: str = "", day: str = "") -> int:
    """Write what has changed into the TOML files, all or nothing; how many sentences that were.

    Unfinished sentences stay as they were in the staff's language; in a citizen's they are taken, and its review is
    void, unless `reviewer` vouches for it with every sentence finished. Raises Refused.
    """
    sources = {context: texts(german) for context, (german, _) in catalogue.files.items()}
    known = {context: texts(other) for context, (_, other) in catalogue.files.items()}
    wrong = [told for message in found if (told := _wrong_with(sources, message))]
    if reviewer and not all(message.finished and message.translation for message in found):
        wrong.append("not every sentence is finished: it cannot be called reviewed")
    if wrong:
        raise Refused("\n".join(wrong))
    new: dict[str, Texts] = {}
    for message in found:
        is_taken = message.translation and (message.finished or catalogue.is_for_citizens)
        if is_taken and message.translation != known[message.context].get(message.key):
            new.setdefault(message.context, {})[message.key] = message.translation
    fresh: dict[Path, str] = {}
    for context, (_, other) in catalogue.files.items():
        changed = new.get(context, {})
        if changed or (reviewer and catalogue.is_for_citizens):
            text = merged(other, changed, list(sources[context]))
            fresh[other] = signed(text, reviewer, day) if catalogue.is_for_citizens else text
            agree(other.name, fresh[other], known[context] | changed)
    for path, text in fresh.items():
        replace(path, text)
    return sum(len(changed) for changed in new.values())


def _wrong_with(sources: Mapping[str, Texts], message: Message) -> str:
    """Why a sentence is not taken, "" for one that is."""
    where, source = f"{message.context}: {message.key}", sources.get(message.context, {}).get(message.key)
    if source is None:
        return f"{where} is unknown here"
    if source != message.source:
        return f"{where}: the German sentence has changed since; please write the files anew"
    differs = gaps_differ(source, message.translation) if message.translation else ""
    return f"{where}: {differs}" if differs else ""


# -- the command


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="linguist.py", description="Sentences to Qt Linguist and back.")
    parser.add_argument("--resources", type=Path, default=ROOT / "resources", help="another resources folder")
    actions = parser.add_subparsers(dest="action", required=True)
    write = actions.add_parser("write", help="make the .ts files")
    write.add_argument("--out", type=Path, default=ROOT / "build" / "linguist", metavar="DIR")
    read = actions.add_parser(
        "read", help="put translations back; the file keeps the name it was written with"
    )
    read.add_argument("files", type=Path, nargs="+", metavar="FILE.ts")
    read.add_argument(
        "--reviewed-by", default="", metavar="NAME", help="who vouches for a citizens' language"
    )
    actions.add_parser("check", help="say what is missing, left over, or leaves other gaps")
    options = parser.parse_args(arguments)
    known = {catalogue.name: catalogue for catalogue in catalogues(options.resources)}
    if options.action == "check":
        told = [line for catalogue in known.values() for line in complaints(catalogue)]
        print("\n".join(told) or "Every sentence is translated.")
        return 1 if told else 0
    if options.action == "write":
        options.out.mkdir(parents=True, exist_ok=True)
        for catalogue in known.values():
            (options.out / f"{catalogue.name}.ts").write_text(written(catalogue), encoding="utf-8")
        print(f"{len(known)} files in {options.out}")
        return 0
    return _read(known, options.files, options.reviewed_by)


def _read(known: Mapping[str, Catalogue], files: Sequence[Path], reviewer: str) -> int:
    for path in files:
        try:
            if path.stem not in known:
                raise Refused(f"there is no language {path.stem}; known are {', '.join(known)}")
            number = put_back(
                known[path.stem], taken(path), reviewer, datetime.now().astimezone().date().isoformat()
            )
        except Refused as error:
            print(f"{path.name}: nothing was taken.\n{error}", file=sys.stderr)
            return 1
        print(f"{path.name}: {number} sentences changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
