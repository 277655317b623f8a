"""The conversion plan: what is done when, by whom, and what it changes in the plant.

Pure: text and a site in, a checked plan with its dates and breaches out. What a plan does to the
plant as it runs is for the drivers.

    from twin.plan import examine_document, examine_plan
"""

from twin.plan.breaches import Breach
from twin.plan.document import PlanDocument
from twin.plan.levelling import levelled
from twin.plan.load import Plan, examine_document, examine_plan, split_sets
from twin.plan.network import Network, network_of
from twin.plan.schedule import Schedule, day_of, earliest, total_floats_days
from twin.plan.topology import Topology, topologies

__all__ = [
    "Breach",
    "Network",
    "Plan",
    "PlanDocument",
    "Schedule",
    "Topology",
    "day_of",
    "earliest",
    "examine_document",
    "examine_plan",
    "levelled",
    "network_of",
    "split_sets",
    "topologies",
    "total_floats_days",
]
