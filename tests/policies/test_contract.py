"""Every policy keeps to the contract: pure, a frozen memory, commands with reasons."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policies.views import FakeView, hall, main, row
from tests.tidy.source import modules
from twin.facts import COMMANDS
from twin.policies import POLICIES

MODELS = [("m29.5", 29.5), ("m17.5", 17.5)]
EVERY = sorted(POLICIES)
ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["B1-1", "B1-2", "B2-1", "B2-2"]),
        mw=st.floats(0.1, 3.0),
        group=st.sampled_from([-1, 0, 1]),
        j_per_th=st.sampled_from([17.5, 29.5]),
        held=st.sampled_from([(), ("n1_shedding",), ("price_curtailment", "thermal_shedding")]),
        hashing=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.row,
)
MAINS = st.lists(
    st.builds(main, st.sampled_from(["T1", "T2"]), mva=st.floats(0, 50), alarmed=st.booleans()),
    max_size=2,
    unique_by=lambda one: one.main,
)
VIEWS = st.builds(
    FakeView,
    ROWS,
    MAINS,
    st.just([hall()]),
    t_us=st.integers(0, 10**11),
    price_usd_per_mwh=st.floats(-100, 5000),
)


def made(name):
    kind = POLICIES[name]
    return kind(kind.PARAMS(), MODELS)


@pytest.mark.parametrize("name", EVERY)
def test_it_is_called_by_its_name_and_its_memory_has_a_beginning(name):
    policy = made(name)
    assert name == policy.NAME
    assert msgspec.json.decode(msgspec.json.encode(policy.MEMORY()), type=policy.MEMORY)


@pytest.mark.parametrize("name", EVERY)
@given(view=VIEWS)
def test_asked_twice_it_answers_alike(name, view):
    policy = made(name)
    memory = policy.MEMORY()
    assert (
        policy.decide(view, memory)
        == policy.decide(view, memory)
        == made(name).decide(view, memory)
    )


@pytest.mark.parametrize("name", EVERY)
@given(view=VIEWS)
def test_its_commands_have_reasons_and_its_memory_survives_json(name, view):
    policy = made(name)
    decision = policy.decide(view, policy.MEMORY())
    assert all(type(one) in COMMANDS and one.reason for one in decision.commands)
    text = msgspec.json.encode(decision.memory)
    assert msgspec.json.decode(text, type=policy.MEMORY) == decision.memory
    assert decision.wake_us is None or decision.wake_us > view.t_us


@pytest.mark.parametrize("name", EVERY)
@given(view=VIEWS)
def test_no_row_is_told_two_things_at_once(name, view):
    decision = made(name).decide(view, made(name).MEMORY())
    named = [one for command in decision.commands for one in getattr(command, "rows", ())]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", EVERY)
def test_memory_is_frozen(name):
    memory = POLICIES[name].MEMORY()
    field = type(memory).__struct_fields__[0]
    with pytest.raises(AttributeError):
        setattr(memory, field, None)


def test_no_policy_reads_the_plant_itself():
    for module in modules():
        policy = module.path.startswith("twin/policies/") and module.path.endswith(
            ("shedding.py", "curtailment.py", "contract.py")
        )
        assert not policy or "Plant" not in module.text, module.path


def test_safety_outranks_money():
    ranks = {name: POLICIES[name].PRIORITY for name in EVERY}
    order = ["thermal_shedding", "n1_shedding", "price_curtailment"]
    assert sorted(ranks, key=ranks.__getitem__) == order
