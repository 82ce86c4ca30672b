"""A manifest for each archival file, and for each delivered one: its sheets, ready to be turned."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from models.archive import ReferenceCode
from models.i18n import N_
from outputs.web.iiif.addresses import Addresses
from outputs.web.iiif.answers import answer_linked
from outputs.web.iiif.canvases import make_canvas, make_thumbnail
from outputs.web.iiif.labels import LanguageMap, as_written, citation, in_languages, pair
from outputs.web.queries.archive import Level, Unit, count_unit, find_path
from outputs.web.queries.sheets import find_source
from outputs.web.queries.sides import (
    Described,
    PageSide,
    list_sides_of_file,
    list_sides_of_source,
)
from outputs.web.room import Identity, Room, TheRoom
from outputs.web.wording.present import tongue
from outputs.web.wording.units import unit, years

router = APIRouter()
CONTEXT: Final = "http://iiif.io/api/presentation/3/context.json"
_LEVELS: Final = {
    Level.ARCHIVE: N_("Archive"),
    Level.FOND: N_("Fond"),
    Level.INVENTORY: N_("Inventory"),
    Level.FILE: N_("File"),
}
_SEARCHES: Final = {
    1: {
        "@context": "http://iiif.io/api/search/1/context.json",
        "@type": "SearchService1",
        "profile": "http://iiif.io/api/search/1/search",
    },
    2: {"type": "SearchService2"},
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a manifest shows as one whole.

    Attributes:
        path: under which it is found, here and in the reading room, such as `files/5`.
        label: what it is called.
        metadata: lines about it.
        source: what must be shown with it: where the original lies.
        part_of: the list that holds it, as a path.
        sides: its page sides in order.
        is_one_source: whether all of them come from one delivered file.
    """

    path: str
    label: LanguageMap
    metadata: tuple[dict[str, LanguageMap], ...]
    source: LanguageMap
    part_of: str
    sides: tuple[PageSide, ...]
    is_one_source: bool


@router.get("/{folder}/{number:int}/manifest")
def send_manifest(request: Request, room: TheRoom, folder: str, number: Identity) -> Response:
    """The manifest of an archival file (`files`), or of a delivered one (`sources`).

    The latter also have the pages that no archival file holds.
    """
    with room.database.read() as connection:
        bundle = find_bundle(connection, folder, number)
    if bundle is None:
        raise HTTPException(404)
    content = make_manifest(Addresses.of(request), bundle, _rights(room, bundle))
    return answer_linked(request, {"@context": CONTEXT, **content}, CONTEXT)


def find_bundle(connection: Connection, folder: str, number: int) -> Bundle | None:
    """What is shown under `files/5` or `sources/5`."""
    find = {"files": find_file, "sources": find_delivered}.get(folder)
    return find(connection, number) if find else None


def find_file(connection: Connection, file_id: int) -> Bundle | None:
    """The archival file of this id."""
    trail = find_path(connection, Level.FILE, file_id)
    if not trail:
        return None
    counts = count_unit(connection, trail[-1])
    reference = reference_of(trail)
    lines = [pair(_LEVELS[each.level], _unit_name(each)) for each in trail if each.number]
    if span := years(counts.lower, counts.upper):
        lines.append(pair(_YEARS, as_written(span)))
    sides = tuple(list_sides_of_file(connection, file_id))
    lines += _said_of(sides)
    return Bundle(
        path=f"files/{file_id}",
        label=_titled(citation(reference), trail[-1].title),
        metadata=(*lines, pair(_CODE, as_written(reference.normal_form().rstrip("/")))),
        source=citation(reference),
        part_of=f"inventories/{trail[-2].id}",
        sides=sides,
        is_one_source=False,
    )


def find_delivered(connection: Connection, source_id: int) -> Bundle | None:
    """The delivered file of this id."""
    source = find_source(connection, source_id)
    if source is None:
        return None
    sides = tuple(list_sides_of_source(connection, source_id))
    lines = (pair(_COLLECTION, as_written(source.collection)), *_said_of(sides))
    return Bundle(
        path=f"sources/{source_id}",
        label=as_written(source.name),
        metadata=lines,
        source=as_written(f"{source.collection}: {source.name}"),
        part_of=f"collections/{quote(source.collection_code)}",
        sides=sides,
        is_one_source=True,
    )


def reference_of(trail: Sequence[Unit]) -> ReferenceCode:
    """The reference of the unit at the end of a trail that begins with the archive."""
    numbers = {each.level: each.number or None for each in trail}
    archive, fond, inventory, file = (numbers.get(level) for level in Level)
    return ReferenceCode(archive, fond, inventory, file)


def make_manifest(addresses: Addresses, bundle: Bundle, rights: str | None) -> dict[str, Any]:
    """The manifest of a file (section 5.2 of the Presentation API 3.0).

    Args:
        addresses: of the reading room.
        bundle: what it shows.
        rights: address of its terms of use, if they are known.
    """
    manifest: dict[str, Any] = {
        "id": addresses.manifest(bundle.path),
        "type": "Manifest",
        "label": bundle.label,
        "metadata": list(bundle.metadata),
        "requiredStatement": pair(_SOURCE, bundle.source),
        "homepage": [
            {
                "id": f"{addresses.room}/{bundle.path}",
                "type": "Text",
                "format": "text/html",
                "label": bundle.label,
            }
        ],
        "partOf": [{"id": addresses.collection(bundle.part_of), "type": "Collection"}],
        "behavior": ["individuals"],
        "service": [_search(addresses.search(bundle.path, version), version) for version in (2, 1)],
        "items": [
            make_canvas(addresses, side, of_one_source=bundle.is_one_source)
            for side in bundle.sides
        ],
    }
    first = next((side for side in bundle.sides if side.geometry), None)
    if first and first.geometry:
        manifest["thumbnail"] = [make_thumbnail(addresses, first.id, first.geometry)]
    if rights:
        manifest["rights"] = rights
    if ranges := list(_ranges(addresses, bundle)):
        manifest["structures"] = ranges
    return manifest


def _rights(room: Room, bundle: Bundle) -> str | None:
    """The terms of use of all sides; none where they differ, since a manifest can name but one."""
    codes = {side.collection for side in bundle.sides}
    found = {room.rights.get(code, room.rights.get(_ANY)) for code in codes}
    return found.pop() if len(found) == 1 else None


_ANY: Final = "*"
_YEARS: Final = N_("Years")
_CODE: Final = N_("Reference code")
_COLLECTION: Final = N_("Collection")
_LANGUAGE: Final = N_("Language")
_ACCESS: Final = N_("Access")
_SOURCE: Final = N_("Source")


def _search(address: str, version: int) -> dict[str, str]:
    return {"@id" if version == 1 else "id": address, **_SEARCHES[version]}


def _unit_name(named: Unit) -> LanguageMap:
    if named.level is Level.ARCHIVE:
        return in_languages(lambda: unit(named))
    return as_written(named.number)


def _titled(cited: LanguageMap, title: str | None) -> LanguageMap:
    if not title:
        return cited
    return {code: [f"{title}. {text}"] for code, [text] in cited.items()}


def _documents(sides: Iterable[PageSide]) -> list[Described]:
    found = {side.document.id: side.document for side in sides if side.document}
    return list(found.values())


def _said_of(sides: Sequence[PageSide]) -> Iterator[dict[str, LanguageMap]]:
    """The languages of the documents and the access to them, where the description says so."""
    documents = _documents(sides)
    if languages := sorted({each.language for each in documents if each.language}):
        yield pair(_LANGUAGE, in_languages(lambda: ", ".join(map(tongue, languages))))
    if access := sorted({each.access for each in documents if each.access}):
        yield pair(_ACCESS, as_written(", ".join(access)))


def _ranges(addresses: Addresses, bundle: Bundle) -> Iterator[dict[str, Any]]:
    """The documents of a file, where it has several: a table of contents."""
    if len(_documents(bundle.sides)) < 2:
        return
    runs = groupby(bundle.sides, key=lambda side: side.document)
    for number, (document, sides) in enumerate(runs, 1):
        if document is None:
            continue
        said = (document.title, document.edtf)
        canvases = [{"id": addresses.canvas(side.id), "type": "Canvas"} for side in sides]
        yield {
            "id": f"{addresses.manifest(bundle.path)}/documents/{number}",
            "type": "Range",
            "label": as_written(", ".join(filter(None, said)) or str(number)),
            "items": canvases,
        }
