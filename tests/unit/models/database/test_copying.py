"""A copy in PostgreSQL has every row, gives no id twice, and is there whole or not at all."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from models.database import Database, copying, postgresql_rows
from models.database.copying import CopiedTable, copy_record
from models.database.rows import load_rows
from models.errors import ConfigError, StoreError
from models.people import refresh
from models.tables import (
    CollectionRow,
    MentionRow,
    PageRow,
    PageTextRow,
    ProfileRow,
    Record,
    SourceRow,
)
from tests.support.databases import POSTGRESQL, SQLITE
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.people import MATCHER, add_names

NUL = "а\0б\\u0000"


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path, SQLITE)
    with database.write() as connection:
        cases = add_collection(connection)
        later = add_source(connection, cases, "б.pdf")
        first = add_source(connection, cases, "а" * 300)
        connection.execute(
            update(SourceRow).where(SourceRow.id == later).values(duplicate_of_id=first)
        )
        connection.execute(
            update(SourceRow).where(SourceRow.id == first).values(duplicate_of_id=later)
        )
        person = Named(label="PERSON", text="Иванов", details={"role": NUL}, confidence=0.1 + 0.2)
        day = Named(label="DATE", text="1937", lower=date(1, 1, 1), upper=date(9999, 12, 31))
        add_page(connection, first, f"Иванов 1937 {NUL}", mentions=[person, day])
        add_names(connection, cases, "d1", [("Омаров Ахмет", {"birth_year": 1889})])
        gone = add_page(connection, first, number=2**40)
        connection.execute(delete(PageRow).where(PageRow.id == gone))
    refresh(database, MATCHER)
    yield database
    database.close()


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path, POSTGRESQL)
    yield database
    database.close()


def tables(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Record.metadata.sorted_tables
        }


def copy(source: Database, target: Database) -> list[CopiedTable]:
    return copy_record(source, target, lambda copied: None)


def test_every_row_is_copied(source: Database, target: Database) -> None:
    copied = copy(source, target)
    assert {each.table: each.rows for each in copied} == tables(source) == tables(target)
    assert len({each.digest for each in copied if each.rows}) == sum(
        1 for each in copied if each.rows
    )
    with target.read() as connection:
        text = connection.execute(select(PageTextRow.text)).scalars().first()
        rows = connection.execute(
            select(MentionRow.details, MentionRow.confidence, MentionRow.lower).order_by("id")
        ).all()
    assert text == "Иванов 1937 а\ufffdб\\u0000"
    assert rows[0][:2] == ({"role": "а\ufffdб\\u0000"}, 0.1 + 0.2)
    assert rows[1].lower == date(1, 1, 1)


def test_no_id_is_given_again(source: Database, target: Database) -> None:
    copy(source, target)
    with source.read() as connection:
        last = connection.execute(select(func.max(PageRow.id))).scalar_one()
    with target.write() as connection:
        assert add_collection(connection, "next") == 2
        next_source = add_source(connection, 2, "next.pdf")
        assert add_page(connection, next_source) == last + 2


def test_a_copy_of_a_copy_is_the_same(source: Database, target: Database, tmp_path: Path) -> None:
    once = copy(source, target)
    other = open_database(tmp_path, POSTGRESQL)
    assert copy(target, other) == once
    other.close()


def test_a_target_with_rows_is_refused(source: Database, target: Database) -> None:
    with target.write() as connection:
        connection.execute(insert(CollectionRow).values(code="x", created_at=func.now()))
    before = tables(target)
    with pytest.raises(ConfigError) as refused:
        copy(source, target)
    assert refused.value.code == "target-not-empty"
    assert tables(target) == before


@pytest.mark.parametrize("lost", ["page", "mention", "source"])
def test_what_is_lost_on_the_way_is_noticed_and_nothing_kept(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    def load(connection: Connection, table: Table, rows: Iterable[Any]) -> None:
        every = list(rows)
        load_rows(connection, table, every[:-1] if table.name == lost else every)

    monkeypatch.setattr(copying, "load_rows", load)
    with pytest.raises(StoreError) as failed:
        copy(source, target)
    assert failed.value.code in ("copy-differs", "store-failed")
    assert set(tables(target).values()) == {0}


def test_many_rows_go_in_parts(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_rows, "_TOGETHER", 1)
    copy(source, target)
    assert tables(target) == tables(source)
    assert tables(target)["mention"] > 1
    with target.read() as connection:
        names = connection.scalars(select(ProfileRow.normal).order_by(ProfileRow.normal)).all()
    assert names == ["Иванов", "Омаров Ахмет"]
