"""`/oai`: where harvesters ask, by GET or POST."""

from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from outputs.export.xml import xml_bytes
from outputs.web.oai.answers import Repository, document, error
from outputs.web.oai.options import OaiOptions
from outputs.web.oai.requests import Asked, OaiError, read_request
from outputs.web.oai.stamps import Stamps
from outputs.web.room import Room, TheRoom

router = APIRouter(include_in_schema=False)
_UNCLEAR = ("badVerb", "badArgument")


@router.get("/oai")
def answer_get(request: Request, room: TheRoom) -> Response:
    """Answer what the address asks."""
    return _answer(request, room, request.query_params.multi_items())


@router.post("/oai")
async def answer_post(request: Request, room: TheRoom) -> Response:
    """Answer what the body asks, as a form would."""
    pairs = parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    return await run_in_threadpool(_answer, request, room, pairs)


def _answer(request: Request, room: Room, pairs: list[tuple[str, str]]) -> Response:
    stamps: Stamps = request.app.state.stamps
    options: OaiOptions = request.app.state.oai
    stamps.bring_up_to_date()
    asked: Asked | None = None
    with room.database.read() as connection:
        address = str(request.base_url)
        repository = Repository(
            connection, room.pictures.blobs, options, address, dict(room.rights)
        )
        try:
            asked = read_request(pairs)
            content = repository.answer(asked)
        except OaiError as refused:
            content = error(refused)
            asked = None if refused.code in _UNCLEAR else asked
        answer = document(asked, repository.address, content)
    return Response(xml_bytes(answer), media_type="text/xml; charset=utf-8")
