"""Sign in and out of the reading room."""

from datetime import timedelta
from threading import BoundedSemaphore
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models import audit
from models.accounts.signins import sign_in, sign_out
from models.accounts.users import Account, known_by_password
from models.errors import SIGN_IN_REFUSED, AigaqError, ConfigError
from outputs.web.guard.bounds import TooMany
from outputs.web.guard.callers import Callers, client_of, cookie_name, token_of
from outputs.web.pages.forms import Form, path_here
from outputs.web.problems import status_of
from outputs.web.room import Room, TheRoom, render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LONGEST: Final = 200
_TURNS: Final = BoundedSemaphore(2)  # each password that is looked at takes 64 MiB
_PATIENCE: Final = 0.5  # seconds; who waits holds a thread that readers want


def callers_of(request: Request) -> Callers:
    """What the application finds callers by."""
    callers: Callers = request.app.state.callers
    return callers


@router.get("/sign-in")
def show_sign_in(
    request: Request, back: Annotated[str, Query(max_length=4000)] = "/"
) -> HTMLResponse:
    """The form that asks for name and password."""
    return _form(request, back)


@router.post("/sign-in")
def take_sign_in(request: Request, room: TheRoom, form: Form) -> Response:
    """Sign somebody in, and lead on to where they wanted to go."""
    name, password = form.get("name", "")[:_LONGEST], form.get("password", "")[: _LONGEST + 1]
    back = path_here(form.get("back", ""), "/")
    try:
        account = _known(request, room, name, password)
    except AigaqError as error:
        answer: Response = _form(request, back, name=name, error=error)
        answer.headers.update(getattr(error, "headers", {}))
        return answer
    lasts, older = timedelta(hours=room.access.hours), token_of(request.scope)
    with room.database.write() as connection:
        token = sign_in(connection, account, lasts=lasts, instead_of=older)
    callers_of(request).forget(older)
    answer = RedirectResponse(back, status_code=303)
    scheme = request.url.scheme
    answer.set_cookie(
        cookie_name(scheme),
        token,
        max_age=int(lasts.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=scheme == "https",
    )
    return answer


@router.post("/sign-out")
def take_sign_out(request: Request, room: TheRoom) -> Response:
    """End the sign-in, and let the browser forget what it was shown."""
    token = token_of(request.scope)
    with room.database.write() as connection:
        sign_out(connection, token)
    callers_of(request).forget(token)
    answer = RedirectResponse("/sign-in", status_code=303)
    scheme = request.url.scheme
    answer.delete_cookie(
        cookie_name(scheme), httponly=True, samesite="lax", secure=scheme == "https"
    )
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _known(request: Request, room: Room, name: str, password: str) -> Account:
    """Who signs in.

    Raises:
        ConfigError: `sign-in-refused`, or too many were tried.
    """
    client, quotas = client_of(request.scope), request.app.state.quotas
    if quotas:
        for counted in (client, f"account {name.strip().lower()}"):
            quotas.take("sign_ins", counted)
    if not _TURNS.acquire(timeout=_PATIENCE):
        raise TooMany(1)
    try:
        with room.database.read() as connection:
            account = known_by_password(connection, name, password)
    finally:
        _TURNS.release()
    if account is None:
        # Not the name that was typed: it may be a password in the wrong field.
        with room.database.write() as connection:
            audit.take_down(connection, client, "sign-in refused", "account")
        raise ConfigError(SIGN_IN_REFUSED)
    return account


def _form(
    request: Request, back: str, *, name: str = "", error: AigaqError | None = None
) -> HTMLResponse:
    return render(
        request,
        "signin.html",
        status=status_of(error) if error else 200,
        back=path_here(back, "/"),
        name=name,
        error=error,
    )
