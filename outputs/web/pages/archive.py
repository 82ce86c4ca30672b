"""The way an archivist goes: archive, fond, inventory, file, sheets; and delivered files."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from outputs.web.queries.archive import LEVELS, Level, count_unit, find_path, list_units
from outputs.web.queries.sheets import (
    find_source,
    list_documents,
    list_pages_of_source,
    list_sheets_of_file,
)
from outputs.web.room import After, Identity, Room, TheRoom, render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_BELOW: Final = dict(zip(LEVELS, LEVELS[1:], strict=False))


@router.get("/archives")
def show_archives(request: Request, room: TheRoom, after: After = "") -> HTMLResponse:
    """The archives whose files are here."""
    with room.database.read() as connection:
        listing = list_units(connection, Level.ARCHIVE, after=after)
    return render(request, "units.html", trail=(), counts=None, listing=listing)


@router.get("/archives/{unit_id}")
def show_archive(
    request: Request, room: TheRoom, unit_id: Identity, after: After = ""
) -> HTMLResponse:
    """The fonds of an archive."""
    return _show_units(request, room, Level.ARCHIVE, unit_id, after)


@router.get("/fonds/{unit_id}")
def show_fond(
    request: Request, room: TheRoom, unit_id: Identity, after: After = ""
) -> HTMLResponse:
    """The inventories of a fond."""
    return _show_units(request, room, Level.FOND, unit_id, after)


@router.get("/inventories/{unit_id}")
def show_inventory(
    request: Request, room: TheRoom, unit_id: Identity, after: After = ""
) -> HTMLResponse:
    """The files of an inventory."""
    return _show_units(request, room, Level.INVENTORY, unit_id, after)


@router.get("/files/{unit_id}")
def show_file(
    request: Request, room: TheRoom, unit_id: Identity, after: After = ""
) -> HTMLResponse:
    """The documents and the sheets of an archival file."""
    with room.database.read() as connection:
        trail = find_path(connection, Level.FILE, unit_id)
        if not trail:
            raise HTTPException(404)
        counts = count_unit(connection, trail[-1])
        documents = [] if after else list_documents(connection, unit_id)
        listing = list_sheets_of_file(connection, unit_id, after=after)
    return render(
        request, "file.html", trail=trail, counts=counts, documents=documents, listing=listing
    )


@router.get("/sources/{source_id}")
def show_source(
    request: Request, room: TheRoom, source_id: Identity, after: After = ""
) -> HTMLResponse:
    """The pages of a delivered file, also where nothing is known of its place in an archive."""
    with room.database.read() as connection:
        source = find_source(connection, source_id)
        if source is None:
            raise HTTPException(404)
        listing = list_pages_of_source(connection, source_id, after=after)
    return render(request, "source.html", source=source, listing=listing)


def _show_units(
    request: Request, room: Room, level: Level, unit_id: int, after: str
) -> HTMLResponse:
    with room.database.read() as connection:
        trail = find_path(connection, level, unit_id)
        if not trail:
            raise HTTPException(404)
        counts = count_unit(connection, trail[-1])
        listing = list_units(connection, _BELOW[level], within=unit_id, after=after)
    return render(request, "units.html", trail=trail, counts=counts, listing=listing)
