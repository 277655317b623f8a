"""Voltages at the design load, against the sweep of a radial network, and their limits."""

from __future__ import annotations

import pytest

from tests.site.small import SITE
from twin.devices.radial import radial_flow
from twin.devices.transformer_unit import unit_constants
from twin.documents import read, salvage
from twin.errors import SiteError
from twin.site import examine_site
from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.loads import unit_loads_mva
from twin.site.voltages import design_voltages_pu

WITHIN = "voltage: {}\n"


def made_of(text):
    written = read(text, file="s", error=SiteError)
    source, document, _ = salvage(written, SiteDocument, SiteError)
    assert document is not None
    return document, Expansion(source, document)


def test_limits_are_kept_by_the_small_site_and_without_the_key_nothing_is_asked():
    assert examine_site(SITE + WITHIN, file="small.yaml")[1] == []
    assert examine_site(SITE, file="small.yaml")[1] == []


def test_voltages_are_those_of_a_backward_and_forward_sweep():
    document, made = made_of(SITE)
    main = made.mains[0]
    found_pu = {name: pu for _, name, pu in design_voltages_pu(document, made, main)}
    loads_mva = unit_loads_mva(document, made)
    pads = [pad for pad in made.pads if pad.feeder in ("F1", "FA")]
    base_v = 13_800.0
    parent, ohm, va, names = [0, 0], [0j, _ohm(main.spec, base_v)], [0j, 0j], ["", "bus M1"]
    for feeder in ("F1", "FA"):
        parent.append(1)
        ohm.append(complex(0.10, 0.12) * 0.3)
        va.append(0j)
        names.append(feeder)
        at = len(parent) - 1
        for pad in pads:
            if pad.feeder == feeder:
                parent.append(at)
                ohm.append(_ohm(pad.spec, base_v))
                va.append(loads_mva[pad.id] * 1e6)
                names.append(pad.id)
    flow = radial_flow(parent, ohm, va, base_v)
    assert flow is not None
    for name, volt in zip(names, flow.voltage_v, strict=True):
        if name in found_pu:
            assert found_pu[name] == pytest.approx(abs(volt) / base_v, abs=2e-3), name
    assert len(found_pu) == 1 + len(pads)


def _ohm(spec, base_v):
    unit = unit_constants(spec)
    return complex(unit.resistance_pu, unit.reactance_pu) * base_v**2 / unit.rated_va


def test_a_bus_out_of_its_limits_is_named_with_what_to_do():
    tapped = SITE.replace("{id: T1, model: main-25, bus: M1}",
                          "{id: T1, model: main-25, bus: M1, tap_step_count: 4}")  # fmt: skip
    faults = examine_site(tapped + WITHIN, file="small.yaml")[1]
    bus = next(fault for fault in faults if "(bus M1)" in fault.what)
    assert bus.path == "transformers[0].tap_step_count"
    assert bus.allowed == "0.95 to 1.05 pu"
    assert "lower tap" in bus.remedy
