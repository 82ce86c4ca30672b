"""The query language: words, "phrases", beginnings*, NEAR, OR, NOT, parentheses, field:value."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from models.i18n import _
from outputs.search.queries.fields import FieldTerm
from outputs.search.queries.lexemes import Lexeme, QueryError, read_lexemes

__all__ = ["And", "Asked", "Nearby", "Or", "QueryError", "Question", "Words", "parse_question"]

# FTS5's parser has room for a hundred symbols, of which a level takes up to seven.
_DEEPEST: Final = 10
_LONGEST: Final = 2000
# Of a beginning; tantivy makes an automaton of it, which may have a thousand states.
_LONGEST_BEGINNING: Final = 100
MOST_NEAR: Final = 5
"""How many words or phrases are sought near each other in any order, of which five have 120."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words as typed that must follow each other; a single word mostly.

    Attributes:
        text: as typed, without quotes and star.
        prefix: whether the last word is only a beginning.
    """

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Nearby:
    """All of `parts`, in any order, with at most `distance` words between them."""

    parts: tuple[Words, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class And:
    """All of `wanted` and none of `unwanted`; `wanted` is never empty."""

    wanted: tuple["Asked", ...]
    unwanted: tuple["Asked", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `parts`."""

    parts: tuple["Asked", ...]


Asked = Words | Nearby | And | Or


@dataclass(frozen=True, slots=True)
class Question:
    """A query as read.

    Attributes:
        words: what the text must say.
        fields: what the fields must be, all of them.
        unwanted: what the text must not say, where `words` is None.
    """

    words: Asked | None
    fields: tuple[FieldTerm, ...] = ()
    unwanted: tuple[Asked, ...] = ()


@lru_cache(maxsize=256)  # each choice beside an answer is a change of the same query
def parse_question(text: str) -> Question:
    """Read what a person typed; both parts are empty when it is blank.

    Raises:
        QueryError: `query-invalid`, with the place where it cannot be read.
    """
    text = normalize("NFC", text)  # of «обвине» and two dots, no field would be read
    if len(text) > _LONGEST:
        raise QueryError(_LONGEST, _("longer than a query may be"))
    return _Parser(text).parse() if text.strip() else Question(None)


class _Parser:
    """Recursive descent over the lexemes; each method reads one rule of the grammar.

    A rule gives None where only fields stood.
    """

    def __init__(self, text: str) -> None:
        self._lexemes = list(read_lexemes(text))
        self._next = 0
        self._depth = 0
        self._fields: list[FieldTerm] = []

    def parse(self) -> Question:
        words = self._alternatives()
        if self._peek().kind != "end":
            raise QueryError(self._peek().position, _("a parenthesis was not opened"))
        fields = tuple(self._fields)
        if isinstance(words, And) and not words.wanted:
            return Question(None, fields, words.unwanted)
        return Question(words, fields)

    def _alternatives(self) -> Asked | None:
        parts = [self._conjunction()]
        while self._accept("OR"):
            parts.append(self._conjunction())
        if len(parts) == 1:
            return parts[0]
        if self._fields and not self._depth:
            raise _misplaced(self._fields[0].position)
        return Or(tuple(part for part in parts if part))

    def _conjunction(self) -> Asked | None:
        start, first = self._next, self._peek().position
        wanted: list[Asked] = []
        unwanted: list[Asked] = []
        while True:
            negated = self._accept("NOT")
            if self._peek().kind == "field":
                self._field(negated=negated)
            else:
                (unwanted if negated else wanted).append(self._atom())
            if not self._accept("AND") and self._peek().kind in ("end", "close", "OR", "NEAR"):
                break
        if self._peek().kind == "NEAR":
            raise QueryError(self._peek().position, _("NEAR joins words and phrases only"))
        is_whole = start == 0 and self._peek().kind == "end"
        if unwanted and not wanted and not is_whole:
            raise QueryError(first, _("it says only what must not occur"))
        if len(wanted) < 2 and not unwanted:
            return wanted[0] if wanted else None
        return And(tuple(wanted), tuple(unwanted))

    def _field(self, *, negated: bool) -> None:
        lexeme = self._take()
        if self._depth:
            raise _misplaced(lexeme.position)
        if lexeme.field:
            term = FieldTerm(lexeme.field, lexeme.text, lexeme.position, negated)
            self._fields.append(term)

    def _atom(self) -> Asked:
        lexeme = self._take()
        if lexeme.kind == "word":
            return self._neighbours(lexeme)
        if lexeme.kind != "open":
            raise QueryError(lexeme.position, _("a word is missing"))
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError(lexeme.position, _("too many parentheses"))
        asked = self._alternatives()
        if asked is None or not self._accept("close"):
            raise QueryError(lexeme.position, _("a parenthesis is not closed"))
        self._depth -= 1
        return asked

    def _neighbours(self, first: Lexeme) -> Words | Nearby:
        parts = [_words(first)]
        distances = set()
        while self._peek().kind == "NEAR":
            near, lexeme = self._take(), self._take()
            distances.add(near.distance)
            if lexeme.kind != "word":
                raise QueryError(lexeme.position, _("NEAR joins words and phrases only"))
            if len(distances) > 1:
                raise QueryError(near.position, _("NEAR in a row must have one number"))
            if len(parts) == MOST_NEAR:
                reason = _("NEAR joins {most} words or phrases at most").format(most=MOST_NEAR)
                raise QueryError(near.position, reason)
            parts.append(_words(lexeme))
        return Nearby(tuple(parts), distances.pop()) if distances else parts[0]

    def _peek(self) -> Lexeme:
        return self._lexemes[self._next]

    def _take(self) -> Lexeme:
        lexeme = self._peek()
        self._next = min(self._next + 1, len(self._lexemes) - 1)
        return lexeme

    def _accept(self, kind: str) -> bool:
        if self._peek().kind != kind:
            return False
        self._take()
        return True


def _words(lexeme: Lexeme) -> Words:
    words = Words(lexeme.text.rstrip("*"), lexeme.text.endswith("*"))
    if words.prefix and len(words.text.split(" ")[-1]) > _LONGEST_BEGINNING:
        raise QueryError(lexeme.position, _("longer than any word"))
    return words


def _misplaced(position: int | None) -> QueryError:
    return QueryError(
        position, _("a field stands outside of parentheses and OR: put the words in parentheses")
    )
