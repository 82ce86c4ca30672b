"""What a request asks of the index: the exact answer first, then what only widening finds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from models.entity import Label
from models.errors import QUERY_INVALID, ConfigError
from models.i18n import _
from models.names import parse_person
from models.tables import EntityRow
from outputs.search.analyzer import query_terms, words_of
from outputs.search.expansion import TermsOf, any_of, exact_terms, expand, expand_name
from outputs.search.queries.fields import Field, FieldTerm
from outputs.search.queries.filters import Condition, Entities, Filters, Named, Said
from outputs.search.queries.query import And, Asked, Nearby, Or, Question, Words
from outputs.search.queries.resolving import (
    check_code,
    read_condition,
    read_confidence,
    read_reference,
    refuse,
)
from outputs.search.spellings.paradigm import form_terms
from outputs.search.spellings.placetime import across_time, other_names
from outputs.search.spellings.soundalike import in_cyrillic
from outputs.search.spellings.widening import Expansion, Widening
from outputs.search.terms import AllOf, AnyOf, Sought

_NAMES: Final = {Field.PERSON: Label.PERSON, Field.PLACE: Label.PLACE, Field.ORG: Label.ORG}
# Every further widened part adds a tier, and every tier asks for all parts.
_MOST_WIDENED: Final = 8
# «Петру» begins as «Петр» does.
_SAME_LETTERS: Final = 3


@dataclass(frozen=True, slots=True)
class Tier:
    """One part of the answer: pages that say `sought` and answer the filters."""

    sought: Sought | None
    filters: Filters


@dataclass(frozen=True, slots=True)
class Reading:
    """A request as the index understands it.

    Attributes:
        tiers: parts of the answer that no page shares, the exact one first.
        whole: all of them at once, for counts.
        expansions: what the words were widened to.
    """

    tiers: tuple[Tier, ...]
    whole: Tier
    expansions: tuple[Expansion, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """The words, or one name: what answers exactly, and widened with the exact included."""

    label: Label | None
    exact: Sought
    wide: Sought


@dataclass(frozen=True, slots=True)
class _Choice:
    """How a part is asked for in one tier."""

    label: Label | None
    sought: Sought
    without: Sought | None = None


class QuestionReader:
    """Reads questions with or without widening.

    Args:
        connection: to the record, which knows the sheets of a reference.
        widening: of words by the collection's vocabulary; None for none.
        places_across_time: whether a place is asked for under all its names.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        widening: Widening | None = None,
        places_across_time: bool = False,
    ) -> None:
        self._connection = connection
        self._widening = widening
        self._across_time = places_across_time
        self._expansions: dict[Expansion, None] = {}

    def read(self, question: Question, text: str, within: Sequence[Condition] = ()) -> Reading:
        """Return what `question` asks.

        Args:
            question: as parsed, with the fields that were given beside the query.
            text: the query, for the message that it holds no word.
            within: further conditions, which nobody typed.

        Raises:
            ConfigError: `query-invalid`.
        """
        parts = [self._words(question.words, text)] if question.words else []
        chosen = self._chosen(question.fields)
        for term in question.fields:
            if term.field in _NAMES and term not in chosen and not term.negated:
                parts.append(self._name(term, may_widen=len(parts) < _MOST_WIDENED))
        unwanted = _unsaid(question, text)
        filters = self._filters(question.fields, chosen, within, unwanted)
        return Reading(
            tuple(_tier(choices, filters) for choices in _disjoint(parts)),
            _tier([_Choice(part.label, part.wide) for part in parts], filters),
            tuple(self._expansions),
        )

    def _words(self, words: Asked, text: str) -> _Part:
        asked = across_time(words) if self._across_time else words
        exact = expand(asked)
        if exact is None:
            raise _no_word(text)
        for each in _wanted(words):
            self._note_places(each.text)
            self._note_forms(each.text)
        typed = {word for each in _wanted(words) for word in words_of(each.text)}
        wide = expand(asked, self._wide_terms(typed, is_name=False)) or exact
        return _Part(None, exact, wide)

    def _chosen(self, terms: Iterable[FieldTerm]) -> dict[FieldTerm, Entities]:
        """The fields that mean one entity by its number, as long as it bears the name beside it.

        Where it does not, after the record was made anew, the name alone is sought.
        """
        found = {}
        for term in terms:
            label = _NAMES.get(term.field)
            if label is None or term.number is None:
                continue
            entity = select(EntityRow.normal).where(
                EntityRow.id == term.number, EntityRow.label == label
            )
            normal = self._connection.execute(entity).scalar_one_or_none()
            if normal is not None and words_of(normal) == words_of(term.name):
                found[term] = Entities(frozenset({term.number}))
        return found

    def _name(self, term: FieldTerm, *, may_widen: bool) -> _Part:
        texts = [term.name]
        if term.field is Field.PLACE and self._across_time:
            texts += other_names(term.name)
            self._note_places(term.name)
        exact = any_of([found for text in texts if (found := expand_name(text))])
        if exact is None:
            raise refuse(term, _("a name"))
        self._note_forms(term.name)
        is_person = term.field is Field.PERSON
        given = _given_words(term.name) if is_person and may_widen else frozenset()
        typed = set(words_of(term.name)) if may_widen else set()
        wide_terms = self._wide_terms(typed, is_name=is_person, given=given)
        wide = [found for text in texts if (found := expand_name(text, wide_terms))]
        return _Part(_NAMES[term.field], exact, any_of(_alternatives((exact, *wide))) or exact)

    def _wide_terms(
        self, typed: Set[str], *, is_name: bool, given: Set[str] = frozenset()
    ) -> TermsOf:
        """Widen what was typed; the names that a place had besides are left as they are."""
        widening = self._widening
        if widening is None:
            return exact_terms

        def terms_of(word: str) -> tuple[str, ...]:
            found = widening.further(word, is_name=is_name) if word in typed else []
            self._expansions |= dict.fromkeys(found)
            # «Иванов Петр» finds «Иванов П.», too.
            initial = query_terms(in_cyrillic(word)[0]) if word in given else ()
            spelled = (term for each in found if each.kind == "script" for term in each.terms)
            misread = (term for each in found if each.kind == "noise" for term in each.terms)
            # Of several words only the likeliest terms are put together: forms of the spelling
            # that was typed come late, since the exact answer has them.
            likely = (*query_terms(word), *spelled, *initial)
            return tuple(dict.fromkeys((*likely, *exact_terms(word), *misread)))

        return terms_of

    def _note_forms(self, text: str) -> None:
        for word in words_of(text):
            known = form_terms(word)
            if self._widening:
                known = self._widening.known(known)
            if known:
                self._expansions[Expansion(word, "form", known)] = None

    def _note_places(self, text: str) -> None:
        if self._across_time and (names := other_names(text)):
            self._expansions[Expansion(text, "place", names)] = None

    def _filters(
        self,
        terms: Iterable[FieldTerm],
        chosen: Mapping[FieldTerm, Entities],
        within: Iterable[Condition],
        without: Iterable[Condition],
    ) -> Filters:
        """What no widening changes."""
        wanted, unwanted = list(within), list(without)
        confidence = 0.0
        for term in terms:
            if term.field is Field.CONFIDENCE:
                confidence = max(confidence, read_confidence(term))
            elif term.field not in _NAMES or term in chosen:
                condition = chosen.get(term) or self._condition(term)
                (unwanted if term.negated else wanted).append(condition)
            elif term.negated:
                unwanted.append(self._unwanted_name(term))
        return Filters(tuple(wanted), tuple(unwanted), confidence)

    def _condition(self, term: FieldTerm) -> Condition:
        if term.field is Field.REF:
            return read_reference(self._connection, term)
        check_code(self._connection, term)
        return read_condition(term)

    def _unwanted_name(self, term: FieldTerm) -> Condition:
        sought = expand_name(term.name)
        if sought is None:
            raise refuse(term, _("a name"))
        return Named(_NAMES[term.field], sought)


def _alternatives(parts: Iterable[Sought]) -> list[Sought]:
    """What answers any of `parts`, each once."""
    found: dict[Sought, None] = {}
    for part in parts:
        found |= dict.fromkeys(part.parts if isinstance(part, AnyOf) else (part,))
    return list(found)


def _unsaid(question: Question, text: str) -> list[Condition]:
    unwanted: list[Condition] = [
        Said(found) for part in question.unwanted if (found := expand(part))
    ]
    if question.unwanted and not unwanted:
        raise _no_word(text)
    return unwanted


def _no_word(text: str) -> ConfigError:
    # «№» asks for what no page can answer: saying so beats an answer with every page.
    return ConfigError(QUERY_INVALID, _("no word in: {text}").format(text=text.strip()))


def _disjoint(parts: Sequence[_Part]) -> Iterator[list[_Choice]]:
    """Part all pages that answer widened so that no page is in two of the shares.

    The first share answers every part exactly. Each further one answers the parts before the one
    that it is for exactly, that one only widened, and those after it either way.
    """
    yield [_Choice(part.label, part.exact) for part in parts]
    for place, part in enumerate(parts):
        if part.wide != part.exact:
            yield [
                *(_Choice(each.label, each.exact) for each in parts[:place]),
                _Choice(part.label, part.wide, without=part.exact),
                *(_Choice(each.label, each.wide) for each in parts[place + 1 :]),
            ]


def _tier(choices: Iterable[_Choice], filters: Filters) -> Tier:
    sought: Sought | None = None
    wanted, unwanted = list(filters.wanted), list(filters.unwanted)
    for choice in choices:
        if choice.label is None:
            sought = choice.sought
            if choice.without:
                sought = AllOf((choice.sought,), (choice.without,))
            continue
        wanted.append(Named(choice.label, choice.sought))
        if choice.without:
            unwanted.append(Named(choice.label, choice.without))
    return Tier(sought, Filters(tuple(wanted), tuple(unwanted), filters.confidence))


def _given_words(text: str) -> frozenset[str]:
    """The words of a person's name beside the surname that a page may shorten to initials."""
    name = parse_person(text, as_listed=True)
    beginnings = tuple(
        part[:_SAME_LETTERS].lower() for part in (name.given, name.patronymic) if part
    )
    if not name.surname or not beginnings:
        return frozenset()
    return frozenset(word for word in words_of(text) if word.lower().startswith(beginnings))


def _wanted(asked: Asked) -> Iterator[Words]:
    """The words that pages must say."""
    match asked:
        case Words():
            yield asked
        case Nearby(parts) | Or(parts):
            for part in parts:
                yield from _wanted(part)
        case And(wanted):
            for part in wanted:
                yield from _wanted(part)
