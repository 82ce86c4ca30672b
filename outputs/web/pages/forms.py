"""Plain forms: their fields, where they lead back to, and whose word they are."""

from typing import Annotated, Final
from urllib.parse import parse_qsl, quote, unquote

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from models.errors import ARGUMENT_INVALID, ConfigError
from outputs.web.guard.callers import caller_of

_AUTHOR: Final = "aigaq_author"
_YEAR: Final = 365 * 24 * 3600


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a plain form; how long it may be, `outputs.web.guard.bounds` sees to.

    Raises:
        ConfigError: it is no text.
    """
    try:
        return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    except ValueError as error:
        raise ConfigError(ARGUMENT_INVALID, "form") from error


Form = Annotated[dict[str, str], Depends(read_form)]


def path_here(wanted: str, otherwise: str) -> str:
    """A path of this server that a form wants to lead to, unless it leads elsewhere."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted.isprintable() else otherwise


def author_of(request: Request, said: str) -> str:
    """Who says something: who signed in, by that name; else who they say they are."""
    caller = caller_of(request)
    return caller.actor if caller.by == "sign-in" else said


def known_author(request: Request) -> str:
    """Who said something last in this browser."""
    return author_of(request, unquote(request.cookies.get(_AUTHOR, "")))


def lead_back(request: Request, form: dict[str, str], otherwise: str) -> Response:
    """Lead to the page that the form stood on, and remember who said something."""
    answer = RedirectResponse(path_here(form.get("back", ""), otherwise), status_code=303)
    if caller_of(request).by != "sign-in":
        author = quote(form.get("author", "").strip()[:200])
        answer.set_cookie(
            _AUTHOR,
            author,
            max_age=_YEAR,
            samesite="strict",
            httponly=True,
            secure=request.url.scheme == "https",
        )
    return answer
