"""Export as CSV tables: documents, pages, mentions, entities, people and judgements."""

import csv
from contextlib import ExitStack
from typing import ClassVar, Final

from outputs.export.format import ExportSource
from outputs.export.tabular.tables import TABLES, WORDS, Table
from outputs.export.tabular.tableset import TableSet, Write

# With a byte order mark: without one Excel shows Cyrillic as noise, and every reader knows it.
_ENCODING: Final = "utf-8-sig"


class CsvTables(TableSet):
    """Writes the tables but the words (RFC 4180); docs/formats.md has the columns.

    Cells are written as they are: a text that begins with "=" is a formula to a spreadsheet.
    """

    name: ClassVar[str] = "csv"
    media_type: ClassVar[str] = "text/csv"
    tables: ClassVar[tuple[Table, ...]] = tuple(each for each in TABLES if each is not WORDS)

    def __init__(self, source: ExportSource) -> None:
        super().__init__(source)
        self._streams = ExitStack()

    def begin(self, table: Table) -> Write:
        """Begin a file with its header."""
        path = self._target.inside(f"{table.name}.csv")
        stream = self._streams.enter_context(path.open("w", encoding=_ENCODING, newline=""))
        writer = csv.writer(stream)
        writer.writerow(table.names)
        return writer.writerows

    def finish(self) -> None:
        """Close the files, and say what is in them."""
        self._streams.close()
        self.write_dictionary(".csv")
