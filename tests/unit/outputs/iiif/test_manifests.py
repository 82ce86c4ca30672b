"""Manifests and lists lead a viewer to every page side, its name, its text and what it mentions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from models.tables import DocumentRow, FileRow
from outputs.web.iiif.collections import _MOST
from tests.support.factories import add_page, add_source
from tests.support.webroom import KEYWORD, PERSON, TEXT, Reader, WebRoom, make_webroom

ROOM = "http://room"
BY = "http://creativecommons.org/licenses/by/4.0/"
NO_RIGHTS = "http://rightsstatements.org/vocab/NoC-OKLR/1.0/"


def fetch(client: Reader, address: str) -> dict[str, Any]:
    answer = client.get(address.removeprefix(ROOM))
    assert answer.status_code == 200, (address, answer.text)
    content: dict[str, Any] = answer.json()
    return content


def referred(client: Reader, address: str) -> Iterator[dict[str, Any]]:
    """All that a list and its lists refer to; each must be found under its own address."""
    found = fetch(client, address)
    assert found["id"] == address
    yield found
    for item in found["items"] if found["type"] == "Collection" else ():
        yield from referred(client, item["id"])


def the_file(client: Reader) -> dict[str, Any]:
    return fetch(client, "/iiif/files/1/manifest")


def metadata(manifest: dict[str, Any], language: str) -> dict[str, str]:
    return {
        said(line["label"], language): said(line["value"], language)
        for line in manifest["metadata"]
    }


def said(text: dict[str, list[str]], language: str) -> str:
    return text.get(language, text.get("none", []))[0]


def test_every_page_is_reached_from_the_list_of_all(client: Reader, room: WebRoom) -> None:
    found = list(referred(client, f"{ROOM}/iiif/collection"))
    manifests = {each["id"]: each for each in found if each["type"] == "Manifest"}
    canvases = [canvas["id"] for each in manifests.values() for canvas in each["items"]]
    pages = [room.upright, room.turned, room.blank, room.pending, room.broken]
    assert sorted(canvases) == [f"{ROOM}/iiif/pages/{page}/canvas" for page in sorted(pages)]


def test_a_list_names_what_holds_it(client: Reader) -> None:
    for found in referred(client, f"{ROOM}/iiif/archives/1"):
        [holder] = found["partOf"]
        items = fetch(client, holder["id"])["items"]
        assert found["id"] in [item["id"] for item in items]
    assert said(fetch(client, "/iiif/inventories/1")["label"], "ru") == "ЦГА РК. Ф. 109. Оп. 1"
    assert said(fetch(client, "/iiif/archives/1")["label"], "kk") == "ҚР ОММ"


def test_a_file_says_where_it_lies_in_each_language(client: Reader) -> None:
    manifest = the_file(client)
    assert said(manifest["label"], "ru") == "ЦГА РК. Ф. 109. Оп. 1. Д. 25"
    assert said(manifest["label"], "kk") == "ҚР ОММ. 109-қор, 1-тізбе, 25-іс"
    assert metadata(manifest, "en") == {
        "Archive": "ЦГА РК",
        "Fond": "109",
        "Inventory": "1",
        "File": "25",
        "Years": "1937",
        "Language": "Russian",
        "Reference code": "KZ-CGARK/109/1/25",
    }
    assert metadata(manifest, "kk")["Мұрағат"] == "ҚР ОММ"
    assert said(manifest["requiredStatement"]["value"], "ru") == "ЦГА РК. Ф. 109. Оп. 1. Д. 25"
    [canvas] = manifest["items"]
    assert canvas["label"] == {
        "kk": ["12 арт. п."],
        "ru": ["л. 12об."],
        "en": ["sheet 12 verso"],
    }


def test_a_canvas_has_the_frame_of_the_upright_image(client: Reader, room: WebRoom) -> None:
    manifest = fetch(client, "/iiif/sources/2/manifest")
    [canvas] = manifest["items"]
    assert (canvas["width"], canvas["height"]) == (2200, 1700)
    [[painting]] = [page["items"] for page in canvas["items"]]
    assert painting["target"] == canvas["id"]
    [service] = painting["body"]["service"]
    description = fetch(client, f"{service['id']}/info.json")
    assert description["id"] == service["id"]
    assert (description["width"], description["height"]) == (2200, 1700)
    for image in (painting["body"], canvas["thumbnail"][0], manifest["thumbnail"][0]):
        assert client.get(image["id"].removeprefix(ROOM)).headers["content-type"] == "image/jpeg"


def test_what_was_not_read_is_shown_and_said(client: Reader, room: WebRoom) -> None:
    [blank] = fetch(client, "/iiif/sources/3/manifest")["items"]
    assert metadata(blank, "en") == {"State": "Blank"}
    assert "annotations" not in blank and "seeAlso" not in blank
    assert said(blank["label"], "ru") == "стр. 1"


def test_a_side_without_a_scan_keeps_its_place(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE page SET image_sha256 = NULL, width = NULL WHERE id = {room.broken}"
        )
    [canvas] = fetch(Reader(room.app), "/iiif/sources/5/manifest")["items"]
    assert canvas["items"] == [] and "thumbnail" not in canvas
    assert canvas["width"] < canvas["height"]


def test_the_lines_of_a_page_lie_on_its_canvas(client: Reader, room: WebRoom) -> None:
    [canvas] = the_file(client)["items"]
    lines = fetch(client, canvas["annotations"][0]["id"])
    texts = [each["body"]["value"] for each in lines["items"]]
    assert texts == [line for line in TEXT.split("\n") if line]
    third = lines["items"][3]
    assert third["body"]["value"] == "переведён в Карлаг"
    assert third["target"] == f"{canvas['id']}#xywh=100,340,360,40"
    assert third["motivation"] == "supplementing"
    assert client.get(canvas["seeAlso"][0]["id"].removeprefix(ROOM)).text == TEXT


def test_mentions_are_annotations_by_kind(client: Reader, room: WebRoom) -> None:
    [canvas] = the_file(client)["items"]
    found = {each["id"].rpartition("/")[2]: each for each in canvas["annotations"][1:]}
    assert sorted(found) == ["date", "person", "place"]
    assert said(found["person"]["label"], "ru") == "Люди"
    [person] = fetch(client, found["person"]["id"])["items"]
    bodies = {each["purpose"]: each for each in person["body"]}
    assert bodies["classifying"]["value"] == "PERSON"
    assert bodies["tagging"]["value"] == "Досымбеков Ахмет"
    assert client.get(bodies["identifying"]["source"]["id"].removeprefix(ROOM)).status_code == 200
    first = next(each for each in TEXT.split("\n") if PERSON in each)
    assert person["target"].endswith(f"xywh={100 + 20 * first.index(PERSON)},220,360,40")
    [date] = fetch(client, found["date"]["id"])["items"]
    assert [each["value"] for each in date["body"][:2]] == ["DATE", "1937-11-21"]
    assert client.get(f"/iiif/pages/{room.upright}/mentions/nothing").status_code == 404


def test_boxes_turn_with_the_page(client: Reader, room: WebRoom) -> None:
    places = fetch(client, f"/iiif/pages/{room.turned}/mentions/place")["items"]
    [target] = [each["target"] for each in places if each["body"][1]["value"] == KEYWORD]
    box = room.word
    assert target.endswith(f"#xywh={2200 - box.bottom},{box.left},{box.height},{box.width}")


def test_a_mention_on_two_lines_has_both_in_its_outline(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        end = TEXT.index("года") + len("года")
        connection.exec_driver_sql(f"UPDATE mention SET \"end\" = {end} WHERE label = 'PERSON'")
    page = fetch(Reader(room.app), f"/iiif/pages/{room.upright}/mentions/person")
    selector = page["items"][0]["target"]["selector"]
    assert selector["type"] == "SvgSelector"
    assert selector["value"].count("M") == 2
    assert "M260 220h360v40h-360z" in selector["value"]
    assert 'fill="none"' in selector["value"]


def test_a_mention_kept_as_a_code_is_told_in_words(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE mention SET label = 'MARK', normal = 'top_secret' WHERE label = 'PERSON'"
        )
    page = fetch(Reader(room.app), f"/iiif/pages/{room.upright}/mentions/mark?lang=ru")
    assert [each["value"] for each in page["items"][0]["body"][:2]] == [
        "MARK",
        "совершенно секретно",
    ]


def test_a_file_of_several_documents_has_a_table_of_contents(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        source = add_source(connection, 1, "f.pdf")
        second = connection.execute(
            insert(DocumentRow).values(collection_id=1, file_id=1, key="d2", title="Анкета")
        ).inserted_primary_key
        assert second is not None
        for number in (1, 2):
            add_page(connection, source, number=number, sheet="13", document_id=second[0])
    manifest = the_file(Reader(room.app))
    assert [len(each["items"]) for each in manifest["structures"]] == [1, 2]
    assert said(manifest["structures"][1]["label"], "en") == "Анкета"


def test_a_long_list_goes_on_in_a_list_of_its_own(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        _add_files(connection, _MOST + 5)
    client = Reader(room.app)
    for start in ("/iiif/inventories/1", "/iiif/collections/дела"):
        first = fetch(client, start)
        assert len(first["items"]) == _MOST + 1
        assert {each["type"] for each in first["items"][:-1]} == {"Manifest"}
        rest = fetch(client, first["items"][-1]["id"])
        addresses = [each["id"] for each in (*first["items"][:-1], *rest["items"])]
        assert len(set(addresses)) == len(addresses) >= _MOST + 6


def _add_files(connection: Connection, count: int) -> None:
    for number in range(100, 100 + count):
        key = connection.execute(insert(FileRow).values(inventory_id=1, number=str(number)))
        assert key.inserted_primary_key is not None
        connection.execute(
            insert(DocumentRow).values(
                collection_id=1, file_id=key.inserted_primary_key[0], key=f"k{number}"
            )
        )


@pytest.mark.parametrize(
    "written",
    [
        "KZ-CGARK/109/1/25",
        "KZ-CGARK/109/1/25/12v",
        "ЦГА РК. Ф. 109. Оп. 1. Д. 25",
        "ҚР ОММ. 109-қор, 1-тізбе, 25-іс",
    ],
)
def test_a_reference_leads_to_its_file(client: Reader, written: str) -> None:
    answer = client.get(f"/iiif/references/{written}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{ROOM}/iiif/files/1/manifest"


def test_people_find_the_manifest_on_the_page_of_the_file(client: Reader) -> None:
    for path in ("files/1", "sources/2"):
        assert f'href="/iiif/{path}/manifest"' in client.get(f"/{path}").text


@pytest.mark.parametrize(
    "path",
    [
        "references/KZ-CGARK/109/1/26",
        "references/KZ-APRK/109/1/25",
        "references/nothing",
        "files/999/manifest",
        "sources/999/manifest",
        "other/1/manifest",
        "files/999/search1",
        "archives/999",
        "collections/none",
        "pages/999/lines",
        "pages/3/lines",
        "pages/3/text.txt",
    ],
)
def test_what_is_not_there_is_a_problem(client: Reader, path: str) -> None:
    answer = client.get(f"/iiif/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_manifest_is_not_sent_twice(client: Reader) -> None:
    first = client.get("/iiif/files/1/manifest")
    again = client.get("/iiif/files/1/manifest", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("rights", "given"),
    [
        ({}, None),
        ({"*": NO_RIGHTS}, NO_RIGHTS),
        ({"дела": BY, "*": NO_RIGHTS}, BY),
        ({"письма": BY}, None),
    ],
)
def test_a_manifest_gives_the_terms_of_use_of_its_collection(
    tmp_path: Path, rights: dict[str, str], given: str | None
) -> None:
    client = Reader(make_webroom(tmp_path, rights=rights).app)
    assert the_file(client).get("rights") == given
    assert fetch(client, "/iiif/sources/1/manifest").get("rights") == given
