"""Deliveries drawn for a test, and what the record then holds of them."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from sqlalchemy import insert, select, update

from ingest.receipt import Receipt, ReceiptLine
from models.database import Database
from models.tables import LedgerRow, PageRow, SourceRow

Ingest = Callable[..., Receipt]
"""Takes paths into a record, as the fixture `take_in` does."""


def draw(path: Path, size: tuple[int, int] = (60, 80)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise(size, 90).save(path)
    return path


def draw_tiff(path: Path, *shades: int) -> Path:
    frames = [Image.new("L", (60, 80), shade) for shade in shades]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return path


def line_of(receipt: Receipt, name: str) -> ReceiptLine:
    (line,) = [each for each in receipt.lines if each.name == name]
    return line


def pretend_done(database: Database) -> None:
    """Leave the record as a run would: each page read by one stage."""
    with database.write() as connection:
        for page_id in connection.execute(select(PageRow.id)).scalars().all():
            connection.execute(insert(LedgerRow).values(page_id=page_id, stage="ocr", state="done"))
        connection.execute(update(PageRow).values(state="done"))


def pages(database: Database) -> dict[tuple[str, int], str]:
    with database.read() as connection:
        rows = connection.execute(
            select(SourceRow.name, PageRow.number, PageRow.state).join(
                SourceRow, SourceRow.id == PageRow.source_id
            )
        ).all()
    return {(row.name, row.number): row.state for row in rows}
