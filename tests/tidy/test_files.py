"""What git holds is small, and names no machine, no registry and no secret."""

from __future__ import annotations

import re

import pytest

from tests.tidy.source import ROOT, tracked

LARGEST_BYTES = 400_000

# Each is written so that it does not match itself.
PATTERNS = {
    "a registry host": re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|deb\.debian\.org"
        r"|index[-]url|\"resolved\": *\"https?:"
    ),
    "a path of one machine": re.compile(
        r"/hom[e]/\w|/User[s]/\w|/roo[t]/\w|/wor[k]/(?:main|shared)|\b[A-Z]:\\User[s]"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "an access key": re.compile(
        r"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bgithub_pat_\w{22}|\bxox[baprs]-\w{10}|\bsk-\w{20}"
    ),
    "a password": re.compile(
        r"(?i)\b(?:passw(?:or)?d|secret|api_?key|token)\b[\"']? *[=:] *[\"'][^\"'\s]{8,}[\"']"
    ),
}


def complaints(text: str) -> list[str]:
    """What a text names that it must not."""
    return [what for what, pattern in PATTERNS.items() if pattern.search(text)]


def test_no_tracked_file_is_large():
    sizes = {p.relative_to(ROOT).as_posix(): p.stat().st_size for p in tracked()}
    assert {path: size for path, size in sizes.items() if size > LARGEST_BYTES} == {}


def test_no_tracked_file_names_a_machine_a_registry_or_a_secret():
    found = {
        p.relative_to(ROOT).as_posix(): what
        for p in tracked()
        if (what := complaints(p.read_bytes().decode("utf-8", errors="replace")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("--index" + "-url=x", "a registry host"),
        ("https://files.python" + "hosted.org/packages", "a registry host"),
        ('"resolved": ' + '"https://somewhere/x.tgz"', "a registry host"),
        ("open('/ho" + "me/ann/site.yaml')", "a path of one machine"),
        ("-----BEGIN RSA PRIVATE" + " KEY-----", "a private key"),
        ("AKIA" + "ABCDEFGHIJKLMNOP", "an access key"),
        ("pass" + "word = 'correct-horse'", "a password"),
    ],
)
def test_what_must_not_be_named_is_found(text, what):
    assert what in complaints(text)


def test_ordinary_words_are_left_alone():
    assert complaints("the token bucket; https://keepachangelog.com; twin/home.py; T1.root") == []
