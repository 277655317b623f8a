"""Plans or runs beside one another: constraint failures, key figures, changes, dominance, odds.

- `side` is one plan, `run_side` one run, both with the same parts;
- `compare` puts sides together, `odds` draws plans with the same luck.

    from twin.study.compare import compare, plan_side

    compare("plans", [plan_side(name, load_plan(name)) for name in ("w100-rev1", "w100-rev2")])
"""

from twin.study.compare.compare import Change, Compared, Comparison, Moved, compare
from twin.study.compare.odds import Odds
from twin.study.compare.run_side import run_side
from twin.study.compare.side import Failure, Side, plan_side

__all__ = [
    "Change",
    "Compared",
    "Comparison",
    "Failure",
    "Moved",
    "Odds",
    "Side",
    "compare",
    "plan_side",
    "run_side",
]
