"""A site many times as large as a shipped one: the same plant again and again, one interconnect.

The grid is no stiffer than for one, so that every breaker still breaks its largest fault. Every
asset is there n times under its own name, so a fact that touches one of them should cost what
it cost before.
"""

from __future__ import annotations

import json
from typing import Any, cast

from twin import shipped
from twin.documents import read
from twin.errors import ScenarioError, SiteError

ASSETS = ("transformers", "buses", "ties", "feeders", "blocks", "halls", "gensets", "batteries")
_SHARED = ("contracted_mw", "ramp_up_mw_per_min", "ramp_down_mw_per_min")


def tenfold_site(name: str, times_count: int = 10) -> str:
    """A shipped site so many times, as the text of a site document.

    Args:
        name: the shipped site.
        times_count: how often.
    """
    text, label = shipped.text("sites", name), shipped.label("sites", name)
    site: Any = read(text, file=label, error=SiteError).value
    own = {asset["id"] for kind in ASSETS for asset in site.get(kind, [])}
    large = dict(site)
    large["site_id"] = f"{site['site_id']}-X{times_count}"
    large["interconnect"] = {
        key: value * times_count if key in _SHARED else value
        for key, value in site["interconnect"].items()
    }
    for kind in ASSETS:
        large[kind] = [
            _renamed(asset, own, f"S{copy}-")
            for copy in range(1, times_count + 1)
            for asset in site.get(kind, [])
        ]
    return json.dumps(_spread(large, own, times_count))


def tenfold_scenario(name: str, site_file: str, times_count: int = 10) -> str:
    """A shipped scenario on such a site: as many times the jobs, halls split as before.

    Args:
        name: the shipped scenario.
        site_file: the site, as the scenario will name it.
        times_count: how often.
    """
    text, label = shipped.text("scenarios", name), shipped.label("scenarios", name)
    scenario: Any = read(text, file=label, error=ScenarioError).value
    work = scenario["workload"]
    jobs = work["jobs"]["generate"]
    return json.dumps(
        {
            **scenario,
            "site": site_file,
            "workload": {
                **work,
                "jobs": {
                    "generate": {**jobs, "per_day_count": jobs["per_day_count"] * times_count}
                },
                "partitions": [
                    {**part, "hall": f"S{copy}-{part['hall']}"}
                    for copy in range(1, times_count + 1)
                    for part in work["partitions"]
                ],
            },
        }
    )


def _renamed(node: Any, own: set[str], prefix: str) -> Any:  # noqa: ANN401 - a document's nodes
    if isinstance(node, dict):
        branches = cast("dict[str, Any]", node)
        return {key: _renamed(branch, own, prefix) for key, branch in branches.items()}
    if isinstance(node, list):
        return [_renamed(branch, own, prefix) for branch in cast("list[Any]", node)]
    return prefix + node if isinstance(node, str) and node in own else node


def _spread(node: Any, own: set[str], times_count: int) -> Any:  # noqa: ANN401 - a document's nodes
    """What still names assets by their own ids names all of their copies: lists grow."""
    if isinstance(node, dict):
        branches = cast("dict[str, Any]", node)
        return {key: _spread(branch, own, times_count) for key, branch in branches.items()}
    if not isinstance(node, list):
        return node
    found: list[Any] = []
    for one in cast("list[Any]", node):
        if isinstance(one, str) and one in own:
            found += [f"S{copy}-{one}" for copy in range(1, times_count + 1)]
        else:
            found.append(_spread(one, own, times_count))
    return found
