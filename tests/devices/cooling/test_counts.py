import pytest

from twin.devices.cooling.counts import running_count
from twin.errors import RequestError

WORDS = {"excess": "more pumps than the loop has", "field": "pumps of the spec"}


def test_all_run_unless_the_inputs_say_fewer():
    assert running_count({}, "pumps_count", 3, **WORDS) == 3
    assert running_count({"pumps_count": 0.0}, "pumps_count", 3, **WORDS) == 0


def test_more_than_there_are_is_refused_with_what_to_do():
    with pytest.raises(RequestError) as caught:
        running_count({"pumps_count": 4.0}, "pumps_count", 3, **WORDS)
    fault = caught.value.faults[0]
    assert (fault.what, fault.path, fault.value) == (WORDS["excess"], "pumps_count", "4")
    assert (fault.allowed, fault.remedy) == ("0 to 3", "give fewer, or raise pumps of the spec")
