"""How many of a plant's units run, from a row of inputs."""

from __future__ import annotations

from twin.devices.contract import Inputs
from twin.errors import Fault, RequestError


def running_count(inputs: Inputs, name: str, most_count: int, *, excess: str, field: str) -> int:
    """Units that run: as the input says, all of them where it is not given.

    >>> running_count({}, "pumps_count", 3, excess="more than it has", field="pumps")
    3

    Args:
        inputs: a row of inputs.
        name: the input.
        most_count: units that there are.
        excess: what more of them would be, in words.
        field: what of the spec to raise for more, in words.

    Raises:
        RequestError: more than there are.
    """
    count = round(inputs.get(name, most_count))
    if count > most_count:
        raise RequestError(
            Fault(
                what=excess,
                path=name,
                value=str(count),
                allowed=f"0 to {most_count}",
                remedy=f"give fewer, or raise {field}",
            )
        )
    return count
