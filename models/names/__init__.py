"""Names of people: their parts in nominative, keys across scripts, and who may be whom."""

from models.names.keys import name_key
from models.names.line import parse_name_line
from models.names.matching import Match, match, match_texts
from models.names.parts import parse_person
from models.names.person import Person, PersonName

__all__ = [
    "Match",
    "Person",
    "PersonName",
    "match",
    "match_texts",
    "name_key",
    "parse_name_line",
    "parse_person",
]
