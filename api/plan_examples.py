"""One example of everything about plans that the API takes and gives."""

from __future__ import annotations

from typing import Any

_HASH = "ecacd585f189db2b51be316376c347590b29638bd6b1f065344a9c1c2c4e29ec"
_TEXT = "schema: switchyard.plan/1\nplan_id: W100-25\nrevision: 2\n"
_PLAN: dict[str, Any] = {
    "name": "w100-rev2",
    "plan_id": "W100-25",
    "revision": 2,
    "title": "25 MW of AI in three halls",
    "hash": _HASH,
    "shipped": True,
    "baseline": "w100-rev1",
    "fault_count": 0,
}
_DATES = {"start_days": 546.0, "finish_days": 567.0, "float_days": 0.0, "driver": "A-LV"}
_ACTIVITY = {
    "id": "A-L3",
    "kind": "task",
    "what": "cx_l3",
    "name": "Start-up of each system",
    "phase": "P1",
    "line": 130,
    "end_line": 139,
    "low_days": 14.0,
    "span_days": 21.0,
    "high_days": 35.0,
    "waits": [{"id": "A-LV", "type": "FS", "lag_days": 0.0}],
    "held_days": None,
    "free_days": 0.0,
    "early": _DATES,
    "level": _DATES,
    "crews": [{"resource": "CX", "count": 3}],
    "effects": [{"at": "start", "words": "hall energize H1 4.9"}],
    "gate": "",
    "cost_usd": 122500.0,
}
_POWER = {
    "since_days": 567.0,
    "mining_mw": {"s21": 38.6, "s19j-pro-100": 44.8},
    "halls_mw": {"H1": 6.4},
    "dark_mw": 11.9,
    "worst_pu": 0.973,
    "worst": "T3",
}
_RECKONED: dict[str, Any] = {
    "speed": "schedule and money",
    "text": _TEXT,
    "hash": _HASH,
    "plan_id": "W100-25",
    "revision": 2,
    "title": "25 MW of AI in three halls",
    "site": "W100-CONVERSION",
    "tz": "America/Chicago",
    "ntp": "2027-01-04",
    "end_days": 802.0,
    "contracted_mw": 100.0,
    "activities": [_ACTIVITY],
    "phases": [
        {
            "id": "P1",
            "name": "Pilot hall",
            "it_mw": 4.9,
            "task": "A-ACC",
            "target_days": 513.0,
            "early_days": 661.5,
            "level_days": 662.0,
            "line": 13,
        }
    ],
    "crews": [
        {
            "id": "CX",
            "name": "Commissioning agents",
            "capacity": 8,
            "line": 691,
            "early": [{"since_days": 546.0, "count": 3}, {"since_days": 567.0, "count": 0}],
            "level": [{"since_days": 546.0, "count": 3}, {"since_days": 567.0, "count": 0}],
        }
    ],
    "outages": [
        {
            "task": "A-L3",
            "assets": ["M1"],
            "lost_mw": 23.8,
            "hours": 8,
            "start_hour": 8,
            "early_days": 546.0,
            "level_days": 546.0,
            "early_blackout_hours": 3,
            "level_blackout_hours": 3,
        }
    ],
    "seasons": [
        {
            "id": "BO-SUMMER",
            "name": "Heat season",
            "hours": [13, 14, 15],
            "from_days": 514.0,
            "to_days": 636.0,
        }
    ],
    "power": {"early": [_POWER], "level": [_POWER]},
    "dark_mw_months": 128.0,
    "breaches": [
        {
            "rule": "V14",
            "subject": "CX",
            "what": "CX is wanted 11 times at the earliest dates, there are 8: A-L5, B-L3, C-L3",
            "dates": "early",
            "since_days": 588.0,
            "until_days": 602.0,
            "path": "resources[5].capacity",
            "line": 691,
            "size": 11.0,
            "limit": 8.0,
            "unit": "",
            "remedy": "take the levelled dates, or hire more",
            "activities": ["A-L5", "B-L3", "C-L3"],
        }
    ],
    "losses": [
        {
            "since_days": 707.0,
            "lost": "T1",
            "tie": "TIE-14",
            "worst": "T4",
            "load_pu": 1.4,
            "ai_only_pu": 0.66,
            "ai_mw": 32.4,
            "deliverable_ai_mw": 49.0,
            "unserved_ai_mw": 0.0,
            "relief_s": 8.0,
        }
    ],
    "hinges": [
        {
            "task": "RING",
            "assets": ["TIE-23", "TIE-14"],
            "since_days": 707.0,
            "words": "without TIE-23 and TIE-14 the loss of T1 would leave T2 at 1.31 pu",
        }
    ],
    "money": {
        "currency": "USD",
        "wacc_frac": 0.1,
        "npv_usd": {"capital": -211.0e6, "rent": 322.1e6},
        "total_usd": {"capital": -235.1e6, "rent": 737.1e6},
        "cumulative_usd": [-113.6e6, -231.8e6],
        "whole_npv_usd": 79.6e6,
        "after_tax_npv_usd": 34.5e6,
        "irr_words": "15.58%",
        "payback_years": 7.6,
        "peak_cash_usd": 233.3e6,
        "capital_usd": 235.1e6,
        "capital_usd_per_mw": 9.44e6,
        "assumptions": {"market.power_usd_per_mwh": "42.0"},
        "mining_words": "when B01 leaves, a MW of it would earn 0 USD a month",
    },
    "took_ms": 180.0,
}

_LUCK: dict[str, Any] = {
    "speed": "schedule and money",
    "hash": _HASH,
    "runs": 400,
    "seed": 0,
    "outlook": "industry",
    "phases": [
        {
            "phase": "P1",
            "target_days": 513.0,
            "p50_days": 738.0,
            "p80_days": 805.0,
            "p90_days": 836.0,
            "p80_error_days": 3.1,
            "on_time_frac": 0.0,
            "curve_days": [640.0, 738.0, 860.0],
            "critical_frac": {"A-GENSET": 0.52, "A-USS": 0.41},
        }
    ],
    "p10_usd": 60.2e6,
    "p50_usd": 69.6e6,
    "p90_usd": 79.7e6,
    "p50_error_usd": 0.5e6,
    "gains_frac": 1.0,
    "fan_usd": [[-120.0e6, -113.0e6, -101.0e6], [-240.0e6, -231.0e6, -220.0e6]],
    "swings": [
        {
            "variable": "A-USS",
            "kind": "item",
            "words": "334 to 520 days, planned 392",
            "npv_usd": [85.1e6, 70.3e6],
            "ready_days": {"P1": [604.0, 790.0]},
        }
    ],
    "took_ms": 3100.0,
}

PLAN_EXAMPLES: dict[str, Any] = {
    "PlanView": _PLAN,
    "PlanTextView": {**_PLAN, "text": _TEXT},
    "PlanReckonedView": _RECKONED,
    "LuckView": _LUCK,
    "LuckDraft": {"text": _TEXT, "runs": 400, "seed": 0, "outlook": "industry"},
    "NewRevision": {"text": _TEXT},
    "PlanDraft": {
        "text": _TEXT,
        "edits": [{"op": "move", "id": "A-L3", "start_days": 560}],
        "cascade": True,
    },
}
"""By the name of the type."""
