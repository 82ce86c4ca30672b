"""Search in tantivy, beside the record: ranks a million pages in milliseconds.

It cannot join the record's transactions. So terms are kept in the record's database by the
transaction that gives them (`changes`), numbered, and taken into tantivy after it (`settle`). Every
commit of tantivy holds the number up to which it has taken them in; after a crash it goes on from
there. Until then a search leaves out the pages that changed since, so that it never shows what
the record no longer holds.
"""

import shutil
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
)
from tantivy import Query

from models.database import Database
from models.page import Terms
from outputs.search import changes, madeby
from outputs.search.conditions import pages_of, resolve_findings, surely_named
from outputs.search.expansion import Sought
from outputs.search.facts import facts_asked, read_facts
from outputs.search.filters import BornIn, Condition, Filters, Finding, Named, Pages, People, Said
from outputs.search.index import Cursor, Hit
from outputs.search.tantivypages import (
    FIELDS,
    MARKER,
    SCHEMA,
    all_pages,
    among_pages,
    changed_after,
    count_pages,
    counted_terms,
    having_any,
    hits_by_page,
    hits_by_score,
    translated,
)
from outputs.search.tantivyquery import both, is_ranked, render
from outputs.search.vocabulary import CountedTerm

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
class _View:
    """One state of the index, and how far it had taken changes in."""

    searcher: tantivy.Searcher
    sequence: int


class TantivyIndex:
    """The index of a record in a folder of its own; one process writes, any number read."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: tuple[str, tantivy.Index] | None = None
        self._seen: tuple[str, _View] | None = None
        self._kept: dict[_Question, BitMap] = {}
        self._keeping = Lock()

    # -- within transactions of the record --

    def prepare(self, connection: Connection) -> None:
        """Begin an index if there is none that was kept in step."""
        if not madeby.recorded_analyzer(connection, self.name):
            self.clear(connection)

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
        is_lost = self._open(state) is None and changes.latest(connection) > state.begun
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
        with translated():
            index = self._open(state) or self._create(state)
            writer = index.writer(_HEAP, 1)
            while (taken := self._take(database, writer, index.schema, known)) > known:
                known = taken
            writer.wait_merging_threads()
            index.reload()
        self._drop_others(state)

    def _take(
        self, database: Database, writer: tantivy.IndexWriter, schema: tantivy.Schema, after: int
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
                        writer.add_document(tantivy.Document.from_dict(document, schema))
        last = waiting[-1].sequence
        marker = {"page": MARKER, "sequence": last}
        writer.add_document(tantivy.Document.from_dict(marker, schema))
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
        query = self._query(connection, view, known, sought, filters)
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
        return count_pages(view.searcher, self._query(connection, view, known, sought, filters))

    def matched(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> BitMap:
        """Read the ids of all matches, 0.2 µs each; those of the latest questions are kept."""
        known, state = changes.latest(connection), _state(connection)
        question = (state.generation, known, sought, filters)
        if (kept := self._kept.get(question)) is not None:
            return kept.copy()
        view = self._view(state, known)
        if view is None:
            return BitMap()
        found = all_pages(view.searcher, self._query(connection, view, known, sought, filters))
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

    def _query(
        self,
        connection: Connection,
        view: _View,
        known: int,
        sought: Sought | None,
        filters: Filters,
    ) -> Query:
        filters = resolve_findings(connection, filters)
        conditions = [self._condition(connection, view, each, filters) for each in filters.wanted]
        anyhow = Filters()
        unwanted = [self._condition(connection, view, each, anyhow) for each in filters.unwanted]
        if sought is None and not conditions:
            # Left out only where it would answer: what is not wanted keeps tantivy from stopping
            # early, which makes a common word ten times slower.
            unwanted.append(among_pages((MARKER,)))
        if known > view.sequence:
            unwanted.append(among_pages(changes.pages_since(connection, view.sequence)))
        if known < view.sequence:  # a commit came between this transaction's state and the index
            unwanted.append(changed_after(known))
        words = [render(SCHEMA, "body", sought)] if sought else []
        return both(words, conditions=conditions, unwanted=unwanted)

    def _condition(
        self, connection: Connection, view: _View, condition: Condition, filters: Filters
    ) -> Query:
        match condition:
            case Named(label, sought):
                query = render(SCHEMA, FIELDS[label], sought)
                if not filters.tenths:
                    return query
                candidates = all_pages(view.searcher, query)
                return among_pages(surely_named(connection, condition, filters, candidates))
            case Said(sought):
                return render(SCHEMA, "body", sought)
            case People() | BornIn() | Pages():
                return among_pages(pages_of(connection, condition, filters))
            case Finding():
                raise TypeError("findings are entities by now")
            case _:
                return having_any(facts_asked(connection, condition, filters.tenths))

    # -- the folder --

    def _path(self, state: _State) -> Path:
        return self._folder / f"tantivy-{state.generation}"

    def _open(self, state: _State) -> tantivy.Index | None:
        if self._opened and self._opened[0] == state.generation:
            return self._opened[1]
        path = self._path(state)
        with translated():
            if not path.is_dir() or not tantivy.Index.exists(str(path)):
                return None
            return self._remember(state, tantivy.Index.open(str(path)))

    def _create(self, state: _State) -> tantivy.Index:
        path = self._path(state)
        path.mkdir(parents=True, exist_ok=True)
        return self._remember(state, tantivy.Index(SCHEMA, path=str(path), sort_by_field="page"))

    def _remember(self, state: _State, index: tantivy.Index) -> tantivy.Index:
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("terms", blanks)
        self._opened = (state.generation, index)
        return index

    def _drop_others(self, state: _State) -> None:
        for path in self._folder.glob("tantivy-*"):
            if path != self._path(state):
                shutil.rmtree(path, ignore_errors=True)

    def _view(self, state: _State, known: int | None = None) -> _View | None:
        """The newest view; an older one where it has taken in all that is known already."""
        if self._seen and self._seen[0] == state.generation and self._seen[1].sequence == known:
            return self._seen[1]
        index = self._open(state)
        if index is None:
            return None
        with translated():
            index.reload()
            searcher = index.searcher()
            marker = searcher.search(among_pages((MARKER,)), 1, count=False).hits
            taken = searcher.fast_field_values("sequence", [at for _, at in marker])
        view = _View(searcher, int(taken[0] or 0) if taken else state.begun)
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
