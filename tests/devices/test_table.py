"""The table of devices is complete and is made only when asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import twin.devices
from twin.devices import DEVICES


def test_kinds_are_named_as_they_are_in_the_table():
    assert {kind: bench.KIND for kind, bench in DEVICES.items()} == {kind: kind for kind in DEVICES}
    assert set(DEVICES) >= {"transformer", "breaker", "switch", "line", "asic_row", "gpu_rack"}


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'GADGETS'"):
        _ = twin.devices.GADGETS


def test_importing_one_device_imports_no_other():
    code = "import sys, twin.devices.transformer\nsys.exit('twin.devices.asic_row' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
