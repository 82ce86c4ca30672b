"""Bulk search as people see it: send a list of names, watch it, read and take the report."""

from itertools import chain
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from models import i18n
from models.accounts.roles import Role
from models.errors import AigaqError
from models.spreadsheets import BYTE_ORDER_MARK
from outputs.namelist.answers import in_language
from outputs.namelist.lists import KEPT, NameLists
from outputs.namelist.reading import LONGEST_LIST, MOST_NAMES, decode_list
from outputs.namelist.report import VERDICTS, csv_lines
from outputs.web.guard.callers import caller_of
from outputs.web.problems import status_of
from outputs.web.queries.collections import name_collections
from outputs.web.room import Room, TheRoom, render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
SHOWN: Final = 50
"""How many names of a report stand on one page."""


def lists_of(request: Request) -> NameLists:
    """The lists that the application was made with."""
    lists: NameLists = request.app.state.lists
    return lists


TheLists = Annotated[NameLists, Depends(lists_of)]
Key = Annotated[str, PathParameter(pattern="^[0-9a-f]{32}$")]
Start = Annotated[int, Query(ge=0, le=MOST_NAMES)]


@router.get("/names")
def show_form(request: Request, room: TheRoom) -> HTMLResponse:
    """The form that takes a list."""
    return _form(request, room)


@router.post("/names")
def take_list(
    request: Request,
    room: TheRoom,
    lists: TheLists,
    names: Annotated[str, Form(max_length=LONGEST_LIST)] = "",
    file: UploadFile | None = None,
    collection: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Take a list in and lead to its report; what is wrong with it stands above the form."""
    try:
        sent = file.file.read(LONGEST_LIST + 1) if file and file.filename else names.encode()
        state = lists.submit(
            decode_list(sent), actor=caller_of(request).actor, collection=collection or None
        )
    except AigaqError as error:
        return _form(request, room, names=names, chosen=collection, error=error)
    return RedirectResponse(f"/names/{state.key}", status_code=303)


@router.get("/names/{key}")
def show_report(request: Request, lists: TheLists, key: Key, start: Start = 0) -> HTMLResponse:
    """How far a list is, and what was found so far."""
    state = lists.find(key)
    language = i18n.current_language()
    answers = [in_language(each, language) for each in lists.answers(key, start=start, limit=SHOWN)]
    following = start + SHOWN if start + SHOWN < state.done else None
    return render(
        request,
        "namereport.html",
        state=state,
        answers=answers,
        start=start,
        following=following,
        verdicts=VERDICTS,
    )


@router.get("/names/{key}/report.csv", response_class=StreamingResponse)
def take_report(lists: TheLists, key: Key) -> StreamingResponse:
    """The report so far, for a spreadsheet."""
    return csv_report(lists, key)


def csv_report(lists: NameLists, key: str) -> StreamingResponse:
    """Stream the report of a list as CSV in the language of the request."""
    lists.find(key)  # an unknown one is an error before anything is sent
    lines = chain([BYTE_ORDER_MARK], csv_lines(lists.answers(key), i18n.current_language()))
    heading = {"Content-Disposition": 'attachment; filename="names.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=heading)


def _form(
    request: Request,
    room: Room,
    *,
    names: str = "",
    chosen: str = "",
    error: AigaqError | None = None,
) -> HTMLResponse:
    with room.database.read() as connection:
        collections = name_collections(connection)
    return render(
        request,
        "names.html",
        status=status_of(error) if error else 200,
        collections=collections,
        names=names,
        chosen=chosen,
        error=error,
        most=MOST_NAMES,
        days=KEPT.days,
        may_send=caller_of(request).role.may(Role.READER),
    )
