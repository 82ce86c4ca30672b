"""Roles, each of which may do all that those before it may."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody may do; the last three are given to accounts and keys.

    A visitor, who did not sign in where that is not asked for, reads. A reader also sends lists of
    names. An archivist also judges who is who. An operator also sees how the machine does.
    """

    NOBODY = "nobody"
    VISITOR = "visitor"
    READER = "reader"
    ARCHIVIST = "archivist"
    OPERATOR = "operator"

    def may(self, least: "Role") -> bool:
        """Whether this role is enough where `least` is asked for."""
        return _RANK[self] >= _RANK[least]


_RANK: Final = {role: rank for rank, role in enumerate(Role)}
GIVEN: Final = (Role.READER, Role.ARCHIVIST, Role.OPERATOR)
"""Those that an account or a key can have."""


def highest(*roles: Role) -> Role:
    """The role of one who has several."""
    return max(roles, key=_RANK.__getitem__)
