"""What is asked at one moment of the record: a query of tantivy, or the set of all its pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyroaring import BitMap
from sqlalchemy import Connection
from tantivy import Query

from outputs.search import changes
from outputs.search.backends import postings
from outputs.search.backends.conditions import pages_of, resolve_findings, surely_named
from outputs.search.backends.facts import facts_asked
from outputs.search.backends.tantivyfolder import View
from outputs.search.backends.tantivypages import (
    FIELDS,
    MARKER,
    all_pages,
    among_pages,
    changed_after,
    having_any,
)
from outputs.search.backends.tantivyquery import Field, both, render
from outputs.search.queries.filters import (
    BornIn,
    Condition,
    Filters,
    Finding,
    Named,
    Pages,
    People,
    Said,
)
from outputs.search.terms import AllOf, AnyOf, Near, Phrase, Sought

FACTS: Final = "facts"
BODY: Final = "body"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to one view of the index, within one transaction of the record.

    Attributes:
        connection: of the transaction.
        view: of the index.
        known: the newest change that the transaction sees.
        sought: words.
        filters: without findings, which are looked up beforehand.
    """

    connection: Connection
    view: View
    known: int
    sought: Sought | None
    filters: Filters

    @classmethod
    def of(
        cls,
        connection: Connection,
        view: View,
        known: int,
        sought: Sought | None,
        filters: Filters,
    ) -> "Asked":
        """Look up what filters mean in the record."""
        return cls(connection, view, known, sought, resolve_findings(connection, filters))

    def query(self) -> Query:
        """The question for tantivy, without pages that changed meanwhile."""
        conditions = [self._condition(each, self.filters) for each in self.filters.wanted]
        unwanted = [self._condition(each, Filters()) for each in self.filters.unwanted]
        if self.sought is None and not conditions:
            # Left out only where it would answer: what is not wanted keeps tantivy from stopping
            # early, which makes a common word ten times slower.
            unwanted.append(among_pages((MARKER,)))
        if self.known > self.view.sequence:
            lagging = changes.pages_since(self.connection, self.view.sequence)
            unwanted.append(among_pages(lagging))
        if self.known < self.view.sequence:  # a commit came between the transaction and the index
            unwanted.append(changed_after(self.known))
        words = [render(self._body, self.sought)] if self.sought else []
        return both(words, conditions=conditions, unwanted=unwanted)

    def pages(self) -> BitMap:
        """All pages that answer.

        Where bitmaps can tell, they do; what changed since they were made is asked of tantivy.
        Where words must stand together, it is asked for everything: it gives the id of a page in
        0.2 µs, and such pages are few.
        """
        kept = postings.kept_until(self.connection)
        if kept is None or not kept <= self.view.sequence <= self.known or not self._is_of_words():
            return self._taken(self.query())
        found = self._unchanged() - BitMap(changes.pages_since(self.connection, kept))
        if kept < self.view.sequence:
            found |= self._taken(both([self.query()], conditions=[changed_after(kept)]))
        return found

    @property
    def _body(self) -> Field:
        return Field(BODY, self.view.common)

    def _condition(self, condition: Condition, filters: Filters) -> Query:
        match condition:
            case Named(label, sought):
                query = render(Field(FIELDS[label]), sought)
                if not filters.tenths:
                    return query
                candidates = self._taken(query)
                return among_pages(surely_named(self.connection, condition, filters, candidates))
            case Said(sought):
                return render(self._body, sought)
            case People() | BornIn() | Pages():
                return among_pages(pages_of(self.connection, condition, filters))
            case Finding():
                raise TypeError("findings are entities by now")
            case _:
                return having_any(FACTS, facts_asked(self.connection, condition, filters.tenths))

    def _taken(self, query: Query) -> BitMap:
        return all_pages(self.view.searcher, query)

    # -- by bitmaps --

    def _is_of_words(self) -> bool:
        """Whether it matters only which words stand on a page, not where."""
        conditions = (*self.filters.wanted, *self.filters.unwanted)
        if any(isinstance(each, Named) for each in conditions):
            return False
        sought = [each.sought for each in conditions if isinstance(each, Said)]
        return all(map(_is_of_words, [*sought, *([self.sought] if self.sought else [])]))

    def _unchanged(self) -> BitMap:
        """What answers among the pages that are as they were when the bitmaps were made."""
        wanted = [self._answering(each, self.filters) for each in self.filters.wanted]
        unwanted = [self._answering(each, Filters()) for each in self.filters.unwanted]
        if self.sought:
            wanted.append(self._saying(self.sought))
        field, term = postings.EVERY_PAGE
        every = self._having(field, [term])
        return BitMap.intersection(every, *wanted).difference(*unwanted)

    def _answering(self, condition: Condition, filters: Filters) -> BitMap:
        match condition:
            case Said(sought):
                return self._saying(sought)
            case People() | BornIn() | Pages():
                return BitMap(pages_of(self.connection, condition, filters))
            case Named() | Finding():
                raise TypeError("names need their places, and findings are entities by now")
            case _:
                facts = facts_asked(self.connection, condition, filters.tenths)
                return self._having(FACTS, facts)

    def _saying(self, sought: Sought) -> BitMap:
        match sought:
            case Phrase((term,), prefix):
                return self._beginning(sought) if prefix else self._having(BODY, [term])
            case AnyOf(parts):
                words = [each for each in parts if isinstance(each, Phrase) and not each.prefix]
                others = [self._saying(each) for each in parts if each not in words]
                return self._having(BODY, [each.terms[0] for each in words]).union(*others)
            case AllOf(wanted, unwanted):
                found = BitMap.intersection(*map(self._saying, wanted))
                return found.difference(*map(self._saying, unwanted))
            case _:
                raise TypeError("words that must stand together")

    def _having(self, field: str, terms: Iterable[str]) -> BitMap:
        terms = list(terms)
        frequent = postings.of_terms(self.connection, field, terms)
        rare = [term for term in terms if term not in frequent]
        taken = [self._taken(having_any(field, rare))] if rare else []
        return BitMap().union(*frequent.values(), *taken)

    def _beginning(self, phrase: Phrase) -> BitMap:
        frequent = postings.of_beginning(self.connection, BODY, phrase.terms[0])
        other = both([render(self._body, phrase)], unwanted=[having_any(BODY, frequent)])
        return self._taken(other).union(*frequent.values())


def _is_of_words(sought: Sought) -> bool:
    match sought:
        case Phrase(terms):
            return len(terms) == 1
        case Near():
            return False
        case AnyOf(parts):
            return all(map(_is_of_words, parts))
        case AllOf(wanted, unwanted):
            return all(map(_is_of_words, (*wanted, *unwanted)))
