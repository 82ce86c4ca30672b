"""What stages gave comes back exactly, page by page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

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
from models.store import GivenValue, forget_values, image_path, load_pages, save_values
from models.tables import PageRow, PageTextRow, PageValueRow, SourceRow
from tests.support.factories import digest, word_boxes
from tests.support.storing import BLOBS, entities, load, name, save, three_pages

TEXT = "Иванов Петр, г. Верный,\n5 мая 1899 г."
KINDS: dict[str, Any] = {
    **SMALL_VALUES,
    "reading": Reading,
    "quality": Quality,
    "mentions": tuple[Mention, ...],
}


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = three_pages(tmp_path, back_end)
    yield database
    database.close()


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
