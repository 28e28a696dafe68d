"""One exchange at the office, on its own; what any office promises stands in tests/contracts."""

from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.domain.errors import CertificateInvalid
from mobile_office.protocol import VERSION
from tests.backoffice.counter import open_counter


def test_a_device_of_the_version_before_is_still_served(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        request = replace(counter.bus.request(counter.bus.submit("Berger")), version=VERSION - 1)
        assert len(counter.office.exchange(request).accepted) == 1


def test_another_municipality_s_request_is_refused(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter, pytest.raises(CertificateInvalid, match="device_unknown"):
        counter.office.exchange(replace(counter.bus.request(), stream="03101000"))
