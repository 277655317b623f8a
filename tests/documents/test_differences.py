"""What differs between two documents."""

from hypothesis import given
from hypothesis import strategies as st

from twin.documents.differences import Difference, differences

PLAIN = st.recursive(
    st.none() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "x", "y"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(PLAIN)
def test_a_document_does_not_differ_from_itself(value):
    assert list(differences(value, value)) == []


@given(PLAIN, PLAIN)
def test_the_other_way_round_was_and_now_change_places(one, two):
    there = {(each.path, str(each.was), str(each.now)) for each in differences(one, two)}
    back = {(each.path, str(each.now), str(each.was)) for each in differences(two, one)}
    assert there == back


def test_entries_are_known_by_their_ids_wherever_they_stand():
    one = {"units": [{"id": "A", "x": 1}, {"id": "B", "x": 2}]}
    two = {"units": [{"id": "B", "x": 2}, {"id": "A", "x": 3}, {"id": "C"}]}
    assert list(differences(one, two)) == [
        Difference(path="units[A].x", was=1, now=3),
        Difference(path="units[C]", was=None, now={"id": "C"}),
    ]


def test_a_list_without_ids_differs_as_a_whole():
    found = list(differences({"hours": [1, 2]}, {"hours": [1, 3]}))
    assert found == [Difference(path="hours", was=[1, 2], now=[1, 3])]


def test_an_id_given_twice_names_nothing():
    twice = [{"id": "A"}, {"id": "A"}]
    assert list(differences({"x": twice}, {"x": []})) == [Difference(path="x", was=twice, now=[])]
