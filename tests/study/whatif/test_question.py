"""What a what-if is."""

import pytest

from twin.study.whatif.question import Case, Option


def test_figures_of_an_invalid_case_are_asked_for_by_nobody():
    case = Case(option=Option(name="broken"), figures=None)
    with pytest.raises(AssertionError):
        _ = case.sound
