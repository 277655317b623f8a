"""Every fact as a plain sentence, and the chain of causes from a fact to its root."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from twin.facts import FACTS, Command, Fact, mining, power
from twin.facts import compute as ai
from twin.facts import control as said
from twin.facts import operator as people
from twin.facts import outside as out
from twin.run.grid_words import GRID
from twin.run.memory_words import memory_words
from twin.run.plan_words import PLAN
from twin.run.protection_words import PROTECTION
from twin.run.support_words import SUPPORT, Say, because, span_words
from twin.units import PA_PER_MBAR, PER_PERCENT, US_PER_S, W_PER_MW, unit_of

_TRILLION = 1e12


def sentence(subject: str, fact: Fact) -> str:
    """What happened, in words, without a full stop.

    >>> sentence("POI", out.PriceChanged(9000.0))
    'the energy price at POI became 9000 USD/MWh'
    """
    say = _SAY.get(type(fact))
    return say(subject, fact) if say is not None else _plain(subject, fact)


def _plain(subject: str, fact: Fact) -> str:
    """A kind without a sentence of its own: its name in words and its values."""
    name = type(fact).__name__
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    values = [
        f"{field.rsplit('_', 1)[0]} {_number(field, getattr(fact, field))}"
        for field in type(fact).__struct_fields__
    ]
    return f"{subject}: {words}" + (f" ({', '.join(values)})" if values else "")


def _number(field: str, value: object) -> str:
    unit = unit_of(field)
    if isinstance(value, float) and unit is not None:
        return f"{value:g} {unit.label}".strip()
    return str(value)


def _rows(block: str, rows: tuple[str, ...]) -> str:
    if len(rows) == 1:
        return f"row {rows[0]}"
    models = {row.removeprefix(f"{block}-").partition("-")[2] for row in rows}
    model = f"{models.pop()} " if len(models) == 1 else ""
    return f"{len(rows)} {model}rows of {block}".replace("  ", " ")


def _trillions(ratio: float) -> str:
    """A difficulty as miners say it, in trillions, where it is any.

    >>> _trillions(1.339e14), _trillions(1.0)
    ('133.9 trillion', '1')
    """
    return f"{ratio / _TRILLION:.4g} trillion" if ratio >= _TRILLION else f"{ratio:.4g}"


def _given(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _job(verb: str) -> Say:
    def say(subject: str, fact: Fact) -> str:
        """A job, what became of it, where and on how many racks."""
        racks = getattr(fact, "rack_count", 0)
        on = f" on {racks} rack{'s' if racks > 1 else ''}" if racks else ""
        return f"job {getattr(fact, 'job', '')} {verb} in {subject}{on}"

    return say


_FLOW = "too little coolant flows"


def _moved(verb: str) -> Say:
    def say(subject: str, fact: Fact) -> str:
        """The rows, what became of them and at which inlet temperature."""
        inlet_c = getattr(fact, "inlet_c", None)
        at = f" at an inlet of {inlet_c:g} °C" if inlet_c is not None else ""
        return f"{_rows(subject, getattr(fact, 'rows', ()))} {verb}{at}"

    return say


def _limit(verb: str) -> Say:
    """The limit without its level, as `winding` of `alarm_winding`: the verb says the level."""

    def say(subject: str, fact: Any) -> str:  # noqa: ANN401 - four kinds of fact
        """The unit, what it did, what was measured and at which temperature."""
        level, _, place = fact.limit.partition("_")
        return f"{subject} {verb}: {place.replace('_', ' ') or level} at {fact.reading_c:g} °C"

    return say


def _remembered(subject: str, fact: said.PolicyRemembered) -> str:
    words = "; ".join(memory_words(fact.memory_json)) or "nothing"
    look = f"; looks again every {span_words(fact.every_us / US_PER_S)}" if fact.every_us else ""
    return f"{subject} noted: {words}{look}"


_COMMAND: dict[type[Command], Callable[[Any], str]] = {
    said.CurtailRows: lambda c: f"put {_rows(c.block, c.rows)} to sleep",
    said.RestoreRows: lambda c: f"wake {_rows(c.block, c.rows)}",
    said.CapHall: lambda c: f"cap {c.hall} at {100 * c.cap_frac:g} %",
    said.OpenBreaker: lambda c: f"open {c.breaker}",
    said.CloseBreaker: lambda c: f"close {c.breaker}",
    said.OpenTie: lambda c: f"open {c.tie}",
    said.CloseTie: lambda c: f"close {c.tie}",
    said.FailTransformer: lambda c: f"fail {c.transformer}",
    said.ResetUps: lambda c: f"reset {c.ups}",
    said.CauseFault: lambda c: f"make a short circuit at {c.asset}",
    said.JamBreaker: lambda c: f"let {c.breaker} jam",
    said.DispatchBattery: lambda c: (
        f"charge {c.battery} at {c.charge_w / W_PER_MW:g} MW"
        if c.charge_w
        else f"discharge {c.battery} at {c.discharge_w / W_PER_MW:g} MW"
        if c.discharge_w
        else f"let {c.battery} rest"
    ),
    said.FailEquipment: lambda c: f"fail {c.units_count} of {c.group}",
    said.PermitGensets: lambda c: f"{'let' if c.permitted else 'forbid'} {c.gensets} to start",
    said.RunGensets: lambda c: f"{'run' if c.run else 'let go of'} {c.gensets} by hand",
    said.SetParameter: lambda c: f"set {c.path} to {c.value_json}",
    people.HoldDryBulb: lambda c: f"hold the air at {c.dry_bulb_c:g} °C",
    people.HoldPrice: lambda c: f"hold the price at {c.price_usd_per_mwh:g} USD/MWh",
    people.ReleaseHeld: lambda _c: "let air and price follow their series again",
    people.HoldFacilityWater: lambda c: (
        f"let {c.cooling} hold its facility supply at {c.supply_c:g} °C"
    ),
    people.ReleaseFacilityWater: lambda c: f"let {c.cooling} hold what its document says",
}


def command_words(command: Command) -> str:
    """A command in words, without its reason.

    >>> command_words(said.OpenTie("as drilled", "TIE-12"))
    'open TIE-12'
    """
    return _COMMAND[type(command)](command)


def _accepted(_subject: str, fact: said.CommandAccepted) -> str:
    return f"{fact.by} ordered: {command_words(fact.command)}{_given(fact.command.reason)}"


def _refused(_subject: str, fact: said.CommandRefused) -> str:
    asked = f"{fact.by} wanted to {command_words(fact.command)}{_given(fact.command.reason)}"
    return f"{asked}; refused: {fact.why}"


def _supply(verb: str, for_heat: str) -> Say:
    def say(subject: str, fact: Any) -> str:  # noqa: ANN401 - two kinds of fact
        """What lost or got its supply, or had its racks switched for heat."""
        if fact.why == "heat":
            return f"racks of {subject} {for_heat}"
        return f"{_rows(subject, fact.rows) if fact.rows else subject} {verb} supply"

    return say


def _parameter(_subject: str, fact: said.ParameterChanged) -> str:
    return f"{fact.path} was changed to {json.loads(fact.value_json)}"


_PARTS = {
    "unit": "the whole machine",
    "board": "a hash board",
    "psu": "its power supply",
    "fan": "a fan",
    "control": "its control board",
}
_SAY: dict[type[Fact], Say] = {
    said.RunStarted: lambda s, f: f"the run began at {s} in steady state at {f.dry_bulb_c:g} °C",
    said.CommandAccepted: _accepted,
    said.CommandRefused: _refused,
    said.PolicyRemembered: _remembered,
    said.ParameterChanged: _parameter,
    out.WeatherChanged: lambda s, f: (
        f"the air at {s} became {f.dry_bulb_c:g} °C, "
        f"{f.relative_humidity_frac / PER_PERCENT:.3g} % humid, "
        f"{f.pressure_pa / PA_PER_MBAR:.4g} hPa"
    ),
    out.GridVoltageChanged: lambda s, f: (
        f"the grid at {s} went to {f.voltage_pu:.3g} pu"
        if f.voltage_pu
        else f"the grid at {s} went dark"
    ),
    out.PriceChanged: lambda s, f: (
        f"the energy price at {s} became {f.price_usd_per_mwh:g} USD/MWh"
    ),
    out.FeesChanged: lambda _s, f: (
        f"transaction fees became {f.fees_frac / PER_PERCENT:.3g} % of the block subsidy"
    ),
    out.BtcPriceChanged: lambda _s, f: f"bitcoin became {f.price_usd_per_btc:g} USD",
    out.DifficultyRetargeted: lambda _s, f: f"difficulty became {_trillions(f.difficulty_ratio)}",
    out.SubsidyHalved: lambda _s, f: f"a block is worth {f.subsidy_btc:g} BTC from now on",
    power.TransformerFailed: lambda s, f: (
        f"{s} failed{because(f.why)}, repair takes {span_words(f.repair_s)}"
    ),
    power.TransformerRepaired: lambda s, _f: f"{s} was repaired",
    power.TransformerTripped: _limit("tripped"),
    power.TransformerReset: _limit("cooled enough to be switched in again"),
    power.AlarmRaised: _limit("raised an alarm"),
    power.AlarmCleared: _limit("cleared its alarm"),
    power.CoolingStageChanged: lambda s, f: f"{s} went to cooling stage {f.stage_index}",
    power.TapMoved: lambda s, f: (
        f"the tap changer of {s} stepped to {f.tap_index}: its bus stood at {f.voltage_pu:.3f} pu"
    ),
    power.OverloadBegan: lambda s, f: f"{s} was overloaded at {f.load_pu:.3f} pu",
    power.OverloadEnded: lambda s, f: f"{s} was back within its rating at {f.load_pu:.3f} pu",
    power.DutyExceeded: lambda s, f: (
        f"{s} carried more than its share for too long, {f.load_pu:.3f} of its rating now"
    ),
    power.DutyEnded: lambda s, f: f"{s} was back at its share, {f.load_pu:.3f} of its rating",
    power.BreakerOpened: lambda s, f: f"breaker {s} opened{because(f.why)}",
    power.BreakerClosed: lambda s, f: f"breaker {s} closed{because(f.why)}",
    power.TieClosed: lambda s, f: f"{s} closed{because(f.why)}",
    power.TieOpened: lambda s, f: f"{s} opened{because(f.why)}",
    power.TransferStarted: lambda s, f: (
        f"{s} waits {span_words(f.wait_s)} without voltage for {f.tie} to close"
    ),
    power.TransferRefused: lambda s, f: f"{s} stays without voltage: {f.why}",
    **SUPPORT,
    **PLAN,
    **GRID,
    **PROTECTION,
    power.SupplyLost: _supply("lost", "were switched off for heat"),
    power.SupplyReturned: _supply("got back", "were switched on again after heat"),
    power.RideThroughFailed: lambda s, f: (
        f"power supplies at {s} let go: {f.limit.replace('_', ' ')}"
    ),
    power.RestartDelayed: lambda s, f: f"{s} is not energised yet: {f.why}",
    mining.RowsSlept: _moved("fell asleep"),
    mining.RowsBooted: _moved("booted and began to tune"),
    mining.RowsHashing: _moved("reached full hash rate"),
    mining.RowsThrottled: lambda s, f: _moved("throttled")(s, f) + because(f.why),
    mining.RowsReleased: _moved("ran fully again"),
    mining.RowsOverheated: lambda s, f: (
        _moved("stopped")(s, f) + because(_FLOW if f.why == "flow" else f.why)
    ),
    mining.RowsCapped: lambda s, f: (
        f"{_rows(s, f.rows)} ran at {100 * f.mode_frac:.4g} % of the rated hash rate"
        + because(f.why)
    ),
    mining.RowsRecovered: _moved("may run again and boot"),
    mining.MachineFailed: lambda s, f: (
        f"a machine of row {s} broke: {_PARTS.get(f.part, f.part)}, repair takes "
        f"{span_words(f.repair_s)}"
    ),
    mining.MachineRepaired: lambda s, f: (
        f"a machine of row {s} was repaired: {_PARTS.get(f.part, f.part)}"
    ),
    ai.JobQueued: _job("queued"),
    ai.JobStarted: _job("started"),
    ai.JobFinished: _job("finished"),
    ai.JobInterrupted: lambda s, f: (
        f"job {f.job} in {s} stopped, {span_words(f.lost_s)} of work lost"
    ),
    ai.JobRefused: lambda s, f: f"job {f.job} was refused in {s}: {f.why}",
    ai.CheckpointBegan: _job("began a checkpoint"),
    ai.CheckpointEnded: _job("finished a checkpoint"),
    ai.InferenceLoadChanged: lambda s, f: (
        f"the request load of {s} became {100 * f.load_frac:.3g} %"
    ),
    ai.RackFailed: lambda s, f: (
        f"rack {f.rack_index} of {s} stopped, repair takes {span_words(f.repair_s)}"
    ),
    ai.RackRepaired: lambda s, f: f"rack {f.rack_index} of {s} was repaired",
    people.DryBulbHeld: lambda s, f: f"the air at {s} is held at {f.dry_bulb_c:g} °C",
    people.PriceHeld: lambda s, f: (
        f"the energy price at {s} is held at {f.price_usd_per_mwh:g} USD/MWh"
    ),
    people.HeldReleased: lambda s, _f: f"air and price at {s} follow their series again",
    people.FacilityWaterHeld: lambda s, f: (
        f"fans of {s} hold a facility supply of {f.supply_c:g} °C" + because(f.why)
    ),
    people.FacilityWaterReleased: lambda s, f: (
        f"fans of {s} hold what its document says again" + because(f.why)
    ),
    people.AlarmAcknowledged: lambda _s, f: f"{f.by} acknowledged {f.alarm}{because(f.note)}",
    people.OperatorNoted: lambda s, f: f"{f.by} noted about {s}: {f.text}",
    ai.HallCapped: lambda s, f: f"{s} was capped at {100 * f.cap_frac:g} % of its racks' power",
}
assert set(_SAY) <= set(FACTS), "sentences are about facts"
