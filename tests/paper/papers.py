"""What papers are made from in tests: the real services, code lists and the samples' people."""

import io
import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from pypdf import PdfReader

from mobile_office import resources
from mobile_office.domain import checks
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import Answers, Service
from mobile_office.paper.letterhead import Letterhead, letterhead
from mobile_office.paper.printed import Printed
from mobile_office.settings import Settings
from mobile_office.store import catalog

NOW = datetime(2026, 11, 22, 9, 42, 7, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HEAD: Letterhead = letterhead(Settings())
PRINTED = Printed(NOW, TODAY, "E-7K3Q-9F2M", "B-2026-00042-7", 1, "Seniorenzentrum Misburg-Nord")


@cache
def lists() -> CodeLists:
    return catalog.load_codelists(resources.folder())


@cache
def service(id: str = "registration") -> Service:
    found = catalog.load(resources.folder())
    return next(item for item in found.current() if item.id == id)


def evidence(of: Service, **states: str) -> dict[str, Evidence]:
    """The evidence of the service's sample, some of it in other states."""
    kinds = {**of.sample_evidence, **states}
    return {kind: Evidence(kind, state, "0001", "", "anna", NOW) for kind, state in kinds.items()}


def answers(of: Service) -> Answers:
    return checks.shown(of, of.sample, TODAY, evidence(of))


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text(pdf: bytes) -> str:
    """The words of a paper, in order, with single spaces."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader(pdf).pages))


def is_accessible(pdf: bytes) -> bool:
    """Tagged, in German, with a title, and declared as PDF/UA-1."""
    found = reader(pdf)
    root: Any = found.trailer["/Root"]
    metadata = str(root["/Metadata"].get_data(), "utf-8")
    marked = bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root
    german = str(root["/Lang"]).startswith("de")
    shows_title = bool(root["/ViewerPreferences"]["/DisplayDocTitle"]) and bool(
        found.metadata and found.metadata.title
    )
    return marked and german and shows_title and bool(re.search(r"pdfuaid:part\W+1", metadata))
