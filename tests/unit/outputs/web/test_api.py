"""The API answers what the record says, pages its lists, and words its errors by RFC 9457."""

import pytest

from tests.support.webroom import KEYWORD, PERSON, TEXT, Reader, WebRoom


def test_the_pages_of_a_collection_add_up(client: Reader) -> None:
    [collection] = client.get("/api/v1/collections").json()
    counts = collection["counts"]
    states = ("done", "blank", "quarantined", "pending")
    assert counts["pages"] == sum(counts[state] for state in states) == 5
    assert (counts["people"], counts["places"]) == (1, 2)


def test_a_page_has_its_reference_and_reading(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/api/v1/pages/{room.upright}").json()
    assert page["reference"]["code"] == "KZ-CGARK/109/1/25/12v"
    assert page["reading"]["text"] == TEXT
    assert page["next_id"] == room.turned
    assert page["previous_id"] is None
    assert client.get(f"/api/v1/pages/{room.turned}").json()["image"]["rotation"] == 90


def test_words_and_mentions_lead_to_pixels(client: Reader, room: WebRoom) -> None:
    words = client.get(f"/api/v1/pages/{room.upright}/words").json()
    assert all(TEXT[word["start"] : word["end"]] == word["text"] for word in words)
    mentions = client.get(f"/api/v1/pages/{room.upright}/mentions").json()
    [person] = [each for each in mentions if each["label"] == "PERSON"]
    assert person["text"] == PERSON
    assert len(person["boxes"]) == 1
    [place] = [each for each in mentions if each["text"] == KEYWORD]
    assert place["boxes"] == [{"left": 340, "top": 340, "width": 120, "height": 40}]


def test_words_tell_their_doubt_and_their_other_readings(client: Reader, room: WebRoom) -> None:
    words = client.get(f"/api/v1/pages/{room.upright}/words").json()
    doubts = {word["text"]: word["doubt"] for word in words if word["doubt"]}
    # The first word is read surely, but in two ways.
    assert doubts == {"ПРОТОКОЛ": 1, "переведён": 1, "города": 2, "Верный": 3}
    [last] = [word for word in words if word["text"] == "Верный"]
    assert last["alternatives"] == [
        {"text": "Вервый", "confidence": 0.6, "source": "Cyrillic"},
        {"text": "Верхний", "confidence": 0.35, "source": "first"},
    ]
    plain = client.get(f"/api/v1/pages/{room.turned}/words").json()
    assert not any(word["doubt"] or word["alternatives"] or word["cell"] for word in plain)


def test_words_stand_in_the_cells_of_tables(client: Reader, room: WebRoom) -> None:
    cells = client.get(f"/api/v1/pages/{room.upright}/cells").json()
    assert [(cell["table"], cell["row"], cell["column"]) for cell in cells] == [
        (0, 0, 0),
        (0, 1, 2),
    ]
    words = client.get(f"/api/v1/pages/{room.upright}/words").json()
    placed = {word["text"]: word for word in words if word["cell"]}
    assert placed["Верный"]["cell"] == {"table": 0, "row": 1, "column": 2}
    assert placed["Верный"]["box"] == cells[1]["box"]
    assert placed.keys() == {"ПРОТОКОЛ", "Верный"}
    assert client.get(f"/api/v1/pages/{room.blank}/cells").json() == []


def test_stamps_say_where_their_words_stand(client: Reader, room: WebRoom) -> None:
    stamp, pencil = client.get(f"/api/v1/pages/{room.upright}/regions").json()
    words = client.get(f"/api/v1/pages/{room.upright}/words").json()
    (said,) = [word for word in words if word["start"] == stamp["start"]]
    assert (stamp["kind"], stamp["end"], stamp["box"]) == ("stamp", said["end"], said["box"])
    assert (pencil["kind"], pencil["start"], pencil["end"]) == ("pencil", None, None)
    assert client.get(f"/api/v1/pages/{room.blank}/regions").json() == []


def test_search_gives_hits_in_stretches(client: Reader) -> None:
    first = client.get("/api/v1/search", params={"q": KEYWORD, "limit": 1}).json()
    assert first["total"] == 2
    start, end = first["items"][0]["highlights"][0]
    assert TEXT[start:end] == KEYWORD
    after = {"q": KEYWORD, "limit": 1, "after": first["next"]}
    second = client.get("/api/v1/search", params=after).json()
    assert second["next"] is None
    assert second["items"][0]["page_id"] != first["items"][0]["page_id"]


def test_search_by_date(client: Reader) -> None:
    assert client.get("/api/v1/search", params={"from": "1937", "to": "1937"}).json()["total"] == 2
    assert client.get("/api/v1/search", params={"from": "1938"}).json()["total"] == 0


def test_entities_are_listed_to_the_end_without_repeating(client: Reader) -> None:
    seen: list[str] = []
    after = ""
    while True:
        found = client.get("/api/v1/entities", params={"limit": 1, "after": after}).json()
        seen += [each["normal"] for each in found["items"]]
        if found["next"] is None:
            break
        after = found["next"]
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == 4


def test_an_entity_lists_its_mentions(client: Reader) -> None:
    [person] = client.get("/api/v1/entities", params={"label": "PERSON"}).json()["items"]
    entity = client.get(f"/api/v1/entities/{person['id']}", params={"limit": 1}).json()
    assert entity["mentions"] == 2
    assert entity["named"]["items"][0]["text"] == PERSON
    assert entity["named"]["next"]


def test_quarantine_tells_reason_and_remedy(client: Reader, room: WebRoom) -> None:
    [case] = client.get("/api/v1/quarantine", params={"collection": "дела"}).json()["items"]
    assert (case["page_id"], case["code"]) == (room.broken, "source-encrypted")
    assert case["remedy"].startswith("Save it without a password")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("pages/999", 404, "not-found"),
        ("pages/0", 422, "argument-invalid"),
        ("pages/99999999999999999999", 422, "argument-invalid"),
        ("search?q=%22a", 400, "query-invalid"),
        ("search?limit=0", 422, "argument-invalid"),
        ("search?from=1937-13", 400, "argument-invalid"),
        ("entities?after=zz", 400, "argument-invalid"),
        ("entities?label=DOG", 422, "argument-invalid"),
        ("entities?collection=none", 404, "not-found"),
        ("nothing", 404, "not-found"),
    ],
)
def test_errors_are_problems_with_a_code(client: Reader, path: str, status: int, code: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["title"]


def test_problems_speak_the_language_of_the_reader(client: Reader) -> None:
    answer = client.get("/api/v1/search?q=%22a", headers={"Accept-Language": "kk"})
    assert answer.json()["title"] == "Сұрауды талдау мүмкін емес"


def test_the_description_names_every_route(client: Reader) -> None:
    description = client.get("/api/v1/openapi.json").json()
    paths = description["paths"]
    assert {path.removeprefix("/api/v1") for path in paths} == {
        "/collections",
        "/pages/{page_id}",
        "/pages/{page_id}/words",
        "/pages/{page_id}/cells",
        "/pages/{page_id}/regions",
        "/pages/{page_id}/mentions",
        "/search",
        "/search/facets",
        "/search.ndjson",
        "/search.csv",
        "/people.ndjson",
        "/people.csv",
        "/places.ndjson",
        "/places.csv",
        "/mentions.ndjson",
        "/mentions.csv",
        "/entities",
        "/entities/{entity_id}",
        "/quarantine",
        "/review",
        "/people",
        "/people/{person_id}",
        "/people/candidates",
        "/judgements",
        "/name-lists",
        "/name-lists/{key}",
        "/name-lists/{key}/answers",
        "/name-lists/{key}/answers.ndjson",
        "/name-lists/{key}/report.csv",
    }
    assert all(way["summary"] for route in paths.values() for way in route.values())
