"""No clock, no foreign luck and no printing where they do not belong."""

from __future__ import annotations

import ast

import pytest

from tests.tidy.source import Module, module, modules

# What may not be called or imported, and the only places that may.
BANNED: dict[str, tuple[str, ...]] = {
    "print": ("twin/cli/",),
    "breakpoint": (),
    "time.time": (),
    "time.time_ns": ("api/workspace.py", "api/wire.py", "api/load_clients.py"),
    "time.localtime": (),
    "time.gmtime": (),
    "datetime.now": (),
    "datetime.utcnow": (),
    "datetime.today": (),
    "date.today": (),
    "random": (),
    "secrets": ("api/security.py",),
    "uuid.uuid1": (),
    "uuid.uuid4": (),
    "os.urandom": (),
    "numpy.random": ("twin/luck.py",),
    "np.random": ("twin/luck.py",),
}


def mentions(source: Module) -> list[tuple[ast.expr | ast.stmt, str]]:
    """Every dotted name that is called, read or imported, with where."""
    found: list[tuple[ast.expr | ast.stmt, str]] = []
    for n in ast.walk(source.tree):
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name):
            found.append((n, n.func.id if n.func.id in ("print", "breakpoint") else ""))
        elif isinstance(n, ast.Attribute):
            found.append((n, ast.unparse(n)))
        elif isinstance(n, ast.Import):
            found += [(n, alias.name) for alias in n.names]
        elif isinstance(n, ast.ImportFrom):
            found += [(n, n.module or "")]
            found += [(n, f"{n.module}.{alias.name}") for alias in n.names]
    return found


def is_banned(name: str, path: str) -> bool:
    """Whether a dotted name may not stand in a file."""
    for banned, places in BANNED.items():
        inside = name == banned or name.startswith(f"{banned}.")
        if (inside or ("." in banned and name.endswith(f".{banned}"))) and not path.startswith(
            places or "-"
        ):
            return True
    return False


def complaints(source: Module) -> list[str]:
    """Every banned name outside the places that may have it."""
    return [
        source.at(node, f"{name} has no place here")
        for node, name in mentions(source)
        if is_banned(name, source.path)
    ]


def test_nothing_banned_is_used():
    assert [c for source in modules() for c in complaints(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "print('x')",
        "import random",
        "from random import choice",
        "import numpy as np\nnp.random.default_rng(1)",
        "from numpy.random import Philox",
        "import time\ntime.time()",
        "from time import time_ns",
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.now()",
        "import os\nos.urandom(3)",
    ],
)
def test_a_banned_name_is_found(text):
    assert complaints(module(text)) != []


def test_a_banned_name_is_left_alone_at_home():
    assert complaints(module("print('x')", "twin/cli/demo.py")) == []
    assert complaints(module("from numpy.random import Philox", "twin/luck.py")) == []


def test_timing_the_program_and_naming_a_random_thing_are_allowed():
    text = "import time\ntime.perf_counter()\nrandom_walk = 3\nluck.random_block(3)"
    assert complaints(module(text)) == []
