"""A missing chromium is installed where one may, and named where one may not."""

from __future__ import annotations

from tests.page.chromium import MISSING, PACKAGES, provide


def nobody():
    return False


def root():
    return True


def test_what_is_there_is_taken():
    assert provide(lambda: "/usr/bin/chromium", nobody, lambda _: 1) == (0, "")


def test_who_may_not_install_is_told_what_is_missing():
    code, words = provide(lambda: None, nobody, lambda _: 0)
    assert (code, words) == (2, MISSING)
    assert all(package in words for package in PACKAGES)


def test_root_installs_it_with_apt():
    asked: list[list[str]] = []

    def run(words):
        asked.append(list(words))
        return 0

    code, _ = provide(lambda: "/usr/bin/chromium" if len(asked) == 2 else None, root, run)
    assert code == 0
    assert [words[1] for words in asked] == ["update", "install"]
    assert set(PACKAGES) <= set(asked[1])


def test_an_apt_that_fails_is_told():
    code, words = provide(lambda: None, root, lambda _: 100)
    assert code == 2
    assert words.endswith("`apt-get update --quiet` ended with 100")
