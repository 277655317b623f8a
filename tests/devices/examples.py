"""One example of every device kind, by which the contract suite runs it.

A new kind adds a line here: what it is, two sets of inputs, and what must rise when one of them
does.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Example:
    """How to run one kind.

    Attributes:
        spec: as in a document.
        calm: inputs.
        stressed: other inputs.
        rising: an input, the value that replaces its calm one, and outputs that must not fall with
            it.
        energy: an accumulator and the power whose integral it is.
    """

    spec: dict
    calm: dict
    stressed: dict
    rising: tuple
    energy: tuple = ("energy_j", "power_w")
    bounds: dict = field(default_factory=dict)


EXAMPLES = {
    "asic_row": Example(
        spec={"model": "S21", "th_per_s": 200.0, "power_w": 3500.0, "count": 50},
        calm={"inlet_c": 20.0},
        stressed={"inlet_c": 43.0, "mode_frac": 0.8, "failed_count": 3, "degraded_count": 2},
        rising=("inlet_c", 35.0, ("power_w", "board_c", "energy_j")),
        bounds={
            "power_w": (0.0, 50 * 3500.0 * 1.5),
            "board_c": (-40.0, 140.0),
            "stage_index": (0, 6),
        },
    ),
    "gpu_rack": Example(
        spec={
            "rack": {
                "model": "NVL72",
                "gpus_count": 72,
                "idle_kw": 30,
                "typical_kw": 110,
                "max_kw": 132,
            },
            "racks_count": 8,
            "inference_count": 2,
            "explicit_checkpoint_count": 4,
        },
        calm={"load_frac": 0.4, "work_s": 7200.0, "checkpoint_s": 1800.0},
        stressed={"load_frac": 0.9, "work_s": 7200.0, "cap_w": 90e3, "failed_count": 1},
        rising=("load_frac", 0.8, ("power_w", "energy_j", "served_w")),
        bounds={
            "power_w": (0.0, 8 * 132e3),
            "rate_frac": (0.0, 1.0),
            "unserved_w": (-8.0, 8 * 132e3),
        },
    ),
}
