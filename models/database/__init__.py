"""The record's database: open it, and say what SQLite and PostgreSQL say differently."""

from models.database.opening import (
    BACK_ENDS,
    MIGRATIONS,
    POSTGRESQL,
    SCHEMA_REVISION,
    SQLITE,
    Database,
    back_end_of,
    wait_out,
)

__all__ = [
    "BACK_ENDS",
    "MIGRATIONS",
    "POSTGRESQL",
    "SCHEMA_REVISION",
    "SQLITE",
    "Database",
    "back_end_of",
    "wait_out",
]
