"""What a fact and a command are: frozen values with one principal quantity.

No family lives here and nothing acts: a fact only says what happened. The log stores the principal
quantity as a plain number (so that a meter reading stays small) and the other fields as JSON.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Fact(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Something that happened, in the past tense.

    Attributes:
        PRINCIPAL: name of the field that the log stores as the fact's number, empty when it has
        none. CHANGES_POWER: whether a fact of this kind changes what some part of the site draws.
    """

    PRINCIPAL: ClassVar[str] = ""
    CHANGES_POWER: ClassVar[bool] = False


class Command(msgspec.Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """Something a policy or an operator wants, in the imperative.

    Only the arbiter turns it into facts.

    Attributes:
        SUBJECT: name of the field that names the asset it is for.
        reason: why, in words, as the log and the page show it.
    """

    SUBJECT: ClassVar[str] = ""
    reason: str


Origin = str

ORIGINS: tuple[str, ...] = ("sim", "plan", "policy", "operator", "import", "stream")
