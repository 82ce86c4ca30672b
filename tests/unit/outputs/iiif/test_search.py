"""Search within a file gives the words that the reading room marks, in both forms of answer."""

from pathlib import Path
from typing import Any

import pytest

import outputs.web.iiif.matches
from tests.support.factories import add_page, add_source
from tests.support.reindex import rebuild
from tests.support.webroom import KEYWORD, TEXT, Reader, WebRoom, make_webroom

NAME = '"Досымбекова Ахмета"'


def search(client: Reader, path: str, query: str, **params: str) -> dict[str, Any]:
    answer = client.get(f"/iiif/{path}", params={"q": query, **params})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_match_is_boxed_where_its_word_stands(client: Reader, room: WebRoom) -> None:
    box = room.word
    on = f"http://room/iiif/pages/{room.upright}/canvas"
    place = f"{on}#xywh={box.left},{box.top},{box.width},{box.height}"
    [annotation] = search(client, "files/1/search2", "карлага")["items"]
    assert (annotation["target"], annotation["body"]["value"]) == (place, KEYWORD)
    [resource] = search(client, "files/1/search1", "карлага")["resources"]
    assert (resource["on"], resource["resource"]["chars"]) == (place, KEYWORD)


def test_a_box_turns_with_its_page(client: Reader, room: WebRoom) -> None:
    box = room.word
    [annotation] = search(client, "sources/2/search2", KEYWORD)["items"]
    assert annotation["target"] == (
        f"http://room/iiif/pages/{room.turned}/canvas"
        f"#xywh={2200 - box.bottom},{box.left},{box.height},{box.width}"
    )


def test_only_the_file_is_searched(client: Reader, room: WebRoom) -> None:
    found = search(client, "files/1/search2", "ПРОТОКОЛ OR допроса")
    assert {each["target"].split("#")[0] for each in found["items"]} == {
        f"http://room/iiif/pages/{room.upright}/canvas"
    }
    assert search(client, "sources/3/search2", KEYWORD)["items"] == []


def test_a_phrase_is_one_match_of_two_words(client: Reader) -> None:
    newer, older = (search(client, f"files/1/search{version}", NAME) for version in (2, 1))
    assert [each["body"]["value"] for each in newer["items"]] == ["Досымбекова", "Ахмета"]
    [quote] = newer["annotations"][0]["items"]
    assert quote["motivation"] == "contextualizing"
    assert [each["source"] for each in quote["target"]] == [each["id"] for each in newer["items"]]
    first, last = (each["selector"][0] for each in quote["target"])
    [hit] = older["hits"]
    assert hit["annotations"] == [each["@id"] for each in older["resources"]]
    assert hit["match"] == "Досымбекова Ахмета"
    assert first["prefix"] == hit["before"] and last["suffix"] == hit["after"]
    whole = hit["before"] + hit["match"] + hit["after"]
    assert whole in TEXT.replace("\n", " ")


def test_parameters_that_mean_nothing_here_are_named(client: Reader) -> None:
    asked = {"user": "http://example.org", "motivation": "painting"}
    newer = search(client, "files/1/search2", KEYWORD, **asked)
    older = search(client, "files/1/search1", KEYWORD, **asked)
    assert newer["ignored"] == older["within"]["ignored"] == ["motivation", "user"]
    assert "ignored" not in search(client, "files/1/search2", KEYWORD)


def test_a_query_that_asks_nothing_finds_nothing(client: Reader) -> None:
    for query in ("", "  ", "нигде"):
        assert search(client, "files/1/search2", query)["items"] == []
        assert search(client, "files/1/search1", query)["within"]["total"] == 0


def test_a_query_that_cannot_be_read_is_a_problem(client: Reader) -> None:
    answer = client.get("/iiif/files/1/search1", params={"q": '"Карлаг'})
    assert (answer.status_code, answer.json()["code"]) == (400, "query-invalid")


def test_many_pages_come_in_stretches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs.web.iiif.matches, "_PAGES_AT_ONCE", 2)
    room = make_webroom(tmp_path)
    shared = room.app.state.room
    with shared.database.write() as connection:
        source = add_source(connection, 1, "many.pdf")
        pages = [add_page(connection, source, "слово", number=number) for number in range(1, 6)]
    rebuild(shared.database, shared.search._index)
    client = Reader(room.app)
    for version, items, place in ((2, "items", "target"), (1, "resources", "on")):
        found, path = [], f"/iiif/sources/{source}/search{version}?q=слово"
        while path:
            part = client.get(path).json()
            assert len(part[items]) <= 2
            found += [each[place].split("#")[0] for each in part[items]]
            following = part.get("next") or ""
            path = following if isinstance(following, str) else following["id"]
            path = path.removeprefix("http://room")
        assert found == [f"http://room/iiif/pages/{page}/canvas" for page in pages]
