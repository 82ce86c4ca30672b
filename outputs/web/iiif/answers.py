"""How every answer to a viewer is sent: as linked data if wanted, to any site, kept for a while."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from models.canonical import digest

LEVEL_2: Final = "http://iiif.io/api/image/3/level2.json"
_LINKED: Final = "application/ld+json"
# A page may be read anew with another rotation, so a viewer asks again after an hour.
_KEEP: Final = {"Cache-Control": "private, max-age=3600"}


def unchanged(tag: str) -> dict[str, str]:
    """Headers that let a viewer keep an answer until its tag changes."""
    return {**_KEEP, "ETag": f'"{tag}"'}


def is_known(request: Request, tag: str) -> bool:
    """Whether the viewer has the answer of this tag already."""
    return f'"{tag}"' in request.headers.get("if-none-match", "")


def answer_linked(
    request: Request,
    content: Mapping[str, Any],
    context: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Send JSON-LD, under its own media type if the viewer asks for it, else as JSON."""
    answer = JSONResponse(content, headers=dict(headers or {}))
    tag = digest(bytes(answer.body))[:32]
    answer.headers.update(unchanged(tag))
    answer.headers.add_vary_header("Accept")
    if is_known(request, tag):
        return Response(status_code=304, headers=unchanged(tag))
    if _LINKED in request.headers.get("accept", ""):
        answer.headers["Content-Type"] = f'{_LINKED};profile="{context}"'
    return answer
