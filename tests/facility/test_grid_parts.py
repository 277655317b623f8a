"""What answers to the grid never changes once it is put together."""

from __future__ import annotations

import dataclasses

import pytest

from tests.facility.grids import relay_parts


def test_parts_of_the_grid_are_frozen():
    grid = relay_parts().grid
    with pytest.raises(dataclasses.FrozenInstanceError):
        grid.nominal_hz = 50.0
