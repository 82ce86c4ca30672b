"""FollowTheMoney entities: valid by its own model, and leading to the characters of a page."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.people import refresh
from tests.support.exports import blobs_beside, export_to, fill_archive
from tests.support.factories import add_collection, open_database
from tests.support.people import MATCHER, add_names
from tests.support.programs import need_file

FTM = Path(".cache/schemas/followthemoney")
# What the model drops, changes or misses of each entity.
EXAMINE = """
import json, sys
from followthemoney import model
for line in sys.stdin:
    data = json.loads(line)
    entity = model.get_proxy(data, cleaned=False)
    model.get(data["schema"]).validate(entity.to_dict())
    kept = {name: sorted(values) for name, values in entity.to_dict()["properties"].items()}
    assert kept == data["properties"], (data, kept)
    missing = [name for name in entity.schema.required if not entity.get(name)]
    assert not missing, (data, missing)
    print(entity.id, entity.schema.name, entity.caption)
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        fill_archive(connection, blobs_beside(tmp_path / "out"))
        more = add_collection(connection, "more")
        add_names(connection, more, "d8", [("Омаров Ахмет", {"birth_year": 1889})])
    yield database
    database.close()


def entities(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "entities.ftm.json").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def test_the_model_takes_every_entity_as_it_is(database: Database, tmp_path: Path) -> None:
    need_file(FTM / "followthemoney" / "__init__.py")
    refresh(database, MATCHER)
    export_to(tmp_path / "out", database, "ftm")
    path = tmp_path / "out/ftm/entities.ftm.json"
    with path.open("rb") as stream:
        examined = subprocess.run(
            [sys.executable, "-c", EXAMINE],
            stdin=stream,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(FTM)},
            text=True,
            check=False,
        )
    assert examined.returncode == 0, examined.stderr
    assert len(examined.stdout.splitlines()) == len(entities(path.parent))
    assert "Person Омаров Ахмет" in examined.stdout


def test_mentions_lead_to_a_page_and_to_who_is_named(database: Database, tmp_path: Path) -> None:
    export_to(tmp_path / "1", database, "ftm")
    before = {each["id"]: each for each in entities(tmp_path / "1/ftm")}
    assert len(before) == len(entities(tmp_path / "1/ftm"))
    for each in before.values():
        for name in ("parent", "document", "resolved", "proof", "addressEntity"):
            assert set(each["properties"].get(name, [])) <= set(before)
    (ahmet,) = (
        each
        for each in before.values()
        if each["schema"] == "Person" and "aigaq-entity" in each["id"]
        if each["properties"]["name"] == ["Омаров Ахмет"]
        if before[each["properties"]["proof"][0]]["properties"]["title"] == ["ҚР ОМА/141/17/2 1"]
    )
    page = before[ahmet["properties"]["proof"][0]]
    assert page["properties"]["sourceUrl"] == ["http://127.0.0.1:8000/pages/1"]
    mentions = [
        each
        for each in before.values()
        if each["schema"] == "Mention" and ahmet["id"] in each["properties"].get("resolved", [])
    ]
    assert len(mentions) == 2  # on the page and on its copy
    (here,) = (each for each in mentions if each["properties"]["document"] == [page["id"]])
    start, end = map(int, here["id"].rsplit(".", 2)[1:])
    assert page["properties"]["bodyText"][0][start:end] == "Омаров Ахмет"


def test_who_is_who_gives_people_their_names_and_years(database: Database, tmp_path: Path) -> None:
    refresh(database, MATCHER)
    export_to(tmp_path / "out", database, "ftm", collection="more")
    (ahmet,) = (each for each in entities(tmp_path / "out/ftm") if each["schema"] == "Person")
    assert ahmet["properties"]["name"] == ["Омаров Ахмет"]
    assert ahmet["properties"]["birthDate"] == ["1889"]
