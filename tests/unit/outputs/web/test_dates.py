"""The dates of a collection are a calendar: from years to months and days, and to the lines."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models.database import Database
from models.errors import ConfigError
from models.people import refresh
from models.people.matcher import NameMatcher
from models.tables import EntityRow
from outputs.web.drawings.calendars import make_months, read_period
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.people import person
from tests.support.webroom import Reader, room_over

DAYS = (
    ("21 ноября 1937 года", date(1937, 11, 21), None, "arrest"),
    ("21.XI.37", date(1937, 11, 21), None, "sentence"),
    ("в ноябре 1937 г.", date(1937, 11, 1), date(1937, 11, 30), None),
    ("в 1937 г.", date(1937, 1, 1), date(1937, 12, 31), None),
    ("2 мая 1938 г.", date(1938, 5, 2), None, "arrest"),
    ("с 1930 по 1938 гг.", date(1930, 1, 1), date(1938, 12, 31), None),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[Database]:
    """A page for each date, all of them naming one person."""
    database = open_database(folder)
    with database.write() as connection:
        collection = add_collection(connection, "дела")
        for number, (text, lower, upper, event) in enumerate(DAYS):
            named = Named(
                label="DATE",
                text=text,
                normal=text,
                edtf=lower.isoformat(),
                lower=lower,
                upper=upper or lower,
                details={"event": event} if event else None,
            )
            source = add_source(connection, collection, f"{number}.png")
            text = f"Досымбеков Нимет, {text}"
            add_page(connection, source, text, mentions=[named, person("Досымбеков Нимет")])
    refresh(database, NameMatcher())
    yield database
    database.close()


@pytest.fixture(scope="module")
def room(database: Database, folder: Path) -> Reader:
    return Reader(room_over(database, folder))


def test_years_lead_to_days_and_days_to_lines(room: Reader) -> None:
    assert 'href="/collections/%D0%B4%D0%B5%D0%BB%D0%B0/dates/1937"' in (
        room.get("/collections/дела/dates").text
    )
    year = room.get("/collections/дела/dates/1937").text
    assert "/dates/1937-11-21" in year and 'title="2 pages"' in year
    assert "/dates/1938-05-02" not in year
    assert 'rel="next" href="/collections/%D0%B4%D0%B5%D0%BB%D0%B0/dates/1938"' in year
    day = room.get("/collections/дела/dates/1937-11-21").text
    assert day.count("/line.jpg") == 2
    assert "November 21, 1937" in day
    assert "Досымбеков Нимет</a>" in day


def test_what_is_wider_than_the_time_is_not_of_it(room: Reader) -> None:
    assert room.get("/collections/дела/dates/1937").text.count("/line.jpg") == 4
    assert room.get("/collections/дела/dates/1937-11").text.count("/line.jpg") == 3
    assert "+1" in room.get("/collections/дела/dates/1937").text


def test_an_event_narrows_the_list(room: Reader) -> None:
    page = room.get("/collections/дела/dates/1937", params={"event": "sentence"}).text
    assert page.count("/line.jpg") == 1
    assert "21.XI.37" in page


@pytest.mark.parametrize("when", ["37", "1937-13", "1937-02-30", "ноябрь", "1937-11-21-1"])
def test_no_such_time(room: Reader, when: str) -> None:
    assert room.get(f"/collections/дела/dates/{when}").status_code == 404


@pytest.mark.parametrize("after", ["nonsense", "WyJ4IiwxLDFd"])
def test_a_cursor_of_nothing_is_refused(room: Reader, after: str) -> None:
    path = "/collections/дела/dates/1937"
    assert room.get(path, params={"after": after}).status_code == 400


def test_months_are_weeks_from_monday_and_shaded_by_their_pages() -> None:
    full, thin = date(1937, 11, 21), date(1937, 11, 1)
    counts = {(full, full): 8, (thin, thin): 1, (thin, date(1937, 11, 30)): 5}
    months = make_months(read_period("1937"), counts)
    assert len(months) == 12
    november = months[10]
    assert (november.pages, november.as_whole) == (14, 5)
    assert all(len(week) == 7 for week in november.weeks)
    for week in november.weeks:
        assert all(day is None or day.date.weekday() == at for at, day in enumerate(week))
    shades = {day.date: day.shade for week in november.weeks for day in week if day}
    assert (shades[full], shades[thin], shades[date(1937, 11, 2)]) == (4, 1, 0)
    assert len(make_months(read_period("1937-11"), counts)) == 1


def test_a_period_is_as_long_as_it_is_written() -> None:
    period = read_period("1937-11")
    assert (period.first, period.last) == (date(1937, 11, 1), date(1937, 11, 30))
    assert period.wider == "1937"
    assert period.like(date(1938, 5, 2)) == "1938-05"
    assert not period.is_day and not period.is_year
    with pytest.raises(ConfigError):
        read_period("")


@pytest.mark.parametrize(("text", "day"), [(0, "1937-11-21"), (2, "1937-11"), (3, "1937"), (5, "")])
def test_the_page_of_a_date_leads_to_its_place_in_the_calendar(
    room: Reader, database: Database, text: int, day: str
) -> None:
    with database.read() as connection:
        entity = connection.execute(
            select(EntityRow.id).where(EntityRow.normal == DAYS[text][0])
        ).scalar_one()
    page = room.get(f"/entities/{entity}").text
    assert ("In the calendar" in page) is bool(day)
    assert f'/dates/{day}">In the calendar' in page or not day
