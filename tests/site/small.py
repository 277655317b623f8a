"""A small sound site to break in tests."""

from __future__ import annotations

from twin.errors import Fault
from twin.site import Site, examine_site, load_site

SITE = """\
schema: switchyard.site/1
site_id: SMALL
title: two buses, one block, one hall
tz: America/Chicago
latitude_deg: 32.4
longitude_deg: -99.7
interconnect: {contracted_mw: 30, kv: 138, short_circuit_mva: 4000}
transformers:
- {id: T1, model: main-25, bus: M1}
- {id: T2, model: main-25, bus: M2}
buses:
- {id: M1, kv: 13.8, short_circuit_ka: 25}
- {id: M2, kv: 13.8, short_circuit_ka: 25}
- {id: M3, kv: 13.8, short_circuit_ka: 25, in_service: false}
ties:
- {id: TIE-12, between: [M1, M2]}
- {id: TIE-23, between: [M2, M3], in_service: false}
- {id: TIE-13, between: [M1, M3], in_service: false}
feeders:
- {id: F1, bus: M1, rated_a: 400}
- {id: FA, bus: M1, rated_a: 400}
- {id: FB, bus: M2, rated_mva: 10}
blocks:
- id: B1
  feeder: F1
  unit_transformers:
  - {model: pad-2500, count: 2}
  - {id: B1-SPARE, model: pad-2500, kva: 2000}
  rows:
  - {model: s21, count: 700, power_w: 3400}
  - {model: s19j-pro, count: 101, unit_transformers: [B1-SPARE]}
  inlet_rise_k: 2.5
  t_restore_s: 30
halls:
- id: H1
  feeds:
  - {feeder: FA, unit_transformers: {model: pad-3500, parallel_count: 2}}
  - {feeder: FB, unit_transformers: {model: pad-3500, parallel_count: 2}}
  racks: [{model: gb200-nvl72, count: 20}]
  other_it_kw: 200
"""


def changed(*changes: tuple[str, str]) -> str:
    """The small site's text with words replaced."""
    text = SITE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def site(*changes: tuple[str, str]) -> Site:
    """The small site, changed."""
    return load_site(changed(*changes), file="small.yaml")


def faults(*changes: tuple[str, str]) -> list[Fault]:
    """Every fault of the small site, changed."""
    return examine_site(changed(*changes), file="small.yaml")[1]


def places(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Path and words of every fault of the small site, changed."""
    return [(fault.path, fault.what) for fault in faults(*changes)]
