"""The least role for every address; what has no rule here is not there."""

import re
from dataclasses import dataclass
from typing import Final

from models.accounts.roles import Role
from outputs.web.guard.options import OpenTo, RoleHere


@dataclass(frozen=True, slots=True)
class Access:
    """What those may do who show neither a sign-in nor a key.

    Attributes:
        everybody: wherever they are.
        here: at this machine.
        hours: how long a sign-in lasts.
    """

    everybody: Role = Role.VISITOR
    here: Role = Role.VISITOR
    hours: float = 12


OPEN: Final = Access()
"""Everybody reads, nobody writes."""


def access_for(open_to: OpenTo, role_here: RoleHere, hours: float) -> Access:
    """What the settings mean."""
    match open_to:
        case "nobody":
            return Access(Role.NOBODY, Role.NOBODY, hours)
        case "this-machine":
            return Access(Role.NOBODY, Role(role_here), hours)
        case "everybody":
            return Access(Role.VISITOR, Role(role_here), hours)


# The first rule that fits an address holds; parts are whole segments of the path.
_RULES: Final = tuple(
    (methods.split(), re.compile(path), least)
    for methods, path, least in (
        ("GET", r"/static/.*|/sign-in|/healthz|/readyz", Role.NOBODY),
        ("POST", r"/sign-in|/sign-out", Role.NOBODY),
        ("OPTIONS", r"/iiif/.*", Role.NOBODY),
        ("GET POST", r"/oai", Role.VISITOR),
        ("POST", r"/names|/api/v1/name-lists", Role.READER),
        ("POST", r"/judgements|/people/[^/]+/split|/api/v1/judgements", Role.ARCHIVIST),
        ("GET", r"/metrics|/runs(/.*)?", Role.OPERATOR),
        (
            "GET",
            r"/|/(archives|collections|entities|files|fonds|inventories|names|pages|people"
            r"|quarantine|review|search|sources)(/.*)?|/(api/v1|iiif)/.*",
            Role.VISITOR,
        ),
    )
)


def least_role(method: str, path: str) -> Role | None:
    """The least role that may ask this; None where there is no rule."""
    asked = "GET" if method == "HEAD" else method
    for methods, pattern, least in _RULES:
        if asked in methods and pattern.fullmatch(path):
            return least
    return None


def methods_of(path: str) -> list[str]:
    """By which methods something may be asked of an address, by whomever; none if by none."""
    return [
        method
        for methods, pattern, _least in _RULES
        if pattern.fullmatch(path)
        for method in methods
    ]
