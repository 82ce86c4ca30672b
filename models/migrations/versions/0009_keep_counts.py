"""Keep counts of pages, stages, mentions, entities and sources.

Triggers keep them, so that no writer can forget to.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Table, and what its rows are counted by; what is counted by one thing has no second.
_COUNTED = {
    "page": ("collection_id", "state"),
    "ledger": ("stage", "state"),
    "mention": ("label", None),
    "entity": ("label", None),
    "source": (None, None),
}
_ADD = " ON CONFLICT (subject, kind, state) DO UPDATE SET number = tally.number + excluded.number"


def _key(table: str, row: str) -> str:
    kind, state = (
        f"CAST({row}{each} AS VARCHAR(40))" if each else "''" for each in _COUNTED[table]
    )
    return f"'{table}', {kind}, {state}"


def _sqlite(table: str) -> list[str]:
    """A trigger for each row: SQLite has no others."""
    columns = [each for each in _COUNTED[table] if each]
    begin = "INSERT INTO tally (subject, kind, state, number) VALUES"
    added = f"{begin} ({_key(table, 'NEW.')}, 1){_ADD};"
    taken = f"{begin} ({_key(table, 'OLD.')}, -1){_ADD};"
    made = [
        f"CREATE TRIGGER tally_{table}_insert AFTER INSERT ON {table} BEGIN {added} END",
        f"CREATE TRIGGER tally_{table}_delete AFTER DELETE ON {table} BEGIN {taken} END",
    ]
    if columns:
        changed = " OR ".join(f"OLD.{each} <> NEW.{each}" for each in columns)
        made.append(
            f"CREATE TRIGGER tally_{table}_update AFTER UPDATE OF {', '.join(columns)} ON {table}"
            f" WHEN {changed} BEGIN {taken} {added} END"
        )
    return made


def _postgresql(table: str) -> list[str]:
    """One trigger for each statement: a million rows change a count once."""
    added = f"SELECT {_key(table, '')}, 1 FROM added"
    taken = f"SELECT {_key(table, '')}, -1 FROM taken"
    events = {
        "insert": ("NEW TABLE AS added", added),
        "delete": ("OLD TABLE AS taken", taken),
        "update": (
            "OLD TABLE AS taken NEW TABLE AS added",
            f"{added} UNION ALL {taken}",
        ),
    }
    made = []
    for event, (tables, changes) in events.items():
        name = f"tally_{table}_{event}"
        made += [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " INSERT INTO tally (subject, kind, state, number)"
            " SELECT subject, kind, state, sum(number)"
            f" FROM ({changes}) AS change (subject, kind, state, number)"
            " GROUP BY subject, kind, state HAVING sum(number) <> 0"
            f"{_ADD}; RETURN NULL; END $$",
            f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {tables}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    return made


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "tally",
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "kind", "state", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
    make = _sqlite if op.get_context().dialect.name == "sqlite" else _postgresql
    for table in _COUNTED:
        op.execute(
            "INSERT INTO tally (subject, kind, state, number)"
            " SELECT subject, kind, state, count(*) FROM"
            f" (SELECT {_key(table, '')} FROM {table}) AS counted (subject, kind, state)"
            " GROUP BY subject, kind, state"
            if make is _postgresql
            else "INSERT INTO tally (subject, kind, state, number)"
            f" SELECT {_key(table, '')}, count(*) FROM {table} GROUP BY 1, 2, 3"
        )
        for statement in make(table):
            op.execute(statement)


def downgrade() -> None:
    """Take back."""
    sqlite = op.get_context().dialect.name == "sqlite"
    for table, (kind, _state) in _COUNTED.items():
        for event in ("insert", "delete", "update"):
            if not sqlite:
                op.execute(f"DROP TRIGGER tally_{table}_{event} ON {table}")
                op.execute(f"DROP FUNCTION tally_{table}_{event}()")
            elif kind or event != "update":
                op.execute(f"DROP TRIGGER tally_{table}_{event}")
    op.drop_table("tally")
