"""Answers to programs with a tag, so that an unchanged one is not sent again."""

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from fastapi.routing import APIRoute

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class TaggedRoute(APIRoute):
    """Gives what is asked for by GET an ETag of its content; a stream has none."""

    def get_route_handler(self) -> Handler:
        """Answer as usual, or by 304 where the reader has just that."""
        answer_usually = super().get_route_handler()

        async def answer(request: Request) -> Response:
            usual = await answer_usually(request)
            is_read = request.method == "GET" and usual.status_code == 200
            if not is_read or isinstance(usual, StreamingResponse):
                return usual
            tag = f'"{sha256(usual.body).hexdigest()[:32]}"'
            if _matches(request.headers.get("if-none-match", ""), tag):
                return Response(status_code=304, headers={"ETag": tag})
            usual.headers["ETag"] = tag
            return usual

        return answer


def _matches(wanted: str, tag: str) -> bool:
    """Whether a list of tags, weak ones among them, holds this one (RFC 9110, 13.1.2)."""
    tags = [each.strip().removeprefix("W/") for each in wanted.split(",")]
    return tag in tags or "*" in tags
