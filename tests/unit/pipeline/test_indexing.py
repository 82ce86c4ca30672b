"""The index follows the record through runs, and a change of the back end needs only a run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.blobs import BlobStore
from models.database import Database
from outputs.search.backends.tantivy import TantivyIndex
from outputs.search.index import SearchIndex
from outputs.search.queries.filters import Filters
from outputs.search.terms import Phrase
from pipeline.executors import InlineExecutor
from pipeline.runner import Runner
from pipeline.settings import RunOptions
from tests.support.factories import open_database
from tests.support.reindex import own_index
from tests.support.toy_stages import EXECUTIONS, add_toy_pages, toy_plan


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        add_toy_pages(connection, "eins", "zwei", "drei")
    yield database
    database.close()


def run(database: Database, index: SearchIndex) -> int:
    """Run; returns how many pages were given terms."""
    EXECUTIONS.clear()
    plan = toy_plan()
    runner = Runner(
        database, BlobStore(Path()), index, plan, options=RunOptions(), config_sha256="c" * 64
    )
    total = runner.prepare()
    runner.run(InlineExecutor(plan), total, progress=lambda *_: None)
    return EXECUTIONS["term"]


def all_pages(database: Database, index: SearchIndex) -> list[int]:
    with database.read() as connection:
        return list(index.matched(connection, None, filters=Filters()))


def test_another_back_end_is_filled_by_a_run(database: Database, tmp_path: Path) -> None:
    fts5, tantivy = own_index(database), TantivyIndex(tmp_path / "index")
    assert run(database, fts5) == 3
    assert run(database, fts5) == 0
    assert run(database, tantivy) == 3
    assert run(database, tantivy) == 0
    assert all_pages(database, tantivy) == [1, 2, 3]
    with database.read() as connection:
        assert fts5.recorded_analyzer(connection) == ""
    assert run(database, fts5) == 3
    assert all_pages(database, fts5) == [1, 2, 3]


def test_what_a_run_read_is_found(database: Database, tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    run(database, index)
    with database.read() as connection:
        (hit,) = index.find(connection, Phrase(("zwei",)), filters=Filters(), limit=9)
    assert hit.page_id == 2
