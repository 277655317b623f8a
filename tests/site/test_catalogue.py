"""Every shipped model is whole, says where it comes from, and agrees with itself."""

from __future__ import annotations

import pytest

from twin.devices.asic_power import AsicSpec
from twin.devices.backup.genset_spec import GensetSpec
from twin.devices.backup.ups_spec import UpsSpec
from twin.devices.gpu_power import RackSpec
from twin.devices.transformer_spec import TransformerSpec, rated_mva
from twin.devices.transformer_unit import stages_of
from twin.site.catalogue import KINDS, Kind, entries, spec_values

SPECS = {
    "asics": AsicSpec,
    "racks": RackSpec,
    "transformers": TransformerSpec,
    "supplies": UpsSpec,
    "gensets": GensetSpec,
}
EVERY = [(kind, name) for kind in KINDS for name in entries(kind)]


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_every_model_makes_a_device_and_names_its_source(kind: Kind, name: str) -> None:
    entry = entries(kind)[name]
    made = SPECS[kind].model_validate(spec_values(kind, name))
    plain = {name: value for name, value in entry.spec.items() if not isinstance(value, list)}
    assert made.model_dump(include=set(plain)) == plain
    assert made.model_fields_set >= set(entry.spec)
    assert entry.source
    assert entry.provenance in "VSMA"


@pytest.mark.parametrize("name", entries("asics"))
def test_rated_power_over_rated_hash_rate_is_the_stated_efficiency(name: str) -> None:
    entry = entries("asics")[name]
    values = spec_values("asics", name)
    assert entry.stated_j_per_th is not None
    assert values["power_w"] / values["th_per_s"] == pytest.approx(entry.stated_j_per_th, rel=0.015)


# The published tables by hand: TH/s, W.
TABLE = {
    "s19": (95, 3250), "s19-pro": (110, 3250), "s19j-pro": (104, 3068), "s19j-pro-100": (100, 3050),
    "s19k-pro": (120, 2760), "s19-xp": (140, 3010), "s19-xp-hyd": (255, 5304), "t21": (190, 3610),
    "s21": (200, 3500), "s21-plus": (216, 3564), "s21-pro": (234, 3510), "s21-xp": (270, 3645),
    "s21-hyd": (335, 5360), "s21-plus-hyd": (319, 4785), "s21-xp-hyd": (473, 5676),
    "s21-xp-imm": (300, 3600), "m50s": (126, 3276), "m60s": (186, 3441), "m63s": (390, 7215),
    "m66s": (298, 5513), "m60s-plus-plus": (226, 3593), "a1566": (185, 3420),
    "a15-pro": (218, 3662), "s23-hyd": (580, 5510),
}  # fmt: skip
RACK_MAX_KW = {
    "dgx-h100": 10.2, "dgx-h200": 10.2, "dgx-b200": 14.3, "gb200-nvl72": 132.0,
    "gb300-nvl72": 142.0, "vera-rubin-nvl72": 230.0, "mi300x-8": 9.5,
}  # fmt: skip


def test_the_machines_are_those_of_the_table() -> None:
    shipped = {
        name: (entry.spec["th_per_s"], entry.spec["power_w"])
        for name, entry in entries("asics").items()
    }
    assert shipped == TABLE


def test_machines_in_water_or_oil_are_told_apart_and_fail_half_as_often() -> None:
    for name in TABLE:
        spec = AsicSpec.model_validate(spec_values("asics", name))
        wet = name.endswith(("-hyd", "-imm")) or name in {"m63s", "m66s"}
        assert (spec.cooling != "air") == wet
        assert spec.failure_per_year == (0.025 if wet else 0.05)


def test_the_racks_are_those_of_the_table() -> None:
    assert {name: entry.spec["max_kw"] for name, entry in entries("racks").items()} == RACK_MAX_KW


def test_main_transformers_have_three_stages_and_plausible_losses() -> None:
    for name in ("main-25", "main-25-ofaf", "main-50", "main-100"):
        spec = TransformerSpec.model_validate(spec_values("transformers", name))
        stages = stages_of(spec)
        assert len(stages) == 3
        assert rated_mva(spec) / stages[0].mva == pytest.approx(5 / 3)
        assert spec.p0_kw is not None
        assert spec.pk_kw is not None
        assert 5 <= spec.pk_kw / spec.p0_kw <= 8
        assert 8 <= (spec.z_pct or 0) <= 12


def test_models_of_racks_and_machines_carry_their_full_name() -> None:
    assert spec_values("asics", "s21")["model"] == "Antminer S21"
    assert "model" not in spec_values("transformers", "main-25")
