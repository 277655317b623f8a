"""The app is whole: every route is documented, every problem has its form."""

from __future__ import annotations

from api.app import make_app
from api.workspace import Workspace

ROUTES = {
    "/api/v1/session",
    "/api/v1/scenarios",
    "/api/v1/sites",
    "/api/v1/runs",
    "/api/v1/runs/{run}",
    "/api/v1/runs/{run}/resume",
    "/api/v1/runs/{run}/fork",
    "/api/v1/runs/{run}/control",
    "/api/v1/runs/{run}/commands",
    "/api/v1/runs/{run}/layout",
    "/api/v1/runs/{run}/catalogue",
    "/api/v1/runs/{run}/signals",
    "/api/v1/runs/{run}/state",
    "/api/v1/runs/{run}/facts",
    "/api/v1/runs/{run}/facts/density",
    "/api/v1/runs/{run}/why/{seq}",
    "/api/v1/runs/{run}/next",
    "/api/v1/runs/{run}/alarms",
    "/api/v1/runs/{run}/alarms/acknowledge",
    "/api/v1/runs/{run}/notes",
    "/api/v1/runs/{run}/handover",
    "/api/v1/runs/{run}/summary",
    "/api/v1/runs/{run}/download",
    "/api/v1/plans",
    "/api/v1/plans/{plan}",
    "/api/v1/plans/reckon",
    "/api/v1/plans/simulate",
}


def test_the_document_names_every_route_with_words_and_problems(tmp_path):
    document = make_app(Workspace(tmp_path)).openapi()
    assert set(document["paths"]) == ROUTES
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            assert operation.get("description"), f"{verb} {path} says nothing"
            assert "422" in operation["responses"], f"{verb} {path}"


def test_the_server_serves_that_document(browser):
    assert set(browser.get("/openapi.json")["paths"]) == ROUTES


def test_a_path_that_is_none_is_a_problem(browser):
    answer = browser.ask("GET", "/api/v1/none")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
