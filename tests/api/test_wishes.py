"""A browser names values, never files."""

from __future__ import annotations

import pytest

from api.wishes import check_wishes
from twin.errors import RequestError


@pytest.mark.parametrize(
    "text",
    [
        "series.weather.file=/etc/passwd",
        'series.weather={"file": "x.csv"}',
        "site=/tmp/other.yaml",
        "policies=[{policy: /tmp/mine.py}]",
        "workload.jobs.file = x",
    ],
)
def test_a_wish_for_a_file_is_refused(text):
    with pytest.raises(RequestError, match="names a file"):
        check_wishes([text], None)


def test_values_and_shipped_policies_pass():
    check_wishes(["seed=4", "market.pool_fee_frac=0.02", "site.elevation_m=3"], ["n1_shedding"])
    check_wishes([], ["none"])


def test_a_policy_of_ones_own_is_refused_with_what_there_is():
    with pytest.raises(RequestError, match="thermal_shedding"):
        check_wishes([], ["/tmp/mine.py"])
