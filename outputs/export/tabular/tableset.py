"""What CSV, Parquet and SQLite share: the same tables, filled in the same order."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from models.i18n import LANGUAGES, SOURCE_LANGUAGE, _, language
from outputs.export.format import ExportSource, Target
from outputs.export.request import PROGRAM
from outputs.export.tabular.rows import Named, Row, mention_rows, page_row, word_rows
from outputs.export.tabular.tables import TABLES, Table
from outputs.export.traversal import ExportedPage

Write = Callable[[Iterable[Row]], object]


class TableSet(ABC):
    """A format of tables: those of pages are fed, the others are read when all pages are known."""

    name: ClassVar[str]
    media_type: ClassVar[str]
    by_unit: ClassVar[bool] = False
    tables: ClassVar[tuple[Table, ...]] = TABLES

    def __init__(self, source: ExportSource) -> None:
        self._source = source
        self._named = Named()
        self._write: dict[str, Write] = {}

    def open(self, target: Target) -> None:
        """Begin all tables."""
        self._target = target
        self._write = {table.name: self.begin(table) for table in self.tables}

    def feed(self, page: ExportedPage) -> None:
        """Write the rows of a page."""
        self._write["pages"]([page_row(page)])
        self._write["mentions"](mention_rows(page))
        if "words" in self._write:
            self._write["words"](word_rows(page))
        self._named.take(page)

    def close(self) -> None:
        """Write the tables of what the pages speak of."""
        try:
            for name, rows in self._named.tables(self._source.connection, self._source.selection):
                self._write[name](rows)
        finally:
            self.finish()

    @abstractmethod
    def begin(self, table: Table) -> Write:
        """Begin a table; returns what takes its rows."""

    @abstractmethod
    def finish(self) -> None:
        """Finish all tables."""

    def write_dictionary(self, ending: str) -> None:
        """Say what tables and columns mean, as a Frictionless Data Package in our languages."""
        package = {
            "name": "aigaq",
            "created": self._source.as_of.isoformat(),
            "contributors": [{"title": PROGRAM, "role": "author"}],
            "resources": [self._resource(table, ending) for table in self.tables],
        }
        text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        self._target.inside("datapackage.json").write_text(text, encoding="utf-8")

    def _resource(self, table: Table, ending: str) -> dict[str, Any]:
        return {
            "name": table.name,
            "path": f"{table.name}{ending}",
            "mediatype": self.media_type,
            **said(table.meaning),
            "schema": {
                "fields": [
                    {"name": column.name, "type": column.kind, **said(column.meaning)}
                    for column in table.columns
                ],
                "primaryKey": list(table.key),
                "foreignKeys": [
                    {"fields": column.name, "reference": {"resource": to, "fields": "id"}}
                    for column in table.columns
                    if (to := column.leads_to)
                ],
            },
        }


def said(meaning: str) -> dict[str, str]:
    """A meaning in every language: `description` in English, `description_kk` and so on."""
    found = {"description": meaning}
    for code in LANGUAGES:
        if code != SOURCE_LANGUAGE:
            with language(code):
                found[f"description_{code}"] = _(meaning)
    return found
