"""Whose judgements the reading room takes, before there are accounts."""

from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request

from models.errors import ARGUMENT_INVALID, JUDGEMENTS_OFF, ConfigError

COOKIE: Final = "aigaq_author"
_LONGEST_FORM: Final = 20_000


class Judging(StrEnum):
    """Who may judge: nobody, readers at this machine, all readers."""

    OFF = "off"
    LOCAL = "local"
    ON = "on"


def judging_for(host: str, *, wanted: bool | None) -> Judging:
    """What the setting means where the reading room listens on `host`."""
    if wanted is not None:
        return Judging.ON if wanted else Judging.OFF
    return Judging.LOCAL if is_this_machine(host) else Judging.OFF


def may_judge(request: Request, judging: Judging) -> bool:
    """Whether a request comes from one who may judge.

    Where only this machine's readers may, the address they typed must be this machine's: one that a
    name server leads here is not, nor one that a proxy passes on.
    """
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    return judging is Judging.ON or (judging is Judging.LOCAL and is_this_machine(host))


def require_judge(request: Request, judging: Judging) -> None:
    """Refuse a judgement of one who may not judge, or sent by a page of another server.

    Raises:
        ConfigError: `judgements-off`.
    """
    if not may_judge(request, judging):
        raise ConfigError(JUDGEMENTS_OFF)
    if not is_from_here(request):
        raise ConfigError(JUDGEMENTS_OFF, request.headers.get("origin", ""))


def is_this_machine(host: str) -> bool:
    """Whether a name or address is that of the machine itself."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_from_here(request: Request) -> bool:
    """Whether the page that sent a request is ours; a program that is no browser says nothing."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    said = request.headers.get("origin") or request.headers.get("referer")
    return not said or urlsplit(said).netloc == request.headers.get("host")


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a plain form.

    Raises:
        ConfigError: it is longer than any of ours, or no text.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            raise ConfigError(ARGUMENT_INVALID, "form")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except ValueError as error:
        raise ConfigError(ARGUMENT_INVALID, "form") from error
