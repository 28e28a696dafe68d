"""`mobile-office services check FILE...`: says of each file, line by line, what would keep it from being used.

Prints sentences; needs no home, no passphrase and no link. Files are read by `shelves.py`, what is checked
stands in `domain/inspection.py`; the sweeps of the repository ask them too.
"""

import argparse
import re
import sys

from mobile_office import resources
from mobile_office.domain.inspection import TRIED, Finding
from mobile_office.shelves import check, surroundings
from mobile_office.ui import words


def run(options: argparse.Namespace) -> int:
    """Check the files; 0 when all are clean, 1 when there is something to say, 2 for a folder that is none."""
    words.use(options.language)
    folder = options.resources or resources.folder()
    if not (folder / "fields.toml").is_file():
        print(words.say("services.no_folder", folder=str(folder)), file=sys.stderr)
        return 2
    told = check(options.files, surroundings(folder))
    for file, found in told.items():
        for finding in found:
            print(words.say("services.line", file=str(file), line=finding.line, said=sentence(finding)))
    every = [finding for found in told.values() for finding in found]
    result = words.count("services.findings", len(every)) if every else words.say("services.clean")
    print(f"{words.count('services.checked', len(told))} {result}")
    if any(finding.code not in TRIED for finding in every):
        print(words.say("services.samples_later"))
    return 1 if every else 0


def sentence(finding: Finding) -> str:
    """What is wrong and what to do, in the chosen language."""
    gaps = dict(finding.gaps)
    if finding.code == "sample_problem":  # a problem has its own sentence, filled by what begins with of_
        said = words.sentences(words.language()).get(f"problems.{gaps['code']}", "–")
        gaps["said"] = re.sub(r"\{(\w+)\}", lambda gap: str(gaps.get(f"of_{gap[1]}", "…")), said)
    said = words.say(f"finding.{finding.code}", **gaps)
    return f"{said} {words.say('services.meant', meant=gaps['meant'])}" if gaps.get("meant") else said
