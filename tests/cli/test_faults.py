"""Bad input looks the same whichever verb met it: every fault, no traceback, exit code 2."""

from __future__ import annotations

import errno

import typer
from typer.testing import CliRunner

from twin.cli.faults import Verbs, bad_option, show_faults
from twin.errors import Fault, SiteError

app = typer.Typer(cls=Verbs)
inner = typer.Typer()
app.add_typer(inner, name="inner")

TWO = (
    Fault(what="is negative", file="a.yaml", line=3, path="x.z_pct", value="-3 %"),
    Fault(what="is unknown", file="a.yaml", line=9, path="x.zz", remedy="did you mean z_pct?"),
)


@app.command()
def wrong() -> None:
    raise SiteError(TWO)


@app.command()
def fine() -> None:
    typer.echo("done")


@inner.command("wrong")
def inner_wrong() -> None:
    raise bad_option("--at", "is no instant", value="noon")


@inner.command("cut")
def inner_cut() -> None:
    raise BrokenPipeError


@inner.command("full")
def inner_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "out.csv")


@inner.command("bug")
def inner_bug() -> None:
    raise AssertionError("ours")


def test_all_faults_are_printed_and_the_exit_code_is_two():
    done = CliRunner().invoke(app, ["wrong"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == ["twin: 2 faults", *(f"  {fault}" for fault in TWO)]


def test_one_fault_is_one_line_in_a_group_within_the_group_too():
    done = CliRunner().invoke(app, ["inner", "wrong"])
    assert (done.exit_code, done.stderr) == (2, "twin: --at: is no instant (is noon)\n")


def test_what_is_right_passes_and_our_own_bug_is_not_dressed_up():
    assert CliRunner().invoke(app, ["fine"]).stdout == "done\n"
    assert isinstance(CliRunner().invoke(app, ["inner", "bug"]).exception, AssertionError)


def test_faults_go_to_standard_error(capsys):
    show_faults([TWO[0]])
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"twin: {TWO[0]}\n")


def test_a_reader_that_has_gone_ends_it_quietly_and_a_full_disk_in_words():
    done = CliRunner().invoke(app, ["inner", "cut"])
    assert (done.exit_code, done.output) == (141, "")
    done = CliRunner().invoke(app, ["inner", "full"])
    assert done.exit_code == 2
    assert done.stderr == "twin: out.csv: can't be written: No space left on device\n"
