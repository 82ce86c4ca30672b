"""Programs take whole answers and lists as files, and are not sent what they have."""

import csv
import json
from io import StringIO

import pytest

from models.spreadsheets import csv_line
from outputs.web.api import streams
from outputs.web.api.answers import Answer
from outputs.web.api.streams import Stretch, walk
from tests.support.webroom import KEYWORD, PERSON, Reader


@pytest.mark.parametrize("at_once", [1, 1000])
def test_an_answer_as_a_file_is_the_answer(
    client: Reader, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outputs.web.api.search.AT_ONCE", at_once)
    asked: dict[str, str | int] = {"q": KEYWORD}
    items = client.get("/api/v1/search", params=asked).json()["items"]
    answer = client.get("/api/v1/search.ndjson", params=asked)
    assert answer.headers["content-type"] == streams.NDJSON
    assert [json.loads(line) for line in answer.text.splitlines()] == items
    table = client.get("/api/v1/search.csv", params=asked)
    assert table.headers["content-disposition"] == 'attachment; filename="search.csv"'
    rows = list(csv.DictReader(StringIO(table.content.decode("utf-8-sig"), newline="")))
    assert [int(row["page_id"]) for row in rows] == [item["page_id"] for item in items]
    assert rows[0]["snippet"] == items[0]["snippet"]


def test_a_stream_that_cannot_begin_is_a_problem(client: Reader) -> None:
    answer = client.get("/api/v1/search.csv", params={"q": '"a'})
    assert (answer.status_code, answer.json()["code"]) == (400, "query-invalid")
    unknown = client.get("/api/v1/people.ndjson", params={"collection": "none"})
    assert unknown.status_code == 404


def test_a_stream_speaks_the_language_of_its_reader(client: Reader) -> None:
    asked: dict[str, str | int] = {"q": KEYWORD, "order": "archive"}
    lines = client.get(
        "/api/v1/search.ndjson", params=asked, headers={"Accept-Language": "ru"}
    ).text
    assert "Л. 12об." in json.loads(lines.splitlines()[0])["citation"]


def test_lists_stream_what_the_record_holds(client: Reader) -> None:
    mentions = [
        json.loads(line)
        for line in client.get(
            "/api/v1/mentions.ndjson", params={"label": "PERSON"}
        ).text.splitlines()
    ]
    assert [each["text"] for each in mentions] == [PERSON, PERSON]
    assert len(client.get("/api/v1/mentions.csv").text.splitlines()) == 1 + 8
    places = client.get("/api/v1/places.csv", params={"collection": "дела"})
    names = [row["normal"] for row in csv.DictReader(StringIO(places.content.decode("utf-8-sig")))]
    listed = client.get("/api/v1/entities", params={"label": "PLACE"}).json()["items"]
    assert names == [each["normal"] for each in listed]
    assert client.get("/api/v1/places.ndjson").text.count("\n") == len(names)
    assert client.get("/api/v1/people.csv").text.startswith("\ufeffid,name,")


def test_facets_count_pages_of_the_whole_answer(client: Reader) -> None:
    asked: dict[str, str | int] = {"q": KEYWORD, "facet": "person", "most": 1}
    facets = client.get("/api/v1/search/facets", params=asked).json()["facets"]
    [person] = facets.pop("person")
    assert (person["label"], person["count"]) == ("Досымбеков Ахмет", 2)
    assert facets == {}
    every = client.get("/api/v1/search/facets", params={"q": KEYWORD}).json()["facets"]
    assert {"person", "place", "org", "year", "type", "language", "collection"} <= every.keys()
    assert client.get("/api/v1/search/facets", params={"facet": "dog"}).status_code == 422


def test_what_a_reader_has_is_not_sent_again(client: Reader) -> None:
    first = client.get("/api/v1/search", params={"q": KEYWORD})
    tag = first.headers["etag"]
    for wanted in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(
            "/api/v1/search", params={"q": KEYWORD}, headers={"If-None-Match": wanted}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    changed = client.get("/api/v1/search", params={"q": "тройка"}, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_a_method_that_is_not_offered_names_those_that_are(client: Reader) -> None:
    answer = client.post("/api/v1/search")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_only_one_stretch_is_held_at_a_time() -> None:
    asked: list[str] = []

    class Item(Answer):
        number: int

    def read(after: str) -> Stretch[Item]:
        asked.append(after)
        number = int(after or 0)
        return Stretch([Item(number=number)], str(number + 1) if number < 2 else None)

    items = walk(read)
    assert asked == [""]
    assert next(items).number == 0
    assert asked == [""]
    assert [each.number for each in items] == [1, 2]


def test_a_cell_is_no_formula() -> None:
    assert csv_line(["=1+1", -1, "a,b", ""]) == '\'=1+1,-1,"a,b",\r\n'


def test_the_description_shows_examples(client: Reader) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for path, way in described["paths"].items():
        for parameter in way.get("get", {}).get("parameters", ()):
            if parameter["name"] in ("q", "person", "place", "from", "to", "collection", "starts"):
                assert parameter["schema"]["examples"], (path, parameter["name"])
        if path.endswith((".csv", ".ndjson")):
            assert way["get"]["responses"]["200"]["content"], path
    assert described["components"]["schemas"]["HitAnswer"]["example"]["boxes"]
