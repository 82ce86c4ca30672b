"""Places of the gazetteer that a collection names, and what is known of one of them."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select

from models.places import Gazetteer, Place
from models.tables import CollectionRow, EntityRow, MentionRow
from outputs.web.drawings.cartography import Located
from outputs.web.queries.company import NamedThere, list_named_there

_MOST: Final = 400  # on one map
_KNOWN: Final = "="  # begins the key of a place that the gazetteer has


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same place in another collection, by the name it has there."""

    id: int
    normal: str
    collection_code: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A place that an undecided wording may mean."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What is known of a place that pages name; `place` is None where the gazetteer has none."""

    place: Place | None
    parent: Place | None
    centre: Place | None
    guesses: tuple[Guess, ...]
    elsewhere: tuple[Elsewhere, ...]
    people: tuple[NamedThere, ...]


def read_place(connection: Connection, entity_id: int) -> PlaceView:
    """The place that an entity stands for, as the gazetteer and the collections know it."""
    gazetteer = Gazetteer.load()
    key = connection.execute(select(EntityRow.key).where(EntityRow.id == entity_id)).scalar_one()
    place = place_of(key)
    pages = select(MentionRow.page_id).where(MentionRow.entity_id == entity_id)
    return PlaceView(
        place=place,
        parent=gazetteer.get(place.parent) if place else None,
        centre=gazetteer.get(place.centre) if place else None,
        guesses=() if place else _guesses(connection, entity_id),
        elsewhere=_elsewhere(connection, entity_id, key) if place else (),
        people=list_named_there(connection, pages),
    )


def place_of(key: str) -> Place | None:
    """The gazetteer's place of an entity's key."""
    return Gazetteer.load().get(key[len(_KNOWN) :]) if key.startswith(_KNOWN) else None


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of the places that a name of any time and language may mean."""
    found = Gazetteer.load().candidates(name) if name.strip() else ()
    return tuple(f"{_KNOWN}{each.place_id}" for each in found)


def list_located(
    connection: Connection, collection_id: int, *, limit: int = _MOST
) -> tuple[Located, ...]:
    """The places of a collection that the gazetteer has, those named most often first."""
    times = func.count(MentionRow.id).label("times")
    rows = connection.execute(
        select(EntityRow.id, EntityRow.key, EntityRow.normal, times)
        .join(MentionRow, MentionRow.entity_id == EntityRow.id)
        .where(
            EntityRow.collection_id == collection_id,
            EntityRow.label == "PLACE",
            EntityRow.key.startswith(_KNOWN, autoescape=True),
        )
        .group_by(EntityRow.id, EntityRow.key, EntityRow.normal)
        .order_by(times.desc(), EntityRow.id)
        .limit(limit)
    )
    return tuple(
        Located(row.normal, f"/entities/{row.id}", place, row.times)
        for row in rows
        if (place := place_of(row.key)) is not None
    )


def locate(connection: Connection, times: dict[int, int]) -> tuple[Located, ...]:
    """Of some entities those that the gazetteer has, with how often each is named."""
    rows = connection.execute(
        select(EntityRow.id, EntityRow.key, EntityRow.normal).where(EntityRow.id.in_(times))
    )
    return tuple(
        Located(row.normal, f"/entities/{row.id}", place, times[row.id])
        for row in rows
        if (place := place_of(row.key)) is not None
    )


def _guesses(connection: Connection, entity_id: int) -> tuple[Guess, ...]:
    """What the mentions may mean, by the best score that any of them gives."""
    rows = connection.execute(
        select(MentionRow.places).where(MentionRow.entity_id == entity_id).limit(100)
    ).scalars()
    scores: dict[str, float] = {}
    for candidates in rows:
        for each in candidates or ():
            name, score = _candidate(each)
            scores[name] = max(score, scores.get(name, 0.0))
    ranked = sorted(scores, key=lambda each: (-scores[each], each))
    found = ((Gazetteer.load().get(each), scores[each]) for each in ranked)
    return tuple(Guess(place, score) for place, score in found if place is not None)


def _candidate(kept: dict[str, Any]) -> tuple[str, float]:
    return str(kept["place_id"]), float(kept["score"])


def _elsewhere(connection: Connection, entity_id: int, key: str) -> tuple[Elsewhere, ...]:
    rows = connection.execute(
        select(EntityRow.id, EntityRow.normal, CollectionRow.code)
        .join(CollectionRow, CollectionRow.id == EntityRow.collection_id)
        .where(EntityRow.label == "PLACE", EntityRow.key == key, EntityRow.id != entity_id)
        .order_by(CollectionRow.code)
        .limit(50)
    )
    return tuple(Elsewhere(*row) for row in rows)
