"""The shapes of the API's answers; boxes are pixels of the scan, offsets are code points."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from models.archive import ReferenceCode
from models.page import Box, Cell
from outputs.boxes import cell_of
from outputs.web.queries.collections import Collection, Counts
from outputs.web.queries.page import PageView, Reading
from outputs.web.wording.doubt import Doubt, find_doubts

Item = TypeVar("Item")


class Answer(BaseModel):
    """Base of all answers: frozen, and read from the values of the queries."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Problem(Answer):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str = Field(description="Stable; docs/errors.md lists all.")
    detail: str | None = None
    remedy: str | None = None


class ListAnswer(Answer, Generic[Item]):
    """A stretch of a list; give `next` as `after` for the following one."""

    items: list[Item]
    next: str | None


class BoxAnswer(Answer):
    """A rectangle in pixels of the scan, origin top left."""

    left: int
    top: int
    width: int
    height: int


class CountsAnswer(Answer):
    """What a collection holds; pages = done + blank + quarantined + pending."""

    sources: int
    pages: int
    done: int
    blank: int
    quarantined: int
    pending: int
    people: int
    places: int
    organisations: int


class CollectionAnswer(Answer):
    """A collection."""

    code: str
    title: str | None
    created_at: datetime
    counts: CountsAnswer


class ReferenceAnswer(Answer):
    """The address of a sheet in the archive."""

    archive: str | None
    fond: str | None
    inventory: str | None
    file: str | None
    sheets: str = Field(description="Such as «12об.»; empty when the sheet was not described.")
    code: str = Field(description="Normal form, such as KZ-CGARK/109/1/25/12v.")
    citation: str


class DocTypeAnswer(Answer):
    """A kind of document that a page may be."""

    code: str = Field(description="As in models/reference/doc_types.json.")
    confidence: float


class ReadingAnswer(Answer):
    """The diplomatic text of a page and where it comes from."""

    text: str
    confidence: float
    language: str | None
    image_sha256: str
    model: str
    doc_types: list[DocTypeAnswer] = Field(description="The likeliest first; empty: none fits.")


class TraceAnswer(Answer):
    """How one stage was set up when it gave its last result on the page."""

    stage: str
    version: str
    engine: str = Field(description="Program version and model digests; empty for plain code.")
    options: str = Field(description="JSON")
    recipe: str = Field(description="Digest of the four above.")
    fingerprint: str | None = Field(description="Digest of the recipe and of what it was given.")
    run_id: int | None


class TroubleAnswer(Answer):
    """A case of quarantine."""

    id: int
    page_id: int
    stage: str
    code: str
    detail: str
    created_at: datetime
    meaning: str
    remedy: str


class ImageAnswer(Answer):
    """The scan of a page; `rotation` degrees clockwise turn it upright."""

    sha256: str
    width: int
    height: int
    dpi: int | None
    rotation: int
    original: str
    upright: str


class PageAnswer(Answer):
    """A page side."""

    id: int
    number: int
    state: str = Field(description="pending, done, blank or quarantined")
    collection: str
    source: str
    document: str | None
    document_date: str | None = Field(description="EDTF")
    expected_cer: float | None = Field(description="Share of letters thought wrong; null: unrated")
    warnings: dict[str, list[str]] = Field(description="Complaints of decoders, by stage")
    reference: ReferenceAnswer | None
    image: ImageAnswer | None
    reading: ReadingAnswer | None
    quarantine: TroubleAnswer | None
    provenance: list[TraceAnswer]
    previous_id: int | None
    next_id: int | None


class RatedPageAnswer(Answer):
    """A page to be checked."""

    page_id: int
    page_number: int
    source: str
    collection: str
    citation: str
    expected_cer: float = Field(description="Share of its letters thought to be wrong, 0 to 1.")
    mentions: int


class AlternativeAnswer(Answer):
    """Another way to read a word."""

    text: str
    confidence: float = Field(description="0 to 1, of whoever read it so.")
    source: str = Field(description="The model; `first` for a reading that was replaced.")


class PlaceInTableAnswer(Answer):
    """A cell by its place; all three count from 0."""

    table: int = Field(description="Number of the table on the page.")
    row: int = Field(description="From the top.")
    column: int = Field(description="From the left.")


class CellAnswer(PlaceInTableAnswer):
    """A cell of a ruled table."""

    box: BoxAnswer


class RegionAnswer(Answer):
    """A stamp or pencil mark; from `start` to `end` the text has what it says, null if nothing."""

    kind: str = Field(description="`stamp` or `pencil`.")
    box: BoxAnswer
    start: int | None
    end: int | None


class WordAnswer(Answer):
    """A word as it was read."""

    text: str
    start: int
    end: int
    box: BoxAnswer
    confidence: float
    line: int
    block: int
    doubt: int = Field(description="0: to be trusted; 1 (slight) to 3 (grave): needs a look.")
    alternatives: list[AlternativeAnswer] = Field(description="The likeliest first.")
    cell: PlaceInTableAnswer | None = Field(description="The table cell it stands in, if any.")


class MentionAnswer(Answer):
    """What is named or stated at one place of a page."""

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
    places: list[dict[str, Any]]
    details: dict[str, Any] | None = Field(description="What else was read in it.")
    person_id: int | None = Field(description="Of a person, once it was worked out who is who.")
    boxes: list[BoxAnswer]


class EntityAnswer(Answer):
    """What mentions of one key within a collection are taken to name."""

    id: int = Field(examples=[42])
    collection: str = Field(examples=["cases"])
    label: str = Field(examples=["PLACE"])
    normal: str = Field(examples=["Карлаг"])
    lower: date | None = Field(description="Of a date, its first day.")
    upper: date | None = Field(description="Of a date, its last day.")
    mentions: int = Field(examples=[7])
    pages: int = Field(examples=[5])


class EntityMentionAnswer(Answer):
    """One place where an entity is named, with the text around it."""

    id: int
    page_id: int
    page_number: int
    source: str
    start: int
    before: str
    text: str
    after: str
    confidence: float


class EntityPageAnswer(EntityAnswer):
    """An entity and a stretch of its mentions."""

    named: ListAnswer[EntityMentionAnswer]


def answer_collection(collection: Collection, counts: Counts) -> CollectionAnswer:
    """Word a collection for programs."""
    return CollectionAnswer(
        code=collection.code,
        title=collection.title,
        created_at=collection.created_at,
        counts=CountsAnswer.model_validate(counts),
    )


def answer_reference(reference: ReferenceCode | None, citation: str) -> ReferenceAnswer | None:
    """Word an archival reference for programs."""
    if reference is None:
        return None
    return ReferenceAnswer(
        archive=reference.archive,
        fond=reference.fond,
        inventory=reference.inventory,
        file=reference.file,
        sheets=", ".join(str(each.first) for each in reference.sheets),
        code=reference.normal_form(),
        citation=citation,
    )


def answer_image(page: PageView) -> ImageAnswer | None:
    """Word the scan of a page for programs."""
    if page.scan is None:
        return None
    return ImageAnswer(
        sha256=page.scan.digest,
        width=page.scan.geometry.width,
        height=page.scan.geometry.height,
        dpi=page.scan.dpi,
        rotation=page.scan.geometry.rotation,
        original=f"/pages/{page.id}/original",
        upright=f"/pages/{page.id}/image.jpg",
    )


def answer_words(reading: Reading) -> list[WordAnswer]:
    """Word the words of a page for programs."""
    doubts = find_doubts(reading.text, reading.words, reading.alternatives)
    doubted = {doubt.number: doubt for doubt in doubts}
    return [
        WordAnswer(
            text=reading.text[word.start : word.end],
            start=word.start,
            end=word.end,
            box=answer_box(word.box),
            confidence=word.confidence,
            line=word.line,
            block=word.block,
            doubt=doubted[number].grade if number in doubted else 0,
            alternatives=_answer_others(doubted.get(number)),
            cell=_answer_place(cell_of(word, reading.cells)),
        )
        for number, word in enumerate(reading.words)
    ]


def _answer_others(doubt: Doubt | None) -> list[AlternativeAnswer]:
    others = doubt.others if doubt else ()
    return [AlternativeAnswer.model_validate(other) for other in others]


def _answer_place(cell: Cell | None) -> PlaceInTableAnswer | None:
    return PlaceInTableAnswer.model_validate(cell) if cell else None


def answer_box(box: Box) -> BoxAnswer:
    """Word a box for programs."""
    return BoxAnswer(left=box.left, top=box.top, width=box.width, height=box.height)
