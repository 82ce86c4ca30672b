"""The JSON API under /api/v1: the same reads as the pages, for programs."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException

from models.entity import Label
from models.i18n import _, current_language
from outputs.boxes import line_boxes
from outputs.references import cite
from outputs.web.api.answers import (
    CellAnswer,
    CollectionAnswer,
    EntityAnswer,
    EntityMentionAnswer,
    EntityPageAnswer,
    ListAnswer,
    MentionAnswer,
    PageAnswer,
    Problem,
    RatedPageAnswer,
    ReadingAnswer,
    RegionAnswer,
    TraceAnswer,
    TroubleAnswer,
    WordAnswer,
    answer_box,
    answer_collection,
    answer_image,
    answer_reference,
    answer_words,
)
from outputs.web.api.tagged import TaggedRoute
from outputs.web.queries.collections import find_collection, list_collections
from outputs.web.queries.entities import ListedEntity, find_entity, list_entities
from outputs.web.queries.files import ListedTrouble, list_quarantine
from outputs.web.queries.mentions import list_mentions, of_entity
from outputs.web.queries.page import PageView, Trouble, find_page
from outputs.web.queries.review import RatedPage, list_review
from outputs.web.room import After, Identity, Room, TheRoom

REFUSALS: Final[dict[int | str, dict[str, Any]]] = dict.fromkeys(
    (400, 401, 403, 404, 413, 414, 422, 429, 503),
    {"model": Problem, "content": {"application/problem+json": {}}},
)
"""Why anything that is asked may be refused; `outputs.web.guard` and `problems` do so."""
router = APIRouter(
    prefix="/api/v1",
    responses=REFUSALS,
    tags=["record"],
    route_class=TaggedRoute,
)
Limit = Annotated[int, Query(ge=1, le=200, description="How many items at most.")]
Filter = Annotated[str, Query(max_length=200)]
CollectionCode = Annotated[
    str, Query(max_length=100, description="Code of one collection.", examples=["cases"])
]


@router.get("/collections", summary="All collections")
def get_collections(room: TheRoom) -> list[CollectionAnswer]:
    """Every collection with its counts."""
    with room.database.read() as connection:
        return [answer_collection(*each) for each in list_collections(connection)]


@router.get("/pages/{page_id}", summary="One page")
def get_page(room: TheRoom, page_id: Identity) -> PageAnswer:
    """A page with its text, its state and where it comes from."""
    page = _page(room, page_id)
    reading = ReadingAnswer.model_validate(page.reading) if page.reading else None
    return PageAnswer(
        id=page.id,
        number=page.number,
        state=page.state,
        collection=page.collection_code,
        source=page.source,
        document=page.document,
        document_date=page.document_edtf,
        expected_cer=page.expected_cer,
        warnings={stage: list(lines) for stage, lines in page.warnings.items()},
        reference=answer_reference(page.reference, cite(page.reference, current_language())),
        image=answer_image(page),
        reading=reading,
        quarantine=_trouble(page.trouble) if page.trouble else None,
        provenance=[TraceAnswer.model_validate(each) for each in page.provenance],
        previous_id=page.previous_id,
        next_id=page.next_id,
    )


@router.get("/pages/{page_id}/words", summary="The words of a page")
def get_words(room: TheRoom, page_id: Identity) -> list[WordAnswer]:
    """Every word with its offsets in the text, its box on the scan, and what may be wrong in it."""
    reading = _page(room, page_id).reading
    if reading is None:
        return []
    return answer_words(reading)


@router.get("/pages/{page_id}/cells", summary="The table cells of a page")
def get_cells(room: TheRoom, page_id: Identity) -> list[CellAnswer]:
    """Every cell of the ruled tables with its box on the scan, in the order it is read."""
    reading = _page(room, page_id).reading
    return [CellAnswer.model_validate(cell) for cell in reading.cells] if reading else []


@router.get("/pages/{page_id}/regions", summary="The stamps and pencil marks of a page")
def get_regions(room: TheRoom, page_id: Identity) -> list[RegionAnswer]:
    """What was stamped, written or drawn in coloured ink, and where the text has what it says."""
    reading = _page(room, page_id).reading
    return [RegionAnswer.model_validate(each) for each in reading.regions] if reading else []


@router.get("/pages/{page_id}/mentions", summary="The mentions of a page")
def get_mentions(room: TheRoom, page_id: Identity) -> list[MentionAnswer]:
    """People, places, dates and organisations, each with its boxes on the scan, one per line."""
    page = _page(room, page_id)
    words = page.reading.words if page.reading else ()
    return [
        MentionAnswer(
            **{name: getattr(mention, name) for name in _MENTION_FIELDS},
            places=list(mention.places),
            boxes=[answer_box(box) for box in line_boxes(words, (mention.start, mention.end))],
        )
        for mention in page.mentions
    ]


_MENTION_FIELDS: Final = tuple(
    name for name in MentionAnswer.model_fields if name not in ("places", "boxes")
)


@router.get("/entities", summary="People, places, dates, organisations")
def get_entities(
    room: TheRoom,
    collection: CollectionCode = "",
    label: Label | Literal[""] = "",
    starts: Annotated[
        str, Query(max_length=100, description="Beginning of the name.", examples=["Дос"])
    ] = "",
    after: After = "",
    limit: Limit = 60,
) -> ListAnswer[EntityAnswer]:
    """Entities by name."""
    with room.database.read() as connection:
        listing = list_entities(
            connection,
            collection_id(room, collection),
            label or None,
            starts=starts,
            after=after,
            limit=limit,
        )
    return ListAnswer(items=[answer_entity(each) for each in listing.items], next=listing.next)


@router.get("/entities/{entity_id}", summary="One entity and its mentions")
def get_entity(
    room: TheRoom, entity_id: Identity, after: After = "", limit: Limit = 50
) -> EntityPageAnswer:
    """An entity and where it is named."""
    with room.database.read() as connection:
        entity = find_entity(connection, entity_id)
        if entity is None:
            raise HTTPException(404)
        listing = list_mentions(connection, of_entity(entity_id), after=after, limit=limit)
    named = [EntityMentionAnswer.model_validate(each) for each in listing.items]
    return EntityPageAnswer(
        **answer_entity(entity).model_dump(), named=ListAnswer(items=named, next=listing.next)
    )


@router.get("/quarantine", summary="Pages in quarantine")
def get_quarantine(
    room: TheRoom, collection: CollectionCode = "", after: After = "", limit: Limit = 50
) -> ListAnswer[TroubleAnswer]:
    """Pages that could not be read on, why, and what helps."""
    with room.database.read() as connection:
        listing = list_quarantine(
            connection,
            collection_id=collection_id(room, collection),
            after=after,
            limit=limit,
        )
    return ListAnswer(items=[_trouble(each) for each in listing.items], next=listing.next)


@router.get("/review", summary="Pages to check first")
def get_review(
    room: TheRoom, collection: CollectionCode = "", after: After = "", limit: Limit = 50
) -> ListAnswer[RatedPageAnswer]:
    """Pages that are likely read worst first; those with mentions before those without."""
    with room.database.read() as connection:
        listing = list_review(
            connection,
            collection_id=collection_id(room, collection),
            after=after,
            limit=limit,
        )
    return ListAnswer(items=[_rated(each) for each in listing.items], next=listing.next)


def _page(room: Room, page_id: int) -> PageView:
    with room.database.read() as connection:
        page = find_page(connection, page_id)
    if page is None:
        raise HTTPException(404)
    return page


def collection_id(room: Room, code: str) -> int | None:
    """The id of the collection that a request names, or None; 404 where there is none."""
    if not code:
        return None
    with room.database.read() as connection:
        collection = find_collection(connection, code)
    if collection is None:
        raise HTTPException(404)
    return collection.id


def answer_entity(entity: ListedEntity) -> EntityAnswer:
    """Word an entity for programs."""
    return EntityAnswer(
        id=entity.id,
        collection=entity.collection_code,
        label=entity.label,
        normal=entity.normal,
        lower=entity.lower,
        upper=entity.upper,
        mentions=entity.mentions,
        pages=entity.pages,
    )


def _trouble(trouble: Trouble | ListedTrouble) -> TroubleAnswer:
    return TroubleAnswer(
        id=trouble.id,
        page_id=trouble.page_id,
        stage=trouble.stage,
        code=trouble.code,
        detail=trouble.detail,
        created_at=trouble.created_at,
        meaning=_(trouble.kind.meaning),
        remedy=_(trouble.kind.remedy),
    )


def _rated(page: RatedPage) -> RatedPageAnswer:
    return RatedPageAnswer(
        page_id=page.id,
        page_number=page.number,
        source=page.source,
        collection=page.collection_code,
        citation=cite(page.reference, current_language()),
        expected_cer=page.expected_cer,
        mentions=page.mentions,
    )
