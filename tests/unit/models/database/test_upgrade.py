"""A record that an earlier program wrote comes to the newest schema with every row, and back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, text

from models.database import MIGRATIONS, SCHEMA_REVISION, Database
from models.tables import Record
from pipeline.soundness import record_faults
from tests.support.migrating import EARLIER, RECORDS, differences, downgrade, write_record

# It came together with 0004: no program ever stopped there.
NEVER_NEWEST = {"0003"}

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=EARLIER)
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def record(revision: str, tmp_path: Path) -> Iterator[Database]:
    write_record(revision, tmp_path / "aigaq.db")
    database = Database(f"sqlite:///{tmp_path / 'aigaq.db'}")
    yield database
    database.close()


def rows_of(database: Database, columns: dict[str, list[str]] | None = None) -> Rows:
    """All rows of our tables as they are stored; of given tables and columns alone."""
    with database.read() as connection:
        if columns is None:
            found = MetaData()
            found.reflect(connection, only=lambda name, _: name in Record.metadata.tables)
            columns = {table.name: list(table.columns.keys()) for table in found.sorted_tables}
        rows: Rows = {}
        for table, names in columns.items():
            listed = ", ".join(f'"{name}"' for name in names)
            query = text(f'SELECT {listed} FROM "{table}" ORDER BY {listed}')
            rows[table] = [dict(row) for row in connection.execute(query).mappings()]
    return rows


def columns_of(rows: Rows) -> dict[str, list[str]]:
    return {table: list(found[0]) for table, found in rows.items() if found}


def test_every_earlier_revision_left_a_record() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    revisions = {each.revision for each in script.walk_revisions()}
    assert revisions - {SCHEMA_REVISION} - NEVER_NEWEST <= set(EARLIER) <= revisions
    told = (RECORDS / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\d{4})\.sql`", told, re.M) == EARLIER


def test_it_comes_to_the_newest_schema_with_every_row(revision: str, record: Database) -> None:
    before = rows_of(record)
    assert len(before["page"]) == 3
    assert len(before["mention"]) > 40
    assert record.older_revision() == (None if revision == SCHEMA_REVISION else revision)
    record.upgrade()
    assert record.older_revision() is None
    columns = columns_of(before)
    assert rows_of(record, columns) == {table: before[table] for table in columns}
    with record.read() as connection:
        assert differences(connection) == []
    assert list(record_faults(record)) == []


def test_it_goes_back_with_every_row_that_it_had(revision: str, record: Database) -> None:
    before = rows_of(record)
    record.upgrade()
    downgrade(record, revision)
    assert rows_of(record) == before


@pytest.mark.parametrize("table", ["search_page", "search_index"])
def test_its_search_index_is_not_touched(revision: str, record: Database, table: str) -> None:
    def found() -> list[Any]:
        with record.read() as connection:
            return list(connection.execute(text(f"SELECT * FROM {table}")).all())

    before = found()
    assert before
    record.upgrade()
    assert found() == before
    with record.read() as connection:
        assert inspect(connection).has_table("search_page_data")
