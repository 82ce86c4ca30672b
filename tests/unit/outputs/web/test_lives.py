"""A person's page shows the dates, places and people around the name, and what clashes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.database import Database
from models.dates import HistoricalDate
from models.people import refresh
from models.people.matcher import NameMatcher
from outputs.web.drawings.network import draw_network
from outputs.web.drawings.timeline import make_timeline
from outputs.web.queries.company import Company, Met, read_company
from outputs.web.queries.lives import Statement, _Name, is_beside, read_life
from outputs.web.queries.namesakes import list_kept_apart
from outputs.web.queries.people import find_person
from tests.support.factories import (
    Named,
    add_collection,
    add_document,
    add_page,
    add_source,
    open_database,
)
from tests.support.people import person
from tests.support.webroom import Reader, room_over

LIST = (
    "1. Тулегенов Касымбек, 1889 г. р., с. Чилик\n"
    "2. Гайдук Трофим, 1879 г. р., арестован 15 октября 1937 г.\n"
)
CERTIFICATE = (
    "Тулегенов Касымбек умер 7 января 1943 года.\nРасстрелян 2 декабря 1937 года в Алма-Ате"
)


def dated(text: str, event: str, lower: date, upper: date | None = None) -> Named:
    edtf = lower.isoformat() if upper is None else str(lower.year)
    return Named(
        label="DATE",
        text=text,
        normal=edtf,
        edtf=edtf,
        lower=lower,
        upper=upper or lower,
        details={"event": event},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[Database]:
    """Тулегенов in a list with another, and alone on a certificate that gives him two deaths."""
    database = open_database(folder)
    born = {"sex": "m", "birth_year": 1889}
    with database.write() as connection:
        collection = add_collection(connection, "дела")
        for key, text, mentions in (
            (
                "list",
                LIST,
                [
                    person("Тулегенов Касымбек", born),
                    dated("1889 г. р.", "birth", date(1889, 1, 1), date(1889, 12, 31)),
                    Named(label="PLACE", text="с. Чилик", normal="Чилик", key="=shelek"),
                    person("Гайдук Трофим", {"sex": "m"}),
                    dated("15 октября 1937 г.", "arrest", date(1937, 10, 15)),
                ],
            ),
            (
                "certificate",
                CERTIFICATE,
                [
                    person("Тулегенов Касымбек", born),
                    dated("7 января 1943 года", "death", date(1943, 1, 7)),
                    dated("2 декабря 1937 года", "execution", date(1937, 12, 2)),
                    Named(label="PLACE", text="Алма-Ате", normal="Алма-Ата", key="=almaty"),
                ],
            ),
            ("other", "Тулегенов Касым, 1915", [person("Тулегенов Касым", {"birth_year": 1915})]),
        ):
            document = add_document(connection, collection, key)
            source = add_source(connection, collection, f"{key}.png")
            add_page(connection, source, text, mentions=mentions, document_id=document)
    refresh(database, NameMatcher())
    yield database
    database.close()


@pytest.fixture(scope="module")
def room(database: Database, folder: Path) -> Reader:
    return Reader(room_over(database, folder))


def test_a_date_belongs_to_the_name_it_follows() -> None:
    line = "x" * 1000
    names = [_Name(0, 20, is_ours=True), _Name(50, 60, is_ours=False)]
    assert is_beside(line, names, 22, 30)
    assert not is_beside(line, names, 70, 80)
    assert not is_beside(line, names, 46, 49), "the next name is nearer"
    assert is_beside(line[:49] + "\n" + line, names, 46, 49), "but it is the next line's"
    assert not is_beside(line, [_Name(0, 20, is_ours=True)], 900, 910), "too far"
    assert not is_beside(line, [], 0, 5)


def test_only_what_stands_beside_the_name_is_a_persons(database: Database) -> None:
    with database.read() as connection:
        life = read_life(connection, 1)
        other = read_life(connection, 2)
    assert {each.event for each in life.dates} == {"birth", "death", "execution"}
    assert [each.normal for each in life.places] == ["Чилик", "Алма-Ата"]
    assert [each.event for each in other.dates] == ["arrest"]


def test_the_timeline_is_in_order_and_shows_two_deaths_of_one_man(database: Database) -> None:
    with database.read() as connection:
        timeline = make_timeline(read_life(connection, 1).dates)
    assert [year.year for year in timeline.years] == [1889, 1937, 1943]
    [(one, other)] = timeline.disagreements
    assert (one[0], other[0]) == ("death", "execution")
    assert [entry.event for entry in timeline.entries if entry.clashes] == ["execution", "death"]
    places = [timeline.place(entry) for entry in timeline.entries]
    assert all(place is not None and 0 <= place[0] <= 1 for place in places)
    assert places == sorted(places, key=lambda each: each or (0, 0))


def test_places_stand_with_the_date_beside_them(database: Database) -> None:
    with database.read() as connection:
        life = read_life(connection, 1)
    entries = make_timeline(life.dates, life.places).entries
    there = {entry.event: [each.normal for each in entry.places] for entry in entries}
    assert there == {"birth": ["Чилик"], "execution": ["Алма-Ата"], "death": []}


def test_a_place_of_another_item_or_far_away_stands_with_no_date() -> None:
    death = said("умер ", "в 1943 году", "; жена в с. Чилик", start=5)
    wife = said("умер в 1943 году; жена в ", "с. Чилик", "", start=25)
    assert make_timeline([death], [wife]).entries[0].places == ()
    died_there = replace(death, after=", жена в с. Чилик")
    assert make_timeline([died_there], [wife]).entries[0].places == (wife,)
    assert make_timeline([died_there], [replace(wife, page_id=2)]).entries[0].places == ()
    assert make_timeline([died_there], [replace(wife, start=90)]).entries[0].places == ()


def said(before: str, text: str, after: str, *, start: int) -> Statement:
    day = HistoricalDate(text, "1943", date(1943, 1, 1), date(1943, 12, 31), "gregorian", "year")
    return Statement(
        mention_id=start,
        page_id=1,
        page_number=1,
        source="a.pdf",
        reference=None,
        label="DATE",
        entity_id=start,
        normal=text,
        start=start,
        before=before,
        text=text,
        after=after,
        event="death",
        date=day,
    )


def test_people_of_the_same_pages_are_counted(database: Database) -> None:
    with database.read() as connection:
        company = read_company(connection, 1)
    assert [(each.name, each.pages) for each in company.met] == [("Гайдук Трофим", 1)]
    assert company.others == 0


def test_the_drawing_is_the_same_each_time_and_keeps_names_apart() -> None:
    met = tuple(Met(n, f"Иванов {n}", None, 1 + n % 3, 1) for n in range(2, 20))
    company = Company(met, {(2, 3): 4, (3, 9): 1}, 0)
    network = draw_network(company)
    assert network == draw_network(company)
    assert len(network.nodes) == 14
    assert len({(node.x, node.y) for node in network.nodes}) == 14
    at = {node.person.id: n for n, node in enumerate(network.nodes)}
    assert abs(at[2] - at[3]) in (1, 13), "who shares most pages stands side by side"
    assert all(0 < node.text_x < network.width for node in network.nodes)


def test_a_namesake_of_another_generation_is_kept_apart_with_reasons(database: Database) -> None:
    with database.read() as connection:
        person = find_person(connection, 1)
        assert person is not None
        [apart] = list_kept_apart(connection, person, NameMatcher())
        assert not list_kept_apart(connection, person, NameMatcher(), without={apart.person.id})
    assert apart.person.name == "Тулегенов Касым"
    assert apart.namesake.match.match is False
    assert any("1889" in str(values) for _, values in apart.namesake.why)


def test_the_page_says_all_this_without_a_script(room: Reader) -> None:
    page = room.get("/people/1").text
    assert "These dates cannot all be right" in page
    assert "death: <span" in page
    assert 'href="/people/2"' in page
    assert "Namesakes kept apart" in page
    assert 'class="map"' in page and 'data-lat="43.' in page
    assert '<span class="where"><a href="/entities/' in page
    assert "<script>" not in page and " style=" not in page


def test_every_mention_can_be_turned_through(room: Reader) -> None:
    first = room.get("/people/1").text
    assert first.count("/line.jpg") == 2
    assert room.get("/people/1", params={"after": "nonsense"}).status_code == 400


def test_each_reader_is_answered_in_their_language(room: Reader) -> None:
    heads = {
        code: room.get("/people/1", params={"lang": code}).text.partition("<h1>")[2][:60]
        for code in ("ru", "kk", "en")
    }
    assert "Человек" in heads["ru"]
    assert "Адам" in heads["kk"]
    assert "Person" in heads["en"]
