"""Every stored file is hashed in turn, every fault is found and named, and every look is kept."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from models.blobs import BlobStore
from models.database import Database
from models.errors import (
    BLOB_CHANGED,
    BLOB_MISSING,
    BLOB_UNREADABLE,
    RECORD_UNSOUND,
    SOURCE_CHANGED,
    SOURCE_UNREADABLE,
)
from models.page.wordboxes import encode_words
from models.tables import (
    DeliveryItemRow,
    DeliveryRow,
    FixityRoundRow,
    FixityRow,
    PageRow,
    PageTextRow,
    QuarantineRow,
    SourceRow,
)
from pipeline import verify
from pipeline.soundness import Fault, record_faults
from pipeline.verify import Checked, Verifier
from tests.support import factories

PAGES = 5


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


@pytest.fixture
def images(database: Database, blobs: BlobStore) -> list[str]:
    """Digests of page images of one delivered file, whose original is stored as well."""
    with database.write() as connection:
        source = factories.add_source(connection, factories.add_collection(connection), "дело.pdf")
        digests = [blobs.add_bytes(b"image %d" % number) for number in range(PAGES)]
        for number, digest in enumerate(digests, start=1):
            factories.add_page(connection, source, "слово", number=number, image_sha256=digest)
        original = blobs.add_bytes(b"original")
        connection.execute(update(SourceRow).values(sha256=original))
    return digests


@pytest.fixture
def verifier(database: Database, blobs: BlobStore, monkeypatch: pytest.MonkeyPatch) -> Verifier:
    monkeypatch.setattr(verify, "_BATCH", 2)
    return Verifier(database, blobs, threads=2)


def whole_round(verifier: Verifier) -> Checked:
    return verifier.check(stopped=lambda: False, progress=lambda share: None)


def one_batch(verifier: Verifier) -> Checked:
    return verifier.check(stopped=lambda: True, progress=lambda share: None)


def test_what_is_whole_is_found_whole(verifier: Verifier, images: list[str]) -> None:
    checked = whole_round(verifier)
    assert (checked.ended, checked.share, checked.files) == (True, 1.0, PAGES + 1)
    assert checked.unnamed == 0
    assert verifier.standing_faults() == []


def spoil(path: Path) -> None:
    """Change one bit, and nothing by which a look at names, sizes and times would notice."""
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def make_unreadable(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("damage", "code"),
    [(spoil, BLOB_CHANGED), (Path.unlink, BLOB_MISSING), (make_unreadable, BLOB_UNREADABLE)],
)
def test_a_damaged_image_is_named_with_its_page(
    verifier: Verifier,
    blobs: BlobStore,
    images: list[str],
    damage: Callable[[Path], None],
    code: str,
) -> None:
    damage(blobs.path(images[3]))
    whole_round(verifier)
    assert verifier.standing_faults() == [Fault(code, images[3], "дело.pdf [4]")]


def test_what_was_mended_is_no_fault_any_more_and_its_history_stays(
    database: Database, verifier: Verifier, blobs: BlobStore, images: list[str]
) -> None:
    whole_round(verifier)
    blobs.path(images[0]).unlink()
    whole_round(verifier)
    assert len(verifier.standing_faults()) == 1
    blobs.add_bytes(b"image 0")
    verifier.look_again()
    assert verifier.standing_faults() == []
    with database.read() as connection:
        history = connection.execute(
            select(FixityRow.outcome, FixityRow.checks)
            .where(FixityRow.sha256 == images[0])
            .order_by(FixityRow.since)
        ).all()
    assert history == [("intact", 1), (BLOB_MISSING, 1), ("intact", 1)]


def test_looks_that_find_the_same_are_counted_in_one_row(
    database: Database, verifier: Verifier, images: list[str]
) -> None:
    for _ in range(3):
        whole_round(verifier)
    with database.read() as connection:
        rows = connection.execute(
            select(FixityRow.checks, FixityRow.outcome, FixityRow.until > FixityRow.since)
        ).all()
        rounds = connection.execute(select(FixityRoundRow.files, FixityRoundRow.ended_at)).all()
    assert {tuple(row) for row in rows} == {(3, "intact", True)}
    assert len(rows) == PAGES + 1
    assert len(rounds) == 3
    assert all(files == PAGES + 1 and ended for files, ended in rounds)


def test_short_calls_together_look_at_every_file_once(
    database: Database, verifier: Verifier, images: list[str]
) -> None:
    calls = [one_batch(verifier)]
    while not calls[-1].ended:
        calls.append(one_batch(verifier))
    assert len(calls) > 3
    assert sum(call.files for call in calls) == PAGES + 1
    assert {call.round for call in calls} == {1}
    assert [call.share for call in calls] == sorted(call.share for call in calls)
    with database.read() as connection:
        assert set(connection.scalars(select(FixityRow.checks))) == {1}
    assert one_batch(verifier).round == 2


def test_a_killed_call_loses_only_the_batch_in_hand(
    verifier: Verifier, images: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = one_batch(verifier)
    with monkeypatch.context() as patched:
        patched.setattr(Verifier, "_write", _die)
        with pytest.raises(KeyboardInterrupt):
            whole_round(verifier)
    assert whole_round(verifier).files == PAGES + 1 - first.files


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_replaced_image_is_counted_and_is_a_fault_only_when_it_changed(
    verifier: Verifier, blobs: BlobStore, images: list[str]
) -> None:
    lone = blobs.add_bytes(b"of a page that was replaced")
    assert whole_round(verifier).unnamed == 1
    assert verifier.standing_faults() == []
    spoil(blobs.path(lone))
    whole_round(verifier)
    assert verifier.standing_faults() == [Fault(BLOB_CHANGED, lone, "")]
    blobs.path(lone).unlink()
    verifier.look_again()
    assert verifier.standing_faults() == []


@pytest.mark.parametrize(
    ("damage", "code"), [(spoil, SOURCE_CHANGED), (Path.unlink, SOURCE_UNREADABLE)]
)
def test_an_original_that_was_left_where_it_lies_is_hashed_there(
    database: Database,
    verifier: Verifier,
    tmp_path: Path,
    damage: Callable[[Path], None],
    code: str,
) -> None:
    original = tmp_path / "дело.tif"
    original.write_bytes(b"scans")
    digest = sha256(b"scans").hexdigest()
    with database.write() as connection:
        factories.add_source(connection, factories.add_collection(connection), "дело.tif")
        connection.execute(update(SourceRow).values(sha256=digest, location=str(original)))
    whole_round(verifier)
    assert verifier.standing_faults() == []
    damage(original)
    verifier.look_again()
    whole_round(verifier)
    assert verifier.standing_faults() == [Fault(code, digest, "дело.tif")]


def test_a_sound_record_has_no_faults(database: Database, images: list[str]) -> None:
    assert list(record_faults(database)) == []


def unsound(database: Database, *statements: object) -> list[str]:
    with database.write() as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]
    faults = list(record_faults(database))
    assert {fault.code for fault in faults} == {RECORD_UNSOUND}
    return [f"{fault.subject}: {fault.detail}" for fault in faults]


def test_pages_that_do_not_add_up_are_named(database: Database, images: list[str]) -> None:
    page = PageRow.id == 2
    assert unsound(database, update(PageRow).where(page).values(state="lost")) == [
        "pages in no known state: 2"
    ]
    entry = insert(QuarantineRow).values(
        page_id=1, stage="ocr", code="x", detail="", created_at=factories.A_MOMENT, state="open"
    )
    quarantined = update(PageRow).where(page).values(state="quarantined")
    assert unsound(database, quarantined, entry) == [
        "quarantined pages without an open entry: 2",
        "open entries of pages that are not quarantined: 1",
    ]


def test_a_page_without_an_image_is_named(database: Database, images: list[str]) -> None:
    row = update(PageRow).where(PageRow.id == 3)
    assert unsound(database, row.values(image_sha256=None)) == [
        "pages without an image that are not quarantined: 3"
    ]


def test_pages_that_the_receipt_counted_and_that_are_gone_are_named(
    database: Database, images: list[str]
) -> None:
    delivery = insert(DeliveryRow).values(collection_id=1, received_at=factories.A_MOMENT)
    item = insert(DeliveryItemRow).values(
        delivery_id=1, name="дело.pdf", outcome="registered", source_id=1, pages=PAGES
    )
    with database.write() as connection:
        connection.execute(delivery)
        connection.execute(item)
    assert list(record_faults(database)) == []
    assert unsound(database, delete(PageRow).where(PageRow.id == PAGES)) == [
        "delivered files with fewer pages than their receipt says: 1"
    ]
    assert "delivered files without a page: 1" in unsound(database, delete(PageRow))


def test_damaged_word_boxes_are_named_with_their_page(
    database: Database, images: list[str]
) -> None:
    row = update(PageTextRow).where(PageTextRow.page_id == 5)
    (told,) = unsound(database, row.values(words=b"\x01broken"))
    assert told.startswith("page 5: word boxes")
    (told,) = unsound(database, row.values(words=encode_words(()), word_count=2))
    assert told == "page 5: 0 word boxes for 2 words"
    words = encode_words(factories.word_boxes("слово за краем"))
    (told,) = unsound(database, row.values(words=words, word_count=3))
    assert told == "page 5: word boxes lie outside the text"


@pytest.mark.parametrize("back_end", ["sqlite"])  # PostgreSQL cannot be led to such a state
def test_a_reference_that_leads_nowhere_is_named(database: Database, images: list[str]) -> None:
    with database.read() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("DELETE FROM source")
    database.close()
    told = [f"{fault.subject}: {fault.detail}" for fault in record_faults(database)]
    assert told[0] == "database: page 1 leads to no source"
