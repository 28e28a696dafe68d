"""Every parser at the edge, in one table."""

from collections.abc import Mapping

from tests.fuzz import homes, messages, scans, texts, written
from tests.fuzz.target import Target

TARGETS: Mapping[str, Target] = {
    target.name: target for module in (texts, messages, written, homes, scans) for target in module.TARGETS
}
