"""One example of everything that the API takes and gives, for its OpenAPI document.

A test holds each against its type.
"""

from __future__ import annotations

from typing import Any

_T0_MS, _T_MS = 1782835200000.0, 1782860400000.0
_RUN = {
    "run": "heat-wave",
    "title": "Two days of a heat wave",
    "scenario": "heat-wave",
    "site": "W100-HYBRID",
    "state": "playing",
    "t0_ms": _T0_MS,
    "t_ms": _T_MS,
    "end_ms": 1783008000000.0,
    "seq": 5120,
    "speed": 3600.0,
    "parent": None,
    "fork_ms": None,
    "tz": "America/Chicago",
    "seed": 1,
    "created_ms": 1795590883833.0,
    "trouble": "",
}
_FACT = {
    "seq": 5120,
    "t_us": 1782860400000000,
    "t_ms": _T_MS,
    "kind": "TransformerFailed",
    "subject": "T1",
    "value": None,
    "unit": "",
    "body": {"mode": "winding"},
    "origin": "plan",
    "cause": None,
    "words": "T1 failed",
}
_ALARM = {
    "id": "T1 failed",
    "asset": "T1",
    "condition": "has failed",
    "priority": 1,
    "state": "unacknowledged",
    "since_ms": _T_MS,
    "returned_ms": None,
    "seq": 5120,
    "raised_count": 1,
    "acknowledged_by": "",
    "acknowledged_ms": None,
    "note": "",
    "value": None,
    "unit": "",
}
_SERIES = {
    "name": "T1.hotspot_c",
    "unit": "°C",
    "mean": [96.5, None],
    "minimum": [95.0, None],
    "maximum": [98.0, None],
}
_LAYOUT: dict[str, Any] = {
    "site_id": "W100-HYBRID",
    "title": "100 MW, mining beside AI",
    "tz": "America/Chicago",
    "contracted_w": 100e6,
    "kv": 138.0,
    "interconnect": "POI",
    "transformers": [
        {
            "id": "T1",
            "bus": "A",
            "rated_va": 30e6,
            "high_breaker": "T1-HV",
            "low_breaker": "T1-LV",
            "in_service": True,
            "limits": {"hotspot_c": [{"name": "alarm", "value": 120.0}]},
        }
    ],
    "buses": [{"id": "A", "kv": 34.5}],
    "ties": [{"id": "TIE-AB", "from_bus": "A", "to_bus": "B"}],
    "feeders": [{"id": "F01", "bus": "A"}],
    "blocks": [
        {
            "id": "B01",
            "feeder": "F01",
            "bus": "A",
            "units": ["U01"],
            "rows": [{"id": "B01-R1", "model": "S21", "machines_count": 240, "unit": "U01"}],
            "pad": None,
            "in_service": True,
        }
    ],
    "halls": [
        {
            "id": "H1",
            "feeds": [{"feeder": "F09", "bus": "B", "unit": "UH1"}],
            "rack_model": "GB200-NVL72",
            "rack_count": 40,
            "rated_it_w": 5.3e6,
            "ups": "UPS1",
            "loop": "L1",
            "gensets": "G1",
            "static_switch": None,
            "redundancy": "N+1",
            "in_service": True,
        }
    ],
    "loops": [{"id": "L1", "hall": "H1", "groups": [{"id": "L1-CDU", "what": "cdu", "count": 4}]}],
    "gensets": [{"id": "G1", "engine_count": 4, "rated_w": 2.5e6, "halls": ["H1"]}],
    "mining_loops": [],
    "batteries": [],
}

EXAMPLES: dict[str, Any] = {
    "Problem": {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "at_ms: is outside the run",
        "faults": [
            {
                "what": "is outside the run",
                "file": "",
                "line": 0,
                "path": "at_ms",
                "value": "2031-01-01T00:00:00Z",
                "allowed": "2026-07-01 to 2026-07-03",
                "remedy": "",
            }
        ],
    },
    "SessionView": {"role": "control", "version": "0.1.0", "workspace": "demo-workspace"},
    "ScenarioView": {
        "name": "heat-wave",
        "title": "Two days of a heat wave",
        "site": "w100-hybrid",
        "start_ms": _T0_MS,
        "duration_s": 172800.0,
        "shipped": True,
    },
    "SiteView": {"name": "w100-hybrid", "title": "100 MW, mining beside AI", "shipped": True},
    "RunView": _RUN,
    "FactView": _FACT,
    "FactsView": {"facts": [_FACT], "more": True},
    "DensityView": {
        "from_ms": _T0_MS,
        "to_ms": 1783008000000.0,
        "counts": [1200, 950],
        "alarms": [3, 0],
    },
    "AlarmView": _ALARM,
    "SignalView": {
        "name": "T1.hotspot_c",
        "asset": "T1",
        "quantity": "hotspot_c",
        "unit": "°C",
        "kind": "temperature",
        "words": "hottest spot of the winding",
    },
    "ChartView": {"t_ms": [_T0_MS, _T_MS], "exact": False, "signals": [_SERIES]},
    "StateView": {
        "t_us": 1782860400000000,
        "t_ms": _T_MS,
        "seq": 5120,
        "values": {"T1": {"hotspot_c": 98.0, "load_pu": None}},
        "conditions": {"T1": ["failed"]},
        "marks": {"T1": ["failed"]},
        "parameters": {},
    },
    "NextView": {"t_ms": _T_MS, "asset": "T3", "words": "hot-spot reaches 120 °C"},
    "HandoverView": {
        "from_ms": _T0_MS,
        "to_ms": _T_MS,
        "alarms": [_ALARM],
        "notes": [],
        "commands": [],
        "switching": [_FACT],
        "energy": {"import_mwh": 612.0, "ai_mwh": 180.0, "mining_mwh": 430.0, "engines_mwh": 0.0},
        "worst": [{"asset": "T1", "load_pu": 1.02, "hotspot_c": 112.0}],
    },
    "CommandForm": {
        "kind": "FailTransformer",
        "title": "Fail a transformer",
        "fields": [
            {
                "name": "transformer",
                "type": "choice",
                "choices": ["T1", "T2"],
                "unit": "",
                "low": None,
                "high": None,
                "default": None,
            }
        ],
    },
    "CommandAnswer": {
        "seq": 5121,
        "t_us": 1782860400000001,
        "accepted": True,
        "why": "",
        "words": "FailTransformer was accepted",
    },
    "LayoutView": _LAYOUT,
    "NewRun": {"scenario": "heat-wave", "name": "hot", "sets": ["seed=8"], "speed": 3600.0},
    "NewFork": {"at_ms": _T_MS, "name": "hot-t2", "fail": ["T2"], "play": True},
    "Pace": {"speed": 3600.0},
    "Control": {"action": "pause"},
    "NewCommand": {
        "id": "c-17",
        "command": {"kind": "FailTransformer", "transformer": "T1", "reason": "a drill"},
    },
    "Acknowledge": {"alarms": ["T1 failed"], "note": "crew is on its way"},
    "NewNote": {"text": "crew is on its way", "subject": "T1"},
}
"""By the name of the type."""
