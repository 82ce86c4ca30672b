"""How values become PostgreSQL's: it refuses some that SQLite takes."""

import json
import re
from typing import Any, Final

from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Integer, String
from sqlalchemy.ext.compiler import compiles

# What JSON writes for U+0000, unless the backslash is itself escaped.
_ESCAPED_NUL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_NUL: Final = "\0"
_UNKNOWN: Final = "\ufffd"


@compiles(String, "postgresql")
def _any_text(type_: String, compiler: Any, **options: Any) -> str:
    # SQLite holds any text and any number of 64 bits, whatever a column says; so does this.
    return "TEXT"


@compiles(Integer, "postgresql")
def _any_number(type_: Integer, compiler: Any, **options: Any) -> str:
    return "BIGINT" if "type_expression" in options else "INTEGER"  # of a column, of an expression


class _TextDumper(StrDumperUnknown):
    """Puts U+FFFD for U+0000, which PostgreSQL refuses; both are one letter, so offsets hold."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace(_NUL, _UNKNOWN))


def prepare_texts(connection: Any, record: Any) -> None:
    """Let a driver's connection take any text; listens to SQLAlchemy's `connect`."""
    connection.adapters.register_dumper(str, _TextDumper)


def dump_json(value: Any) -> str:
    """Write JSON that PostgreSQL can look into: U+FFFD stands for U+0000 there, too."""
    return _ESCAPED_NUL.sub(rf"\1{_UNKNOWN}", json.dumps(value, ensure_ascii=False))
