"""The small values that the stages gave for a page, as the record keeps them."""

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select

from models.canonical import from_json
from models.page import SMALL_VALUES
from models.tables import PageValueRow


def read_values(connection: Connection, page_id: int, names: Collection[str]) -> dict[str, Any]:
    """Those of the named values that are there; one of an older shape counts as not there."""
    rows = connection.execute(
        select(PageValueRow.name, PageValueRow.content).where(
            PageValueRow.page_id == page_id, PageValueRow.name.in_(names)
        )
    )
    found = {}
    for name, content in rows:
        with suppress(ValidationError):
            found[name] = from_json(SMALL_VALUES[name], content)
    return found
