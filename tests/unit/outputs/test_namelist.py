"""A list of names is read whatever its form, looked up, and survives the server."""

import csv
import json
import os
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from models.accounts.roles import Role
from models.database import Database
from models.errors import (
    LIST_FAILED,
    LIST_INVALID,
    LIST_TOO_LONG,
    LIST_UNKNOWN,
    LISTS_BUSY,
    ConfigError,
)
from models.people import refresh
from models.people.matcher import NameMatcher
from outputs.namelist import lists as lists_module
from outputs.namelist.answers import Answer, Record
from outputs.namelist.lists import ListState, NameLists, answer_names
from outputs.namelist.reading import MOST_NAMES, decode_list, read_names
from outputs.namelist.report import csv_lines
from outputs.web.guard.rules import Access
from tests.support.factories import add_collection, add_file, open_database
from tests.support.people import add_names
from tests.support.webroom import HERE, Reader, room_over

ASKED = "Тулегенов Касымбек, 1889\nТөлегенов Қасымбек\nИванова Анна\n№ 5\nДосымбеков Н.\n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    born = {"surname": "Тулегенов", "given": "Касымбек", "sex": "m", "birth_year": 1889}
    with database.write() as connection:
        collection = add_collection(connection, "дела")
        add_collection(connection, "пусто")
        file = add_file(connection, "KZ-CGARK/109/1/25")
        for key in "ab":
            add_names(connection, collection, key, [("Тулегенов Касымбек", born)], file_id=file)
        add_names(connection, collection, "c", ["Досымбеков Ниғмет"])
    refresh(database, NameMatcher())
    yield database
    database.close()


@pytest.fixture
def lists(database: Database, tmp_path: Path) -> NameLists:
    return NameLists(tmp_path / "lists", database, NameMatcher())


@pytest.mark.parametrize(
    ("text", "normal", "year"),
    [
        ("Ахметов Сагындык Ибраевич, 1896 г.р.", "Ахметов Сагындык Ибраевич", 1896),
        ("Ахметов Сагындык Ибраевич\t1896", "Ахметов Сагындык Ибраевич", 1896),
        ("Фамилия;Имя;Отчество;Год рождения\nАхметов;Сагындык;Ибраевич;около 1896", None, 1896),
        ("ФИО,Г.р.\n\"Ахметов Сагындык Ибраевич\",1896", None, 1896),
        ("birth year,surname,given name,patronymic\n,Ахметов,Сагындык,Ибраевич", None, None),
        ("тегі;аты;туған жылы\nАхметов;Сағындық;1896", "Ахметов Сағындық", 1896),
    ],
)  # fmt: skip
def test_a_table_is_understood_by_its_headings(
    text: str, normal: str | None, year: int | None
) -> None:
    (listed,) = read_names(text)
    assert listed.person.name.normal == (normal or "Ахметов Сагындык Ибраевич")
    assert listed.person.birth_year == year
    assert listed.number == 1


def test_a_list_may_come_from_an_old_spreadsheet() -> None:
    assert decode_list("Ахметов".encode("cp1251")) == "Ахметов"
    assert decode_list("\ufeffӘлихан".encode()) == "Әлихан"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", LIST_INVALID),
        ("1937\n№ 5\n", LIST_INVALID),
        ("Абай\n" * (MOST_NAMES + 1), LIST_TOO_LONG),
    ],
)
def test_what_is_no_list_is_refused(text: str, code: str) -> None:
    with pytest.raises(ConfigError) as failed:
        read_names(text)
    assert failed.value.code == code


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ConfigError) as failed:
        decode_list(b"\x89PNG\x00\x98")
    assert failed.value.code == LIST_INVALID


def answers_for(database: Database, text: str) -> list[Record]:
    chunks = answer_names(read_names(text), database, NameMatcher())
    return [record for chunk in chunks for record in chunk]


def test_each_name_is_answered_with_people_pages_and_reasons(database: Database) -> None:
    first, kazakh, nobody, nothing, initial = answers_for(database, ASKED)
    verdicts = [each["verdict"] for each in (first, kazakh, nobody, nothing, initial)]
    assert verdicts == ["found", "found", "none", "unread", "found"]
    (person,) = first["people"]
    assert (person["name"], person["birth_year"], person["page_count"]) == (
        "Тулегенов Касымбек",
        1889,
        2,
    )
    assert [page["source"] for page in person["pages"]] == ["a.png", "b.png"]
    assert person["pages"][0]["reference"].startswith("KZ-CGARK/109/1/25")
    assert kazakh["people"][0]["id"] == person["id"]
    assert initial["people"][0]["name"].startswith("Досымбеков")


def test_a_spreadsheet_gets_a_row_a_person_and_calculates_nothing(database: Database) -> None:
    records = answers_for(database, "Тулегенов Касымбек\n=Иванова Анна\n")
    text = "".join(csv_lines(records, "en"))
    heading, found, nobody = csv.reader(StringIO(text))
    assert len(heading) == len(found) == len(nobody)
    assert found[:5] == ["1", "Тулегенов Касымбек", "found", str(records[0]["people"][0]["id"]),
                         "Тулегенов Касымбек"]  # fmt: skip
    assert nobody[1:3] == ["'=Иванова Анна", "not found"]


def wait_for(lists: NameLists, key: str) -> ListState:
    deadline = time.monotonic() + 60
    while not (state := lists.find(key)).ended and time.monotonic() < deadline:
        time.sleep(0.02)
    return state


def test_a_list_is_worked_on_behind_the_scenes(lists: NameLists) -> None:
    state = wait_for(lists, lists.submit(ASKED, collection="дела", actor="айша").key)
    assert (state.done, state.total, state.failed, state.collection) == (5, 5, None, "дела")
    numbers = [each["number"] for each in lists.answers(state.key, start=3, limit=5)]
    assert numbers == [4, 5]


def test_a_list_that_meets_a_bug_says_so_and_stops_no_other(
    lists: NameLists, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:

    def fail_once(*args: Any, **options: Any) -> Answer:
        monkeypatch.undo()
        raise RuntimeError("a bug")

    monkeypatch.setattr(lists_module, "answer", fail_once)
    assert wait_for(lists, lists.submit(ASKED, actor="айша").key).failed == LIST_FAILED
    assert "RuntimeError: a bug" in capsys.readouterr().err
    assert wait_for(lists, lists.submit(ASKED, actor="айша").key).done == 5


def test_a_collection_bounds_what_is_found(lists: NameLists) -> None:
    sent = lists.submit("Тулегенов Касымбек", collection="пусто", actor="айша")
    state = wait_for(lists, sent.key)
    assert [each["verdict"] for each in lists.answers(state.key)] == ["none"]
    with pytest.raises(ConfigError):
        lists.submit("Тулегенов", collection="нет такой", actor="айша")


def test_old_lists_are_forgotten_and_so_is_what_a_kill_left(
    lists: NameLists, tmp_path: Path
) -> None:
    old, kept = (wait_for(lists, lists.submit(ASKED, actor="айша").key).key for _ in range(2))
    folder = next(each.parent for each in tmp_path.rglob(old))
    (folder / "cut-off").mkdir()
    long_ago = time.time() - lists_module.KEPT.total_seconds() - 60
    for place in (folder / old / "asked.json", folder / "cut-off"):
        os.utime(place, (long_ago, long_ago))
    sent = lists.submit(ASKED, actor="айша").key
    assert {each.name for each in folder.iterdir()} == {kept, sent}


def test_a_list_goes_on_after_a_crash_where_it_was(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists_module.NameLists, "_enqueue", lambda *_: None)  # dies at once
    folder = tmp_path / "lists"
    key = NameLists(folder, database, NameMatcher()).submit(ASKED, actor="айша").key
    written = json.dumps(answers_for(database, ASKED)[0], ensure_ascii=False).encode() + b"\n"
    (folder / key / "answers.jsonl").write_bytes(written + b'{"number": 2, "ask')
    progress = {"done": 1, "bytes": len(written), "failed": None}
    (folder / key / "progress.json").write_text(json.dumps(progress))
    monkeypatch.undo()
    restarted = NameLists(folder, database, NameMatcher())
    restarted.resume()
    assert wait_for(restarted, key).done == 5
    assert [each["number"] for each in restarted.answers(key)] == [1, 2, 3, 4, 5]


def test_who_comes_when_too_many_wait_is_asked_to_come_back(
    lists: NameLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists_module.NameLists, "_enqueue", lambda *_: None)
    monkeypatch.setattr(lists_module, "MOST_WAITING", 1)
    lists.submit("Тулегенов Касымбек", actor="айша")
    with pytest.raises(ConfigError) as failed:
        lists.submit("Тулегенов Касымбек", actor="айша")
    assert failed.value.code == LISTS_BUSY


@pytest.mark.parametrize("key", ["0" * 32, "../../etc/passwd", ""])
def test_an_unknown_list_says_so(lists: NameLists, key: str) -> None:
    with pytest.raises(ConfigError) as failed:
        lists.find(key)
    assert failed.value.code == LIST_UNKNOWN


@pytest.fixture
def app(database: Database, tmp_path: Path) -> FastAPI:
    return room_over(database, tmp_path, access=Access(here=Role.READER))


def test_a_reader_sends_a_list_and_takes_the_report(app: FastAPI) -> None:
    reader = Reader(app, address=HERE)
    assert "textarea" in reader.get("/names").text
    sent = reader.post("/names", form={"names": ASKED, "collection": ""})
    assert sent.status_code == 303
    where = sent.headers["location"]
    wait_for(app.state.lists, where.removeprefix("/names/"))
    shown = reader.get(where, params={"lang": "ru"}).text
    assert "Тулегенов Касымбек" in shown
    assert "не найдено" in shown
    assert reader.get(f"{where}/report.csv").text.count("\r\n") == 6
    assert reader.get("/names/" + "0" * 32).status_code == 404


def test_a_list_that_cannot_be_read_comes_back_with_what_to_do(app: FastAPI) -> None:
    answer = Reader(app, address=HERE).post("/names", form={"names": "1937"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_another_site_cannot_send_a_list(app: FastAPI) -> None:
    headers = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    answer = Reader(app, address=HERE).post("/names", form={"names": ASKED}, headers=headers)
    assert answer.status_code == 403


def test_a_program_sends_a_list_and_takes_the_answers(app: FastAPI) -> None:
    reader = Reader(app, address=HERE)
    sent = reader.ask("POST", "/api/v1/name-lists", content=ASKED.encode())
    assert sent.status_code == 202
    where = sent.headers["location"]
    wait_for(app.state.lists, sent.json()["key"])
    assert reader.get(where).json()["ended"] is True
    first = reader.get(f"{where}/answers", params={"limit": 3}).json()
    rest = reader.get(f"{where}/answers", params={"limit": 3, "after": first["next"]}).json()
    numbers = [each["number"] for each in (*first["items"], *rest["items"])]
    assert (numbers, rest["next"]) == ([1, 2, 3, 4, 5], None)
    lines = reader.get(f"{where}/answers.ndjson").text.splitlines()
    assert [json.loads(line)["number"] for line in lines] == numbers
    problem = reader.ask("POST", "/api/v1/name-lists", content=b"1937")
    assert (problem.status_code, problem.json()["code"]) == (400, LIST_INVALID)
