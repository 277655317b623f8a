"""Names in an error."""

from twin.documents.near import among, meant


def test_a_few_names_are_told_as_they_are():
    assert among("T9", ["T2", "T1"]) == "T2, T1"


def test_of_many_names_the_nearest_are_told_and_how_many_more():
    known = ["H1", *(f"B{n:02d}" for n in range(1, 17))]
    said = among("B17", known)
    assert said.endswith(" and 12 more")
    assert "H1" not in said
    assert said.count(",") == 4


def test_nothing_is_told_of_nothing():
    assert among("B1", []) == ""


def test_a_name_like_one_there_is_is_taken_for_it_and_another_for_none():
    assert meant("B01X", ["B01", "M1"], "add it") == 'did you mean "B01"?'
    assert meant("zzz", ["B01", "M1"], "add it") == "add it"
    assert meant("B01", [], "add it") == "add it"
