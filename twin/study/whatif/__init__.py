"""What-ifs: named, typed patches of a plan and its site, and the figures that answer each.

- `question` says what a what-if is, `ask` applies, checks and answers one, `table` has them all;
- a family a file: `plant`, `firming` and `scope` (what is built), `mining`, `power` (how it is
  paid for), `supply` (what comes late), `seconds` (short runs of the plant, by `storm`);
- `patch` makes assignments, `bridge` reckons mining meanwhile, `words` the sentences.

    from twin.study.whatif import PlanFile, ask, named

    ask(PlanFile("w100-rev2"), named("W5"), {"months": 4}).line
"""

from twin.study.whatif.ask import PlanFile, ask
from twin.study.whatif.question import Answer, Detail, Option, Row, WhatIf
from twin.study.whatif.table import WHATIFS, named

__all__ = ["WHATIFS", "Answer", "Detail", "Option", "PlanFile", "Row", "WhatIf", "ask", "named"]
