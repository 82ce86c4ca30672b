"""Let in who may do what is asked, before anything of a request is read."""

from typing import Final
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.errors import (
    FOREIGN_REQUEST,
    ROLE_TOO_LOW,
    SIGN_IN_NEEDED,
    AigaqError,
    ConfigError,
)
from outputs.web.guard.callers import NOBODY, Caller, Callers, is_from_here, set_caller
from outputs.web.guard.rules import least_role, methods_of
from outputs.web.problems import answer_error, answer_status

_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_STATIC: Final = "/static/"  # the same for all, and kept by browsers


class Admission:
    """ASGI middleware: finds out who calls, and refuses what their role may not do."""

    def __init__(self, app: ASGIApp, *, callers: Callers) -> None:
        self._app = app
        self._callers = callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"].startswith(_STATIC):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        set_caller(scope, NOBODY)
        try:
            refusal = await self._refuse(request)
        except AigaqError as error:  # the record cannot be read
            refusal = answer_error(request, error)
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        async def send_unkept(message: Message) -> None:
            if message["type"] == "http.response.start":
                # What one who signed in was shown is asked for again after the sign-out.
                MutableHeaders(scope=message).setdefault("Cache-Control", "private, no-cache")
            await send(message)

        await self._app(scope, receive, send_unkept)

    async def _refuse(self, request: Request) -> Response | None:
        path, method = request.scope["path"], request.method
        least = least_role(method, path)
        if least is None:
            methods = methods_of(path)
            allow = {"Allow": ", ".join(methods)} if methods else None
            return answer_status(request, HTTPException(405 if methods else 404, headers=allow))
        caller = await self._callers.find(request.scope)
        set_caller(request.scope, caller)
        if not caller.role.may(least):
            return _turn_away(request, caller)
        if method in _SAFE or caller.by == "key":
            return None
        if not is_from_here(request.headers, must_say=caller.by == "sign-in"):
            return answer_error(request, ConfigError(FOREIGN_REQUEST))
        return None


def _turn_away(request: Request, caller: Caller) -> Response:
    """Ask somebody unknown to sign in, and tell somebody known that it is not for them."""
    if caller.by:
        return answer_error(request, ConfigError(ROLE_TOO_LOW))
    path = request.scope["path"]
    back = quote(path + (f"?{request.url.query}" if request.url.query else ""))
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(f"/sign-in?back={back}", status_code=303)
    answer = answer_error(request, ConfigError(SIGN_IN_NEEDED))
    answer.headers["WWW-Authenticate"] = "Bearer"
    if "hx-request" in request.headers:
        answer.headers["HX-Redirect"] = "/sign-in"
    return answer
