"""Policies and operators: what is seen becomes commands, and commands become accepted or refused facts.

A policy is asked when something it watches changed, and when it asked to be woken. Its commands and the operator's go
through one arbiter. When the policy's memory changed, that is a fact too, so that a rebuilt driver remembers exactly
what the live one did. What an accepted command sets in motion is the next round's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Protocol

import msgspec
import simpy

from twin.drivers.arbiter import rule
from twin.drivers.contract import Agenda, Priority, Process, Scheduled, Timed
from twin.facility import Plant, topics
from twin.facts.control import AnyCommand, PolicyRemembered
from twin.policies import Decision, View


class Policy(Protocol):
    """What the driver needs of a policy; see `twin.policies.contract`."""

    NAME: ClassVar[str]
    PRIORITY: ClassVar[int]
    WAKES_ON: ClassVar[int]
    MEMORY: ClassVar[type[msgspec.Struct]]

    def decide(self, view: View, memory: Any) -> Decision[Any]:
        """What to do now."""
        ...


class Control(Timed):
    """Asks one policy when its world changed, and passes what it wants through the arbiter."""

    def __init__(self, plant: Plant, policy: Policy, view_of: Callable[[Plant, int], View]) -> None:
        """Drive `policy` on `plant`, seen through `view_of`."""
        self._plant = plant
        self._policy = policy
        self._view_of = view_of
        self._name = policy.NAME
        self._priority = Priority.POLICY + policy.PRIORITY
        self.wakes_on = policy.WAKES_ON  # type: ignore[misc]
        self.rearms_on = topics.MEMORY  # type: ignore[misc]
        self._memory_json = ""
        self._memory: Any = policy.MEMORY()

    def due_us(self, t_us: int) -> int | None:
        """When the policy asked to be woken."""
        return self._plant.control.wake_us.get(self._name)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """The policy asked for this instant."""
        self._ask(t_us, agenda, self._plant.control.memory_seq.get(self._name))

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Something the policy watches changed."""
        self._ask(t_us, agenda, self._plant.last_seq)

    def _ask(self, t_us: int, agenda: Agenda, cause: int | None) -> None:
        plant = self._plant
        memory = self._remembered()
        decision = self._policy.decide(self._view_of(plant, t_us), memory)
        wake_us = decision.wake_us or 0
        changed = decision.memory is not memory and decision.memory != memory
        if changed or wake_us != plant.control.wake_us.get(self._name, 0):
            text = msgspec.json.encode(decision.memory).decode()
            agenda.append((self._priority, self._name, 0, PolicyRemembered(text, wake_us), cause, "policy"))
        for n, command in enumerate(decision.commands):
            subject, fact = rule(plant, t_us, command, self._name)  # type: ignore[arg-type]
            agenda.append((self._priority, subject, n, fact, cause, "policy"))

    def _remembered(self) -> Any:
        text = self._plant.control.memory_json.get(self._name, "")
        if text != self._memory_json:
            self._memory_json = text
            self._memory = msgspec.json.decode(text, type=self._policy.MEMORY)
        return self._memory


class Operator(Scheduled):
    """Gives commands at stated instants: drills, forks, a person at the page."""

    def __init__(self, plant: Plant, orders: Sequence[tuple[int, AnyCommand]], name: str = "operator") -> None:
        """Give each command at its instant; those before the process starts were given already."""
        self._plant = plant
        self._orders = sorted(orders, key=lambda order: order[0])
        self._name = name

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """Wait for each order's instant and put it before the arbiter."""
        for n, (at_us, command) in enumerate(self._orders):
            now_us: int = env.now  # type: ignore[assignment]
            if at_us < now_us:
                continue
            yield env.timeout(at_us - now_us)
            subject, fact = rule(self._plant, at_us, command, self._name)
            agenda.append((Priority.ARBITER, subject, n, fact, None, "operator"))
