import csv
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Connection, func, insert, select, update

from models.blobs import BlobStore, digest_of
from models.database import Database
from models.errors import BLOB_MISSING, SOURCE_EMPTY, SOURCE_TOO_LARGE, SOURCE_TRUNCATED
from models.tables import (
    DeliveryItemRow,
    DocumentRow,
    EntityRow,
    LedgerRow,
    MentionRow,
    PageRow,
    QuarantineRow,
    SourceRow,
)
from tests.support.deliveries import Ingest, draw, draw_tiff, line_of, pages, pretend_done


def counts(connection: Connection) -> list[int]:
    tables = (SourceRow, PageRow, DocumentRow, QuarantineRow)
    return [
        connection.execute(select(func.count()).select_from(each)).scalar_one() for each in tables
    ]


def test_every_file_has_a_line_and_every_page_a_row(
    take_in: Ingest, delivery: Path, database: Database, blobs: BlobStore
) -> None:
    good = draw(delivery / "дело" / "1.jpg")
    (delivery / "copy.jpg").write_bytes(good.read_bytes())
    cut = draw(delivery / "cut.png")
    cut.write_bytes(cut.read_bytes()[:900])
    (delivery / "empty.tif").touch()
    (delivery / ".DS_Store").write_bytes(b"1")
    draw_tiff(delivery / "three.tif", 10, 20, 30)
    receipt = take_in()
    outcomes = {line.name: (line.outcome, line.code, line.pages) for line in receipt.lines}
    assert outcomes == {
        ".DS_Store": ("ignored", None, 0),
        "copy.jpg": ("registered", None, 1),
        "cut.png": ("quarantined", SOURCE_TRUNCATED, 1),
        "empty.tif": ("quarantined", SOURCE_EMPTY, 1),
        "three.tif": ("registered", None, 3),
        "дело/1.jpg": ("duplicate", None, 0),
    }
    assert line_of(receipt, "дело/1.jpg").detail == "copy.jpg"
    assert line_of(receipt, "cut.png").remedy
    assert blobs.find(digest_of(good)).read_bytes() == good.read_bytes()
    with database.read() as connection:
        assert counts(connection) == [5, 6, 4, 2]
        assert connection.execute(select(func.count()).select_from(DeliveryItemRow)).scalar() == 6
    with receipt.csv_path.open(encoding="utf-8-sig") as stream:
        assert len(list(csv.DictReader(stream))) == 6


def test_the_same_delivery_twice_adds_nothing(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw(delivery / "1.jpg")
    (delivery / "copy.jpg").write_bytes((delivery / "1.jpg").read_bytes())
    (delivery / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    take_in()
    with database.read() as connection:
        before = counts(connection)
    receipt = take_in()
    assert set(receipt.outcomes) == {"unchanged"}
    assert line_of(receipt, "bad.pdf").quarantined_pages == 1
    with database.read() as connection:
        assert counts(connection) == before


def test_only_the_pages_that_changed_are_done_again(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw_tiff(delivery / "a.tif", 10, 20, 30)
    take_in()
    pretend_done(database)
    draw_tiff(delivery / "a.tif", 10, 99)
    receipt = take_in()
    assert line_of(receipt, "a.tif").outcome == "replaced"
    assert line_of(receipt, "a.tif").detail == "pages changed: 2; pages removed: 3"
    assert pages(database) == {("a.tif", 1): "done", ("a.tif", 2): "pending"}
    with database.read() as connection:
        ledger = connection.execute(
            select(LedgerRow.state, LedgerRow.reason).order_by(LedgerRow.page_id)
        ).all()
    assert [tuple(row) for row in ledger] == [("done", None), ("pending", "input")]
    draw_tiff(delivery / "a.tif", 10, 99, 50)
    assert line_of(take_in(), "a.tif").detail == "pages added: 3"


def test_a_damaged_copy_does_not_destroy_the_good_one(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    path = draw(delivery / "a.png")
    take_in()
    pretend_done(database)
    path.write_bytes(path.read_bytes()[:900])
    line = line_of(take_in(), "a.png")
    assert (line.outcome, line.code) == ("quarantined", SOURCE_TRUNCATED)
    assert pages(database) == {("a.png", 1): "done"}


def test_a_mended_file_leaves_quarantine(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    path = draw(delivery / "a.png")
    whole = path.read_bytes()
    path.write_bytes(whole[:900])
    take_in()
    path.write_bytes(whole)
    assert line_of(take_in(), "a.png").outcome == "replaced"
    assert pages(database) == {("a.png", 1): "pending"}
    with database.read() as connection:
        assert connection.execute(select(QuarantineRow.state)).scalars().all() == ["replaced"]


def test_pages_move_to_the_duplicate_when_their_source_is_replaced(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw(delivery / "a.png")
    (delivery / "b.png").write_bytes((delivery / "a.png").read_bytes())
    take_in()
    pretend_done(database)
    draw(delivery / "a.png")
    take_in()
    assert pages(database) == {("a.png", 1): "pending", ("b.png", 1): "done"}
    with database.read() as connection:
        assert set(connection.execute(select(DocumentRow.key)).scalars()) == {"a.png", "b.png"}


def test_higher_limits_give_a_refused_file_another_try(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw(delivery / "a.png")
    first = line_of(take_in(limits={"pixels": 1000}), "a.png")
    assert (first.outcome, first.code) == ("quarantined", SOURCE_TOO_LARGE)
    assert line_of(take_in(limits={"pixels": 1000}), "a.png").outcome == "unchanged"
    assert line_of(take_in(), "a.png").outcome == "registered"
    assert pages(database) == {("a.png", 1): "pending"}


def test_originals_can_stay_where_they_are(
    take_in: Ingest, delivery: Path, database: Database, blobs: BlobStore
) -> None:
    path = draw(delivery / "a.png")
    take_in(originals="reference")
    assert digest_of(path) not in blobs
    with database.read() as connection:
        row = connection.execute(select(SourceRow.location, SourceRow.sha256)).one()
        image = connection.execute(select(PageRow.image_sha256)).scalar_one()
    assert (row.location, row.sha256, image) == (str(path), digest_of(path), digest_of(path))


def quarantine_lost(database: Database) -> None:
    """Leave the record as a run would that finds no page image."""
    with database.write() as connection:
        connection.execute(update(LedgerRow).values(state="quarantined"))
        connection.execute(update(PageRow).values(state="quarantined"))
        for page_id in connection.execute(select(PageRow.id)).scalars().all():
            connection.execute(
                insert(QuarantineRow).values(
                    page_id=page_id, stage="render", code=BLOB_MISSING, detail="",
                    created_at=datetime.now(UTC), state="open",
                )
            )  # fmt: skip


def assert_taken_back(database: Database) -> None:
    assert set(pages(database).values()) == {"pending"}
    with database.read() as connection:
        assert set(connection.execute(select(QuarantineRow.state)).scalars()) == {"replaced"}
        ledger = connection.execute(select(LedgerRow.state, LedgerRow.reason)).all()
    assert {tuple(row) for row in ledger} == {("pending", "input")}


@pytest.mark.parametrize("again", ["a.tif", "b.tif"])
@pytest.mark.parametrize("lost", ["original", "images"])
def test_a_new_delivery_restores_lost_blobs(
    take_in: Ingest, delivery: Path, database: Database, blobs: BlobStore, again: str, lost: str
) -> None:
    original = digest_of(draw_tiff(delivery / "a.tif", 10, 20))
    (delivery / "b.tif").write_bytes((delivery / "a.tif").read_bytes())
    take_in()
    pretend_done(database)
    quarantine_lost(database)
    stored = list(blobs.root.glob("??/??/*"))
    assert len(stored) == 3
    for path in stored:
        if (path.name == original) is (lost == "original"):
            path.unlink()
    line = line_of(take_in(delivery / again), again)
    assert all(path.is_file() for path in stored)
    assert "pages restored: 1, 2" in line.detail
    assert_taken_back(database)
    with database.read() as connection:
        assert counts(connection)[:2] == [2, 2]


@pytest.mark.parametrize("again", ["a.png", "b.png"])
def test_a_new_delivery_says_where_referenced_originals_lie_now(
    take_in: Ingest, delivery: Path, database: Database, again: str
) -> None:
    draw(delivery / "a.png")
    (delivery / "b.png").write_bytes((delivery / "a.png").read_bytes())
    take_in(originals="reference")
    pretend_done(database)
    quarantine_lost(database)
    moved = delivery.rename(delivery.with_name("moved"))
    take_in(moved / again, originals="reference")
    assert_taken_back(database)
    with database.read() as connection:
        place = select(SourceRow.location).where(SourceRow.name == "a.png")
        assert connection.execute(place).scalar_one() == str(moved / again)


def test_a_duplicate_delivered_later_knows_its_place(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw(delivery / "a.png")
    take_in(originals="reference")
    (delivery / "b.png").write_bytes((delivery / "a.png").read_bytes())
    take_in(originals="reference")
    draw(delivery / "a.png")
    take_in(originals="reference")
    with database.read() as connection:
        place = select(SourceRow.location).join(PageRow, PageRow.source_id == SourceRow.id)
        found = connection.execute(place.where(SourceRow.name == "b.png")).scalar_one()
    assert found == str(delivery / "b.png")


def test_pages_that_go_take_entities_along_that_nothing_else_names(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw_tiff(delivery / "a.tif", 10, 20)
    take_in()
    with database.write() as connection:
        one, two = connection.execute(select(PageRow.id).order_by(PageRow.number)).scalars()
        for key, named in (("gone", {two: "Г"}), ("stays", {one: "Б", two: "А"})):
            collection_id = connection.execute(select(PageRow.collection_id)).scalars().first()
            made = insert(EntityRow).values(
                collection_id=collection_id, label="PER", key=key, normal=min(named.values())
            )
            entity_id = connection.execute(made.returning(EntityRow.id)).scalar_one()
            for page_id, normal in named.items():
                connection.execute(
                    insert(MentionRow).values(
                        page_id=page_id, entity_id=entity_id, label="PER", start=0, end=1,
                        text=normal, normal=normal, confidence=1, source="test",
                    )
                )  # fmt: skip
    draw_tiff(delivery / "a.tif", 10)
    take_in()
    with database.read() as connection:
        left = connection.execute(select(EntityRow.key, EntityRow.normal)).all()
    assert [tuple(row) for row in left] == [("stays", "Б")]


@pytest.mark.parametrize("originals", ["copy", "reference"])
def test_hostile_names_are_registered_and_shown_whole(
    tmp_path: Path, take_in: Ingest, originals: str
) -> None:
    names = [
        os.fsdecode(b"\xff\xfe\n.png"),
        "Д" * 125 + ".png",
        "=cmd|'calc'!A1 [*?].png",
        "a%2f..%2fetc.png",
        "\x1b[2J\u202egnp.png",
    ]
    (tmp_path / "given").mkdir()
    for shade, name in enumerate(names):
        Image.new("L", (60, 80), shade).save(tmp_path / "given" / name, "PNG")
    receipt = take_in(tmp_path / "given", originals=originals)
    assert [line.outcome for line in receipt.lines] == ["registered"] * 5
    shown = {line.name for line in receipt.lines}
    assert {"\\udcff\\udcfe\\n.png", "\\x1b[2J\\u202egnp.png", *names[1:4]} == shown
    in_a_sheet = {f"'{name}" if name.startswith("=") else name for name in shown}  # no formula
    with receipt.csv_path.open(encoding="utf-8-sig", newline="") as sheet:
        assert {row["name"] for row in csv.DictReader(sheet)} == in_a_sheet
