"""The calendar of a collection: its years, months and days, and what the pages say of them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from models.errors import ConfigError
from outputs.web.drawings.calendars import Period, make_months, read_period
from outputs.web.queries.company import list_named_there
from outputs.web.queries.dates import (
    count_days,
    count_events,
    find_neighbours,
    list_dates,
    pages_within,
    read_axis,
)
from outputs.web.room import After, Code, TheRoom, render, require_collection

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/collections/{code}/dates")
def show_dates(request: Request, room: TheRoom, code: Code) -> HTMLResponse:
    """The years that the pages of a collection speak of."""
    with room.database.read() as connection:
        collection = require_collection(connection, code)
        axis = read_axis(connection, collection.id)
    return render(request, "dates.html", collection=collection, axis=axis)


@router.get("/collections/{code}/dates/{when}")
def show_period(
    request: Request,
    room: TheRoom,
    code: Code,
    when: Code,
    event: Annotated[str, Query(max_length=40)] = "",
    after: After = "",
) -> HTMLResponse:
    """A year, month or day: its calendar, what happened, and the pages that say so."""
    period = _period(when)
    bounds = (period.first, period.last)
    with room.database.read() as connection:
        collection = require_collection(connection, code)
        counts = count_days(connection, collection.id, *bounds)
        events = count_events(connection, collection.id, *bounds)
        listing = list_dates(connection, collection.id, *bounds, event=event, after=after)
        people = list_named_there(connection, pages_within(collection.id, *bounds))
        before, following = find_neighbours(connection, collection.id, *bounds)
    return render(
        request,
        "period.html",
        collection=collection,
        period=period,
        months=() if period.is_day else make_months(period, counts),
        events=events,
        event=event,
        listing=listing,
        people=people,
        before=period.like(before) if before else None,
        following=period.like(following) if following else None,
        goes_on_from=after,
    )


def _period(when: str) -> Period:
    try:
        return read_period(when)
    except ConfigError as error:
        raise HTTPException(404) from error
