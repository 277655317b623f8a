"""A problem carries every fault, whole."""

from __future__ import annotations

import json

from api.problems import MEDIA_TYPE, answer, problem_of
from twin.errors import Fault

FAULTS = [
    Fault(
        what="is wrong", file="a.yaml", line=3, path="x[0]", value="4 MW", allowed="5", remedy="do"
    ),
    Fault(what="is missing"),
]


def test_every_part_of_every_fault_is_there():
    problem = problem_of(422, FAULTS)
    assert problem.title.startswith("Unprocessable")
    assert [fault.what for fault in problem.faults] == ["is wrong", "is missing"]
    first = problem.faults[0]
    assert (first.file, first.line, first.path) == ("a.yaml", 3, "x[0]")
    assert (first.value, first.allowed, first.remedy) == ("4 MW", "5", "do")


def test_it_says_what_it_is():
    reply = answer(409, FAULTS)
    assert (reply.status_code, reply.media_type) == (409, MEDIA_TYPE)
    assert json.loads(bytes(reply.body))["status"] == 409


def test_a_body_of_the_wrong_shape_names_the_place(browser):
    problem = browser.post("/runs", {"scenario": 5, "more": 1}, 422)
    assert {fault["path"] for fault in problem["faults"]} == {"body.scenario", "body.more"}
    answer = browser.ask("POST", "/api/v1/runs", b"{")
    assert answer.status == 422
