"""Put the interfaces for viewers together, and open them to viewers on other sites."""

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outputs.web.iiif import annotations, collections, imageapi, manifests, references, searching
from outputs.web.problems import add_problem_handlers
from outputs.web.room import Room

_OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET"),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
)


def make_iiif(room: Room, *, foreign_viewers: bool) -> ASGIApp:
    """The interfaces over one reading room, to be mounted at `/iiif`.

    Args:
        room: whose record and scans are shown.
        foreign_viewers: whether scripts of other sites may read them in a reader's browser.
    """
    app = FastAPI(openapi_url=None)
    app.state.room = room
    add_problem_handlers(app)
    for routes in (imageapi, manifests, references, annotations, collections, searching):
        app.include_router(routes.router)
    return OpenToOthers(app) if foreign_viewers else app


class OpenToOthers:
    """Tells browsers that scripts of any site may read the answers (CORS).

    The headers stand in every answer, asked for or not, so that a kept answer fits all who ask.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope.get("method") == "OPTIONS":
            headers = [*_OPEN, *_PREFLIGHT]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body"})
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_OPEN]}
            await send(message)

        await self.app(scope, receive, send_open)
