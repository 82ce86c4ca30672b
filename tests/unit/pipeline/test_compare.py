"""Delivered text and our own reading are compared page by page, neither taken for true."""

import pytest
from sqlalchemy import insert

from models.canonical import to_json
from models.database import Database
from models.page import Imported, Reading
from models.page.imported import make_imported
from models.tables import PageValueRow
from pipeline.compare import compare
from tests.support.factories import add_collection, add_page, add_source


def test_texts_are_compared(database: Database) -> None:
    texts = (("аб вг", "аб\nвг"), ("абвг", "абвд"), ("", "x"), ("только старый", None))
    with database.write() as connection:
        collection = add_collection(connection)
        for number, (old, ours) in enumerate(texts, start=1):
            source = add_source(connection, collection, f"{number}.png")
            page_id = add_page(connection, source, ours)
            imported = make_imported(Reading(old, (), 1.0), name="a", sha256="", program="ABBYY")
            content = to_json(Imported, imported)
            row = {"page_id": page_id, "name": "imported", "content": content}
            connection.execute(insert(PageValueRow).values(**row))
        add_page(connection, add_source(connection, collection, "9.png"), "x")
        add_collection(connection, "other")
    with database.read() as connection:
        found = compare(connection)
        assert compare(connection, "cases") == found
        nothing = compare(connection, "other")
    assert [(each.source, each.edits, each.cer) for each in found.differences] == [
        ("3.png", 1, 1.0),
        ("2.png", 1, 0.25),
        ("1.png", 0, 0.0),
    ]
    assert found.unread == 1
    assert found.cer == pytest.approx(2 / 9)
    assert (nothing.differences, nothing.unread, nothing.cer) == ((), 0, 0.0)
