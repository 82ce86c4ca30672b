"""The calendar of a collection: its years, months and days, and what the pages say of them."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from outputs.web.queries.dates import read_axis
from outputs.web.room import Code, TheRoom, render, require_collection

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/collections/{code}/dates")
def show_dates(request: Request, room: TheRoom, code: Code) -> HTMLResponse:
    """The years that the pages of a collection speak of."""
    with room.database.read() as connection:
        collection = require_collection(connection, code)
        axis = read_axis(connection, collection.id)
    return render(request, "dates.html", collection=collection, axis=axis)
