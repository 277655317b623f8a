"""A scenario's text, and what `--set` changes in it, as a checked document."""

from __future__ import annotations

from collections.abc import Sequence

from twin.documents import Source, read, salvage, with_sets
from twin.documents.model import in_order
from twin.errors import Fault, ScenarioError
from twin.scenario.checks import faults_of
from twin.scenario.document import ScenarioDocument

_TO_SITE = "site."


def load_scenario(
    text: str, *, file: str, sets: Sequence[str] = ()
) -> tuple[ScenarioDocument, Source]:
    """A scenario from its text.

    Args:
        text: the YAML document.
        file: its name in messages.
        sets: `path=value` assignments (`--set`) to the scenario; see `split_sets`.

    Returns:
        The document, and its source for faults found later (site, series files, policies).

    Raises:
        ScenarioError: with every fault.
    """
    source, scenario, faults = examine_scenario(text, file=file, sets=sets)
    if faults or scenario is None:
        raise ScenarioError(faults)
    return scenario, source


def examine_scenario(
    text: str, *, file: str, sets: Sequence[str] = ()
) -> tuple[Source, ScenarioDocument | None, list[Fault]]:
    """A scenario's source, what of it is sound, and every fault; for who wants to check further.

    Raises:
        ScenarioError: when the text is no YAML, or another kind of document.
    """
    source = with_sets(read(text, file=file, error=ScenarioError), sets, ScenarioError)
    source, scenario, faults = salvage(source, ScenarioDocument, ScenarioError)
    if scenario is not None:
        faults = in_order(faults + faults_of(source, scenario))
    return source, scenario, faults


def split_sets(sets: Sequence[str]) -> tuple[list[str], list[str]]:
    """Assignments to the scenario, and those to its site without their `site.` in front.

    >>> split_sets(["seed=2", "site.transformers[T1].z_pct=9", "site=w100"])
    (['seed=2', 'site=w100'], ['transformers[T1].z_pct=9'])
    """
    own = [text for text in sets if not text.startswith(_TO_SITE)]
    return own, [text.removeprefix(_TO_SITE) for text in sets if text.startswith(_TO_SITE)]
