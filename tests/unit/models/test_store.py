"""What stages gave comes back exactly; entities follow their mentions in any order of pages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, update

from models.blobs import BlobStore
from models.canonical import to_json
from models.database import Database
from models.dates import HistoricalDate, parse_date
from models.entity import Label, Mention, Span
from models.page import (
    SMALL_VALUES,
    Box,
    Cleaning,
    Geometry,
    Page,
    PageContext,
    Quality,
    Reading,
    Route,
    Word,
)
from models.places import PlaceCandidate
from models.store import (
    GivenValue,
    forget_values,
    image_path,
    load_pages,
    save_values,
)
from models.tables import (
    EntityRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    SourceRow,
)
from tests.factories import (
    add_collection,
    add_document,
    add_page,
    add_source,
    digest,
    open_database,
    word_boxes,
)

BLOBS = BlobStore(Path("blobs"))
TEXT = "Иванов Петр, г. Верный,\n5 мая 1899 г."
KINDS: dict[str, Any] = {
    **SMALL_VALUES,
    "reading": Reading,
    "quality": Quality,
    "mentions": tuple[Mention, ...],
}


def name(text: str, normal: str, key: str = "ivanov", label: Label = Label.PERSON) -> Mention:
    return Mention(Span(label, 0, len(text), 0.75, "rules"), text, normal, key)


def some_mentions() -> tuple[Mention, ...]:
    day = parse_date("5 мая 1899 г.")
    assert day is not None
    places = (
        PlaceCandidate("almaty", "Верный", 1 / 3, ("exact", "year 1899")),
        PlaceCandidate("verny-2", "Верный", 0.1, ()),
    )
    before = HistoricalDate(
        surface="до 1933",
        edtf="../1932",
        lower=None,
        upper=date(1932, 12, 31),
        calendar="gregorian",
        precision="year",
        derived_from=("document-year", "before"),
    )
    return (
        Mention(Span(Label.PERSON, 0, 11, 0.123456789, "slovnet"), TEXT[:11], "Иванов Пётр", "и|п"),
        replace(name("г. Верный", "Верный", "=almaty", Label.PLACE), places=places),
        Mention(Span(Label.DATE, 24, 37, 0.9, "dates"), day.surface, day.edtf, day.edtf, date=day),
        Mention(Span(Label.DATE, 30, 37, 0.9, "dates"), "до 1933", "../1932", "../1932", before),
        name("НКВД", "НКВД", "нквд", Label.ORG),
        replace(
            name("ст. 58-10", "58-10", "58-10", Label.ARTICLE),
            details={"article": "58", "paragraph": 10, "parts": ["1", None], "sure": 1 / 3},
        ),
    )


def full(page: Page) -> Page:
    """The page with a value in every field that is stored."""
    return replace(
        page,
        geometry=Geometry(1700, 2200, rotation=90, skew=-0.7000000000000001, scale=2 / 3),
        cleaning=Cleaning(("mask-borders",), ink=0.04321),
        route=Route(None, "rus", kazakh="Cyrillic"),
        upright=Geometry(1700, 2200, rotation=270, skew=-0.7000000000000001, scale=2 / 3),
        reading=Reading(TEXT, word_boxes(TEXT), 0.1 + 0.2, "rus", "ru"),
        quality=Quality(0.1 + 0.2),
        spans=tuple(mention.span for mention in some_mentions()),
        mentions=some_mentions(),
    )


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        collection = add_collection(connection)
        document = add_document(connection, collection, "1")
        source = add_source(connection, collection, "a.pdf")
        for number in (1, 2, 3):
            add_page(connection, source, number=number, document_id=document, state="pending")
    yield database
    database.close()


def load(database: Database, page_id: int = 1) -> Page:
    with database.read() as connection:
        return load_pages(connection, BLOBS, [page_id])[page_id][1]


def save(database: Database, page: Page, names: Sequence[str], page_id: int = 1) -> None:
    with database.write() as connection:
        save_values(connection, [GivenValue(page_id, 1, name, page) for name in names])


def entities(connection: Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute(select(EntityRow.label, EntityRow.key, EntityRow.normal))
    return sorted((row.label, row.key, row.normal) for row in rows)


def test_a_page_that_was_not_worked_on_knows_its_scan_and_its_context(database: Database) -> None:
    page = load(database)
    assert page == Page(page.image, PageContext("ru", "1937-11", 1937))
    assert page.image.path == BLOBS.path(digest("1/1"))
    assert (page.image.width, page.image.height, page.image.dpi) == (1700, 2200, 200)


@pytest.mark.parametrize("value", KINDS)
def test_each_value_comes_back_exactly_and_alone(database: Database, value: str) -> None:
    bare = load(database)
    page = full(bare)
    save(database, page, [value])
    assert load(database) == replace(bare, **{value: getattr(page, value)})
    assert load(database, 2).mentions is None


def test_all_values_come_back_with_equal_digests(database: Database) -> None:
    page = full(load(database))
    save(database, page, list(KINDS))
    back = load(database)
    assert back == page
    for value, kind in KINDS.items():
        assert to_json(kind, getattr(back, value)) == to_json(kind, getattr(page, value)), value


@given(
    confidences=st.lists(st.integers(0, 1000), min_size=1, max_size=8),
    language=st.sampled_from(["ru", "kk", None]),
    mean=st.floats(0, 1),
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=8, max_size=20),
)
@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_reading_of_thousandths_comes_back(
    database: Database, confidences: list[int], language: str | None, mean: float, text: str
) -> None:
    words = tuple(
        Word(number, number + 1, Box(-3 * number, 7, 1, 90_000), share / 1000, number % 2, number)
        for number, share in enumerate(confidences)
    )
    page = replace(load(database), reading=Reading(text, words, mean, "rus", language))
    save(database, page, ["reading"])
    assert load(database).reading == page.reading


def test_a_page_that_names_nothing_loads_like_one_not_looked_at(database: Database) -> None:
    """Mentions are rows, so only the ledger tells the two apart."""
    save(database, replace(load(database), mentions=()), ["mentions"])
    assert load(database).mentions is None


def test_no_spans_at_all_come_back_as_none_found(database: Database) -> None:
    save(database, replace(load(database), spans=()), ["spans"])
    assert load(database).spans == ()


def test_saving_again_replaces(database: Database) -> None:
    page = full(load(database))
    save(database, page, list(KINDS))
    other = replace(
        page,
        geometry=Geometry(1, 2),
        reading=Reading("ничего", (), 0.0, "kaz", None),
        spans=(),
        mentions=(name("Петров", "Петров", "petrov"),),
    )
    save(database, other, ["geometry", "reading", "spans", "mentions"])
    assert load(database) == other
    with database.read() as connection:
        assert entities(connection) == [("PERSON", "petrov", "Петров")]
        assert len(connection.execute(select(PageTextRow.page_id)).all()) == 1


def test_values_of_many_pages_go_in_one_batch_and_do_not_mix(database: Database) -> None:
    pages = {
        number: replace(full(load(database, number)), cleaning=Cleaning((), number / 10))
        for number in (1, 2, 3)
    }
    with database.write() as connection:
        given = [GivenValue(n, 1, value, page) for n, page in pages.items() for value in KINDS]
        save_values(connection, given)
    for number, page in pages.items():
        assert load(database, number) == page


@pytest.mark.parametrize("value", KINDS)
def test_a_forgotten_value_is_gone_from_that_page_alone(database: Database, value: str) -> None:
    page = full(load(database))
    save(database, page, list(KINDS))
    save(database, full(load(database, 2)), list(KINDS), 2)
    with database.write() as connection:
        forget_values(connection, [(1, value)])
    without: dict[str, Any] = {value: None}
    assert load(database) == replace(page, **without)
    assert load(database, 2) == full(load(database, 2))


def test_entities_go_with_their_last_mention(database: Database) -> None:
    for page_id in (1, 2):
        page = replace(load(database, page_id), mentions=(name("Иванов", "Иванов"),))
        save(database, page, ["mentions"], page_id)
    with database.write() as connection:
        forget_values(connection, [(1, "mentions")])
        assert entities(connection) == [("PERSON", "ivanov", "Иванов")]
        forget_values(connection, [(2, "mentions")])
        assert entities(connection) == []


def test_labels_and_collections_keep_their_entities_apart(database: Database) -> None:
    mentions = (name("Киров", "Киров", "киров"), name("Киров", "Киров", "киров", Label.PLACE))
    page = replace(load(database), mentions=mentions)
    with database.write() as connection:
        other = add_collection(connection, "other")
        page_id = add_page(connection, add_source(connection, other, "b.pdf"))
        save_values(
            connection,
            [GivenValue(1, 1, "mentions", page), GivenValue(page_id, other, "mentions", page)],
        )
        rows = connection.execute(select(EntityRow.collection_id, EntityRow.label))
        assert sorted(map(tuple, rows)) == [
            (1, "PERSON"),
            (1, "PLACE"),
            (other, "PERSON"),
            (other, "PLACE"),
        ]


NORMALS = ("Иванов Петр", "Иванов П.", "Иванов", "ИВАНОВ Петр")


@given(
    order=st.permutations([1, 2, 3]),
    batches=st.sampled_from([(1, 1, 1), (2, 1), (1, 2), (3,)]),
    forms=st.lists(
        st.lists(st.sampled_from(NORMALS), min_size=1, max_size=3), min_size=3, max_size=3
    ),
    forgotten=st.sampled_from([None, 1, 2, 3]),
)
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_an_entitys_name_does_not_depend_on_the_order_of_pages(
    database: Database,
    order: list[int],
    batches: tuple[int, ...],
    forms: list[list[str]],
    forgotten: int | None,
) -> None:
    with database.write() as connection:
        connection.execute(delete(MentionRow))
        connection.execute(delete(EntityRow))
        image = load_pages(connection, BLOBS, [1])[1][1].image
        start = 0
        for size in batches:
            given = [
                GivenValue(
                    page_id,
                    1,
                    "mentions",
                    Page(image, mentions=tuple(name(f, f) for f in forms[page_id - 1])),
                )
                for page_id in order[start : start + size]
            ]
            save_values(connection, given)
            start += size
        if forgotten:
            forget_values(connection, [(forgotten, "mentions")])
        left = [form for n, listed in enumerate(forms, 1) if n != forgotten for form in listed]
        assert entities(connection) == [("PERSON", "ivanov", min(left))]


def test_reading_a_page_again_can_raise_the_name_of_its_entity(database: Database) -> None:
    for form in ("А", "Я"):
        save(database, replace(load(database), mentions=(name(form, form),)), ["mentions"])
    with database.read() as connection:
        assert entities(connection) == [("PERSON", "ivanov", "Я")]


def test_a_dates_bounds_do_not_depend_on_the_order_of_pages(database: Database) -> None:
    found: list[list[tuple[date | None, date | None]]] = []
    for order in ((1, 2), (2, 1)):
        for page_id in order:
            written = {1: "около января 1938 г.", 2: "в начале января 1938 г."}[page_id]
            day = parse_date(written)
            assert day is not None
            span = Span(Label.DATE, 0, len(written), 0.9, "dates")
            mention = Mention(span, written, day.edtf, day.edtf, date=day)
            page = replace(load(database, page_id), mentions=(mention,))
            save(database, page, ["mentions"], page_id)
        with database.write() as connection:
            rows = connection.execute(select(EntityRow.lower, EntityRow.upper))
            found.append([(row.lower, row.upper) for row in rows])
            assert len(found[-1]) == 1
            forget_values(connection, [(1, "mentions"), (2, "mentions")])
    assert found[0] == found[1]


def test_a_page_without_an_image_is_not_loaded(database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(PageRow).where(PageRow.id == 2).values(image_sha256=None))
        assert set(load_pages(connection, BLOBS, [1, 2, 3, 99])) == {1, 3}


def test_a_failed_batch_leaves_the_values_before_it(database: Database) -> None:
    page = full(load(database))
    save(database, page, list(KINDS))
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        save_values(connection, [GivenValue(1, 1, "mentions", replace(page, mentions=()))])
        forget_values(connection, [(1, "reading"), (1, "geometry")])
        raise ZeroDivisionError
    assert load(database) == page


def test_an_original_kept_in_place_is_the_image_itself(database: Database, tmp_path: Path) -> None:
    original = tmp_path / "scan.png"
    original.write_bytes(b"scan")
    store = BlobStore(tmp_path / "blobs")
    scan = store.add_bytes(b"page rendered from a container")
    with database.write() as connection:
        connection.execute(update(SourceRow).values(location=str(original)))
        connection.execute(
            update(PageRow).where(PageRow.id == 1).values(image_sha256=digest("a.pdf"))
        )
        pages = load_pages(connection, store, [1, 2])
    assert pages[1][1].image.path == original
    assert pages[2][1].image.path == store.path(digest("1/2"))
    assert image_path(store, scan, str(original), scan) == store.path(scan)


def test_small_values_are_stored_once_per_name(database: Database) -> None:
    page = full(load(database))
    for _ in range(2):
        save(database, page, list(SMALL_VALUES))
    with database.read() as connection:
        names = connection.execute(select(PageValueRow.name)).scalars().all()
    assert sorted(names) == sorted(SMALL_VALUES)
