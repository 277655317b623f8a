"""What a browser may wish for in a run: values, never files of the machine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from twin.errors import Fault, RequestError
from twin.policies import POLICIES

_FILE_SET = re.compile(r"(^|\.)(file|path|site)\s*=")


def check_wishes(sets: Sequence[str], policies: Sequence[str] | None) -> None:
    """See that wishes name no files: those are for whoever sits at the machine.

    Raises:
        RequestError: with each that does.
    """
    faults = [
        Fault(what="names a file", value=text[:200], remedy="set files in a scenario document")
        for text in sets
        if _FILE_SET.search(text) or "file" in text.partition("=")[2] or text.startswith("policies")
    ]
    known = ", ".join(POLICIES)
    faults += [
        Fault(what="is no shipped policy", value=name[:200], allowed=f"{known}, none")
        for name in policies or ()
        if name not in POLICIES and name != "none"
    ]
    if faults:
        raise RequestError(faults)
