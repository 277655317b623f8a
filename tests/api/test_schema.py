"""The API does what its OpenAPI document says, whatever it is asked: schemathesis, all its checks.

Runs are made but not played, and the run that is asked about is never thrown away, so that the
questions reach what stands behind the names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tests.api.client import Server
from tests.api.test_app import ROUTES
from twin import shipped
from twin.run.live import proceed
from twin.run.start import Wishes, create

QUICK_COUNT, LONG_COUNT = 8, 400
TOKEN = "fuzz" * 16
LET_IN = {"Authorization": f"Bearer {TOKEN}"}


@dataclass
class Asked:
    """What was asked and how it went."""

    answers: Counter[int] = field(default_factory=Counter)
    failures: dict[tuple[str, str, int], str] = field(default_factory=dict)
    operations: set[str] = field(default_factory=set)


@pytest.fixture
def fuzzed(tmp_path):
    folder = tmp_path / "workspace"
    (folder / "runs").mkdir(parents=True)
    proceed(create("scene-t1-trips", folder / "runs" / "done", Wishes(span="61m")))
    serving = Server(folder, token=TOKEN).start()
    yield serving
    said = serving.stop()
    assert "Traceback" not in said, said


def document_of(serving):
    found = schemathesis.openapi.from_url(f"{serving.base}/api/v1/openapi.json", headers=LET_IN)
    found.config.update(base_url=serving.base)
    # What is well-formed may still ask for a signal that is none, or an instant outside the run.
    # A text longer than it may be can be more than a body may hold, which is found first.
    found.config.checks.negative_data_rejection.expected_statuses = ["4xx"]
    found.config.checks.positive_data_acceptance.expected_statuses = ["2xx", "4xx"]
    return found


def aimed(case, mode):
    """The same question, at the run that is there, and without an engine."""
    positive, keeps = mode is GenerationMode.POSITIVE, case.method.upper() != "DELETE"
    if positive and keeps and "run" in case.path_parameters:
        case.path_parameters["run"] = "done"
    if positive and isinstance(case.body, dict) and case.path.endswith(("/runs", "/fork")):
        case.body["play"] = False
    if positive and keeps and "plan" in case.path_parameters:
        case.path_parameters["plan"] = "w100-rev2"
    if positive and isinstance(case.body, dict) and "/plans" in case.path and case.body.get("text"):
        case.body["text"] = shipped.text("plans", "w100-rev2")
    if positive and isinstance(case.body, dict) and case.path.endswith("/simulate"):
        case.body.update(runs=400, seed=0, outlook="industry")
    for name in ("Authorization", "Cookie", "authorization", "cookie"):
        case.headers.pop(name, None)
    case.cookies.clear()
    return case


def ask_all(serving, count):
    """So many questions of each kind at each operation."""
    load_all_checks()
    asked = Asked()
    for found in document_of(serving).get_all_operations():
        operation = found.ok()
        asked.operations.add(operation.path)
        for mode in GenerationMode:
            ask(operation, mode, count, asked)
    return asked


def ask(operation, mode, count, asked):
    strict = settings(
        max_examples=count,
        derandomize=count == QUICK_COUNT,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )

    @strict
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case):
        aimed(case, mode)
        answer = case.call(headers=LET_IN)
        asked.answers[answer.status_code] += 1
        try:
            case.validate_response(
                answer,
                checks=CHECKS.get_all(),
                headers=LET_IN,
                transport_kwargs={"headers": LET_IN},
            )
        except BaseExceptionGroup as wrong:
            for one in wrong.exceptions:
                key = (operation.label, type(one).__name__, answer.status_code)
                asked.failures.setdefault(key, str(one))

    once()


def told(asked):
    count = sum(asked.answers.values())
    return f"{count} questions: {dict(sorted(asked.answers.items()))}; {asked.failures}"


def test_every_operation_answers_as_it_promises(fuzzed):
    asked = ask_all(fuzzed, QUICK_COUNT)
    assert asked.operations == ROUTES
    assert not asked.failures, told(asked)
    assert asked.answers[200] > 20


@pytest.mark.soak
def test_every_operation_answers_as_it_promises_for_long(fuzzed, record_property):
    asked = ask_all(fuzzed, LONG_COUNT)
    record_property("questions", told(asked))
    assert not asked.failures, told(asked)
