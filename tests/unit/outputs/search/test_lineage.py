"""A record that was put back from a copy and went on otherwise is told from the one before it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyroaring import BitMap

from models.database import Database
from models.page import Terms
from outputs.search.backends.fts5 import Fts5Index
from outputs.search.backends.lineage import descends_from, stamp
from outputs.search.backends.tantivy import TantivyIndex
from outputs.search.counting.facetrows import Facet
from outputs.search.counting.facets import Facets
from outputs.search.index import SearchIndex
from outputs.search.queries.filters import Filters
from outputs.search.spellings.vocabularies import VocabularyFolder
from outputs.search.terms import Phrase
from tests.support.factories import Named, add_collection, add_page, add_source, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        add_source(connection, add_collection(connection), "a.pdf")
    yield database
    database.close()


def add(database: Database, index: SearchIndex, word: str, numbers: range) -> None:
    """What one run does."""
    with database.write() as connection:
        index.prepare(connection)
    index.settle(database)
    with database.write() as connection:
        for number in numbers:
            named = Named(label="PERSON", text=word)
            page_id = add_page(connection, 1, word, number=number, mentions=[named])
            index.put(connection, page_id, Terms(word, word, ""))
    index.settle(database)


def put_back(database: Database, index: SearchIndex, tmp_path: Path) -> None:
    """Page 1 is copied, the record goes on to 3, is put back, and goes on to 4 otherwise."""
    path = tmp_path / "record.sqlite"
    add(database, index, "первый", range(1, 2))
    database.close()
    shutil.copy(path, tmp_path / "copy")
    add(database, index, "старый", range(2, 4))
    derive(database, index, tmp_path)
    database.close()
    shutil.copy(tmp_path / "copy", path)
    for left in tmp_path.glob("record.sqlite-*"):
        left.unlink()
    add(database, index, "новый", range(2, 5))


def derive(database: Database, index: SearchIndex, tmp_path: Path) -> dict[str, int]:
    """Make what lies in files, and count names by it."""
    with database.read() as connection:
        VocabularyFolder(tmp_path / "vocabulary").keep_up(connection, index)
        counted = Facets(tmp_path / "facets").count(connection, BitMap(range(9)), Facet.PERSON)
    return {each.label: each.count for each in counted}


@pytest.mark.parametrize("name", ["fts5", "tantivy"])
def test_files_of_the_record_before_are_made_anew(
    database: Database, tmp_path: Path, name: str
) -> None:
    index = Fts5Index() if name == "fts5" else TantivyIndex(tmp_path / "index")
    put_back(database, index, tmp_path)
    assert derive(database, index, tmp_path) == {"первый": 1, "новый": 3}
    vocabulary = VocabularyFolder(tmp_path / "vocabulary")()
    assert vocabulary
    assert (vocabulary.pages("старый"), vocabulary.pages("новый")) == (0, 3)
    for word, pages in (("старый", []), ("новый", [2, 3, 4]), ("первый", [1])):
        with database.read() as connection:
            found = index.matched(connection, Phrase((word,)), filters=Filters())
        assert list(found) == pages


def test_states_are_known_over_runs_that_change_nothing(database: Database) -> None:
    index = Fts5Index()
    states = []
    for run in range(3):
        add(database, index, "слово", range(2 * run, 2 * run + run))
        with database.read() as connection:
            states.append(stamp(connection))
    with database.read() as connection:
        assert all(descends_from(connection, state) for state in states)
        assert [state.sequence for state in states] == [0, 1, 3]
