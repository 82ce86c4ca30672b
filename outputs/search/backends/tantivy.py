"""Search in tantivy, beside the record: ranks a million pages in milliseconds.

It cannot join the record's transactions. So terms are kept in the record's database by the
transaction that gives them (`changes`), numbered, and taken into tantivy after it (`settle`). Every
commit of tantivy holds the number up to which it has taken them in; after a crash it goes on from
there. Until then a search leaves out the pages that changed since, so that it never shows what
the record no longer holds.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import Any, Final

import tantivy
from pyroaring import BitMap
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from models.database import Database
from models.page import Terms
from outputs.search import changes
from outputs.search.backends import lineage, madeby, postings
from outputs.search.backends.facts import read_facts
from outputs.search.backends.tantivyasked import BODY, FACTS, Asked
from outputs.search.backends.tantivyfolder import IndexFolder, Opened, View, view_of
from outputs.search.backends.tantivypages import (
    MARKER,
    PAIRS,
    SCHEMA,
    all_pages,
    among_pages,
    count_pages,
    counted_terms,
    frequent_terms,
    having_any,
    hits_by_page,
    hits_by_score,
    pairs_in,
    translated,
)
from outputs.search.backends.tantivyquery import is_ranked
from outputs.search.index import Cursor, Hit
from outputs.search.queries.filters import Filters, People
from outputs.search.terms import CountedTerm, Sought

# One row: the folder of the index, and after which change it began.
_STATE: Final = Table(
    "search_tantivy",
    MetaData(),
    Column("generation", Text, primary_key=True),
    Column("begun", BigInteger, nullable=False),
)
_BATCH: Final = 500
_COMMIT: Final = 5000
_HEAP: Final = 128_000_000
# Sets of matching pages, at most 128 KB each for a million pages.
_KEPT: Final = 64


_Question = tuple[str, int, Sought | None, Filters]
"""Generation and newest change of the index, and what is asked of it."""


@dataclass(frozen=True, slots=True)
class _State:
    generation: str
    begun: int


@dataclass(frozen=True, slots=True)
class Paying:
    """From how many pages on it pays to prepare an answer.

    Attributes:
        listed: a word on so many has a bitmap of them; fewer are read from tantivy in 1 ms.
        changed: bitmaps are made anew after so many changes, which takes 20 s for a million pages.
        judged: with so many it is decided which words are common, those on a tenth of them, whose
            neighbours are indexed in pairs; for this the pages are taken in once more.
    """

    listed: int = 5_000
    changed: int = changes.MOST_ASIDE
    judged: int = 10_000


class TantivyIndex:
    """The index of a record in a folder of its own; one process writes, any number read."""

    name = "tantivy"

    def __init__(self, folder: Path, paying: Paying = Paying()) -> None:  # noqa: B008 (frozen)
        self._folder = IndexFolder(folder)
        self._paying = paying
        self._seen: tuple[str, View] | None = None
        self._kept: dict[_Question, BitMap] = {}
        self._keeping = Lock()

    # -- within transactions of the record --

    def prepare(self, connection: Connection) -> None:
        """Begin an index if there is none that was kept in step."""
        lineage.begin(connection)
        if not madeby.recorded_analyzer(connection, self.name):
            self.clear(connection)
            return
        view = self._view(_state(connection))
        if view and view.sequence > changes.latest(connection):
            # Of a record that was put back since: what it knows is taken in anew.
            connection.execute(update(_STATE).values(generation=token_hex(8)))

    def put(self, connection: Connection, page_id: int, terms: Terms) -> None:
        """Keep the page's terms until they are taken in."""
        changes.note(connection, page_id, terms, keep=True)

    def remove(self, connection: Connection, page_id: int) -> None:
        """Have the page forgotten."""
        changes.note(connection, page_id, None)

    def prune(self, connection: Connection) -> None:
        """Have pages forgotten that vanished, and those looked at again that moved."""
        changes.prune(connection)

    def clear(self, connection: Connection) -> None:
        """Begin a new folder; the old one goes when the new one is settled."""
        changes.prepare(connection)
        changes.forget_terms(connection)
        postings.prepare(connection)
        postings.forget(connection)
        _STATE.create(connection, checkfirst=True)
        connection.execute(delete(_STATE))
        begun = changes.latest(connection)
        connection.execute(insert(_STATE).values(generation=token_hex(8), begun=begun))
        madeby.claim(connection, self.name)

    def recorded_analyzer(self, connection: Connection) -> str | None:
        """Read the version beside the record, unless the folder was lost."""
        recorded = madeby.recorded_analyzer(connection, self.name)
        if not recorded:
            return recorded
        state = _state(connection)
        is_lost = (
            self._folder.open(state.generation) is None and changes.latest(connection) > state.begun
        )
        return "" if is_lost else recorded

    # -- after them --

    def settle(self, database: Database, *, least: int = 1) -> None:
        """Take in what was committed, if at least so many pages changed.

        Only for the process that holds the workspace's lock.
        """
        with database.read() as connection:
            if not madeby.recorded_analyzer(connection, self.name):
                return
            state = _state(connection)
            view = self._view(state)
            known = view.sequence if view else state.begun
            if changes.count_since(connection, known) < least:
                return
        self._folder.drop_others(state.generation)
        opened = self._folder.open(state.generation)
        common = opened.common if opened else None
        if common is None:
            common = self._common_words(database, state)
        if opened and opened.common == common:
            self._take_all(database, opened, known)
        else:
            self._begin_folder(database, state, common, again=opened is not None)
        self._keep_postings(database)

    def _common_words(self, database: Database, state: _State) -> frozenset[str] | None:
        """The words on a tenth of the first pages; None while there are too few to tell."""
        with database.read() as connection:
            if changes.count_since(connection, state.begun) < self._paying.judged:
                return None
            sample = changes.changes_since(connection, state.begun, most=self._paying.judged)
        bodies = [each.terms.body for each in sample if each.terms]
        counted = Counter(word for body in bodies for word in set(body.split()))
        return frozenset(word for word, pages in counted.items() if pages * 10 >= len(bodies))

    def _begin_folder(
        self, database: Database, state: _State, common: frozenset[str] | None, *, again: bool
    ) -> None:
        """Take everything in from its beginning.

        Who reads meanwhile stays with the old folder, which goes at the next change.
        """
        opened = self._folder.create(token_hex(8) if again else state.generation, common)
        self._take_all(database, opened, state.begun)
        with database.write() as connection:
            postings.prepare(connection)
            connection.execute(update(_STATE).values(generation=opened.generation))

    def _take_all(self, database: Database, opened: Opened, known: int) -> None:
        with translated():
            writer = opened.index.writer(_HEAP, 1)
            while (taken := self._take(database, writer, opened, known)) > known:
                known = taken
            writer.wait_merging_threads()

    def _keep_postings(self, database: Database) -> None:
        """Make the bitmaps of frequent words anew if enough has changed since."""
        with database.read() as connection:
            kept, view = postings.kept_until(connection), self._view(_state(connection))
            if view is None or changes.count_since(connection, kept or 0) < self._paying.changed:
                return
        made = list(self._postings(view.searcher))  # first, since others may want to write
        with database.write() as connection:
            postings.keep(connection, view.sequence, made)

    def _postings(self, searcher: tantivy.Searcher) -> Iterator[postings.Posting]:
        every = all_pages(searcher, tantivy.Query.all_query())
        every.discard(MARKER)
        yield *postings.EVERY_PAGE, every
        for field in (BODY, FACTS):
            for term in frequent_terms(searcher, field, self._paying.listed):
                yield field, term, all_pages(searcher, having_any(field, [term]))

    def _take(
        self, database: Database, writer: tantivy.IndexWriter, opened: Opened, after: int
    ) -> int:
        """Take in the next changes with one commit; returns the sequence of the last."""
        with database.read() as connection:
            waiting = changes.changes_since(connection, after, most=_COMMIT)
            if not waiting:
                return after
            # By a query, since `delete_documents_by_term` (0.27) takes a number for a signed one
            # and finds nothing.
            changed = [each.page_id for each in waiting]
            writer.delete_documents_by_query(among_pages((MARKER, *changed)))
            for start in range(0, len(waiting), _BATCH):
                batch = waiting[start : start + _BATCH]
                facts = read_facts(connection, [each.page_id for each in batch])
                for each in batch:
                    if each.terms is not None and each.page_id in facts:
                        document = _document(each, each.terms, facts[each.page_id])
                        document[PAIRS] = pairs_in(each.terms.body, opened.common or frozenset())
                        writer.add_document(tantivy.Document.from_dict(document, SCHEMA))
        last = waiting[-1].sequence
        marker = {"page": MARKER, "sequence": last}
        writer.add_document(tantivy.Document.from_dict(marker, SCHEMA))
        writer.commit()
        return last

    # -- questions --

    def vocabulary(self, connection: Connection) -> Iterator[CountedTerm]:
        """Read the term lists; pages that changed count twice until tantivy merges them away."""
        view = self._view(_state(connection))
        yield from counted_terms(view.searcher) if view else ()

    def find(
        self,
        connection: Connection,
        sought: Sought | None,
        *,
        filters: Filters,
        limit: int,
        after: Cursor | None = None,
    ) -> list[Hit]:
        """Rank by bm25; pages of one score are ordered by their ids."""
        known = changes.latest(connection)
        view = self._view(_state(connection), known)
        if view is None:
            return []
        query = Asked.of(connection, view, known, sought, filters).query()
        if sought is None or not is_ranked(sought):
            return hits_by_page(view.searcher, query, limit, after)
        return hits_by_score(view.searcher, query, limit, after)

    def count(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> int:
        """Count the matches without ranking them."""
        known, state = changes.latest(connection), _state(connection)
        if (kept := self._kept.get((state.generation, known, sought, filters))) is not None:
            return len(kept)
        view = self._view(state, known)
        if view is None:
            return 0
        asked = Asked.of(connection, view, known, sought, filters)
        return count_pages(view.searcher, asked.query())

    def matched(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> BitMap:
        """The ids of all matches; those of the latest questions are kept."""
        known, state = changes.latest(connection), _state(connection)
        question = (state.generation, known, sought, filters)
        if (kept := self._kept.get(question)) is not None:
            return kept.copy()
        view = self._view(state, known)
        if view is None:
            return BitMap()
        found = Asked.of(connection, view, known, sought, filters).pages()
        # Who is who changes without a number, and an index that lags behind soon knows better.
        conditions = (*filters.wanted, *filters.unwanted)
        if known == view.sequence and not any(isinstance(each, People) for each in conditions):
            self._keep(question, found)
        return found

    def _keep(self, question: _Question, found: BitMap) -> None:
        with self._keeping:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[question] = found.copy()

    def _view(self, state: _State, known: int | None = None) -> View | None:
        """The newest view; an older one where it has taken in all that is known already."""
        if self._seen and self._seen[0] == state.generation and self._seen[1].sequence == known:
            return self._seen[1]
        opened = self._folder.open(state.generation)
        if opened is None:
            return None
        view = view_of(opened, state.begun)
        self._seen = (state.generation, view)
        return view


def _state(connection: Connection) -> _State:
    row = connection.execute(select(_STATE)).one()
    return _State(row.generation, row.begun)


def _document(change: changes.Change, terms: Terms, facts: set[str]) -> dict[str, Any]:
    return {
        "page": change.page_id,
        "sequence": change.sequence,
        "facts": " ".join(sorted(facts)),
        **asdict(terms),
    }
