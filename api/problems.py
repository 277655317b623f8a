"""Everything that goes wrong, as `application/problem+json` with all its faults.

Bad input of the twin is 422; what stands in the way of something else is 409. Our own bugs are not
dressed up: they are a plain 500 and stand in the server's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from twin.errors import Fault, TwinError

MEDIA_TYPE = "application/problem+json"


class FaultView(BaseModel):
    """One thing wrong."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    what: str = Field(description="In plain words.", examples=["is outside the run"])
    file: str = ""
    line: int = 0
    path: str = Field(default="", examples=["at_ms"])
    value: str = ""
    allowed: str = ""
    remedy: str = ""


class Problem(BaseModel):
    """What went wrong, with every fault there is."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = ""
    faults: list[FaultView] = []


class RefusedError(Exception):
    """Something that is not done, with the status that says why.

    Attributes:
        status: HTTP status.
        faults: what stands against it.
    """

    def __init__(self, status: int, faults: Sequence[Fault] | Fault) -> None:
        self.status = status
        self.faults = [faults] if isinstance(faults, Fault) else list(faults)
        super().__init__("; ".join(map(str, self.faults)))


def problem_of(status: int, faults: Sequence[Fault]) -> Problem:
    """A problem with its faults."""
    detail = "; ".join(map(str, faults))
    views = [FaultView(**asdict(fault)) for fault in faults]
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, faults=views)


def answer(status: int, faults: Sequence[Fault]) -> JSONResponse:
    """The same as a response."""
    body = problem_of(status, faults).model_dump()
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def _refused(_request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, RefusedError)
    return answer(wrong.status, wrong.faults)


def _bad_input(_request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, TwinError)
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, wrong.faults)


def _bad_shape(_request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, RequestValidationError)
    faults = [
        Fault(
            what=str(one["msg"]),
            path=".".join(str(part) for part in one["loc"]),
            value=repr(one.get("input"))[:200],
        )
        for one in wrong.errors()
    ]
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, faults)


def _http(_request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, HTTPException)
    reply = answer(wrong.status_code, [Fault(what=str(wrong.detail))])
    reply.headers.update(wrong.headers or {})
    return reply


def install(app: FastAPI) -> None:
    """Let every error of an app leave as a problem."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(TwinError, _bad_input)
    app.add_exception_handler(RequestValidationError, _bad_shape)
    app.add_exception_handler(HTTPException, _http)
