"""Scale: what a fact costs at ten times the site, beside what it costs at the shipped one."""

from __future__ import annotations

from pathlib import Path

from twin.bench.figures import Figure, figure
from twin.bench.site_year import SCENARIO, run_timed
from twin.bench.tenfold import tenfold_scenario, tenfold_site

_SITE = "w100-hybrid"
_TIMES_COUNT = 10


def scale_figure(folder: Path, span: str) -> Figure:
    """Cost of a fact of the large site over that of the small one, over the same span.

    Args:
        folder: where runs may be made.
        span: how long both run.
    """
    (folder / "tenfold-site.yaml").write_text(tenfold_site(_SITE, _TIMES_COUNT), encoding="utf-8")
    large = folder / "tenfold.yaml"
    text = tenfold_scenario(SCENARIO, "tenfold-site.yaml", _TIMES_COUNT)
    large.write_text(text, encoding="utf-8")
    small = run_timed(SCENARIO, folder / "onefold-run", span)
    many = run_timed(str(large), folder / "tenfold-run", span)
    note = (
        f"{span}: {many.us_per_fact:.1f} us a fact of {many.fact_count}, "
        f"beside {small.us_per_fact:.1f} us of {small.fact_count}"
    )
    return figure("gw_per_fact_ratio", many.us_per_fact / small.us_per_fact, note)
