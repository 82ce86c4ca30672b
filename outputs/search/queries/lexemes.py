"""Cut a query into its words, quotes, operators and fields, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.errors import QUERY_INVALID, ConfigError
from models.i18n import _
from outputs.search.queries.fields import Field, field_named

_QUOTES: Final = '"«»“”„'
_CLOSING: Final = re.compile(f"[{_QUOTES}]")
_RUN: Final = rf"[^\s(){_QUOTES}]+"
_LEXEME: Final = re.compile(
    rf"(?P<quote>[{_QUOTES}])|(?P<open>\()|(?P<close>\))"
    rf"|(?P<minus>(?<![^\s(])-(?=[^\s\-)]))"
    rf"|(?P<field>[^\W\d_]+(?:_[^\W\d_]+)*(?=:[^\s:]))"
    rf"|(?P<word>{_RUN})"
)
_VALUE: Final = re.compile(_RUN)
_OPERATORS: Final = {
    **dict.fromkeys(("AND", "ЖӘНЕ"), "AND"),
    **dict.fromkeys(("OR", "ИЛИ", "НЕМЕСЕ"), "OR"),
    **dict.fromkeys(("NOT", "НЕ"), "NOT"),
}
"""Operators as typed, in capitals. «И» is none: it is an initial, and AND goes without saying."""

_NEAR: Final = re.compile(r"(?:NEAR|РЯДОМ|ЖАНЫНДА)(?:/(?P<distance>\d+))?")
USUAL_DISTANCE: Final = 10
"""How many words may stand between those that a bare NEAR joins."""
FARTHEST: Final = 30


class QueryError(ConfigError):
    """A query that cannot be read (`query-invalid`).

    Attributes:
        position: of the code point where it goes wrong, from 0; None outside of the query.
        reason: in the language of the user.
    """

    def __init__(self, position: int | None, reason: str) -> None:
        where = "" if position is None else _("character {number}").format(number=position + 1)
        super().__init__(QUERY_INVALID, f"{reason} ({where})" if where else reason)
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query.

    Attributes:
        kind: word, open, close, AND, OR, NOT, NEAR, field or end.
        text: as typed, without quotes; the value of a field.
        position: of its first code point, from 0.
        distance: of NEAR.
        field: of a field.
    """

    kind: str
    text: str
    position: int
    distance: int = 0
    field: Field | None = None


def read_lexemes(text: str) -> Iterator[Lexeme]:
    """Yield the pieces of `text` in order, and `end` after them.

    Raises:
        QueryError: a quote is open, a field is unknown or has no value, words are too far apart.
    """
    position = 0
    while match := _LEXEME.search(text, position):
        kind, start, position = str(match.lastgroup), match.start(), match.end()
        if kind == "quote":
            inside, position = _quoted(text, start)
            yield Lexeme("word", inside, start)
        elif kind == "field":
            found, position = _field(text, match)
            yield found
        else:
            yield _plain(kind, match.group(), start)
    yield Lexeme("end", "", len(text))


def _plain(kind: str, text: str, start: int) -> Lexeme:
    if kind == "minus":
        return Lexeme("NOT", text, start)
    if kind != "word":
        return Lexeme(kind, text, start)
    if near := _NEAR.fullmatch(text):
        distance = int(near["distance"] or USUAL_DISTANCE)
        if distance > FARTHEST:
            reason = _("NEAR reaches over {most} words at most").format(most=FARTHEST)
            raise QueryError(start, reason)
        return Lexeme("NEAR", text, start, distance=distance)
    if text.endswith(":") and field_named(text[:-1]):
        raise QueryError(start, _("no value stands right behind the colon"))
    return Lexeme(_OPERATORS.get(text, "word"), text, start)


def _quoted(text: str, opening: int) -> tuple[str, int]:
    """What stands between quotes, with the star after them, and where the query goes on."""
    closing = _CLOSING.search(text, opening + 1)
    if closing is None:
        raise QueryError(opening, _("a quote is not closed"))
    star = text[closing.end() : closing.end() + 1] == "*"
    return text[opening + 1 : closing.start()] + "*" * star, closing.end() + star


def _field(text: str, name: re.Match[str]) -> tuple[Lexeme, int]:
    field = field_named(name.group())
    if field is None:
        reason = _("there is no field “{name}”; words with a colon need quotes")
        raise QueryError(name.start(), reason.format(name=name.group()))
    value, end = _value(text, name.end() + 1)
    if not value.strip():
        raise QueryError(name.start(), _("no value stands right behind the colon"))
    return Lexeme("field", value.strip(), name.start(), field=field), end


def _value(text: str, start: int) -> tuple[str, int]:
    """The value at `start`, quoted or not, or several with commas between; and where it ends."""
    value, end = "", start
    while True:
        if _CLOSING.match(text, end):
            piece, end = _quoted(text, end)
        else:
            run = _VALUE.match(text, end)
            piece, end = (run.group(), run.end()) if run else ("", end)
        value += piece
        if not piece or not (piece.endswith(",") or text[end : end + 1] == ","):
            return value, end
