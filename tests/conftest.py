"""What every test shares: how hard Hypothesis tries, and the recordings beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

RECORDINGS = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

# No deadlines: a shared machine's clock says nothing about the code.
# What gates a change tries the same examples each time; `make soak` looks for new ones.
settings.register_profile("fast", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
settings.register_profile(
    "soak",
    deadline=None,
    max_examples=5_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "fast")
)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of recorded weather, prices and meter files; without it, skips and says so.

    Returns:
        A folder to read from and never to write to.
    """
    if not RECORDINGS.is_dir():
        pytest.skip("the recordings are missing: no folder shared/data beside the checkout")
    return RECORDINGS
