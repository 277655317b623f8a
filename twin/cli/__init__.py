"""The commands, one verb group a file; thin: parse, call, print. No other room knows a terminal."""

from twin.cli.app import main

__all__ = ["main"]
