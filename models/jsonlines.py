"""One JSON document a line, whatever its reader takes for the end of one."""

import json
from typing import Final

# JSON allows them in a text as they are; Python's `splitlines` and others break a line there.
_LINE_ENDS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_line(value: object) -> str:
    """Dump a value of dictionaries, lists and scalars as a line with its end."""
    return as_line(json.dumps(value, ensure_ascii=False))


def as_line(document: str) -> str:
    """Make a line of a JSON document that was dumped without indentation."""
    return document.translate(_LINE_ENDS) + "\n"
