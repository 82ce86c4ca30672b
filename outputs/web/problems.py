"""Errors as answers: a page for people, problem+json (RFC 9457) for programs."""

from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from models.errors import (
    ARGUMENT_INVALID,
    BLOB_MISSING,
    INDEX_OLD,
    JUDGEMENTS_OFF,
    KINDS,
    LIST_INVALID,
    LIST_TOO_LONG,
    LIST_UNKNOWN,
    LISTS_BUSY,
    MANIFEST_INVALID,
    NOT_OFFERED,
    PERSON_UNKNOWN,
    QUERY_INVALID,
    SOURCE_CORRUPT,
    STORE_BUSY,
    WORKSPACE_MISSING,
    AigaqError,
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
    JUDGEMENTS_OFF: 403,
    BLOB_MISSING: 404,
    SOURCE_CORRUPT: 422,
    NOT_OFFERED: 501,
    STORE_BUSY: 503,
    INDEX_OLD: 503,
}
_TITLES: Final = {404: N_("This page does not exist"), 405: N_("This cannot be done here")}
PROGRAM_PREFIXES: Final = ("/api/", "/iiif/")


def status_of(error: AigaqError) -> int:
    """The HTTP status that says what an error says."""
    return _STATUS.get(error.code, 500)


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every expected failure of `app` in the form its reader wants."""
    app.add_exception_handler(AigaqError, _on_aigaq_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)


def _on_aigaq_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AigaqError)
    return _answer(
        request,
        status_of(error),
        error.code,
        title=_(error.kind.meaning),
        detail=error.detail,
        remedy=error.remedy,
    )


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = _(_TITLES[error.status_code]) if error.status_code in _TITLES else error.detail
    code = "not-found" if error.status_code == 404 else f"http-{error.status_code}"
    answer = _answer(request, error.status_code, code, title=title)
    answer.headers.update(error.headers or {})
    return answer


def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = sorted({str(problem["loc"][-1]) for problem in error.errors()})
    kind = KINDS[ARGUMENT_INVALID]
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
