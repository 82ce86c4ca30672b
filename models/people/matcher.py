"""The names' own rules, as what profiles are compared by."""

from functools import cached_property
from pathlib import Path

from models.canonical import digest
from models.names import Person, PersonName, matching
from models.names.blocking import block_keys
from models.names.matching import Match

_RULES = Path(matching.__file__).parent


class NameMatcher:
    """Compares people by their names and birth years; see docs/adr/0014-who-is-who.md."""

    @cached_property
    def identity(self) -> str:
        """A digest of the rules: what they found is worked out anew when they change."""
        sources = sorted(_RULES.glob("*.py"))
        return f"names {digest(*(path.read_bytes() for path in sources))[:12]}"

    def block_keys(self, name: PersonName) -> frozenset[str]:
        """Keys of which like names share at least one."""
        return block_keys(name)

    def match(self, one: Person, other: Person) -> Match:
        """Whether two may be one."""
        return matching.match(one, other)
