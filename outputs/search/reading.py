"""What a request asks of the index: the exact answer first, then what only widening finds."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from models.entity import Label
from models.errors import QUERY_INVALID, ConfigError
from models.i18n import _
from outputs.search.expansion import Sought, expand, expand_name
from outputs.search.fields import Field, FieldTerm
from outputs.search.filters import Condition, Filters, Named
from outputs.search.query import Question
from outputs.search.resolving import read_condition, read_confidence, read_reference, refuse

_NAMES = {Field.PERSON: Label.PERSON, Field.PLACE: Label.PLACE, Field.ORG: Label.ORG}


@dataclass(frozen=True, slots=True)
class Tier:
    """One part of the answer: pages that say `sought` and answer the filters."""

    sought: Sought | None
    filters: Filters


def read_question(connection: Connection, question: Question, text: str) -> Tier:
    """Return what `question` asks.

    Args:
        connection: to the record, which knows the sheets of a reference.
        question: as parsed, with the fields that were given beside the query.
        text: the query, for the message that it holds no word.

    Raises:
        ConfigError: `query-invalid`.
    """
    words = question.words
    sought = expand(words) if words else None
    if words and sought is None:
        # «№» asks for what no page can answer: saying so beats an answer with every page.
        raise ConfigError(QUERY_INVALID, _("no word in: {text}").format(text=text.strip()))
    return Tier(sought, _filters(connection, question.fields))


def _filters(connection: Connection, terms: Iterable[FieldTerm]) -> Filters:
    wanted: list[Condition] = []
    unwanted: list[Condition] = []
    confidence = 0.0
    for term in terms:
        if term.field is Field.CONFIDENCE:
            confidence = max(confidence, read_confidence(term))
        else:
            (unwanted if term.negated else wanted).append(_condition(connection, term))
    return Filters(tuple(wanted), tuple(unwanted), confidence)


def _condition(connection: Connection, term: FieldTerm) -> Condition:
    if term.field is Field.REF:
        return read_reference(connection, term)
    if term.field in _NAMES:
        sought = expand_name(term.value)
        if sought is None:
            raise refuse(term, _("a name"))
        return Named(_NAMES[term.field], sought)
    return read_condition(term)
