"""`mobile-office services check FILE...`: says of each file, line by line, what would keep it from being used.

Prints sentences; needs no home, no passphrase and no link. Files are read by `shelves.py`, what is checked
stands in `domain/inspection.py`; the sweeps of the repository ask them too.
"""

import argparse
import sys
from dataclasses import replace

from mobile_office import resources, sentences
from mobile_office.shelves import fixed, identities, is_waiting, look, sentence, surroundings


def run(options: argparse.Namespace) -> int:
    """Check the files; 0 when all are clean, 1 when there is something to say, 2 for a folder that is none."""
    sentences.use(options.language)
    folder = options.resources or resources.folder()
    if not (folder / "fields.toml").is_file():
        print(sentences.say("services.no_folder", folder=str(folder)), file=sys.stderr)
        return 2
    around = replace(surroundings(folder), taken=fixed(identities(folder)))
    sheets = look(options.files, around)
    for sheet in sheets:
        for finding in sheet.findings:
            said = sentence(finding)
            print(sentences.say("services.line", file=str(sheet.file), line=finding.line, said=said))
    every = [finding for sheet in sheets for finding in sheet.findings]
    result = sentences.count("services.findings", len(every)) if every else sentences.say("services.clean")
    print(f"{sentences.count('services.checked', len(sheets))} {result}")
    if is_waiting(sheets):
        print(sentences.say("services.samples_later"))
    return 1 if every else 0
