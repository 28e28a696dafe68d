"""What a code carries (Strichcode, QR, DataMatrix), as readers send it: cleaned of what readers add, else untouched.

Readers may put the kind of code before it (`]Q1`, ISO/IEC 15424) and control characters around it. What stands in
a photo code (Lichtbild-Code) belongs to the service provider: nothing is taken apart, nothing is believed of it.
"""

import re

# ISO/IEC 15424: flag, letter of the kind of code, modifier. No content of ours begins with a bracket.
_KIND = re.compile(r"\A\][A-Za-z][0-9A-Za-z]")
# Control characters; among them GS (0x1d), which parts the fields of a GS1 code.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def tidy(text: str) -> str:
    """The content of a code: without the reader's prefix, what is between parts as one blank."""
    bare = _CONTROL.sub(" ", text).strip()
    return " ".join(_KIND.sub("", bare).split())
