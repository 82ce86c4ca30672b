"""Export as one SQLite file that Datasette serves as it is: tables that link, search, two views."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from typing import Any, ClassVar, Final

from models.i18n import N_, _, language
from outputs.export.format import ExportSource, Target
from outputs.export.tabular.rows import Row
from outputs.export.tabular.tables import MENTIONS, PAGES, TABLES, WORDS, Column, Kind, Table
from outputs.export.tabular.tableset import TableSet, Write
from outputs.export.traversal import ExportedPage

DATABASE: Final = "aigaq.db"
_PAGE_ID: Final = Column("page_id", Kind.WHOLE, N_("The page that it stands on"), "pages")
# Datasette links by one column, so pages are numbered: a copy's page is one of its own here.
_LINKED: Final = {
    PAGES.name: Table(
        PAGES.name,
        PAGES.meaning,
        ("id",),
        (Column("id", Kind.WHOLE, N_("Number in this file")), *PAGES.columns),
    ),
    MENTIONS.name: Table(
        MENTIONS.name, MENTIONS.meaning, ("page_id", "id"), (_PAGE_ID, *MENTIONS.columns)
    ),
}
_TYPES: Final = {
    Kind.WHOLE: "INTEGER",
    Kind.NUMBER: "REAL",
}
_INDEXES: Final = (
    ("pages", "document_id"),
    ("pages", "reference"),
    ("mentions", "entity_id"),
    ("mentions", "person_id"),
    ("mentions", "label, lower"),
)
# What Datasette shows of a row that another leads to.
_LABELS: Final = {
    "documents": {"label_column": "title"},
    "pages": {"label_column": "source"},
    "entities": {"label_column": "normal"},
    "people": {"label_column": "name"},
}
# й and ё are letters of their own: marks are not taken off.
_SEARCH: Final = """
CREATE VIRTUAL TABLE pages_fts USING fts5
    (text, content="pages", content_rowid="id", tokenize='unicode61 remove_diacritics 0')
"""
VIEWS: Final = {
    "people_on_pages": (
        N_("Each mention of a person with its page"),
        """
        SELECT people.id AS person_id, people.name, people.birth_year, mentions.text, pages.id AS
            page_id, pages.reference, pages.sheet, pages.source, pages.page, mentions.confidence
        FROM mentions JOIN pages ON pages.id = mentions.page_id
            LEFT JOIN people ON people.id = mentions.person_id
        WHERE mentions.label = 'PERSON'
        """,
    ),
    "dates_on_pages": (
        N_("Each date with its page, the earliest first"),
        """
        SELECT mentions.lower, mentions.upper, mentions.edtf, mentions.text,
            json_extract(mentions.details, '$.event') AS event, pages.id AS page_id,
            pages.reference, pages.sheet, pages.source, pages.page
        FROM mentions JOIN pages ON pages.id = mentions.page_id
        WHERE mentions.label = 'DATE' ORDER BY mentions.lower
        """,
    ),
}


class SqliteFile(TableSet):
    """Writes `aigaq.db` and `metadata.json`; of words there are none, Parquet has them."""

    name: ClassVar[str] = "sqlite"
    media_type: ClassVar[str] = "application/vnd.sqlite3"
    tables: ClassVar[tuple[Table, ...]] = tuple(
        _LINKED.get(each.name, each) for each in TABLES if each is not WORDS
    )

    def __init__(self, source: ExportSource) -> None:
        super().__init__(source)
        self._connection: sqlite3.Connection
        self._pages = 0

    def open(self, target: Target) -> None:
        """Begin the file."""
        path = target.inside(DATABASE)
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A draft that a crash leaves behind is thrown away, so nothing guards it meanwhile.
        for setting in ("page_size=8192", "journal_mode=OFF", "synchronous=OFF"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute("BEGIN")
        super().open(target)

    def begin(self, table: Table) -> Write:
        """Create a table."""
        self._connection.execute(_create(table))
        marks = ", ".join("?" * len(table.columns))
        insert = f"INSERT INTO {table.name} VALUES ({marks})"

        def write(rows: Iterable[Row]) -> None:
            number = (self._pages,) if table.name in _LINKED else ()
            self._connection.executemany(insert, ((*number, *map(_stored, row)) for row in rows))

        return write

    def feed(self, page: ExportedPage) -> None:
        """Number the page."""
        self._pages += 1
        super().feed(page)

    def finish(self) -> None:
        """Make what is searched and looked up by, and say what is in the file."""
        with closing(self._connection) as connection:
            for table, columns in _INDEXES:
                name = f"{table}_{columns.replace(', ', '_')}"
                connection.execute(f"CREATE INDEX {name} ON {table} ({columns})")
            connection.execute(_SEARCH)
            connection.execute("INSERT INTO pages_fts (pages_fts) VALUES ('rebuild')")
            for name, (_meaning, query) in VIEWS.items():
                connection.execute(f"CREATE VIEW {name} AS {query}")
            connection.execute("ANALYZE")
            connection.execute("COMMIT")
        self._write_metadata()

    def _write_metadata(self) -> None:
        """What Datasette shows beside tables and columns, in the language of the export."""
        with language(self._source.language):
            described = {
                table.name: {
                    "description": _(table.meaning),
                    "columns": {column.name: _(column.meaning) for column in table.columns},
                    **_LABELS.get(table.name, {}),
                }
                for table in self.tables
            }
            views = {name: {"description": _(meaning)} for name, (meaning, _query) in VIEWS.items()}
            metadata = {
                "title": "Aigaq",
                "license_url": self._source.rights or None,
                "source_url": self._source.address,
                "databases": {"aigaq": {"tables": described | views}},
            }
        text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
        self._target.inside("metadata.json").write_text(text, encoding="utf-8")


def _create(table: Table) -> str:
    columns = [
        f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}'
        + (f" REFERENCES {column.leads_to} (id)" if column.leads_to else "")
        for column in table.columns
    ]
    key = f"PRIMARY KEY ({', '.join(table.key)})"
    return f"CREATE TABLE {table.name} ({', '.join([*columns, key])}) STRICT"


def _stored(value: Any) -> Any:
    """Days and moments as text that sorts by time."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value
