"""Consecutive runs of a plan."""

import pickle

from tests.plan.made import plan
from twin.plan.money import purse
from twin.plan.sampling import sampling
from twin.study import Job, drawn


def job(outlook="industry"):
    found = plan()
    source = sampling(found.document, found.network, seed=3, outlook=outlook)
    ready = purse(found.document, found.site)
    return Job(sampling=source, handovers=found.handovers, purse=ready)


def test_a_chunk_is_the_same_after_a_journey_to_another_process():
    sent = pickle.loads(pickle.dumps(job()))
    assert drawn(sent, 7, 5) == drawn(job(), 7, 5)


def test_every_run_has_a_date_for_every_phase():
    found = drawn(job(), 0, 20)
    assert len(found.finishes_days) == 20
    assert all(len(row) == 3 for row in found.finishes_days)


def test_a_handover_is_always_on_its_own_chain():
    found = drawn(job(), 0, 20)
    assert [one["A-ACC"] for one in found.critical_counts[:1]] == [20]


def test_every_run_has_its_money():
    found = drawn(job(), 0, 20)
    assert len(found.npvs_usd) == 20
    assert len(set(found.npvs_usd)) == 20
    assert all(len(row) == 16 for row in found.cumulative_usd)
