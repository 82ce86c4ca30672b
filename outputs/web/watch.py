"""Follow every request: its number, how long it took, and what nobody foresaw."""

import logging
import re
import secrets
import time
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outputs.web.guard.callers import client_of
from outputs.web.metrics import Metrics
from outputs.web.problems import answer_status

NUMBER: Final = "X-Request-ID"
_OTHERS_NUMBER: Final = re.compile(r"[\w.-]{8,64}")
_SECRET: Final = re.compile(r"[0-9a-f]{32}")  # the address of a list opens it
_log = logging.getLogger("aigaq.web")


class Watch:
    """ASGI middleware: numbers requests, logs them, and answers for what failed unforeseen."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, log_queries: bool = False) -> None:
        self._app = app
        self._metrics = metrics
        self._log_queries = log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, started, status = _number(scope), time.perf_counter(), 0

        async def send_numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[NUMBER] = number
            await send(message)

        try:
            await self._app(scope, receive, send_numbered)
        except Exception:
            _log.exception("request failed", extra={"request": number})
            if status:  # half an answer is under way; only the end of the connection can tell
                raise
            sorry = answer_status(Request(scope), HTTPException(500), detail=number)
            await sorry(scope, receive, send_numbered)
        finally:
            self._follow(scope, number, status, time.perf_counter() - started)

    def _follow(self, scope: Scope, number: str, status: int, seconds: float) -> None:
        self._metrics.follow(scope, status, seconds)
        if not _log.isEnabledFor(logging.INFO):
            return
        told = {
            "request": number,
            "method": scope["method"],
            "path": _SECRET.sub("…", scope["path"]),
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
            "client": client_of(scope),
        }
        if self._log_queries:
            told["query"] = scope["query_string"].decode("latin-1")
        _log.info("request", extra=told)


def _number(scope: Scope) -> str:
    """The number that a proxy gave, so that its log and ours can be laid side by side, or ours."""
    given = Headers(scope=scope).get(NUMBER, "")
    return given if _OTHERS_NUMBER.fullmatch(given) else secrets.token_hex(8)
