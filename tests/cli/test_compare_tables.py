"""A comparison as tables."""

from tests.study.compare.test_compare import FOUND
from twin.cli.compare_tables import record, text


def test_a_figure_stands_with_its_difference_and_share():
    line = next(one for one in text(FOUND).splitlines() if one.startswith("P2 float"))
    assert line.split() == [
        "P2",
        "float",
        "to",
        "its",
        "target",
        "days",
        "-74",
        "-66",
        "+8",
        "+10.8",
    ]


def test_a_record_says_of_each_figure_whether_it_differs():
    assert '"differs": false' in record(FOUND)
    assert '"differs": false' not in record(FOUND, only_differences=True)
