"""Lists of files for viewers: the archive's own order, and what was delivered together."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from models.i18n import N_, _
from outputs.web.cursors import Listing, make_listing, unpack_cursor
from outputs.web.iiif.addresses import Addresses
from outputs.web.iiif.answers import answer_linked
from outputs.web.iiif.labels import LanguageMap, as_written, citation, in_languages
from outputs.web.iiif.manifests import CONTEXT, reference_of
from outputs.web.queries.archive import LEVELS, Level, Unit, find_path, list_units
from outputs.web.queries.collections import find_collection, name_collections
from outputs.web.queries.sides import list_files_of_collection, list_loose_sources
from outputs.web.room import After, Code, Identity, Room, TheRoom
from outputs.web.wording.units import unit, unit_path

router = APIRouter()
_MOST: Final = 200
_FILES, _SOURCES = 0, 1  # the two parts of the list of a collection
_ALL: Final = N_("All files")
_MORE: Final = N_("more")
Entry = tuple[str, str, LanguageMap]
"""Type, path and label of what a list refers to."""


@router.get("/collection")
def send_all(request: Request, room: TheRoom, after: After = "") -> Response:
    """Everything: the archives, and the collections as they were delivered."""
    with room.database.read() as connection:
        archives = list_units(connection, Level.ARCHIVE, after=after, limit=_MOST)
        delivered = [] if archives.next else name_collections(connection)
    entries = [
        *_units((), [found for found, _counts in archives.items]),
        *(
            ("Collection", f"collections/{quote(each.code)}", as_written(each.name))
            for each in delivered
        ),
    ]
    label = in_languages(lambda: _(_ALL))
    return _send(request, "collection", label, entries, after=after, following=archives.next)


@router.get("/archives/{unit_id:int}")
def send_archive(request: Request, room: TheRoom, unit_id: Identity, after: After = "") -> Response:
    """The fonds of an archive."""
    return _send_units(request, room, Level.ARCHIVE, unit_id, after)


@router.get("/fonds/{unit_id:int}")
def send_fond(request: Request, room: TheRoom, unit_id: Identity, after: After = "") -> Response:
    """The inventories of a fond."""
    return _send_units(request, room, Level.FOND, unit_id, after)


@router.get("/inventories/{unit_id:int}")
def send_inventory(
    request: Request, room: TheRoom, unit_id: Identity, after: After = ""
) -> Response:
    """The files of an inventory."""
    return _send_units(request, room, Level.INVENTORY, unit_id, after)


@router.get("/collections/{code}")
def send_collection(request: Request, room: TheRoom, code: Code, after: After = "") -> Response:
    """What was delivered to one collection: archival files, then what has no place in one."""
    with room.database.read() as connection:
        collection = find_collection(connection, code)
        if collection is None:
            raise HTTPException(404)
        listing = _delivered(connection, collection.id, after)
    entries = [entry for _place, entry in listing.items]
    path, label = f"collections/{quote(code)}", as_written(collection.name)
    return _send(request, path, label, entries, after=after, following=listing.next)


def _send_units(request: Request, room: Room, level: Level, unit_id: int, after: str) -> Response:
    below = LEVELS[LEVELS.index(level) + 1]
    with room.database.read() as connection:
        trail = find_path(connection, level, unit_id)
        if not trail:
            raise HTTPException(404)
        listing = list_units(connection, below, within=unit_id, after=after, limit=_MOST)
    entries = _units(trail, [found for found, _counts in listing.items])
    path = unit_path(trail[-1]).strip("/")
    holder = unit_path(trail[-2]).strip("/") if len(trail) > 1 else "collection"
    return _send(
        request,
        path,
        _label(trail),
        entries,
        after=after,
        following=listing.next,
        holder=holder,
    )


def _units(trail: tuple[Unit, ...], units: Iterable[Unit]) -> list[Entry]:
    return [
        (
            "Manifest" if each.level is Level.FILE else "Collection",
            unit_path(each).strip("/"),
            _label((*trail, each)),
        )
        for each in units
    ]


def _label(trail: tuple[Unit, ...]) -> LanguageMap:
    if len(trail) == 1:
        return in_languages(lambda: unit(trail[0]))
    return citation(reference_of(trail))


def _delivered(
    connection: Connection, collection_id: int, after: str
) -> Listing[tuple[tuple[int, int, str], Entry]]:
    """Files by id, then loose sources by name, as one list."""
    part, file_id, name = unpack_cursor(after, (int, int, str)) if after else (_FILES, 0, "")
    found: list[tuple[tuple[int, int, str], Entry]] = []
    if part == _FILES:
        files = list_files_of_collection(
            connection, collection_id, after=int(file_id), limit=_MOST + 1
        )
        found = [
            ((_FILES, number, ""), ("Manifest", f"files/{number}", citation(reference)))
            for number, reference in files
        ]
    sources = list_loose_sources(
        connection, collection_id, after=str(name), limit=_MOST + 1 - len(found)
    )
    found += [
        ((_SOURCES, 0, named), ("Manifest", f"sources/{number}", as_written(named)))
        for number, named in sources
    ]
    return make_listing(found, _MOST, lambda last: last[0])


def _send(
    request: Request,
    path: str,
    label: LanguageMap,
    entries: Iterable[Entry],
    *,
    after: str,
    following: str | None,
    holder: str = "",
) -> Response:
    """A list; what does not fit is a list of its own at its end, since IIIF turns no pages here."""
    addresses = Addresses.of(request)
    items: list[dict[str, Any]] = [
        {
            "id": addresses.manifest(where) if kind == "Manifest" else addresses.collection(where),
            "type": kind,
            "label": called,
        }
        for kind, where, called in entries
    ]
    if following:
        more = in_languages(lambda: _(_MORE))
        place = addresses.collection(path, following)
        items.append({"id": place, "type": "Collection", "label": more})
    content: dict[str, Any] = {
        "@context": CONTEXT,
        "id": addresses.collection(path, after),
        "type": "Collection",
        "label": label,
        "homepage": [
            {
                "id": _homepage(addresses, path),
                "type": "Text",
                "format": "text/html",
                "label": label,
            }
        ],
        "items": items,
    }
    if holder:
        content["partOf"] = [{"id": addresses.collection(holder), "type": "Collection"}]
    return answer_linked(request, content, CONTEXT)


def _homepage(addresses: Addresses, path: str) -> str:
    if path == "collection":
        return f"{addresses.room}/archives"
    return f"{addresses.room}/{path}{'/files' if path.startswith('collections/') else ''}"
