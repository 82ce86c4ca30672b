"""A workspace that moved from SQLite to PostgreSQL gives the same answers to the same questions."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import pytest

from benchmarks.acceptance import QUESTIONS
from benchmarks.workspaces import aigaq
from outputs.search.counting.facetrows import Facet
from outputs.search.ordering import Order
from outputs.search.service import Search, SearchPage, SearchRequest
from pipeline.settings import read_settings
from pipeline.status import read_status
from pipeline.workspace import Workspace
from tests.conftest import SAMPLES
from tests.support.databases import RECORDS
from tests.support.exports import export_plain

ASKED = [
    *(ask for question in json.loads(QUESTIONS.read_text()) for ask in question.get("asks", ())),
    "",
    "Тулегенов",
    "протокол OR постановление",
    "протокол -допроса",
    '"выписка из протокола"',
    "приговор NEAR/3 расстрел",
    "тройка NEAR/8 УНКВД NEAR/8 области",
    "каз*",
    "Қарағанды",
    "арестован дата:1937..1938",
    "place:Алматы -type:interrogation_protocol",
    "(расстрел* OR ВМН) fond:109",
    'confidence:0.8 person:"Досымбеков Н."',
    "протаколл",
    "слованеттакого",
]


@dataclass(frozen=True)
class Moved:
    """A workspace before and after it moved, and what the commands that moved it said."""

    before: Workspace
    after: Workspace
    copied: list[dict[str, Any]]
    run: dict[str, Any]
    environment: dict[str, str]


@pytest.fixture(scope="module")
def moved(read_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    folder = tmp_path_factory.mktemp("moved") / "data"
    shutil.copytree(read_samples, folder)
    address = RECORDS.server.create("moved")
    environment = {"AIGAQ_DATABASE": address}
    copied = aigaq(folder, "db", "copy", address, "--json")
    assert copied.returncode == 0, copied.stderr
    run = aigaq(folder, "run", "--json", environment=environment)
    assert run.returncode in (0, 5), run.stderr
    settings = read_settings(None, workspace=folder)
    before = Workspace(read_settings(None, workspace=read_samples))
    after = Workspace(settings.model_copy(update={"database": address}))
    yield Moved(before, after, json.loads(copied.stdout), json.loads(run.stdout), environment)
    for each in (before, after):
        each.database.close()


def searches(moved: Moved) -> tuple[Search, Search]:
    return tuple(  # type: ignore[return-value]
        Search(each.database, each.index, each.vocabulary, each.facets)
        for each in (moved.before, moved.after)
    )


def answer(search: Search, request: SearchRequest) -> SearchPage:
    page = search.search(replace(request, limit=100))
    assert page.next is None
    return page


@pytest.mark.usefixtures("one_worker")
def test_a_delivery_is_read_into_postgresql(tmp_path: Path) -> None:
    sheet = Path("САДП") / "Ф. 109 Оп. 1 Д. 25" / "Л. 12.jpg"
    (tmp_path / sheet).parent.mkdir(parents=True)
    shutil.copy(SAMPLES / "delivery" / sheet, tmp_path / sheet)
    address = RECORDS.server.create("delivered")

    def call(*arguments: str) -> Any:
        done = aigaq(tmp_path / "data", *arguments, environment={"AIGAQ_DATABASE": address})
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    call("ingest", str(tmp_path / "САДП"), "--collection", "cases", "--json")
    assert call("run", "--json")["outcome"] == "done"
    assert call("status", "--json")["pages"] == {
        "in": 1,
        "done": 1,
        "blank": 0,
        "quarantined": 0,
        "pending": 0,
    }
    (hit,) = call("search", "fond:109", "--json")["hits"]
    assert hit["source"].endswith("Л. 12.jpg")
    assert not (tmp_path / "data" / "aigaq.db").exists()


def test_every_row_was_compared_and_nothing_was_read_anew(moved: Moved) -> None:
    rows = {each["table"]: each["rows"] for each in moved.copied}
    assert rows["page"] == 18
    assert rows["mention"] > 250
    assert moved.run["executions"] == {"index": 15}


@pytest.mark.parametrize("query", ASKED)
def test_the_same_pages_answer(moved: Moved, query: str) -> None:
    one, other = searches(moved)
    for order in get_args(Order):
        request = SearchRequest(query=query, order=order)
        expected, found = answer(one, request), answer(other, request)
        assert (found.total, found.exact) == (expected.total, expected.exact)
        assert found.expansions == expected.expansions
        pages = [hit.page_id for hit in found.hits]
        if order != "relevance":
            assert pages == [hit.page_id for hit in expected.hits]
            continue
        assert found.hits == tuple(
            sorted(found.hits, key=lambda hit: (hit.widened, hit.score, hit.page_id))
        )
        # Scores are of different kinds; all else of a hit is the same.
        alike = {hit.page_id: replace(hit, score=0.0) for hit in expected.hits}
        assert {hit.page_id: replace(hit, score=0.0) for hit in found.hits} == alike


@pytest.mark.parametrize("query", ASKED[::4])
def test_the_same_is_counted_beside_an_answer(moved: Moved, query: str) -> None:
    one, other = searches(moved)
    request = SearchRequest(query=query)
    assert other.count(request, tuple(Facet)) == one.count(request, tuple(Facet))


def test_exports_are_the_same_to_the_byte(moved: Moved, tmp_path: Path) -> None:
    for name, each in (("before", moved.before), ("after", moved.after)):
        export_plain(each.database, "csv", tmp_path / name)
    # What lies beside the tables says when the record last changed: the copy was run once more.
    tables = sorted(path.name for path in (tmp_path / "before").glob("*.csv"))
    assert len(tables) >= 6
    for table in tables:
        assert (tmp_path / "before" / table).read_bytes() == (
            tmp_path / "after" / table
        ).read_bytes()


def test_the_counts_are_the_same(moved: Moved) -> None:
    status = []
    for each in (moved.before, moved.after):
        with each.database.read() as connection:
            status.append(replace(read_status(connection, ("ocr", "index")), last_run=None))
    assert status[0] == status[1]
