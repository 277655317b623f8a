"""What routes share: names of runs are short and plain, and looking is not changing."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["..", "Done", "a b", "-x", "a" * 70, "x%2Fy", "done%00"])
def test_a_name_that_can_be_no_run_is_refused(browser, name):
    assert browser.ask("GET", f"/api/v1/runs/{name.replace(' ', '%20')}").status in (404, 422)


def test_a_role_that_may_only_look_is_told_what_to_do(onlooker):
    problem = onlooker.post("/runs", {"scenario": "demo-month"}, 403)
    assert "control link" in problem["faults"][0]["remedy"]
