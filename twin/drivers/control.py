"""Policies and operators: what is seen becomes commands, and commands become facts of the arbiter.

A policy is asked when something it watches changed, and when it asked to be woken. Its commands and
the operator's go through one arbiter. When the policy's memory changed, that is a fact too, so that
a rebuilt driver remembers exactly what the live one did. What an accepted command sets in motion is
the next round's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Protocol, cast

import msgspec
import simpy

from twin.drivers.arbiter import rule
from twin.drivers.contract import Agenda, Priority, Process, Scheduled, Timed
from twin.errors import Fault, PolicyError
from twin.facility import Plant, topics
from twin.facts.control import AnyCommand, PolicyRemembered
from twin.policies import Decision, View

AFTER_US = 1


class Policy(Protocol):
    """What the driver needs of a policy; see `twin.policies.contract`."""

    NAME: ClassVar[str]
    PRIORITY: ClassVar[int]
    WAKES_ON: ClassVar[int]
    MEMORY: ClassVar[type[msgspec.Struct]]

    def decide(self, view: View, memory: Any) -> Decision[Any]:  # noqa: ANN401
        """What to do now."""
        ...


class Control(Timed):
    """Asks one policy when its world changed, and passes what it wants through the arbiter.

    A policy that asked to look again is asked a microsecond after that instant, so that it sees all
    that the instant brought.
    """

    def __init__(self, plant: Plant, policy: Policy, view_of: Callable[[Plant, int], View]) -> None:
        """Drive `policy` on `plant`, seen through `view_of`."""
        self._plant = plant
        self._view_of = view_of
        self._desk = Desk(plant, policy)
        self.wakes_on = policy.WAKES_ON  # type: ignore[misc]
        self.rearms_on = topics.MEMORY  # type: ignore[misc]
        self._watched = [1 << bit for bit in range(policy.WAKES_ON.bit_length())]
        self._watched = [topic for topic in self._watched if topic & policy.WAKES_ON]

    def due_us(self, t_us: int) -> int | None:
        """Just after the policy asked to look again."""
        wish_us = self._plant.control.next_look_us(self._desk.name, t_us - AFTER_US)
        return None if wish_us is None else wish_us + AFTER_US

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """The policy asked for this instant."""
        cause = self._plant.control.memory_seq.get(self._desk.name)
        self._desk.ask(self._view_of(self._plant, t_us), agenda, cause)
        self.rearm(t_us)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Something the policy watches changed, and that fact is the cause.

        Where several did at this instant, it is the first in the order of the topics: the price of
        energy before what a hash earns, a switch before the load that it moved.
        """
        said, since = self._plant.control.topic_seq, max(self._plant.instant_seq, 1)
        told = [seq for topic in self._watched if (seq := said.get(topic, 0)) >= since]
        cause = told[0] if told else self._plant.last_seq
        self._desk.ask(self._view_of(self._plant, t_us), agenda, cause)


class Desk:
    """Where a policy is asked, its wishes go before the arbiter, and its memory becomes a fact."""

    def __init__(self, plant: Plant, policy: Policy, *, wakes: bool = True) -> None:
        """Ask `policy` about `plant`; without `wakes` its wishes to look again are left out."""
        self._wakes = wakes
        self.name = policy.NAME
        self._plant = plant
        self._policy = policy
        self._priority = Priority.POLICY + policy.PRIORITY
        self._shipped = type(policy).__module__.startswith("twin.")
        self._memory_json = ""
        self._memory: Any = policy.MEMORY()

    def ask(self, view: View, agenda: Agenda, cause: int | None) -> None:
        """One decision: at most one fact about memory, and one for each command."""
        plant, t_us = self._plant, view.t_us
        memory = self._remembered()
        decision = self._decided(view, memory)
        changed = decision.memory is not memory and decision.memory != memory
        if changed or self._plans_otherwise(t_us, decision):
            text = msgspec.json.encode(decision.memory).decode()
            wake_us, every_us = (decision.wake_us, decision.every_us) if self._wakes else (0, 0)
            fact = PolicyRemembered(text, wake_us or 0, every_us)
            agenda.append((self._priority, self.name, 0, fact, cause, "policy"))
        for n, command in enumerate(decision.commands):
            subject, ruling = rule(plant, t_us, command, self.name)  # type: ignore[arg-type]
            agenda.append((self._priority, subject, n, ruling, cause, "policy"))

    def _decided(self, view: View, memory: msgspec.Struct) -> Decision[Any]:
        """What the policy says; a user's own policy that fails is bad input, not our bug."""
        policy = self._policy
        if self._shipped:
            return policy.decide(view, memory)
        try:
            decision = cast("object", policy.decide(view, memory))
        except Exception as wrong:
            what = f"{self.name}.decide failed at {view.t_us} us: {type(wrong).__name__}: {wrong}"
            raise PolicyError(Fault(what=what, remedy="mend the policy and run again")) from wrong
        if not isinstance(decision, Decision):
            what = f"{self.name}.decide gave no Decision at {view.t_us} us"
            raise PolicyError(Fault(what=what, value=repr(decision), allowed="a Decision"))
        return cast("Decision[Any]", decision)

    def _plans_otherwise(self, t_us: int, decision: Decision[Any]) -> bool:
        """Whether it wants to be woken otherwise than it last said; a wish that is over is none."""
        if not self._wakes:
            return False
        control = self._plant.control
        wished_us = control.wake_us.get(self.name, 0)
        every_us = control.look_us.get(self.name, (0, 0))[1]
        kept_us = wished_us if wished_us > t_us else 0
        return (decision.wake_us or 0) != kept_us or decision.every_us != every_us

    def _remembered(self) -> Any:  # noqa: ANN401
        text = self._plant.control.memory_json.get(self.name, "")
        if text != self._memory_json:
            self._memory_json = text
            self._memory = msgspec.json.decode(text, type=self._policy.MEMORY)
        return self._memory


class Operator(Scheduled):
    """Gives commands at stated instants: drills, forks, a person at the page."""

    def __init__(
        self, plant: Plant, orders: Sequence[tuple[int, AnyCommand]], name: str = "operator"
    ) -> None:
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
