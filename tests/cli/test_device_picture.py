"""The picture of a device: panels by unit, only what moves, equal bytes for equal responses."""

from __future__ import annotations

import numpy as np
import pytest

from twin.cli.device_picture import Response, changes, draw, panels


def response(**more):
    times_s = np.linspace(0.0, 7200.0, 50)
    outputs = {
        "hot_c": 20.0 + times_s / 100,
        "cold_c": np.full(50, 20.0),
        "loss_w": times_s**2,
    }
    return Response(
        **{
            "kind": "kettle",
            "times_s": times_s,
            "outputs": outputs,
            "rows_s": np.array([0.0, 3600.0, 7200.0]),
            "inputs": {"ambient_c": np.array([10.0, 15.0, 15.0]), "load_pu": np.array([1.0] * 3)},
            "crossed_s": [("boils rising", 5000.0)],
            **more,
        }
    )


def test_only_what_changes_is_drawn():
    one = response()
    assert one.moving == ["hot_c", "loss_w"]
    assert one.still == ["cold_c"]
    assert not changes(np.array([1e9, 1e9 + 1e-3]))


def test_a_name_without_a_unit_has_no_panel():
    with pytest.raises(AssertionError, match="has no unit"):
        panels(["warmth"])


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_equal_responses_give_equal_bytes(suffix, tmp_path):
    files = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
    for file in files:
        draw(response(), file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_picture_names_what_it_shows(tmp_path):
    file = tmp_path / "kettle.svg"
    draw(response(), file)
    words = file.read_text(encoding="utf-8")
    for shown in ("hot_c", "loss_w", "ambient_c (given)", "°C", ">min<"):
        assert shown in words
    for left_out in ("cold_c", "load_pu"):
        assert left_out not in words
