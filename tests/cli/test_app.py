"""The command as a whole: it answers at once, knows its version, and helps for every verb."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from twin.cli.app import app, main

HEAVY = ("numpy", "pyarrow", "pydantic", "simpy", "matplotlib", "msgspec", "yaml", "twin.facts")


def verbs() -> list[list[str]]:
    """Every verb, those of a group too."""
    found: list[list[str]] = []
    for name, verb in get_command(app).commands.items():  # type: ignore[attr-defined]
        found += [[name, inner] for inner in getattr(verb, "commands", {})] or [[name]]
    return found


@pytest.mark.parametrize("verb", verbs(), ids=" ".join)
def test_every_verb_explains_itself(verb):
    done = CliRunner().invoke(app, [*verb, "--help"])
    assert done.exit_code == 0
    assert len(done.stdout.split()) > 10


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom twin.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_that_of_the_package():
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"switchyard {version('switchyard-twin')}\n")


def test_a_verb_that_does_not_exist_is_refused_with_a_hint():
    done = CliRunner().invoke(app, ["chek"])
    assert done.exit_code == 2
    assert "check" in re.sub(r"\s+", " ", done.output)


def test_main_leaves_with_the_exit_code(capsys):
    with pytest.raises(SystemExit) as end:
        main(["check", "no-such-file.yaml"])
    assert end.value.code == 2
    assert "is no file" in capsys.readouterr().err
