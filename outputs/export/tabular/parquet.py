"""Export as Parquet: the same tables as CSV and the words, typed, for DuckDB, pandas and Spark."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Final

import pyarrow as pa
import pyarrow.parquet as pq

from outputs.export.format import ExportSource
from outputs.export.tabular.rows import Row
from outputs.export.tabular.tables import Kind, Table
from outputs.export.tabular.tableset import TableSet, Write

_TYPES: Final = {
    Kind.TEXT: pa.string(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("us", tz="UTC"),
    Kind.JSON: pa.string(),
}
# A row group is held in memory: whole texts make long rows, everything else short ones.
_GROUP: Final = 100_000
_LONG: Final = {"pages": 5_000}


class Parquet(TableSet):
    """Writes one file for each table; docs/formats.md has the columns."""

    name: ClassVar[str] = "parquet"
    media_type: ClassVar[str] = "application/vnd.apache.parquet"

    def __init__(self, source: ExportSource) -> None:
        super().__init__(source)
        self._files: list[_File] = []

    def begin(self, table: Table) -> Write:
        """Begin a file."""
        file = _File(table, self._target.inside(f"{table.name}.parquet"))
        self._files.append(file)
        return file.write

    def finish(self) -> None:
        """Write what is left, and say what is in the files."""
        for file in self._files:
            file.close()
        self.write_dictionary(".parquet")


class _File:
    """A file that is written a row group at a time."""

    def __init__(self, table: Table, path: Path) -> None:
        fields = [
            pa.field(
                column.name,
                _TYPES[column.kind],
                nullable=column.name not in table.key,
                metadata={"description": column.meaning},
            )
            for column in table.columns
        ]
        self._schema = pa.schema(fields, metadata={"description": table.meaning})
        self._group = _LONG.get(table.name, _GROUP)
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, rows: Iterable[Row]) -> None:
        waiting = iter(rows)
        while taken := list(islice(waiting, self._group - len(self._rows))):
            self._rows += taken
            if len(self._rows) == self._group:
                self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            columns: list[Any] = [
                pa.array(values, field.type)
                for values, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
            ]
            self._writer.write_batch(pa.record_batch(columns, schema=self._schema))
            self._rows = []
