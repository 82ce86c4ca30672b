"""What a reader asks of the reading room in one round, for measurements of what it costs."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Final, Protocol

import httpx

from benchmarks.searchpages import COMMON, MIDDLING, RARE

KINDS: Final = (
    "search page",
    "line of a scan",
    "page",
    "about a scan",
    "whole scan",
    "tile",
    "name",
    "API: search",
    "API: words",
    "manifest",
)
"""Of requests, in the order of a round."""

_CLIP: Final = re.compile(r'<img src="([^"]+line\.jpg[^"]*)"')
_HIT: Final = re.compile(r'<h2><a href="(/pages/[^"]+)"')
_NAMED: Final = re.compile(r'<a href="(/entities/\d+)"')
_SEEN_AT_ONCE: Final = 4  # pictures of hits on a screen; the others come as one scrolls
_TILES: Final = 6


class Ask(Protocol):
    """Asks for an address and returns the answer's text, nothing for a picture or an error."""

    def __call__(self, kind: str, path: str) -> Awaitable[str]:
        """Ask; `kind` is one of `KINDS`."""


async def make_round(ask: Ask, chance: random.Random, look: Callable[[], Awaitable[bool]]) -> None:
    """Search, open a hit, parts of its scan and a name on it, and ask what programs would.

    Args:
        ask: for one address.
        chance: what the reader chooses by.
        look: at what was found last; false where the reader has seen enough.
    """

    async def clips(html: str) -> None:
        found = _CLIP.findall(html)[:_SEEN_AT_ONCE]
        await asyncio.gather(*(ask("line of a scan", unescape(each)) for each in found))

    query = _query(chance)
    results = await ask("search page", str(httpx.URL("/search", params={"q": query})))
    await clips(results)
    hits = [unescape(each) for each in _HIT.findall(results)]
    if not hits or not await look():
        return
    hit = chance.choice(hits)
    number = hit.removeprefix("/pages/").partition("?")[0]
    page = await ask("page", hit)
    await ask("about a scan", f"/iiif/image/{number}/info.json")
    tiles = (f"{512 * (n % 4)},{512 * (n // 4)},512,512" for n in chance.sample(range(24), _TILES))
    await asyncio.gather(
        ask("whole scan", f"/iiif/image/{number}/full/310,438/0/default.jpg"),
        *(ask("tile", f"/iiif/image/{number}/{each}/512,512/0/default.jpg") for each in tiles),
    )
    if not await look():
        return
    named = _NAMED.findall(page)
    if named:
        await clips(await ask("name", chance.choice(named)))
    if not await look():
        return
    await ask("API: search", str(httpx.URL("/api/v1/search", params={"q": query})))
    await ask("API: words", f"/api/v1/pages/{number}/words")
    source = 1 + (int(number) - 1) // 100
    await ask("manifest", f"/iiif/sources/{source}/manifest")


def _query(chance: random.Random) -> str:
    """What a reader asks: mostly words that few pages have, now and then one that many have."""
    word = f"слово{int(60_000 ** chance.random())}"
    other = f"слово{int(3_000 ** chance.random())}"
    asked = [word, word, MIDDLING, RARE, COMMON, f"{word} {other}", f'"{word} {other}"', f"{word}*"]
    return chance.choice(asked)
