"""Bitmaps answer for frequent words, and pairs of common words for phrases of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from models.page import Terms
from outputs.search.backends import postings, tantivyasked, tantivypages
from outputs.search.backends.tantivy import Paying, TantivyIndex
from outputs.search.queries.filters import Filters, Languages, Said
from outputs.search.terms import AllOf, AnyOf, Phrase, Sought
from tests.support.factories import add_collection, add_page, add_source, open_database

PAGES = 30
ALL = set(range(1, PAGES + 1))
EVEN = {page for page in ALL if page % 2 == 0}
THIRD = {page for page in ALL if page % 3 == 0}
FREQUENT, OTHER, BEGINNING = Phrase(("четное",)), Phrase(("третье",)), Phrase(("ч",), prefix=True)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def index(database: Database, tmp_path: Path) -> TantivyIndex:
    index = TantivyIndex(tmp_path / "index", Paying(listed=15, changed=20, judged=25))
    with database.write() as connection:
        index.prepare(connection)
        source = add_source(connection, add_collection(connection), "a.pdf")
        for number in sorted(ALL):
            page_id = add_page(connection, source, "x", number=number)
            index.put(connection, page_id, Terms(body(number), "", ""))
    index.settle(database)
    return index


def body(number: int) -> str:
    words = ["лист", "дела", f"ч{number}"]
    words += ["четное"] if number in EVEN else []
    words += ["третье"] if number in THIRD else []
    return " ".join(words)


@pytest.mark.parametrize(
    ("sought", "filters", "pages"),
    [
        (FREQUENT, Filters(), EVEN),
        (None, Filters(), ALL),
        (None, Filters(unwanted=(Said(FREQUENT),)), ALL - EVEN),
        (OTHER, Filters(wanted=(Said(FREQUENT), Languages(frozenset({"ru"})))), EVEN & THIRD),
        (FREQUENT, Filters(wanted=(Languages(frozenset({"kk"})),)), set()),
        (AnyOf((FREQUENT, OTHER)), Filters(), EVEN | THIRD),
        (AllOf((FREQUENT,), (OTHER,)), Filters(), EVEN - THIRD),
        (BEGINNING, Filters(), ALL),
    ],
)
def test_words_are_answered_without_reading_pages_of_frequent_ones(
    database: Database,
    index: TantivyIndex,
    sought: Sought | None,
    filters: Filters,
    pages: set[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[int] = []
    take = tantivypages.all_pages

    def counted(*arguments: object) -> object:
        found = take(*arguments)  # type: ignore[arg-type]
        taken.append(len(found))
        return found

    monkeypatch.setattr(tantivyasked, "all_pages", counted)
    with database.read() as connection:
        assert postings.kept_until(connection) == PAGES
        assert set(index.matched(connection, sought, filters=filters)) == pages
    # «ч» begins a word of each page that has no bitmap; 10 pages say «третье».
    assert sum(taken) <= (PAGES if sought == BEGINNING else len(THIRD))


def test_pairs_of_common_words_change_neither_pages_nor_scores(
    database: Database, index: TantivyIndex, tmp_path: Path
) -> None:
    (common,) = tmp_path.glob("index/tantivy-*/common.json")
    assert json.loads(common.read_text()) == ["дела", "лист", "третье", "четное"]
    plain = TantivyIndex(tmp_path / "plain")
    plain.settle(database)
    with database.read() as connection:
        for words in (("лист", "дела"), ("дела", "лист"), ("четное", "третье"), ("лист", "ч7")):
            phrase = Phrase(words)
            hits = index.find(connection, phrase, filters=Filters(), limit=PAGES)
            assert hits == plain.find(connection, phrase, filters=Filters(), limit=PAGES)
            assert len(hits) == {"лист": 30 * (words[1] == "дела"), "четное": 5}.get(words[0], 0)
