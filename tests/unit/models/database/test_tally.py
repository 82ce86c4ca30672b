"""Kept counts are those of a full count, whatever was written, rolled back or killed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from models.database import Database
from models.database.rows import load_rows
from models.database.tally import count_anew, read_tally
from models.tables import EntityRow, LedgerRow, MentionRow, PageRow
from tests.support.factories import Named, add_collection, add_page, add_source, open_database

STATES = ("done", "blank", "quarantined", "pending")
STAGES = ("ocr", "mentions")


class Undone(Exception):  # noqa: N818 - not an error
    """Rolls a transaction back."""


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    yield database
    database.close()


def fill(database: Database) -> None:
    with database.write() as connection:
        for code in ("a", "b"):
            source = add_source(connection, add_collection(connection, code), f"{code}.pdf")
            for number in range(1, 6):
                named = [Named(label="PERSON", text="Иванов"), Named(label="DATE", text="1937")]
                page = add_page(connection, source, "Иванов 1937", number=number, mentions=named)
                rows = [
                    {
                        "page_id": page,
                        "stage": stage,
                        "state": "pending",
                        "blank": False,
                        "executions": 0,
                        "failures": 0,
                    }
                    for stage in STAGES
                ]
                load_rows(connection, LedgerRow, rows)


def change(connection: Connection, chance: Random) -> None:
    """Do one thing that programs do, to rows by chance."""
    pages = list(connection.scalars(select(PageRow.id)))
    page, state = chance.choice(pages), chance.choice(STATES)
    match chance.randrange(7):
        case 0:
            connection.execute(update(PageRow).where(PageRow.id == page).values(state=state))
        case 1:
            connection.execute(update(PageRow).where(PageRow.id > page).values(state=state))
        case 2:
            some = LedgerRow.page_id <= page
            connection.execute(update(LedgerRow).where(some).values(state=state, failures=1))
        case 3 if len(pages) > 2:
            connection.execute(delete(PageRow).where(PageRow.id == page))  # and what leads to it
        case 4:
            source = connection.scalars(select(PageRow.source_id)).first()
            number = connection.scalar(select(func.max(PageRow.number))) or 0
            made = {"source_id": source, "collection_id": 1, "number": number + 1, "state": state}
            connection.execute(insert(PageRow).values(made))
        case 5:
            connection.execute(delete(MentionRow).where(MentionRow.page_id == page))
        case _:
            used = select(MentionRow.entity_id)
            connection.execute(delete(EntityRow).where(EntityRow.id.not_in(used)))


def agrees(database: Database) -> bool:
    with database.read() as connection:
        return read_tally(connection) == count_anew(connection)


@pytest.mark.parametrize("seed", range(5))
def test_counts_follow_whatever_is_written(database: Database, seed: int) -> None:
    fill(database)
    with database.read() as connection:
        assert read_tally(connection)["page"] == {("1", "done"): 5, ("2", "done"): 5}
        assert read_tally(connection)["mention"] == {("PERSON", ""): 10, ("DATE", ""): 10}
    chance = Random(seed)
    for _ in range(30):
        try:
            with database.write() as connection:
                for _ in range(chance.randrange(1, 4)):
                    change(connection, chance)
                if chance.random() < 0.3:
                    raise Undone
        except Undone:
            pass
        assert agrees(database)


def test_a_kill_leaves_no_count_behind(database: Database) -> None:
    fill(database)
    for _ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-m", __name__, database.url], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        for _ in range(5):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert agrees(database)


def write_for_ever(address: str) -> None:
    database, chance = Database(address), Random()
    while True:
        with database.write() as connection:
            for _ in range(5):
                change(connection, chance)
        print(flush=True)  # noqa: T201 - what the test waits for


if __name__ == "__main__":
    write_for_ever(sys.argv[1])
