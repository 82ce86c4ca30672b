"""The search page narrows, widens and orders an answer by links that anybody can send on."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from outputs.search.counting.facets import FacetCount
from outputs.web.pages import narrowing
from outputs.web.pages.asked import Asked
from tests.support.webroom import KEYWORD, PERSON, TEXT, Reader, WebRoom


def asked(link: str) -> str:
    """The query that an address asks."""
    return parse_qs(urlsplit(link).query).get("q", [""])[0]


def links(page: str, start: str) -> dict[str, str]:
    """Text and address of each link that begins with `start`, also before other attributes."""
    found = re.findall(rf'<a[^>]* href="({re.escape(start)}[^"]*)"[^>]*>([^<]*)', page)
    return {unescape(text): unescape(link) for link, text in found}


def test_a_click_on_a_name_narrows_the_answer_and_a_chip_widens_it_again(client: Reader) -> None:
    page = client.get("/search", params={"q": KEYWORD}).text
    name = links(page, "/search")["Досымбеков Ахмет"]
    assert asked(name) == f'{KEYWORD} person:"Досымбеков Ахмет #1"'
    narrowed = client.get(name).text
    assert "2 pages found" in narrowed
    assert '<span class="chosen">Досымбеков Ахмет</span>' in narrowed
    assert asked(links(narrowed, "/search")['person:"Досымбеков Ахмет #1"']) == KEYWORD


def test_fields_of_an_older_form_become_part_of_the_query(client: Reader) -> None:
    old: dict[str, str | int] = {
        "person": "Досымбеков",
        "from": "1937",
        "to": "1938-02",
        "collection": "дела",
    }
    page = client.get("/search", params=old).text
    assert 'value="person:Досымбеков date:1937..1938-02 collection:дела"' in page
    assert client.get("/search", params={"from": "1938"}).text.count("hit-card") == 0


def test_counts_stand_beside_the_answer(client: Reader) -> None:
    page = client.get("/search", params={"q": KEYWORD}).text
    facets = page[page.index('id="narrow"') :]
    assert re.search(r">Досымбеков Ахмет</a> <b>2</b>", facets)
    assert re.search(r">Russian</a> <b>2</b>", facets)
    assert "<h2>Collections</h2>" in facets


def test_a_place_that_cannot_be_read_is_pointed_at(client: Reader) -> None:
    answer = client.get("/search", params={"q": "тройка (Карлаг"})
    assert answer.status_code == 400
    assert "<code>тройка <mark>(</mark>Карлаг</code>" in answer.text
    at_the_end = client.get("/search", params={"q": "тройка OR"}).text
    assert "<mark>␣</mark>" in at_the_end


def test_switches_and_orders_are_kept_in_the_address(client: Reader) -> None:
    page = client.get("/search", params={"q": "тройка", "widen": "none", "order": "date"}).text
    found = links(page, "/search?q=%D1%82")
    assert "widen=none" in found["Places under all their names"]
    assert "order=date" in found["Places under all their names"]
    assert "widen" not in found["Find misread words and other spellings, too"]
    assert "order" not in found["By relevance"]
    assert '<input type="hidden" name="order" value="date">' in page
    assert client.get("/search", params={"q": "тройка", "widen": "much"}).status_code == 422


def test_the_whole_answer_can_be_taken(client: Reader) -> None:
    page = client.get("/search", params={"q": KEYWORD, "order": "archive"}).text
    assert links(page, "/api/")["CSV"].startswith("/api/v1/search.csv?q=")
    assert links(page, "/api/")["JSON lines"].endswith("&order=archive")


def years_of(*counts: tuple[int, int], query: str = "") -> narrowing.Years:
    found = narrowing.years(
        Asked(q=query), [FacetCount(str(year), str(year), count) for year, count in counts]
    )
    assert found
    return found


def test_years_stand_without_a_gap_and_in_proportion() -> None:
    years = years_of((1936, 2), (1938, 4), query="тройка date:1938")
    assert [(bar.year, bar.count, bar.height) for bar in years.bars] == [
        (1936, 2, 0.5),
        (1937, 0, 0.0),
        (1938, 4, 1.0),
    ]
    assert [bar.is_chosen for bar in years.bars] == [False, False, True]
    assert asked(years.bars[0].link) == "тройка date:1936"
    assert asked(years.dragged) == "тройка date:FIRST..LAST"
    assert narrowing.years(Asked(), []) is None


def test_a_misread_year_far_off_does_not_stretch_the_drawing() -> None:
    assert [bar.year for bar in years_of((1037, 1), (1937, 5)).bars] == [1037, 1937]


def test_dates_are_taken_out_for_the_form_that_adds_others() -> None:
    assert narrowing.without_dates("date:1937 тройка -date:1938") == "тройка"


@pytest.mark.parametrize(
    ("asked_for", "marked"),
    [
        (Asked(q="person:Досымбеков протокол"), ["ПРОТОКОЛ", PERSON]),
        (Asked(q="протокол", person="Досымбеков"), ["ПРОТОКОЛ", PERSON]),
        (Asked(q=f"место:{KEYWORD} -person:Досымбеков"), [KEYWORD]),
        (Asked(q="Иванов"), []),
    ],
)
def test_a_page_is_marked_where_it_answers(
    room: WebRoom, asked_for: Asked, marked: list[str]
) -> None:
    found = room.app.state.room.search.mark(asked_for.request(), room.upright)
    assert [TEXT[start:end] for start, end in found] == marked
    assert room.app.state.room.search.mark(asked_for.request(), 999) == ()


def test_a_page_is_marked_by_what_the_search_was_widened_to(client: Reader, room: WebRoom) -> None:
    asked_for: dict[str, str | int] = {"q": KEYWORD, "widen": "none", "places": "always"}
    page = client.get("/search", params=asked_for).text
    link = unescape(re.findall(rf'href="(/pages/{room.upright}[^"]+)"', page)[0])
    assert "widen=none&places=always" in link
    assert 'class="box hit"' in client.get(link).text
