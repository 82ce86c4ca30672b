"""An archival file to which all happened that the record can tell of, for tests of exports."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from models.tables import (
    AttemptRow,
    DeliveryItemRow,
    DeliveryRow,
    DocumentRow,
    FixityRow,
    JudgementRow,
    LedgerRow,
    MentionRow,
    PageRow,
    ProfileRow,
    QuarantineRow,
    RecipeRow,
    Record,
    RunRow,
)
from tests.support.factories import (
    Named,
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    digest,
)

TEXT = "Іс № 25\nДосымбеков Ахмет, 21 ноября 1937 года, Карлаг"
SCAN = "папка/дело 25 & ко.pdf"
DAY = date(1937, 11, 21)


def at(hour: int) -> datetime:
    return datetime(2026, 1, 2, hour, tzinfo=UTC)


def add_history(connection: Connection) -> None:
    """A file of two documents on three sheets, a broken page, a copy, and a loose page."""
    cases = add_collection(connection, "дела")
    file_id = add_file(connection, "ЦГА РК/109/1/25")
    documents = [
        add_document(connection, cases, key, file_id=file_id) for key in ("протокол", "справка")
    ]
    second = update(DocumentRow).where(DocumentRow.id == documents[1])
    connection.execute(second.values(access="D", language="kk", edtf="1938", title="Анықтама"))
    scan = add_source(connection, cases, SCAN)
    add_source(connection, cases, "copy.pdf", duplicate_of_id=scan)
    first = add_page(
        connection,
        scan,
        TEXT,
        mentions=[
            Named(label="PERSON", text="Досымбеков Ахмет"),
            Named(label="PLACE", text="Карлаг"),
            Named(
                label="DATE", text="21 ноября 1937 года", edtf="1937-11-21", lower=DAY, upper=DAY
            ),
        ],
        sheet="12",
        document_id=documents[0],
    )
    back = add_page(connection, scan, "оборот", number=2, sheet="12об.", document_id=documents[0])
    last = add_page(
        connection,
        scan,
        number=3,
        sheet="13",
        document_id=documents[1],
        error="engine-timeout",
    )
    picture = add_source(connection, cases, "л. 14.png")
    add_page(
        connection,
        picture,
        "ответ",
        sheet="14",
        document_id=documents[1],
        image_sha256=digest("л. 14.png"),
    )
    add_page(connection, scan, "без описания", number=4)
    for order, sheet in enumerate(("12", "12об.", "13", "14"), 1):
        in_order = update(PageRow).where(PageRow.sheet == sheet)
        connection.execute(in_order.values(sheet_order=order))
    _deliver(connection, cases, {SCAN: scan, "л. 14.png": picture})
    _run(connection, [first, back], failed=last)
    _judge(connection, cases, first)


def _deliver(connection: Connection, collection_id: int, sources: dict[str, int]) -> None:
    _add(
        connection,
        DeliveryRow,
        id=1,
        collection_id=collection_id,
        received_at=at(1),
        ended_at=at(2),
    )
    for name, source_id in sources.items():
        values = {"outcome": "registered", "sha256": digest(name), "pages": 1}
        _add(connection, DeliveryItemRow, delivery_id=1, name=name, source_id=source_id, **values)
        checked = {"since": at(3), "until": at(9), "checks": 4, "outcome": "intact"}
        _add(connection, FixityRow, sha256=digest(name), **checked)


def _run(connection: Connection, pages: list[int], *, failed: int) -> None:
    _add(
        connection, RunRow, id=1, started_at=at(4), ended_at=at(6), config_sha256="", outcome="done"
    )
    for stage, engine in (("ocr", "tesseract 5.3 rus:e16e"), ("mentions", "spacy 3.8 rules 12ab")):
        recipe = {"digest": digest(stage), "version": "7", "options": "{}", "engine": engine}
        _add(connection, RecipeRow, stage=stage, **recipe)
        for page_id in pages:
            _add(
                connection,
                LedgerRow,
                page_id=page_id,
                stage=stage,
                state="done",
                recipe=digest(stage),
                run_id=1,
            )
    for page_id in pages:
        values = {"stages": "ocr mentions", "outcome": "done", "seconds": 1, "ended_at": at(5)}
        _add(connection, AttemptRow, run_id=1, page_id=page_id, **values)
    decided = {"decided_at": at(8), "decided_by": "А. Б.", "reason": "лист пуст"}
    connection.execute(
        update(QuarantineRow)
        .where(QuarantineRow.page_id == failed)
        .values(state="released", **decided)
    )


def _judge(connection: Connection, collection_id: int, page_id: int) -> None:
    name = {"key": "d", "part": "", "normal": "Досымбеков Ахмет", "surname": "Досымбеков"}
    name |= {"given": "Ахмет", "patronymic": "", "initials": "", "sex": "m"}
    for profile_id in (1, 2):
        values = {"scope": str(profile_id), "aliases": [], "roles": [], "mentions": 1}
        _add(connection, ProfileRow, id=profile_id, collection_id=collection_id, **name, **values)
    mentions = update(MentionRow).where(MentionRow.page_id == page_id, MentionRow.label == "PERSON")
    connection.execute(mentions.values(profile_id=1))
    said = {"verdict": "same", "author": "архивист", "reason": "одно дело", "made_at": at(10)}
    _add(connection, JudgementRow, left_id=1, right_id=2, **said)


def _add(connection: Connection, table: type[Record], **values: Any) -> None:
    connection.execute(insert(table).values(**values))
