"""Rows of ASIC miners: identical machines on one unit transformer that move together.

A row is a count of machines with one stage (off, held, sleep, boot, tune, hash, throttle), one wish
(hash or sleep) and one power mode; failures and repairs move single machines between counts. The
plant alone calls the mutators. A pending change of stage has an instant, `due_us`, and happens when
`step` is called: so a driver can make it a fact.

The electrical draw between facts is that of the settled board: the board's own transient (one to
two minutes) is read by `board_at_c` but not billed. What that leaves out after a change is at most
`alpha Pm |Tb - Tb_settled| tau / (1 - alpha Pm Rth)` a machine: 1 kJ for a kelvin of inlet and 50
kJ (14 Wh) for a cold start of an S21, against 84 kWh a day.

Left out, said here: a repaired machine joins its row at once, without its own nine minutes of boot;
a row woken in mid-tuning hashes fully at once; a power mode takes hold at once; a running machine
does not stop from cold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, inf
from typing import Any

from twin.devices.asic_power import (
    BOOT,
    HASH,
    HELD,
    NEVER_US,
    OFF,
    SLEEP,
    STAGE_NAMES,
    THROTTLE,
    TUNE,
    AsicSpec,
    failure_ratio,
    stage_powers,
)
from twin.devices.contract import Columns
from twin.units import H_PER_YEAR, S_PER_H, US_PER_S

_RUNNING = (BOOT, TUNE, HASH, THROTTLE)


class AsicRows(Columns):
    """All rows of a site as columns; the index is the row.

    Attributes:
        power_w: draw of each row, ready to be read by the balance.
        hash_th_per_s: hash rate of each row.
        due_us: when each row's stage changes next, `NEVER_US` when it rests.
        stopped: whether each is held for want of coolant.
        specs: model of each row's machines.
    """

    STATE = (
        *("count", "failed", "degraded", "stage", "wanted", "mode_frac", "inlet_c"),
        *("entered_us", "told_us", "due_us", "anchor_us", "board_c", "energy_j", "hashes_th"),
        "stopped",
    )

    def __init__(
        self, specs: Sequence[AsicSpec], counts: Sequence[int], t_us: int, inlet_c: float = 25.0
    ) -> None:
        rows = len(specs)
        self.specs = tuple(specs)
        self.count = list(counts)
        self.failed, self.degraded = [0] * rows, [0] * rows
        self.stage = [OFF] * rows
        self.wanted = [1] * rows
        self.mode_frac = [1.0] * rows
        self.inlet_c = [inlet_c] * rows
        self.entered_us, self.told_us = [t_us] * rows, [t_us] * rows
        self.due_us = [NEVER_US] * rows
        self.anchor_us = [t_us] * rows
        self.board_c = [inlet_c] * rows
        self.energy_j, self.hashes_th = [0.0] * rows, [0.0] * rows
        self.stopped = [False] * rows
        self.power_w, self.hash_th_per_s = [0.0] * rows, [0.0] * rows
        self._powers = [stage_powers(spec, 1.0) for spec in self.specs]
        self._inlet_rise_k = [spec.inlet_rise_k for spec in self.specs]
        year_s = H_PER_YEAR * S_PER_H
        self._failures_per_s = [spec.failure_per_year / year_s for spec in self.specs]
        self._constant_w, self._slope_w_per_k = [0.0] * rows, [0.0] * rows
        self._board_constant_c, self._board_slope_ratio = [0.0] * rows, [1.0] * rows
        self._tau_us = [1.0] * rows
        self._low_c, self._high_c = [-inf] * rows, [inf] * rows
        for i in range(rows):
            self._derive(i)

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; what is derived follows from it to the last bit."""
        super().restore(state)
        for i, spec in enumerate(self.specs):
            self._powers[i] = stage_powers(spec, self.mode_frac[i])
            self._derive(i)

    def energise(self, i: int, t_us: int) -> None:
        """Give a row its supply: it boots, or is held while its inlet is too hot or too cold."""
        if self.stage[i] == OFF:
            self._enter(i, t_us, BOOT if self._may_start(i) else HELD)

    def de_energise(self, i: int, t_us: int) -> None:
        """Take a row's supply: it draws nothing from this instant and will have to boot."""
        if self.stage[i] != OFF:
            self._enter(i, t_us, OFF)

    def curtail(self, i: int, t_us: int) -> None:
        """Ask a row to sleep; if it hashes it draws on until `shed_s` have passed."""
        if self.wanted[i]:
            self.wanted[i] = 0
            self.told_us[i] = t_us
            self.due_us[i] = self._due(i)

    def wake(self, i: int, t_us: int) -> None:
        """Ask a row to hash; if it sleeps it does so for `wake_s` more."""
        if not self.wanted[i]:
            self.wanted[i] = 1
            self.told_us[i] = t_us
            self.due_us[i] = self._due(i)

    def set_mode(self, i: int, t_us: int, mode_frac: float) -> None:
        """Set the share of rated hash rate that a row runs at, within its model's range."""
        if mode_frac == self.mode_frac[i]:
            return
        spec = self.specs[i]
        assert spec.mode_min_frac <= mode_frac <= spec.mode_max_frac, mode_frac
        self._advance(i, t_us)
        self.mode_frac[i] = mode_frac
        self._powers[i] = stage_powers(spec, mode_frac)
        self._derive(i)

    def set_inlet(self, i: int, t_us: int, inlet_c: float) -> None:
        """Set the temperature of a row's air or coolant; leaving its band makes it due now."""
        if inlet_c == self.inlet_c[i]:
            return
        self._advance(i, t_us)
        self.inlet_c[i] = inlet_c
        self.power_w[i] = self._constant_w[i] + self._slope_w_per_k[i] * inlet_c
        if self.due_us[i] <= t_us or not self._low_c[i] < inlet_c < self._high_c[i]:
            self.due_us[i] = self._due(i)

    def set_stopped(self, i: int, t_us: int, *, stopped: bool) -> None:
        """Hold a row's machines for want of coolant, or let them start again."""
        if stopped != self.stopped[i]:
            self._advance(i, t_us)
            self.stopped[i] = stopped
            self.due_us[i] = self._due(i)

    def set_ambient(self, t_us: int, ambient_c: float) -> None:
        """Set the air around the site: every row's inlet is it plus its model's inlet rise."""
        set_inlet = self.set_inlet
        for i, rise_k in enumerate(self._inlet_rise_k):
            set_inlet(i, t_us, ambient_c + rise_k)

    def next_due(self, i: int) -> int | None:
        """Instant at which a row's stage changes next if nothing else happens, or None."""
        due_us = self.due_us[i]
        return None if due_us == NEVER_US else due_us

    def coming(self, i: int) -> int:
        """Stage that a row takes at its due instant; its present one when nothing is due."""
        return self.stage[i] if self.due_us[i] == NEVER_US else self._next(i)

    def step(self, i: int, t_us: int) -> int:
        """Let a row's due change of stage happen and return its stage; before its time, nothing."""
        if t_us >= self.due_us[i]:
            self._enter(i, t_us, self._next(i))
        return self.stage[i]

    def fail_machine(self, i: int, t_us: int) -> None:
        """One healthy machine of a row stops: its supply, fans or controller broke."""
        assert self.healthy_count(i) > 0, (i, t_us)
        self._change(i, t_us, self.failed, 1)

    def repair_machine(self, i: int, t_us: int) -> None:
        """One stopped machine is back and does what its row does."""
        assert self.failed[i] > 0, (i, t_us)
        self._change(i, t_us, self.failed, -1)

    def fail_board(self, i: int, t_us: int) -> None:
        """One healthy machine of a row loses a hash board, and that share of draw and hash rate."""
        assert self.healthy_count(i) > 0, (i, t_us)
        self._change(i, t_us, self.degraded, 1)

    def repair_board(self, i: int, t_us: int) -> None:
        """One machine that lacked a board is whole again."""
        assert self.degraded[i] > 0, (i, t_us)
        self._change(i, t_us, self.degraded, -1)

    def healthy_count(self, i: int) -> int:
        """Machines of a row with all their boards; only these can fail."""
        return self.count[i] - self.failed[i] - self.degraded[i]

    def hazard_per_s(self, i: int) -> float:
        """Rate at which a row's healthy machines fail at the settled board temperature [1/s].

        None when off. Piecewise constant between facts, so its integral is exact.
        """
        if self.stage[i] == OFF:
            return 0.0
        healthy_count = self.count[i] - self.failed[i] - self.degraded[i]
        settled_c = self._board_constant_c[i] + self._board_slope_ratio[i] * self.inlet_c[i]
        return healthy_count * self._failures_per_s[i] * failure_ratio(self.specs[i], settled_c)

    def settled_c(self, i: int) -> float:
        """Board temperature that a healthy machine of a row tends to [°C]."""
        return self._board_constant_c[i] + self._board_slope_ratio[i] * self.inlet_c[i]

    def board_at_c(self, i: int, t_us: int) -> float:
        """Board temperature of a healthy machine at an instant from the anchor on [°C]."""
        settled_c = self.settled_c(i)
        left = exp((self.anchor_us[i] - t_us) / self._tau_us[i])
        return settled_c + (self.board_c[i] - settled_c) * left

    def energy_at_j(self, i: int, t_us: int) -> float:
        """Energy that a row has drawn until an instant from the anchor on [J]."""
        return self.energy_j[i] + self.power_w[i] * ((t_us - self.anchor_us[i]) / US_PER_S)

    def hashes_at_th(self, i: int, t_us: int) -> float:
        """Terahashes that a row has done until an instant from the anchor on."""
        elapsed_s = (t_us - self.anchor_us[i]) / US_PER_S
        return self.hashes_th[i] + self.hash_th_per_s[i] * elapsed_s

    def all_hashes_at_th(self, t_us: int) -> float:
        """Terahashes that all rows have done until an instant from their anchors on."""
        done = zip(self.hashes_th, self.hash_th_per_s, self.anchor_us, strict=True)
        return sum([th + th_per_s * ((t_us - us) / US_PER_S) for th, th_per_s, us in done])

    def stage_name(self, i: int) -> str:
        """Stage of a row in words."""
        return STAGE_NAMES[self.stage[i]]

    def _enter(self, i: int, t_us: int, stage: int) -> None:
        self._advance(i, t_us)
        self.stage[i] = stage
        self.entered_us[i] = t_us
        self._derive(i)
        self.due_us[i] = self._due(i)

    def _change(self, i: int, t_us: int, column: list[int], by_count: int) -> None:
        self._advance(i, t_us)
        column[i] += by_count
        self._derive(i)

    def _advance(self, i: int, t_us: int) -> None:
        elapsed_us = t_us - self.anchor_us[i]
        if elapsed_us == 0:
            return
        elapsed_s = elapsed_us / US_PER_S
        self.energy_j[i] += self.power_w[i] * elapsed_s
        self.hashes_th[i] += self.hash_th_per_s[i] * elapsed_s
        settled_c = self._board_constant_c[i] + self._board_slope_ratio[i] * self.inlet_c[i]
        left = exp(-elapsed_us / self._tau_us[i])
        self.board_c[i] = settled_c + (self.board_c[i] - settled_c) * left
        self.anchor_us[i] = t_us

    def _may_start(self, i: int) -> bool:
        spec = self.specs[i]
        return not self.stopped[i] and spec.min_c <= self.inlet_c[i] <= spec.restart_c

    def _due(self, i: int) -> int:
        stage = self.stage[i]
        if stage == HELD:
            return self.anchor_us[i] if self._may_start(i) else NEVER_US
        if self.stopped[i] and stage in _RUNNING:
            return self.anchor_us[i]
        if not self._low_c[i] < self.inlet_c[i] < self._high_c[i]:
            return self.anchor_us[i]
        wanted = self.wanted[i]
        dwell_us = self._powers[i][stage].dwell_us[wanted]
        if dwell_us == NEVER_US:
            return NEVER_US
        told = stage == SLEEP or (not wanted and stage != BOOT)
        return dwell_us + (self.told_us[i] if told else self.entered_us[i])

    def _next(self, i: int) -> int:
        stage, inlet_c = self.stage[i], self.inlet_c[i]
        if stage == HELD:
            return BOOT
        if self.stopped[i] and stage in _RUNNING:
            return HELD
        if inlet_c >= self._high_c[i]:
            return THROTTLE if stage == HASH and inlet_c < self.specs[i].stop_c else HELD
        if inlet_c <= self._low_c[i] or self.wanted[i]:
            return TUNE if stage == BOOT else HASH
        return SLEEP

    def _derive(self, i: int) -> None:
        stage = self.stage[i]
        one = self._powers[i][stage]
        alive = self.count[i] - self.failed[i] - self.degraded[i] * one.board_frac
        self._constant_w[i] = constant_w = one.constant_w * alive
        self._slope_w_per_k[i] = slope_w_per_k = one.slope_w_per_k * alive
        self.power_w[i] = constant_w + slope_w_per_k * self.inlet_c[i]
        self.hash_th_per_s[i] = one.hash_th_per_s * alive
        self._board_constant_c[i] = one.board_constant_c
        self._board_slope_ratio[i] = one.board_slope_ratio
        self._tau_us[i] = one.tau_us
        self._low_c[i] = one.low_c
        self._high_c[i] = one.high_c
