"""`mobile-office services check FILE...`: says of each file, line by line, what would keep it from being used.

Prints sentences; needs no home, no passphrase and no link. Files are read by `shelves.py`, what is checked
stands in `domain/inspection.py`; the sweeps of the repository ask them too.
"""

import argparse
import sys

from mobile_office import resources, sentences
from mobile_office.domain.inspection import TRIED
from mobile_office.shelves import check, sentence, surroundings


def run(options: argparse.Namespace) -> int:
    """Check the files; 0 when all are clean, 1 when there is something to say, 2 for a folder that is none."""
    sentences.use(options.language)
    folder = options.resources or resources.folder()
    if not (folder / "fields.toml").is_file():
        print(sentences.say("services.no_folder", folder=str(folder)), file=sys.stderr)
        return 2
    told = check(options.files, surroundings(folder))
    for file, found in told.items():
        for finding in found:
            print(sentences.say("services.line", file=str(file), line=finding.line, said=sentence(finding)))
    every = [finding for found in told.values() for finding in found]
    result = sentences.count("services.findings", len(every)) if every else sentences.say("services.clean")
    print(f"{sentences.count('services.checked', len(told))} {result}")
    if any(finding.code not in TRIED for finding in every):
        print(sentences.say("services.samples_later"))
    return 1 if every else 0
