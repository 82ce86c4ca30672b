"""Somebody who is known, as a request needs to know."""

from dataclasses import dataclass
from datetime import datetime

from models.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Identity:
    """Who it is and what they may do.

    Attributes:
        actor: as the audit names them.
        role: what they may do.
        until: when they must show something new.
    """

    actor: str
    role: Role
    until: datetime
