"""Who sends a request: by a sign-in, by a key, or by being at this machine."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import Scope

from models.accounts.identity import Identity
from models.accounts.keys import known_by_key
from models.accounts.roles import Role, highest
from models.accounts.signins import known_by_token
from models.database import Database
from outputs.web.guard.rules import Access

_CALLER: Final = "aigaq.caller"
_KEPT_SECONDS: Final = 5.0  # a page asks for dozens of tiles; a sign-out elsewhere holds after that
_MOST_KEPT: Final = 1000
_LONGEST_SECRET: Final = 200
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, slots=True)
class Caller:
    """One who sends a request.

    Attributes:
        actor: as the audit names them.
        role: what they may do.
        by: what made them known: `sign-in`, `key`, or nothing.
    """

    actor: str
    role: Role
    by: str = ""


NOBODY: Final = Caller("", Role.NOBODY)


def caller_of(request: Request) -> Caller:
    """Who sent a request that was let in."""
    caller: Caller = request.scope.get(_CALLER, NOBODY)
    return caller


def set_caller(scope: Scope, caller: Caller) -> None:
    """Say who sends a request."""
    scope[_CALLER] = caller


def cookie_name(scheme: str) -> str:
    """Of the cookie that a sign-in leaves; browsers bind the prefixed one to this host by TLS."""
    return "__Host-aigaq_session" if scheme == "https" else "aigaq_session"


def token_of(scope: Scope) -> str:
    """The token that a browser shows, or nothing."""
    name = re.escape(cookie_name(scope.get("scheme", "http")))
    found = re.search(rf"(?:^|;\s*){name}=([\w-]{{1,{_LONGEST_SECRET}}})", _header(scope, "cookie"))
    return found.group(1) if found else ""


def client_of(scope: Scope) -> str:
    """The address that limits are counted by: of an IPv6 client its network of 64 bits."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(ip_network(f"{address}/64", strict=False))
    return host


def is_this_machine(host: str) -> bool:
    """Whether a name or address is that of the machine itself."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Callers:
    """Finds out who sends a request; what the record says of a token or key is kept for a while."""

    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access
        self._kept: dict[str, tuple[float, Identity | None]] = {}

    async def find(self, scope: Scope) -> Caller:
        """Who sends a request.

        Raises:
            StoreError: the record cannot be read.
        """
        scheme, _space, key = _header(scope, "authorization").partition(" ")
        shows_key = scheme.lower() == "bearer"
        secret = key.strip() if shows_key else token_of(scope)
        found = await self._look_up(secret, is_key=shows_key) if secret else None
        unknown = self._unknown_role(scope)
        if found is None:
            return Caller("this machine" if _is_here(scope) else "", unknown)
        return Caller(found.actor, highest(found.role, unknown), "key" if shows_key else "sign-in")

    def forget(self, token: str) -> None:
        """Ask the record anew about a token that has just ended."""
        self._kept.pop(token, None)

    def _unknown_role(self, scope: Scope) -> Role:
        everybody, here = self._access.everybody, self._access.here
        return highest(everybody, here) if _is_here(scope) else everybody

    async def _look_up(self, secret: str, *, is_key: bool) -> Identity | None:
        if len(secret) > _LONGEST_SECRET:
            return None
        kept = self._kept.get(secret)
        if kept is None or kept[0] < time.monotonic():
            found = await run_sync(self._read, secret, is_key)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = self._kept[secret] = (time.monotonic() + _KEPT_SECONDS, found)
        identity = kept[1]
        return identity if identity and identity.until > datetime.now(UTC) else None

    def _read(self, secret: str, is_key: bool) -> Identity | None:
        with self._database.read() as connection:
            return (known_by_key if is_key else known_by_token)(connection, secret)


def _is_here(scope: Scope) -> bool:
    """Whether a request was typed at this machine, and not passed on by a proxy.

    The address must be this machine's own: a name that somebody's name server leads here is not.
    """
    names = {name for name, _value in scope["headers"]}
    if any(name.encode() in names for name in _FORWARDED):
        return False
    client = (scope.get("client") or ("", 0))[0]
    host = urlsplit(f"//{_header(scope, 'host')}").hostname or ""
    return is_this_machine(client) and is_this_machine(host)


def is_from_here(headers: Mapping[str, str], *, must_say: bool) -> bool:
    """Whether the page that sent a form is ours.

    Browsers say so (`Sec-Fetch-Site`, `Origin`), and scripts cannot say it for them; so no form
    needs a token of its own, and none can forget one.

    Args:
        headers: of the request.
        must_say: whether silence means no; a program that is no browser says nothing.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    said = headers.get("origin") or headers.get("referer")
    if not said:
        return site is not None or not must_say
    return urlsplit(said).netloc == headers.get("host")


def _header(scope: Scope, name: str) -> str:
    return Headers(scope=scope).get(name, "")
