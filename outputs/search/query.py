"""The query language: words, "phrases", beginnings*, OR, NOT or -, and parentheses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.errors import QUERY_INVALID, ConfigError
from models.i18n import _

_QUOTES: Final = '"«»“”„'
_LEXEME: Final = re.compile(
    rf"(?P<quote>[{_QUOTES}])|(?P<open>\()|(?P<close>\))"
    rf"|(?P<minus>(?<![^\s(])-(?=[^\s\-)]))|(?P<word>[^\s(){_QUOTES}]+)"
)
_DEEPEST: Final = 50
_LONGEST: Final = 2000


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
class And:
    """All of `wanted` and none of `unwanted`; `wanted` is never empty."""

    wanted: tuple["Asked", ...]
    unwanted: tuple["Asked", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `parts`."""

    parts: tuple["Asked", ...]


Asked = Words | And | Or


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    position: int


def parse_query(text: str) -> Asked | None:
    """Read what a person typed; None when it is empty.

    Raises:
        ConfigError: `query-invalid`, with the place (counted from 1) where it cannot be read.
    """
    if len(text) > _LONGEST:
        raise _invalid(_LONGEST, _("longer than a query may be"))
    return _Parser(text).parse() if text.strip() else None


def _invalid(position: int, reason: str) -> ConfigError:
    where = _("character {number}").format(number=position + 1)
    return ConfigError(QUERY_INVALID, f"{reason} ({where})")


def _lexemes(text: str) -> Iterator[_Lexeme]:
    position = 0
    while match := _LEXEME.search(text, position):
        kind, position = str(match.lastgroup), match.end()
        if kind == "quote":
            yield _quoted(text, match.start())
            position = _closing_quote(text, match.start()) + 1
            if text[position : position + 1] == "*":
                position += 1
        elif match.group() in ("OR", "AND", "NOT"):
            yield _Lexeme(match.group(), match.group(), match.start())
        else:
            yield _Lexeme("NOT" if kind == "minus" else kind, match.group(), match.start())
    yield _Lexeme("end", "", len(text))


def _closing_quote(text: str, opening: int) -> int:
    found = re.compile(f"[{_QUOTES}]").search(text, opening + 1)
    if found is None:
        raise _invalid(opening, _("a quote is not closed"))
    return found.start()


def _quoted(text: str, opening: int) -> _Lexeme:
    closing = _closing_quote(text, opening)
    star = text[closing + 1 : closing + 2] == "*"
    return _Lexeme("word", text[opening + 1 : closing] + "*" * star, opening)


class _Parser:
    """Recursive descent over the lexemes; each method reads one rule of the grammar."""

    def __init__(self, text: str) -> None:
        self._lexemes = list(_lexemes(text))
        self._next = 0
        self._depth = 0

    def parse(self) -> Asked:
        asked = self._alternatives()
        if self._peek().kind != "end":
            raise _invalid(self._peek().position, _("a parenthesis was not opened"))
        return asked

    def _alternatives(self) -> Asked:
        parts = [self._conjunction()]
        while self._accept("OR"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Asked:
        first = self._peek().position
        wanted: list[Asked] = []
        unwanted: list[Asked] = []
        while True:
            (unwanted if self._accept("NOT") else wanted).append(self._atom())
            if not self._accept("AND") and self._peek().kind not in ("word", "open", "NOT"):
                break
        if not wanted:
            raise _invalid(first, _("it says only what must not occur"))
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        return And(tuple(wanted), tuple(unwanted))

    def _atom(self) -> Asked:
        lexeme = self._take()
        if lexeme.kind == "word":
            return Words(lexeme.text.rstrip("*"), lexeme.text.endswith("*"))
        if lexeme.kind != "open":
            raise _invalid(lexeme.position, _("a word is missing"))
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _invalid(lexeme.position, _("too many parentheses"))
        asked = self._alternatives()
        if not self._accept("close"):
            raise _invalid(lexeme.position, _("a parenthesis is not closed"))
        self._depth -= 1
        return asked

    def _peek(self) -> _Lexeme:
        return self._lexemes[self._next]

    def _take(self) -> _Lexeme:
        lexeme = self._peek()
        self._next = min(self._next + 1, len(self._lexemes) - 1)
        return lexeme

    def _accept(self, kind: str) -> bool:
        if self._peek().kind != kind:
            return False
        self._take()
        return True
