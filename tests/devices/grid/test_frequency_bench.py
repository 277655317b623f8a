"""One load that answers to frequency, alone."""

from __future__ import annotations

import pytest

from twin.devices.grid.frequency_bench import FrequencyResponseBench

S = 1_000_000


def test_it_tells_what_it_draws_and_what_it_gave_up():
    spec = FrequencyResponseBench.SPEC.model_validate({"reference_mw": 100.0})
    one = FrequencyResponseBench.start(spec, {"frequency_hz": 59.9, "load_w": 90e6}, "steady", 0)
    one.set(10 * S, {"frequency_hz": 60.1, "load_w": 90e6, "headroom_w": 1e6})
    read = one.read(20 * S)
    assert (read["load_w"], read["added_w"], read["reduced_w"]) == (91e6, 1e6, 0.0)
    assert read["reduced_j"] == pytest.approx(27.824e6, rel=1e-4)
    assert read["added_j"] == 10e6
    assert one.next_crossing(0) is None
