"""Search within a file as viewers ask for it: IIIF Content Search 2, and 1 for those of today."""

from collections.abc import Iterable
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from outputs.web.iiif.addresses import Addresses
from outputs.web.iiif.answers import answer_linked
from outputs.web.iiif.manifests import CONTEXT, Bundle, find_bundle
from outputs.web.iiif.matches import FoundWord, Match, Matches, find_matches
from outputs.web.room import After, Identity, QueryText, Room, TheRoom, make_url

router = APIRouter()
_SEARCH_1: Final = "http://iiif.io/api/search/1/context.json"
_SEARCH_2: Final = "http://iiif.io/api/search/2/context.json"
_IGNORED: Final = ("motivation", "date", "user")
"""Parameters of the specification that mean nothing here: there is one kind of text."""


@router.get("/{folder}/{number:int}/search2")
def search(
    request: Request,
    room: TheRoom,
    folder: str,
    number: Identity,
    q: QueryText = "",
    after: After = "",
) -> Response:
    """The words of a file that answer a query."""
    return _answer_2(request, *_search(room, folder, number, q, after), q, after)


@router.get("/{folder}/{number:int}/search1")
def search_as_before(
    request: Request,
    room: TheRoom,
    folder: str,
    number: Identity,
    q: QueryText = "",
    after: After = "",
) -> Response:
    """The same in the form of the first version."""
    return _answer_1(request, *_search(room, folder, number, q, after), q, after)


def _search(room: Room, folder: str, number: int, query: str, after: str) -> tuple[Bundle, Matches]:
    with room.database.read() as connection:
        bundle = find_bundle(connection, folder, number)
    if bundle is None:
        raise HTTPException(404)
    return bundle, find_matches(room, bundle.sides, query, after)


def _answer_2(request: Request, bundle: Bundle, matches: Matches, q: str, after: str) -> Response:
    addresses = Addresses.of(request)
    search = addresses.search(bundle.path, 2)
    whole: dict[str, Any] = {"id": make_url(search, q=q), "type": "AnnotationCollection"}
    items = [
        {
            "id": address,
            "type": "Annotation",
            "motivation": "supplementing",
            "body": {"type": "TextualBody", "format": "text/plain", "value": word.text},
            "target": addresses.canvas(page_id, word.box),
        }
        for address, page_id, word in _words(addresses, matches.found)
    ]
    if not after and not matches.next:
        whole["total"] = len(items)
    content: dict[str, Any] = {
        "@context": [CONTEXT, _SEARCH_2],
        "id": make_url(search, q=q, after=after),
        "type": "AnnotationPage",
        "partOf": whole,
        "items": items,
        "annotations": [
            {
                "type": "AnnotationPage",
                "items": [
                    _in_context(addresses, f"{search}/{number}", match)
                    for number, match in enumerate(matches.found)
                ],
            }
        ],
    }
    if matches.next:
        following = make_url(search, q=q, after=matches.next)
        content["next"] = {"id": following, "type": "AnnotationPage"}
    if ignored := _ignored(request):
        content["ignored"] = ignored
    return answer_linked(request, content, _SEARCH_2)


def _in_context(addresses: Addresses, address: str, match: Match) -> dict[str, Any]:
    """What a match reads like; the text around belongs to its first word."""
    first, last = match.words[0], match.words[-1]
    targets = [
        {
            "type": "SpecificResource",
            "source": _word_address(addresses, match.page_id, word),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    **({"prefix": match.before} if word is first else {}),
                    "exact": match.text if len(match.words) == 1 else word.text,
                    **({"suffix": match.after} if word is last else {}),
                }
            ],
        }
        for word in match.words
    ]
    return {
        "id": address,
        "type": "Annotation",
        "motivation": "contextualizing",
        "target": targets if len(targets) > 1 else targets[0],
    }


def _answer_1(request: Request, bundle: Bundle, matches: Matches, q: str, after: str) -> Response:
    addresses = Addresses.of(request)
    search = addresses.search(bundle.path, 1)
    layer: dict[str, Any] = {"@type": "sc:Layer", "first": make_url(search, q=q)}
    if not after and not matches.next:
        layer["total"] = len(matches.found)
    if ignored := _ignored(request):
        layer["ignored"] = ignored
    content: dict[str, Any] = {
        "@context": ["http://iiif.io/api/presentation/2/context.json", _SEARCH_1],
        "@id": make_url(search, q=q, after=after),
        "@type": "sc:AnnotationList",
        "within": layer,
        "resources": [
            {
                "@id": address,
                "@type": "oa:Annotation",
                "motivation": "sc:painting",
                "resource": {"@type": "cnt:ContentAsText", "chars": word.text},
                "on": addresses.canvas(page_id, word.box),
            }
            for address, page_id, word in _words(addresses, matches.found)
        ],
        "hits": [
            {
                "@type": "search:Hit",
                "annotations": [
                    _word_address(addresses, match.page_id, word) for word in match.words
                ],
                "match": match.text,
                "before": match.before,
                "after": match.after,
            }
            for match in matches.found
        ],
    }
    if matches.next:
        content["next"] = make_url(search, q=q, after=matches.next)
    return answer_linked(request, content, _SEARCH_1)


def _words(addresses: Addresses, matches: Iterable[Match]) -> Iterable[tuple[str, int, FoundWord]]:
    """Each word once, also where two matches share it: its address, page and place."""
    found = {
        _word_address(addresses, match.page_id, word): (match.page_id, word)
        for match in matches
        for word in match.words
    }
    return ((address, page_id, word) for address, (page_id, word) in found.items())


def _word_address(addresses: Addresses, page_id: int, word: FoundWord) -> str:
    return addresses.page(page_id, f"words/{word.start}")


def _ignored(request: Request) -> list[str]:
    return [name for name in _IGNORED if name in request.query_params]
