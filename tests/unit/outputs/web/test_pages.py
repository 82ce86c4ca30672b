"""What each page of the reading room says, in each state a page can be in."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Engine, delete, event, update

from ingest.options import IngestOptions
from models.misreading.confidence import calibrated
from models.page.wordboxes import encode_words
from models.tables import MentionRow, PageTextRow, PageValueRow
from tests.support.webroom import CLEANED_INK, INK, KEYWORD, TEXT, Reader, WebRoom, make_webroom


def test_the_first_page_counts_every_page_of_a_collection(client: Reader) -> None:
    page = client.get("/").text
    assert '<dt>Pages</dt><dd><a href="/collections/%D0%B4%D0%B5%D0%BB%D0%B0/files">5<' in page
    assert re.search(r"<dt>Years of the documents</dt><dd><a [^>]*>1937<", page)
    assert re.findall(r"<dd>(\d+)</dd>", page) == ["2", "1", "1", "1"]


def test_a_page_shows_text_marks_reference_and_provenance(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/pages/{room.upright}", params={"q": KEYWORD}).text
    assert "ЦГА РК. Ф. 109. Оп. 1. Д. 25. Л. 12об." in page
    assert 'title="Person: Досымбеков Ахмет"' in page
    assert '<rect class="box hit" x="340" y="340" width="120" height="40">' in page
    assert "rus" in page and "SHA-256" in page
    assert f'rel="next" href="/pages/{room.turned}?q=' in page


def test_a_page_says_how_to_cite_it_and_gives_its_text(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/pages/{room.upright}").text
    cited = re.search(r'id="citation">([^<]+)<br><a href="([^"]+)"', page)
    assert cited
    assert cited[1] == "ЦГА РК. Ф. 109. Оп. 1. Д. 25. Л. 12об. Документ d1, 1937-11"
    assert 'title="1937-11">(November 1937)</span>' in page
    assert cited[2] == f"http://room/pages/{room.upright}"
    assert "b.jpg, page 1<br>" in client.get(f"/pages/{room.turned}").text
    text = client.get(f"/pages/{room.upright}/text.txt")
    assert (text.text, text.headers["content-type"]) == (TEXT, "text/plain; charset=utf-8")
    assert client.get(f"/pages/{room.blank}/text.txt").status_code == 404


def test_text_of_a_page_is_never_taken_for_markup(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/pages/{room.upright}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    search = client.get("/search", params={"q": '"><script>alert(2)</script>'}).text
    assert "<script>alert" not in search


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("blank", "found to be blank"),
        ("pending", "waits to be read"),
        ("broken", "protected by a password"),
    ],
)
def test_a_page_that_was_not_read_says_why(
    client: Reader, room: WebRoom, state: str, said: str
) -> None:
    assert said in client.get(f"/pages/{getattr(room, state)}").text


def test_a_page_read_as_empty_never_shows_an_empty_text(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        connection.execute(
            update(PageTextRow)
            .where(PageTextRow.page_id == room.turned)
            .values(text="", words=encode_words(()))
        )
        connection.execute(delete(MentionRow).where(MentionRow.page_id == room.turned))
    answer = Reader(room.app).get(f"/pages/{room.turned}")
    assert answer.status_code == 200
    assert 'id="text"' not in answer.text


def test_a_page_in_quarantine_tells_the_remedy(client: Reader, room: WebRoom) -> None:
    for path in (f"/pages/{room.broken}", "/quarantine"):
        page = client.get(path).text
        assert "source-encrypted" in page
        assert "Save it without a password" in page


def test_search_leads_to_the_page_with_its_hits(client: Reader, room: WebRoom) -> None:
    page = client.get("/search", params={"q": KEYWORD}).text
    assert "2 pages found" in page
    assert f'<mark class="hit">{KEYWORD}</mark>' in page
    assert f'href="/pages/{room.upright}?q=' in page


def test_search_by_person_marks_the_person_on_the_page(client: Reader, room: WebRoom) -> None:
    found = client.get("/search", params={"person": "Досымбеков"}).text
    link = re.search(rf'href="(/pages/{room.upright}\?q=person[^"]+)"', found)
    assert link
    assert 'class="box hit"' in client.get(link[1]).text


def test_a_search_for_nothing_asks_the_record_nothing(client: Reader, room: WebRoom) -> None:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page = client.get("/search").text
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert "How to search" in page
    assert not statements


def test_a_query_that_cannot_be_read_is_explained_beside_the_form(client: Reader) -> None:
    answer = client.get("/search", params={"q": '"Карлаг'})
    assert answer.status_code == 400
    assert "Close every quote" in answer.text
    assert 'value="&#34;Карлаг"' in answer.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("people", "Досымбеков Ахмет"),
        ("places", KEYWORD),
        ("dates", '/dates/1937"'),
        ("files", "e.pdf"),
    ],
)
def test_every_list_of_a_collection_shows_its_rows(client: Reader, path: str, said: str) -> None:
    assert said in client.get(f"/collections/дела/{path}").text


def test_an_entity_leads_to_its_mentions(client: Reader, room: WebRoom) -> None:
    people = client.get("/collections/дела/people").text
    entity = re.search(r'href="(/entities/\d+)"', people)
    assert entity
    page = client.get(entity[1]).text
    assert f'href="/pages/{room.upright}?mention=' in page
    assert "2 mentions" in page


@pytest.mark.parametrize(
    "path",
    ["/pages/999", "/entities/999", "/collections/none/people", "/collections/дела/none", "/none"],
)
def test_what_is_not_there_is_404(client: Reader, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "This page does not exist" in answer.text


def test_the_image_is_turned_upright(client: Reader, room: WebRoom) -> None:
    plain = Image.open(BytesIO(client.get(f"/pages/{room.upright}/image.jpg").content))
    turned = Image.open(BytesIO(client.get(f"/pages/{room.turned}/image.jpg").content))
    assert plain.size == (1700, 2200)
    assert turned.size == (2200, 1700)
    box = room.word
    colour = turned.getpixel((2200 - box.top - box.height // 2, box.left + box.width // 2))
    assert isinstance(colour, tuple)
    assert sum(abs(seen - ink) for seen, ink in zip(colour, INK, strict=True)) < 30


def test_doubtful_words_are_shaded_and_say_what_else_they_may_be(
    client: Reader, room: WebRoom
) -> None:
    page = client.get(f"/pages/{room.upright}").text
    read, other, first = (f"{round(100 * calibrated(sure))} %" for sure in (0.1, 0.6, 0.35))
    others = f"Вервый ({other}, Cyrillic), Верхний ({first}, first read"
    said = f"very doubtful, {read}. Other readings: {others}"
    assert re.search(rf'<span class="doubt d3" title="{re.escape(said)}[^>]*>Верный</span>', page)
    assert re.search(rf'class="box doubt d3"[^>]*><title>Верный: {re.escape(said)}', page)
    word = re.search(r'<a href="#(w\d+)">Верный</a>', page)
    assert word
    assert f'id="{word[1]}"' in page
    assert "нигде" not in page  # a reading of a word that is not there


def test_table_cells_are_outlined_and_counted_from_one(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/pages/{room.upright}").text
    assert "<title>table 1, row 2, column 3</title>" in page
    assert 'id="show-cell"' not in client.get(f"/pages/{room.turned}").text


def test_stamps_and_pencil_marks_are_outlined_and_can_be_hidden(
    client: Reader, room: WebRoom
) -> None:
    page = client.get(f"/pages/{room.upright}").text
    assert "<title>stamp: Верный</title>" in page
    assert "<title>pencil mark</title>" in page
    assert re.search(r'id="show-stamp"[^>]* checked> Stamps <span>1</span>', page)
    assert re.search(r'id="show-pencil"[^>]* checked> Pencil marks <span>1</span>', page)
    russian = client.get(f"/pages/{room.upright}", headers={"Accept-Language": "ru"}).text
    assert "<title>штамп: Верный</title>" in russian
    assert 'id="show-stamp"' not in client.get(f"/pages/{room.turned}").text


def test_what_is_switched_off_stays_off_on_the_next_page(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/pages/{room.upright}").text
    assert re.search(r'id="show-doubt"[^>]* checked>', page)
    page = client.get(f"/pages/{room.upright}", params={"doubt": "off", "cells": "off"}).text
    assert not re.search(r'id="show-(doubt|cell)"[^>]* checked>', page)
    assert f'href="/pages/{room.turned}?doubt=off&amp;cells=off"' in page
    assert re.search('<input type="hidden" name="doubt" value="off">', page)
    assert client.get(f"/pages/{room.upright}", params={"doubt": "much"}).status_code == 422


def test_the_cleaned_picture_is_chosen_by_the_address(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/pages/{room.upright}", params={"picture": "cleaned"}).text
    assert f'<image href="/pages/{room.upright}/cleaned.jpg"' in page
    assert "dark borders made into paper" in page
    picture = Image.open(BytesIO(client.get(f"/pages/{room.upright}/cleaned.jpg").content))
    assert picture.size == (1700, 2200)
    box = room.word
    colour = picture.getpixel((box.left + box.width // 2, box.top + box.height // 2))
    assert isinstance(colour, tuple)
    assert sum(abs(seen - ink) for seen, ink in zip(colour, CLEANED_INK, strict=True)) < 30


def test_what_was_tried_and_not_kept_is_said(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        connection.execute(
            update(PageValueRow)
            .where(PageValueRow.name == "cleaning")
            .values(content=b'{"steps":[],"ink":1.0,"gains":[["smooth+unheard-of",-0.012]]}')
        )
    page = Reader(room.app).get(f"/pages/{room.upright}").text
    assert "the scan as it is" in page
    assert "grain smoothed, unheard-of; confidence −1.2 %" in page


def test_a_page_read_as_it_was_scanned_has_no_other_picture(client: Reader, room: WebRoom) -> None:
    page = client.get(f"/pages/{room.turned}", params={"picture": "cleaned"}).text
    assert "cleaned.jpg" not in page
    assert client.get(f"/pages/{room.turned}/cleaned.jpg").status_code == 404


@pytest.mark.parametrize("name", ["image.jpg", "cleaned.jpg"])
def test_a_picture_is_sent_once(client: Reader, room: WebRoom, name: str) -> None:
    path = f"/pages/{room.upright}/{name}"
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_another_cleaning_is_another_picture(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    client = Reader(room.app)
    tag = client.get(f"/pages/{room.upright}/cleaned.jpg").headers["etag"]
    with room.app.state.room.database.write() as connection:
        connection.execute(
            update(PageValueRow)
            .where(PageValueRow.page_id == room.upright, PageValueRow.name == "cleaning")
            .values(content=b'{"steps":["mask-borders","drop-colour"],"ink":1.0}')
        )
    assert client.get(f"/pages/{room.upright}/cleaned.jpg").headers["etag"] != tag


def test_values_of_an_older_shape_leave_the_page_readable(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    with room.app.state.room.database.write() as connection:
        connection.execute(
            update(PageValueRow)
            .where(PageValueRow.name.in_(["layout", "alternatives"]))
            .values(content=b'{"cells":[{"at":1}]}')
        )
    answer = Reader(room.app).get(f"/pages/{room.upright}")
    assert answer.status_code == 200
    assert KEYWORD in answer.text


def test_what_was_let_in_as_a_scan_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1700 * 2200 // 3)  # Pillow fails from twice that
    room = make_webroom(tmp_path)
    assert Reader(room.app).get(f"/pages/{room.upright}/image.jpg").status_code == 200
    assert IngestOptions().limits.pixels == Image.MAX_IMAGE_PIXELS


def test_a_line_is_cut_out_around_its_word(client: Reader, room: WebRoom) -> None:
    answer = client.get(f"/pages/{room.upright}/line.jpg", params={"at": TEXT.index(KEYWORD)})
    picture = Image.open(BytesIO(answer.content))
    assert picture.size == (int(1700 * 0.55), 2 * room.word.height)
    colours = {picture.getpixel((x, picture.height // 2)) for x in range(picture.width)}
    assert any(isinstance(c, tuple) and c[0] < 40 and c[1] > 150 for c in colours)


def test_the_scan_itself_is_served_untouched(client: Reader, room: WebRoom) -> None:
    answer = client.get(f"/pages/{room.upright}/original")
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).format == "PNG"


def test_a_lost_image_is_a_named_problem(client: Reader, room: WebRoom) -> None:
    answer = client.get(f"/pages/{room.pending}/image.jpg")
    assert answer.status_code == 404
    assert "blob-missing" in answer.text


def test_the_language_is_asked_remembered_or_accepted(client: Reader) -> None:
    assert "Коллекции" in client.get("/", headers={"Accept-Language": "de, ru;q=0.8"}).text
    assert "Топтамалар" in client.get("/?lang=kk").text
    assert "Топтамалар" in client.get("/", headers={"Accept-Language": "ru"}).text  # the cookie


def test_every_answer_forbids_what_is_inline(client: Reader) -> None:
    for path in ("/", "/api/v1/collections", "/static/app.css", "/none"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py"])
def test_nothing_outside_the_static_folder_is_served(client: Reader, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_static_files_carry_their_licences() -> None:
    vendor = Path("outputs/web/static/vendor")
    assert "Zero-Clause BSD" in (vendor / "htmx/LICENSE").read_text(encoding="utf-8")
    assert "CodePlex" in (vendor / "openseadragon/LICENSE.txt").read_text(encoding="utf-8")
