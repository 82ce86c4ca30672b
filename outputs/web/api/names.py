"""The JSON API of bulk search: send a list of names, ask how far it is, take the answers."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from models import i18n
from models.errors import LIST_TOO_LONG, ConfigError
from models.jsonlines import json_line
from outputs.namelist.answers import in_language
from outputs.namelist.lists import ListState
from outputs.namelist.reading import LONGEST_LIST, MOST_NAMES, decode_list
from outputs.web.api.answers import ListAnswer
from outputs.web.api.record import REFUSALS, CollectionCode, Limit
from outputs.web.api.streams import NDJSON
from outputs.web.api.tagged import TaggedRoute
from outputs.web.guard.callers import caller_of
from outputs.web.pages.namelists import Key, TheLists, csv_report

router = APIRouter(
    prefix="/api/v1/name-lists",
    responses=REFUSALS,
    tags=["bulk search"],
    route_class=TaggedRoute,
)
_EXAMPLE: Final = "surname;given;patronymic;born\nАхметов;Сагындык;Ибраевич;1896\n"


class NameListAnswer(BaseModel):
    """How far a list is."""

    model_config = ConfigDict(frozen=True)

    key: str = Field(description="Its name in addresses.", examples=["0f" * 16])
    total: int = Field(description="Names in the list.", ge=1, le=MOST_NAMES)
    done: int = Field(description="Names looked up so far.", ge=0)
    ended: bool
    failed: str | None = Field(description="Code of the error that ended it.")
    collection: str | None
    sent_at: str = Field(examples=["2026-11-22T10:00:00+00:00"])


class NamedPage(BaseModel):
    """A page that names a person."""

    page_id: int
    source: str
    page: int
    reference: str | None
    text: str


class NamedPerson(BaseModel):
    """A person who may bear the name."""

    id: int
    name: str
    birth_year: int | None
    certain: bool = Field(description="Whether the names make one person.")
    score: float
    why: list[str]
    page_count: int
    pages: list[NamedPage] = Field(description="The first of them.")


class NameAnswer(BaseModel):
    """What was found for one name of a list."""

    number: int = Field(description="Row of the list, from 1.")
    asked: str
    birth_year: int | None
    verdict: str = Field(examples=["found", "maybe", "none", "unread"])
    more: bool = Field(description="Whether others may bear the name, too.")
    people: list[NamedPerson]


@router.post(
    "",
    summary="Send a list of names",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "text/csv": {
                    "schema": {"type": "string", "maxLength": LONGEST_LIST},
                    "example": _EXAMPLE,
                },
                "text/plain": {"schema": {"type": "string", "maxLength": LONGEST_LIST}},
            },
        }
    },
)
async def post_list(
    request: Request, response: Response, lists: TheLists, collection: CollectionCode = ""
) -> NameListAnswer:
    """Up to 10,000 names, one a line or as a table with headings; looked up behind the scenes."""
    sent = await _body(request.stream())
    take_in = partial(lists.submit, actor=caller_of(request).actor, collection=collection or None)
    state = await run_in_threadpool(take_in, decode_list(sent))
    response.headers["Location"] = f"/api/v1/name-lists/{state.key}"
    return _answer(state)


@router.get("/{key}", summary="How far a list is")
def get_list(lists: TheLists, key: Key) -> NameListAnswer:
    """The state of a list; it is kept for 30 days."""
    return _answer(lists.find(key))


@router.get("/{key}/answers", summary="What was found")
def get_answers(
    lists: TheLists,
    key: Key,
    after: Annotated[int, Query(ge=0, le=MOST_NAMES, description="Row of the last one.")] = 0,
    limit: Limit = 50,
) -> ListAnswer[NameAnswer]:
    """Answers in the order of the list, as far as there are any yet."""
    language = i18n.current_language()
    found = [in_language(each, language) for each in lists.answers(key, start=after, limit=limit)]
    following = after + limit < lists.find(key).done
    items = [NameAnswer.model_validate(each) for each in found]
    return ListAnswer(items=items, next=str(after + limit) if following else None)


@router.get(
    "/{key}/answers.ndjson",
    summary="All that was found, as JSON lines",
    response_class=StreamingResponse,
    responses={200: {"content": {NDJSON: {"schema": {"type": "string"}}}}},
)
def stream_answers(lists: TheLists, key: Key) -> StreamingResponse:
    """One answer a line."""
    lists.find(key)
    language = i18n.current_language()
    lines = (json_line(in_language(each, language)) for each in lists.answers(key))
    return StreamingResponse(lines, media_type=NDJSON)


@router.get(
    "/{key}/report.csv",
    summary="All that was found, as a table",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def stream_report(lists: TheLists, key: Key) -> StreamingResponse:
    """A row for each person who was found, and one for each name that nobody bears."""
    return csv_report(lists, key)


def _answer(state: ListState) -> NameListAnswer:
    return NameListAnswer(
        key=state.key,
        total=state.total,
        done=state.done,
        ended=state.ended,
        failed=state.failed,
        collection=state.collection,
        sent_at=state.sent_at.isoformat(),
    )


async def _body(parts: AsyncIterator[bytes]) -> bytes:
    content = b""
    async for part in parts:
        content += part
        if len(content) > LONGEST_LIST:
            raise ConfigError(LIST_TOO_LONG)
    return content
