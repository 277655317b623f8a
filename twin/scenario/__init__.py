"""The scenario document: a site, a span of time, a seed, series, workload, failures and policies.

Pure: text in, a checked frozen model out. No file named in it is opened here.
"""

from twin.scenario.checks import faults_with_site
from twin.scenario.document import Failures, Market, PolicyUse, ScenarioDocument, Telemetry
from twin.scenario.load import examine_scenario, load_scenario, split_sets
from twin.scenario.series import SeriesSpec
from twin.scenario.workload import JobsSpec, Workload

__all__ = [
    "Failures",
    "JobsSpec",
    "Market",
    "PolicyUse",
    "ScenarioDocument",
    "SeriesSpec",
    "Telemetry",
    "Workload",
    "examine_scenario",
    "faults_with_site",
    "load_scenario",
    "split_sets",
]
