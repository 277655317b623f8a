"""A quantity ends in its unit, says what it means and reads a plant."""

from __future__ import annotations

from types import SimpleNamespace

from twin.signals import QUANTITIES, Signal
from twin.signals.quantity import asked, column, quantity, value
from twin.units import unit_of


def test_every_quantity_ends_in_a_unit_and_says_what_it_means() -> None:
    for one in QUANTITIES:
        assert unit_of(one.name) is not None, one.name
        assert len(one.meaning) > 5
    assert len({(q.kind, q.name) for q in QUANTITIES}) == len(QUANTITIES)


def test_a_column_a_value_and_a_question_are_read_by_their_path() -> None:
    net = SimpleNamespace(import_w=7.0, loss_w=[1.0, 2.0], at_c=lambda unit, t_us: unit + t_us)
    plant = SimpleNamespace(net=net)
    assert value("net.import_w")(plant, 1, 5) == 7.0
    assert column("net.loss_w")(plant, 1, 5) == 2.0
    assert asked("net.at_c")(plant, 1, 5) == 6


def test_a_signal_has_the_unit_of_its_quantity_and_reads_its_asset() -> None:
    loss = quantity("transformer", "loss_w", "lost in it", column("net.loss_w"))
    signal = Signal(name="T2.loss_w", index=1, quantity=loss)
    plant = SimpleNamespace(net=SimpleNamespace(loss_w=[1, 2]))
    assert (signal.unit, signal.at(plant, 0)) == ("W", 2.0)
