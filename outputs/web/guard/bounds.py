"""How much a request may bring, and how much one client may ask."""

import math
import re
import time
from collections import Counter
from typing import Final

from anyio import fail_after
from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.errors import TOO_MANY_REQUESTS, AigaqError, ConfigError
from outputs.web.guard.callers import client_of
from outputs.web.guard.options import LimitOptions
from outputs.web.problems import answer_error, answer_status

LONGEST_ADDRESS: Final = 8192  # bytes of path and query
MOST_PARAMETERS: Final = 100
LONGEST_BODY: Final = 64 * 1024
LONGEST_LIST_BODY: Final = 6_000_000  # a list of names as a form, with its frame
_BODY_SECONDS: Final = 30  # for each part of a body to come
_SEARCH: Final = re.compile(
    r"/search(/.*)?|/api/v1/(search(/.*)?|people|entities)|/.*\.(ndjson|csv)"
    r"|/oai|/iiif/.*/search[12]|/collections/[^/]+/(people|places)"
)
_LISTS: Final = ("/names", "/api/v1/name-lists")
_FREE: Final = ("/static/", "/healthz", "/readyz")


class Quotas:
    """Counts what each client asked, in this process alone."""

    def __init__(self, options: LimitOptions) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._rates: dict[str, RateLimitItem] = {
            name: parse(getattr(options, name))
            for name in ("requests", "searches", "lists", "sign_ins")
        }

    def take(self, what: str, client: str) -> None:
        """Count one.

        Raises:
            TooMany: it is one too many.
        """
        rate = self._rates[what]
        if not self._windows.hit(rate, what, client):
            reset = self._windows.get_window_stats(rate, what, client).reset_time
            raise TooMany(max(1.0, reset - time.time()))


class Bounds:
    """ASGI middleware: refuses requests that are too long or too many."""

    def __init__(self, app: ASGIApp, *, quotas: Quotas | None, searches_at_once: int) -> None:
        self._app = app
        self._quotas = quotas
        self._at_once = searches_at_once
        self._searching: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _check_length(scope)
            if self._quotas is not None:
                self._check_number(scope, self._quotas)
        except HTTPException as error:
            await answer_status(Request(scope), error)(scope, receive, send)
            return
        except AigaqError as error:
            await answer_error(Request(scope), error)(scope, receive, send)
            return
        bounded = receive if scope["method"] in ("GET", "HEAD") else _bounded(scope, receive)
        if self._quotas is None or not _SEARCH.fullmatch(scope["path"]):
            await self._app(scope, bounded, send)
            return
        client = client_of(scope)
        self._searching[client] += 1
        try:
            await self._app(scope, bounded, send)
        finally:
            self._searching[client] -= 1
            if not self._searching[client]:
                del self._searching[client]

    def _check_number(self, scope: Scope, quotas: Quotas) -> None:
        path, client = scope["path"], client_of(scope)
        if path.startswith(_FREE):
            return
        kinds = ["requests"]
        if _SEARCH.fullmatch(path):
            if self._searching[client] >= self._at_once:
                raise TooMany(1)
            kinds.append("searches")
        if scope["method"] == "POST" and path in _LISTS:
            kinds.append("lists")
        for kind in kinds:
            quotas.take(kind, client)


class TooMany(ConfigError):
    """A client asked too much; it may come back after some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(TOO_MANY_REQUESTS)
        self.headers = {"Retry-After": str(math.ceil(seconds))}


def _check_length(scope: Scope) -> None:
    query = scope["query_string"]
    length = len(scope.get("raw_path") or b"") + len(query)
    if length > LONGEST_ADDRESS or query.count(b"&") >= MOST_PARAMETERS:
        raise HTTPException(414)
    for name, value in scope["headers"]:
        if name == b"content-length" and not (value.isdigit() and int(value) <= _most_body(scope)):
            raise HTTPException(413)


def _most_body(scope: Scope) -> int:
    return LONGEST_LIST_BODY if scope["path"] in _LISTS else LONGEST_BODY


def _bounded(scope: Scope, receive: Receive) -> Receive:
    """The body part by part, as long as it is not too long and does not take for ever."""
    most, taken, is_whole = _most_body(scope), 0, False

    async def receive_some() -> Message:
        nonlocal taken, is_whole
        if is_whole:  # what comes now is that the client goes, which may take as long as it likes
            return await receive()
        try:
            with fail_after(_BODY_SECONDS):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408) from error
        taken += len(message.get("body", b""))
        is_whole = not message.get("more_body", False)
        if taken > most:
            raise HTTPException(413)
        return message

    return receive_some
