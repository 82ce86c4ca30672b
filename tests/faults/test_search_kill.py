"""A kill between the record's commit and the index's: nothing is lost, nothing gone is shown."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from models.page import Terms
from outputs.search.backends.tantivy import Paying, TantivyIndex
from outputs.search.queries.filters import Filters
from outputs.search.terms import Phrase
from pipeline.indexing import prepare_index
from tests.support.factories import add_collection, add_page, add_source, open_database

# Changes pages 1 and 2 and adds 3 in the record, then dies at a given point of taking them in.
VICTIM = """
import os, signal, sys
from pathlib import Path
import outputs.search.backends.tantivy as module
from models.database import Database
from models.page import Terms
from tests.support.factories import add_page

url, folder, moment, paying = sys.argv[1:]
paying = module.Paying(*map(int, paying.split()))
database, index = Database(url), module.TantivyIndex(Path(folder), paying)
with database.write() as connection:
    index.put(connection, 1, Terms("новое", "", ""))
    index.remove(connection, 2)
    index.put(connection, add_page(connection, 1, "x", number=3), Terms("старое третье", "", ""))

def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

take = module.TantivyIndex._take
class Writer:
    def __init__(self, writer):
        self.writer = writer
    def __getattr__(self, name):
        return die if name == "commit" else getattr(self.writer, name)
if moment == "before":
    die()
elif moment == "in":
    module.TantivyIndex._take = lambda self, database, writer, *rest: take(
        self, database, Writer(writer), *rest)
else:
    module.TantivyIndex._take = lambda *arguments: (take(*arguments), die())
index.settle(database)
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    index = TantivyIndex(tmp_path / "index")
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        index.prepare(connection)
        for number in (1, 2):
            page_id = add_page(connection, source, "x", number=number)
            index.put(connection, page_id, Terms("старое", "", ""))
    index.settle(database)
    yield database
    database.close()


def found(database: Database, index: TantivyIndex, word: str) -> list[int]:
    with database.read() as connection:
        sought = Phrase((word,))
        hits = index.find(connection, sought, filters=Filters(), limit=9)
        assert index.count(connection, sought, filters=Filters()) == len(hits)
    return sorted(hit.page_id for hit in hits)


def kill(database: Database, folder: Path, moment: str, paying: str) -> None:
    script = [sys.executable, "-c", VICTIM, database.url, str(folder), moment, paying]
    killed = subprocess.run(script, check=False, cwd=Path(__file__).parents[2])
    assert killed.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", ["before", "in", "after"])
def test_the_index_goes_on_where_the_kill_hit(
    database: Database, tmp_path: Path, moment: str
) -> None:
    folder = tmp_path / "index"
    kill(database, folder, moment, "5000 20000 10000")
    reader = TantivyIndex(folder)
    # The record no longer has the old text of pages 1 and 2, whatever was taken in.
    assert found(database, reader, "старое") == ([3] if moment == "after" else [])
    TantivyIndex(folder).settle(database)
    assert found(database, reader, "старое") == [3]
    assert found(database, reader, "новое") == [1]


@pytest.mark.parametrize("moment", ["in", "after"])
def test_a_kill_while_all_is_taken_in_anew_leaves_the_old_folder(
    database: Database, tmp_path: Path, moment: str
) -> None:
    folder = tmp_path / "index"
    kill(database, folder, moment, "1 1 1")  # common words are to be told, so all pages go in anew
    assert len(list(folder.iterdir())) == 2
    reader = TantivyIndex(folder)
    assert found(database, reader, "старое") == []  # all three pages changed, so none is shown
    for _ in range(2):
        TantivyIndex(folder, Paying(1, 1, 1)).settle(database)
        assert found(database, reader, "старое") == [3]
        assert found(database, reader, "новое") == [1]


def test_a_lost_folder_is_made_again_from_kept_terms(database: Database, tmp_path: Path) -> None:
    for path in sorted((tmp_path / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    index = TantivyIndex(tmp_path / "index")
    with database.read() as connection:
        assert index.recorded_analyzer(connection) == ""
    index.settle(database)
    with database.write() as connection:
        assert not prepare_index(connection, index)
    assert found(database, index, "старое") == [1, 2]
