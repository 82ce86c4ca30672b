"""The reading room shows who is who, and takes judgements only of those who may judge."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select, update

from models.accounts.roles import Role
from models.blobs import BlobStore
from models.database import Database
from models.people import refresh
from models.people.matcher import NameMatcher
from models.tables import JudgementRow, PageRow
from outputs.web.guard.rules import OPEN, Access
from tests.support.factories import add_collection, add_file, open_database
from tests.support.people import add_names
from tests.support.webroom import HERE, Reader, room_over

SAME: dict[str, str | int] = {
    "left": 1,
    "right": 2,
    "verdict": "same",
    "author": "Айша",
    "reason": "по приговору",
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Досымбеков twice, whom a clerk misspelled, and Тулегенов twice, surely one."""
    database = open_database(tmp_path)
    born = {
        "surname": "Тулегенов",
        "given": "Касымбек",
        "sex": "m",
        "aliases": ["Толегенов"],
        "birth_year": 1889,
        "role": "accused",
    }
    with database.write() as connection:
        collection = add_collection(connection, "дела")
        file = add_file(connection)
        add_names(connection, collection, "a", [("Досымбеков Нимет", {"sex": "m"})])
        add_names(connection, collection, "b", ["Досымбеков Ниғмет"])
        for key in "cd":
            names = [("Тулегенов Касымбек", born)]
            add_names(connection, collection, key, names, file_id=file)
        image = tmp_path / "scan.png"
        Image.new("RGB", (1700, 2200), "white").save(image)
        digest = BlobStore(tmp_path / "blobs").add_file(image)
        connection.execute(update(PageRow).values(image_sha256=digest))
    refresh(database, NameMatcher())
    yield database
    database.close()


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Reader:
    return Reader(room_over(database, tmp_path, access=Access(here=Role.ARCHIVIST)), address=HERE)


def authors(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(JudgementRow.author)).scalars())


# -- reading --


def test_the_people_of_a_collection(room: Reader) -> None:
    page = room.get("/collections/дела/people").text
    assert "Тулегенов Касымбек" in page
    assert "born 1889" in page and "in 2 documents" in page
    items = room.get("/api/v1/people", params={"collection": "дела"}).json()["items"]
    assert [each["name"] for each in items] == [
        "Досымбеков Нимет",
        "Досымбеков Ниғмет",
        "Тулегенов Касымбек",
    ]


def test_a_collection_counts_people_and_not_names(room: Reader) -> None:
    [collection] = room.get("/api/v1/collections").json()
    assert collection["counts"]["people"] == 3


def test_lists_go_on_where_they_ended(room: Reader) -> None:
    names: set[str] = set()
    answer: dict[str, Any] = {"next": ""}
    for _ in range(3):
        after = answer["next"]
        answer = room.get("/api/v1/people", params={"limit": 1, "after": after}).json()
        names |= {each["name"] for each in answer["items"]}
    assert len(names) == 3
    assert answer["next"] is None
    assert room.get("/api/v1/people", params={"after": "nonsense"}).status_code == 400


def test_a_person_is_found_by_another_spelling(room: Reader) -> None:
    found = room.get("/api/v1/people", params={"name": "Төлегенов Қасымбек"}).json()["items"]
    assert [each["name"] for each in found] == ["Тулегенов Касымбек"]


def test_a_person_shows_parts_role_places_and_why(room: Reader) -> None:
    page = room.get("/people/3").text
    assert "<dt>surname</dt><dd>Тулегенов</dd>" in page
    assert "<dt>also</dt><dd>Толегенов</dd>" in page
    assert '<span class="role">accused</span>' in page
    assert "birth years 1889 and 1889" in page
    assert "both stand in one file" in page
    answer = room.get("/api/v1/people/4").json()
    assert answer["id"] == 3
    assert {profile["id"] for profile in answer["profiles"]} == {3, 4}
    assert answer["ties"][0]["automatic"]
    assert answer["profiles"][0]["places"][0]["text"] == "Тулегенов Касымбек"


def test_the_number_of_a_profile_leads_to_its_person(room: Reader) -> None:
    answer = room.get("/people/4")
    assert (answer.status_code, answer.headers["location"]) == (303, "/people/3")
    assert room.get("/people/99").status_code == 404
    assert room.get("/api/v1/people/99").status_code == 404


def test_a_mention_leads_to_its_person(room: Reader) -> None:
    mention = room.get("/api/v1/pages/3/mentions").json()[0]
    assert mention["person_id"] == 3
    page = room.get("/pages/3").text
    assert 'href="/people/3"' in page
    assert "role: accused" in page
    assert 'href="/people/1"' in room.get("/pages/1").text


def test_pairs_to_decide_stand_with_reasons(room: Reader) -> None:
    page = room.get("/people/candidates").text
    assert "Досымбеков Нимет" in page and "the given names are alike" in page
    [pair] = room.get("/api/v1/people/candidates").json()["items"]
    assert {pair["left"]["name"], pair["right"]["name"]} == {
        "Досымбеков Нимет",
        "Досымбеков Ниғмет",
    }
    assert room.get("/people/candidates", params={"state": "other"}).status_code == 404


# -- judging --


def test_a_form_confirms_and_another_takes_back(room: Reader, database: Database) -> None:
    page = room.get("/people/candidates").text
    fields = dict(re.findall(r'name="(left|right|back)" value="([^"]*)"', page))
    form: dict[str, str | int] = {
        **fields,
        "verdict": "same",
        "author": "Айша",
        "reason": "по приговору",
    }
    answer = room.post("/judgements", form=form)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/people/candidates")
    assert room.get("/people/2").headers["location"] == "/people/1"
    person = room.get("/people/1").text
    assert "<b>Айша</b>" in person and "по приговору" in person
    assert 'value="Айша"' in person
    split: dict[str, str | int] = {"profile": 2, "author": "Дана", "reason": "разные отцы"}
    assert room.post("/people/1/split", form=split).status_code == 303
    assert room.get("/people/2").status_code == 200
    assert authors(database) == ["Айша", "Дана"]


def test_a_program_judges_and_reads_what_was_judged(room: Reader) -> None:
    answer = room.post("/api/v1/judgements", json=SAME)
    assert (answer.status_code, answer.json()["people"]) == (201, [1])
    room.post("/api/v1/judgements", json={**SAME, "verdict": "different"})
    said = room.get("/api/v1/judgements").json()["items"]
    assert [(each["verdict"], each["holds"]) for each in said] == [
        ("different", True),
        ("same", False),
    ]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"left": 99}, 404),
        ({"left": 2}, 400),
        ({"author": ""}, 422),
        ({"author": "  "}, 400),
        ({"reason": ""}, 422),
        ({"verdict": "maybe"}, 422),
        ({"left": -1}, 422),
        ({"left": 2**70}, 422),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(
    room: Reader, database: Database, change: dict[str, object], status: int
) -> None:
    assert room.post("/api/v1/judgements", json={**SAME, **change}).status_code == status
    assert authors(database) == []


@pytest.mark.parametrize(
    "form",
    [
        {**SAME, "left": "x"},
        {**SAME, "verdict": ""},
        {**SAME, "reason": " "},
        {**SAME, "left": "9" * 5000},
        {**SAME, "left": "1".zfill(20) + "9" * 50},
    ],
)
def test_a_form_that_says_nothing_is_refused(
    room: Reader, database: Database, form: dict[str, str | int]
) -> None:
    assert room.post("/judgements", form=form).status_code == 400
    assert authors(database) == []


def test_a_form_leads_back_to_this_server_only(room: Reader) -> None:
    for back in ("//elsewhere.test/", "https://elsewhere.test/", "/\\elsewhere.test"):
        answer = room.post("/judgements", form={**SAME, "back": back})
        assert answer.headers["location"] == "/people/candidates"


def test_who_may_not_judge_sees_no_buttons(
    room: Reader, database: Database, tmp_path: Path
) -> None:
    reader = Reader(room_over(database, tmp_path, access=OPEN))
    for path in ("/people/candidates", "/people/3"):
        assert "<button name=" in room.get(path).text
        assert "<button name=" not in reader.get(path).text
