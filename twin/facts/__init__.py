"""Every fact (past tense) and command (imperative): closed unions, one family a file.

Nothing acts here. The order of `FACTS` is the order of the log's dictionary: new kinds go to the
end, none leaves.
"""

from __future__ import annotations

from twin.facts.code import KINDS, body_of, decode, value_of
from twin.facts.core import ORIGINS, Command, Fact
from twin.facts.table import COMMANDS, FACTS

__all__ = [
    "COMMANDS",
    "FACTS",
    "KINDS",
    "ORIGINS",
    "Command",
    "Fact",
    "body_of",
    "decode",
    "value_of",
]
