"""One feeder alone: its load, source and ambient come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.ambient import AmbientFilters
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.line import (
    Lines,
    LineSpec,
    behind_impedance_pu,
    current_a,
    impedance_ohm,
    lags_s,
    nominal_v,
    series_loss_w,
)
from twin.units import US_PER_S


class LineBench:
    """A feeder on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "line"
    SPEC: ClassVar[type[BaseModel]] = LineSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("load_w", "active power taken at its end", required=True, range_pu=(-1e12, 1e12)),
        column("ambient_c", "around the conductor", required=True, range_pu=(-60, 150)),
        column("load_var", "reactive power taken there; 0 if not given", range_pu=(-1e12, 1e12)),
        column("source_pu", "voltage at its head over nominal; 1 if not given", range_pu=(0, 2)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("voltage_v", "at its end, line to line; 0 where it collapsed"),
        column("drop_pu", "lost on the way, over nominal"),
        column("current_a", "in one phase"),
        column("loading_frac", "current over rating"),
        column("loss_w", "lost in all phases"),
        column("loss_j", "energy lost since the start"),
        column("conductor_c", "temperature of the conductor"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("conductor_c", "temperature of the conductor"),)

    def __init__(self, spec: LineSpec, ambient_c: float, t_us: int) -> None:
        """A cold feeder without current."""
        self._spec = spec
        self._lines = Lines([spec], AmbientFilters(lags_s([spec]), t_us, ambient_c), t_us)
        self._end_v = self._head_v = nominal_v(spec)
        self._inputs: Inputs = {}
        self._loss_w = 0.0
        self._loss_j = 0.0
        self._loss_us = t_us

    @classmethod
    def start(cls, spec: LineSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant with its conductor settled, at the ambient, or as named."""
        bench = cls(spec, inputs["ambient_c"], t_us)
        bench.set(t_us, inputs)
        lines = bench._lines
        if initial != "cold":
            lines.settle(0, t_us, lines.current_a[0])
        if not isinstance(initial, str) and "conductor_c" in initial:
            lines.place(0, t_us, initial["conductor_c"] - inputs["ambient_c"])
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change."""
        if inputs == self._inputs:
            return
        self._inputs = dict(inputs)
        self._loss_j = self._lost_j(t_us)
        self._loss_us = t_us
        load_w, load_var = inputs["load_w"], inputs.get("load_var", 0.0)
        impedance = impedance_ohm(self._spec)
        self._head_v = nominal_v(self._spec) * inputs.get("source_pu", 1.0)
        end_v = behind_impedance_pu(self._head_v, impedance, (load_w, load_var)) or 0.0
        amperes_a = current_a(load_w, load_var, end_v) if end_v else 0.0
        self._end_v = end_v
        self._loss_w = series_loss_w(impedance[0], load_w, load_var, end_v) if end_v else 0.0
        self._lines.ambient.set_ambient(t_us, inputs["ambient_c"])
        self._lines.set_current(0, t_us, amperes_a)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        amperes_a = self._lines.current_a[0]
        return {
            "voltage_v": self._end_v,
            "drop_pu": (self._head_v - self._end_v) / nominal_v(self._spec),
            "current_a": amperes_a,
            "loading_frac": amperes_a / self._spec.rated_a,
            "loss_w": self._loss_w,
            "loss_j": self._lost_j(t_us),
            "conductor_c": self._lines.conductor_c(0, t_us),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """When the conductor passes its limit, or comes back."""
        return self._lines.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Note that it did."""
        self._lines.cross(0, crossing.t_us)

    def _lost_j(self, t_us: int) -> float:
        return self._loss_j + self._loss_w * (t_us - self._loss_us) / US_PER_S
