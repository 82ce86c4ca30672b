"""Exports of tests, without a command line: a record to export, and formats that misbehave."""

import io
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PIL import Image
from sqlalchemy import Connection

from models.blobs import BlobStore
from models.database import Database
from models.errors import ExportError
from outputs.export.draft import ExportCount
from outputs.export.format import ExportSource, Target
from outputs.export.request import ExportReport, ExportRequest
from outputs.export.runner import export
from outputs.export.traversal import ExportedPage
from tests.support.factories import (
    Named,
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
)


def export_to(
    out: Path, database: Database, *formats: str, how: dict[str, Any] | None = None, **asked: Any
) -> ExportReport:
    """Export; `how` goes to the runner, all else into the request."""
    return export(
        database, blobs_beside(out), ExportRequest(formats=formats, **asked), out, **(how or {})
    )


def export_plain(database: Database, name: str, out: Path, **asked: Any) -> ExportCount:
    """Export in one format; its failure is raised."""
    report = export_to(out, database, name, **asked)
    for failed in report.failed:
        raise ExportError(failed.code, failed.detail)
    return report.count


def blobs_beside(out: Path) -> BlobStore:
    """Where exports of tests look for originals and page images."""
    return BlobStore(out.parent / "blobs")


PROTOCOL = "ХАТТАМА № 7\nОмаров Ахмет, Қызылорда қ., 19 ноября 1937 г., Қазақ АКСР НКВД-сы"
LETTER = "Петро-\nва Анна, 5 мая 1938 г.\u0085 «Әлия» & <б>"


def fill_archive(connection: Connection, blobs: BlobStore) -> None:
    """Three archival files and two delivered ones that nobody described, with scans to embed.

    There are pages of all states, a copy, a page whose text XML cannot hold as it is, and names of
    files and units in Kazakh.
    """
    cases = add_collection(connection, "cases")
    first, second, third = (
        add_document(connection, cases, key, file_id=add_file(connection, reference))
        for key, reference in (
            ("d1", "ҚР ОМА/141/17/2"),
            ("d2", "KZ-APRK/142/1/«Ә» 3"),
            ("d3", "ГАКО/109/1/25а"),
        )
    )
    scan = blobs.add_bytes(_picture("white"))
    source = add_source(connection, cases, "іс 2/Хаттама «Ү».png", sha256=scan)
    day, other_day = date(1937, 11, 19), date(1938, 5, 5)
    mentions = [
        Named(label="PERSON", text="Омаров Ахмет", details={"role": "accused"}),
        Named(label="PLACE", text="Қызылорда", places=[{"place_id": "1", "name": "Қызылорда"}]),
        Named(label="DATE", text="19 ноября 1937", edtf="1937-11-19", lower=day, upper=day),
        Named(label="ORG", text="Қазақ АКСР НКВД"),
        Named(label="PLACE", text="Қазақ АКСР"),
    ]
    seen = partial(add_page, connection, image_sha256=scan)
    seen(source, PROTOCOL, mentions=mentions, document_id=first, sheet="1")
    seen(source, "", number=2, state="blank", document_id=first, sheet="1об")
    seen(source, number=3, error="engine-timeout", document_id=first, sheet="2")
    add_source(connection, cases, "іс 2/көшірме.png", duplicate_of_id=source, sha256=scan)
    other = add_source(connection, cases, "письмо.png", sha256=blobs.add_bytes(_picture("grey")))
    named = [
        Named(label="PERSON", text="Петро-\nва Анна", normal="Петрова Анна", key="петрова анна"),
        Named(label="DATE", text="5 мая 1938", edtf="1938-05-05", lower=other_day, upper=other_day),
    ]
    seen(other, LETTER, document_id=second, mentions=named)
    seen(other, "старый", number=2, state="pending", document_id=third)
    seen(other, "без дела", number=3)
    empty = blobs.add_bytes(b"%PDF-1.7")
    add_source(connection, cases, "пустой.pdf", error_code="source-no-pages", sha256=empty)


def _picture(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (1700, 2200), colour).save(stream, "PNG", dpi=(200, 200))
    return stream.getvalue()


class Broken:
    """A format that fails at its third page."""

    name: ClassVar[str] = "broken"
    media_type: ClassVar[str] = "text/plain"
    by_unit: ClassVar[bool] = False

    def __init__(self, source: ExportSource) -> None:
        self.left = 2

    def open(self, target: Target) -> None:
        target.inside("begun.txt").write_text("begun")

    def feed(self, page: ExportedPage) -> None:
        if not self.left:
            raise RuntimeError("a bug")
        self.left -= 1

    def close(self) -> None:
        pass


class BrokenInUnit(Broken):
    """The same, unit by unit."""

    name = "broken"
    by_unit = True


class Texts:
    """A format that writes the texts of each unit into a file of its own, and counts its calls."""

    name: ClassVar[str] = "texts"
    media_type: ClassVar[str] = "text/plain"
    by_unit: ClassVar[bool] = True
    opened: ClassVar[list[str]] = []

    def __init__(self, source: ExportSource) -> None:
        self.texts: list[str] = []

    def open(self, target: Target) -> None:
        self.target, self.texts = target, []
        assert target.unit is not None
        self.opened.append(target.unit.path)
        target.inside("begun.txt").write_text("begun")

    def feed(self, page: ExportedPage) -> None:
        self.texts.append(f"{page.source} {page.page}\n")
        self.target.inside(f"{page.name}.txt").write_text(page.text)

    def close(self) -> None:
        self.target.beside(".txt").write_text("".join(self.texts))
        self.target.inside("begun.txt").unlink()
