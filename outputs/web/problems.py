"""Errors as answers: a page for people, problem+json (RFC 9457) for programs."""

from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from models.errors import (
    ARGUMENT_INVALID,
    BLOB_MISSING,
    BLOBS_AWAY,
    FOREIGN_REQUEST,
    INDEX_OLD,
    LIST_INVALID,
    LIST_TOO_LONG,
    LIST_UNKNOWN,
    LISTS_BUSY,
    MANIFEST_INVALID,
    NOT_OFFERED,
    PERSON_UNKNOWN,
    QUERY_INVALID,
    REQUEST_TOO_LARGE,
    ROLE_TOO_LOW,
    SIGN_IN_NEEDED,
    SIGN_IN_REFUSED,
    SOURCE_CORRUPT,
    STORE_BUSY,
    TOO_MANY_REQUESTS,
    WORKSPACE_MISSING,
    AigaqError,
    kind_of,
)
from models.i18n import N_, _
from outputs.web.room import render

_STATUS: Final = {
    LIST_INVALID: 400,
    LIST_TOO_LONG: 413,
    LIST_UNKNOWN: 404,
    LISTS_BUSY: 503,
    QUERY_INVALID: 400,
    ARGUMENT_INVALID: 400,
    MANIFEST_INVALID: 400,
    WORKSPACE_MISSING: 404,
    PERSON_UNKNOWN: 404,
    SIGN_IN_NEEDED: 401,
    SIGN_IN_REFUSED: 403,
    ROLE_TOO_LOW: 403,
    FOREIGN_REQUEST: 403,
    TOO_MANY_REQUESTS: 429,
    REQUEST_TOO_LARGE: 413,
    BLOB_MISSING: 404,
    SOURCE_CORRUPT: 422,
    NOT_OFFERED: 501,
    STORE_BUSY: 503,
    BLOBS_AWAY: 503,
    INDEX_OLD: 503,
}
_TITLES: Final = {
    404: N_("This page does not exist"),
    405: N_("This cannot be done here"),
    408: N_("What was being sent did not come in time"),
    500: N_("Something failed in a way nobody foresaw"),
}
# What is too long is one error to people, whatever of the request it is.
_TOO_LONG: Final = (413, 414)
PROGRAM_PREFIXES: Final = ("/api/", "/iiif/", "/metrics")


def status_of(error: AigaqError) -> int:
    """The HTTP status that says what an error says."""
    return _STATUS.get(error.code, 500)


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every expected failure of `app` in the form its reader wants."""
    app.add_exception_handler(AigaqError, _on_aigaq_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)


def answer_error(request: Request, error: AigaqError) -> Response:
    """An expected failure as an answer."""
    answer = _answer(
        request,
        status_of(error),
        error.code,
        title=_(error.kind.meaning),
        detail=error.detail,
        remedy=error.remedy,
    )
    answer.headers.update(getattr(error, "headers", {}))
    return answer


def answer_status(request: Request, error: HTTPException, *, detail: str = "") -> Response:
    """An HTTP status as an answer."""
    status = error.status_code
    if status in _TOO_LONG:
        kind = kind_of(REQUEST_TOO_LARGE)
        return _answer(request, status, kind.code, title=_(kind.meaning), remedy=_(kind.remedy))
    title = _(_TITLES[status]) if status in _TITLES else error.detail
    code = "not-found" if status == 404 else f"http-{status}"
    answer = _answer(request, status, code, title=title, detail=detail)
    answer.headers.update(error.headers or {})
    return answer


def _on_aigaq_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AigaqError)
    return answer_error(request, error)


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer_status(request, error)


def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = sorted({str(problem["loc"][-1]) for problem in error.errors()})
    kind = kind_of(ARGUMENT_INVALID)
    return _answer(request, 422, kind.code, title=_(kind.meaning), detail=", ".join(places))


def _answer(
    request: Request, status: int, code: str, *, title: str, detail: str = "", remedy: str = ""
) -> Response:
    if request.url.path.startswith(PROGRAM_PREFIXES):
        problem: dict[str, Any] = {
            "type": f"urn:aigaq:error:{code}",
            "title": title,
            "status": status,
            "code": code,
        }
        problem |= {"detail": detail} if detail else {}
        problem |= {"remedy": remedy} if remedy else {}
        return JSONResponse(problem, status_code=status, media_type="application/problem+json")
    return render(
        request, "error.html", status=status, title=title, code=code, detail=detail, remedy=remedy
    )
