"""What-ifs asked of the tutorial, each once."""

from functools import cache

from twin.study.whatif import Answer, PlanFile, ask, named

TUTORIAL = "w100-rev2"


@cache
def bench(name: str = TUTORIAL, *sets: str) -> PlanFile:
    """A shipped plan that patches are tried on."""
    return PlanFile(name, sets)


@cache
def _answer(which: str, name: str, amounts: tuple[tuple[str, float], ...]) -> Answer:
    return ask(bench(name), named(which), dict(amounts))


def answer(which: str, name: str = TUTORIAL, **amounts: float) -> Answer:
    """A what-if answered."""
    return _answer(which, name, tuple(amounts.items()))


def values(found: Answer, name: str, unit: str | None = None) -> tuple:
    """A row's values, by its name and where two share it by its unit."""
    rows = [one for one in found.rows if one.name == name and unit in (None, one.unit)]
    assert len(rows) == 1, [one.name for one in found.rows]
    return rows[0].values
