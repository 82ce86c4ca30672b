"""What tests of migrations share: earlier records, going back, comparing tables with the code."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from models.database import MIGRATIONS, Database
from models.tables import Record

RECORDS: Final = Path(__file__).parents[1] / "data" / "workspaces"
EARLIER: Final = sorted(path.stem for path in RECORDS.glob("*.sql"))
"""Schemas of which a record is kept."""


def write_record(revision: str, path: Path) -> None:
    """Make the record that the program of that schema wrote."""
    with closing(connect(path)) as connection:
        connection.executescript((RECORDS / f"{revision}.sql").read_text(encoding="utf-8"))


def differences(connection: Connection) -> list[Any]:
    """What alembic would write into a next migration, with the settings of env.py."""
    ours = Record.metadata.tables
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "include_name": lambda name, kind, parents: kind != "table" or name in ours,
        },
    )
    found: list[Any] = compare_metadata(context, Record.metadata)
    return found


def downgrade(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
