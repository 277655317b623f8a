"""Documents: YAML text into a checked, frozen model, with every fault said at its line.

What is known here is YAML and pydantic; what a site or a scenario is, is not. No file is opened
here: text comes in.

    from twin.documents import Document, parse

A caller that checks more than types (references, topology) uses `read` and `salvage`, so it can
report its own faults with line numbers next to those found here.
"""

from twin.documents.model import Document, parse, salvage, schema_of, validate
from twin.documents.reading import read
from twin.documents.sets import apply_sets, with_sets
from twin.documents.source import Path, Plain, Source

__all__ = [
    "Document",
    "Path",
    "Plain",
    "Source",
    "apply_sets",
    "parse",
    "read",
    "salvage",
    "schema_of",
    "validate",
    "with_sets",
]
