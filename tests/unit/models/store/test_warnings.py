"""A stage's warnings follow its newest result, and go with their page."""

from pathlib import Path

from sqlalchemy import delete

from models.store.warnings import count_warnings, save_source_warnings, save_warnings, warnings_of
from models.tables import PageRow
from tests.support.factories import add_collection, add_page, add_source, open_database


def test_warnings_are_replaced_counted_and_dropped(tmp_path: Path, back_end: str) -> None:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        source = add_source(connection, add_collection(connection, "cases"), "a.pdf")
        first, second = (add_page(connection, source, number=number) for number in (1, 2))
        save_source_warnings(connection, source, {2: ["poppler: a", "b"], 3: ["c"]}, stage="ingest")
        save_warnings(connection, {(first, "ocr"): ["d"], (second, "ocr"): ["e"]})
        assert count_warnings(connection) == {"ingest": 1, "ocr": 2}
        assert warnings_of(connection, second) == {"ingest": ("poppler: a", "b"), "ocr": ("e",)}
        save_warnings(connection, {(second, "ocr"): [], (second, "orient"): ["f"]})
        assert warnings_of(connection, second) == {"ingest": ("poppler: a", "b"), "orient": ("f",)}
        connection.execute(delete(PageRow).where(PageRow.id == second))
        assert count_warnings(connection) == {"ocr": 1}
    database.close()
