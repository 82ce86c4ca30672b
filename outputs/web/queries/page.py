"""One page with everything the record knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from models.archive import ReferenceCode
from models.documents.doc_types import DocTypeGuess
from models.errors import ErrorKind, kind_of
from models.page import Alternative, Cell, Cleaning, Geometry, Region, Word
from models.page.wordboxes import decode_words
from models.store.warnings import warnings_of
from models.tables import (
    CollectionRow,
    DocumentRow,
    EntityRow,
    LedgerRow,
    MentionRow,
    PageQualityRow,
    PageRow,
    PageTextRow,
    ProfileRow,
    QuarantineRow,
    RecipeRow,
    RunRow,
    SourceRow,
)
from outputs.references import REFERENCE_COLUMNS, AnyRow, reference_of, with_reference
from outputs.web.queries.neighbours import InFile, find_neighbour, find_place_in_file
from outputs.web.queries.values import read_values


@dataclass(frozen=True, slots=True)
class Scan:
    """The image of a page: its bytes' digest, its size in pixels and how it was made ready.

    Attributes:
        digest: SHA-256 of the image, hex.
        geometry: its size, and how it is turned upright.
        dpi: dots per inch.
        location: of an original that was left in place.
        source_sha256: of the delivered file.
        cleaning: what was done to its picture before it was read; None before that was decided.
    """

    digest: str
    geometry: Geometry
    dpi: int | None
    location: str | None
    source_sha256: str
    cleaning: Cleaning | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read on a page, from which image and with which model.

    Attributes:
        alternatives: other ways to read its words; their `word` counts in `words`.
        cells: of the tables on the page.
        regions: its stamps and pencil marks.
        doc_types: what kind of document it may be, the likeliest first.
    """

    text: str
    words: tuple[Word, ...]
    confidence: float
    language: str | None
    image_sha256: str
    model: str
    alternatives: tuple[Alternative, ...] = ()
    cells: tuple[Cell, ...] = ()
    regions: tuple[Region, ...] = ()
    doc_types: tuple[DocTypeGuess, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One stage's last result on a page: how it was set up, in which run, and when that began."""

    stage: str
    version: str
    engine: str
    options: str
    recipe: str
    fingerprint: str | None
    run_id: int | None
    run_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageMention:
    """A mention on the page as a screen or a program needs it; `person_id` is of people only."""

    id: int
    entity_id: int
    label: str
    start: int
    end: int
    text: str
    normal: str
    confidence: float
    source: str
    edtf: str | None
    lower: date | None
    upper: date | None
    calendar: str | None
    precision: str | None
    derived_from: str | None
    places: tuple[dict[str, Any], ...]
    details: dict[str, Any] | None
    entity: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a page is in quarantine."""

    id: int
    page_id: int
    stage: str
    code: str
    detail: str
    created_at: datetime

    @property
    def kind(self) -> ErrorKind:
        """Meaning and remedy of the code."""
        return kind_of(self.code)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page side; `expected_cer` is the share of letters thought to be wrong, 0..1."""

    id: int
    number: int
    state: str
    collection_code: str
    collection: str
    source: str
    media_type: str | None
    document: str | None
    document_edtf: str | None
    expected_cer: float | None
    reference: ReferenceCode | None
    scan: Scan | None
    reading: Reading | None
    mentions: tuple[PageMention, ...]
    trouble: Trouble | None
    provenance: tuple[Trace, ...]
    previous_id: int | None
    next_id: int | None
    in_file: InFile | None = None
    warnings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_page(connection: Connection, page_id: int) -> PageView | None:
    """The page of this id with its text, mentions, trouble and neighbours."""
    statement = with_reference(
        select(*_COLUMNS, PageQualityRow.expected_cer, *REFERENCE_COLUMNS)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .join(CollectionRow, PageRow.collection_id == CollectionRow.id)
        .outerjoin(PageQualityRow, PageQualityRow.page_id == PageRow.id)
    )
    row = connection.execute(statement.where(PageRow.id == page_id)).one_or_none()
    if row is None:
        return None
    return PageView(
        id=row.id,
        number=row.number,
        state=row.state,
        collection_code=row.collection_code,
        collection=row.collection_title or row.collection_code,
        source=row.source,
        media_type=row.media_type,
        document=row.document,
        document_edtf=row.document_edtf,
        expected_cer=row.expected_cer,
        reference=reference_of(row),
        scan=_scan(connection, row),
        reading=_reading(connection, page_id),
        mentions=list_mentions(connection, page_id),
        trouble=_trouble(connection, page_id) if row.state == "quarantined" else None,
        provenance=_provenance(connection, page_id),
        previous_id=find_neighbour(connection, row, before=True),
        next_id=find_neighbour(connection, row, before=False),
        in_file=find_place_in_file(connection, row),
        warnings=warnings_of(connection, page_id),
    )


def find_scan(connection: Connection, page_id: int) -> Scan | None:
    """The image of a page, for the routes that only serve pixels."""
    row = connection.execute(_IMAGE.where(PageRow.id == page_id)).one_or_none()
    return _scan(connection, row) if row else None


def find_line(connection: Connection, page_id: int) -> tuple[Scan, tuple[Word, ...]] | None:
    """The image of a page and the words that were read on it; None where either is missing."""
    scan = find_scan(connection, page_id)
    words = select(PageTextRow.words).where(PageTextRow.page_id == page_id)
    found = connection.execute(words).scalar_one_or_none()
    return (scan, decode_words(found)) if scan and found is not None else None


_IMAGE = select(
    PageRow.id,
    PageRow.image_sha256,
    PageRow.width,
    PageRow.height,
    PageRow.dpi,
    SourceRow.location,
    SourceRow.sha256.label("source_sha256"),
).join(SourceRow, PageRow.source_id == SourceRow.id)

_COLUMNS = (
    PageRow.id,
    PageRow.source_id,
    PageRow.number,
    PageRow.state,
    PageRow.collection_id,
    PageRow.image_sha256,
    PageRow.width,
    PageRow.height,
    PageRow.dpi,
    CollectionRow.code.label("collection_code"),
    CollectionRow.title.label("collection_title"),
    SourceRow.name.label("source"),
    SourceRow.media_type,
    SourceRow.location,
    SourceRow.sha256.label("source_sha256"),
    DocumentRow.title.label("document"),
    DocumentRow.edtf.label("document_edtf"),
    DocumentRow.file_id,
)


def _scan(connection: Connection, row: AnyRow) -> Scan | None:
    if row.image_sha256 is None or not row.width or not row.height:
        return None
    values = read_values(connection, row.id, ("upright", "cleaning"))
    return Scan(
        digest=row.image_sha256,
        # A page that was not oriented yet is shown as it was scanned.
        geometry=values.get("upright") or Geometry(row.width, row.height),
        dpi=row.dpi,
        location=row.location,
        source_sha256=row.source_sha256,
        cleaning=values.get("cleaning"),
    )


def _reading(connection: Connection, page_id: int) -> Reading | None:
    statement = select(*PageTextRow.__table__.columns).where(PageTextRow.page_id == page_id)
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    words = decode_words(row.words)
    values = read_values(connection, page_id, ("layout", "alternatives", "doc_types"))
    layout = values.get("layout")
    return Reading(
        text=row.text,
        words=words,
        confidence=row.confidence,
        language=row.language,
        image_sha256=row.image_sha256,
        model=row.model,
        # None may stand in the record, and a program that wrote it may have miscounted.
        alternatives=tuple(
            each for each in values.get("alternatives") or () if 0 <= each.word < len(words)
        ),
        cells=layout.cells if layout else (),
        regions=layout.regions if layout else (),
        doc_types=values.get("doc_types") or (),
    )


def find_text(connection: Connection, page_id: int) -> str | None:
    """The text that was read on a page."""
    statement = select(PageTextRow.text).where(PageTextRow.page_id == page_id)
    return connection.execute(statement).scalar_one_or_none()


def list_mentions(connection: Connection, page_id: int) -> tuple[PageMention, ...]:
    """The mentions of a page in the order of its text."""
    rows = connection.execute(
        select(
            *(
                getattr(MentionRow, name)
                for name in PageMention.__dataclass_fields__
                if name not in ("entity", "person_id")
            ),
            EntityRow.normal.label("entity"),
            ProfileRow.person_id,
        )
        .join(EntityRow, MentionRow.entity_id == EntityRow.id)
        .outerjoin(ProfileRow, MentionRow.profile_id == ProfileRow.id)
        .where(MentionRow.page_id == page_id)
        .order_by(MentionRow.start, MentionRow.id)
    )
    return tuple(PageMention(**{**row._mapping, "places": tuple(row.places or ())}) for row in rows)


def _trouble(connection: Connection, page_id: int) -> Trouble | None:
    row = connection.execute(
        select(*(getattr(QuarantineRow, name) for name in Trouble.__dataclass_fields__))
        .where(QuarantineRow.page_id == page_id, QuarantineRow.state == "open")
        .order_by(QuarantineRow.id.desc())
        .limit(1)
    ).one_or_none()
    return Trouble(*row) if row else None


def _provenance(connection: Connection, page_id: int) -> tuple[Trace, ...]:
    """The recipes of the page's results, by name of the stage."""
    rows = connection.execute(
        select(
            LedgerRow.stage,
            RecipeRow.version,
            RecipeRow.engine,
            RecipeRow.options,
            LedgerRow.recipe,
            LedgerRow.fingerprint,
            LedgerRow.run_id,
            RunRow.started_at.label("run_at"),
        )
        .join(RecipeRow, LedgerRow.recipe == RecipeRow.digest)
        .outerjoin(RunRow, LedgerRow.run_id == RunRow.id)
        .where(LedgerRow.page_id == page_id, LedgerRow.fingerprint.is_not(None))
        .order_by(LedgerRow.stage)
    )
    return tuple(Trace(**row._mapping) for row in rows)
