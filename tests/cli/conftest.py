"""Two hours of the demo month, run once by the command itself, for every test that only reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from twin.cli.app import app


@pytest.fixture(scope="session")
def hours(tmp_path_factory) -> Path:
    """A finished run of two hours; not to be written to."""
    run_dir = tmp_path_factory.mktemp("runs") / "hours"
    words = ["run", "demo-month", "--out", str(run_dir), "--for", "2h"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return run_dir


@pytest.fixture
def twin():
    """The command; gives exit code, standard output and standard error."""

    def invoked(*words: object):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return invoked
