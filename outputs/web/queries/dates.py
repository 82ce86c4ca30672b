"""The dates that a collection speaks of: years, the days of a year, and the mentions of a time."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, extract, func, or_, select, tuple_

from models.errors import ARGUMENT_INVALID, ConfigError
from models.tables import MentionRow, PageRow
from outputs.web.cursors import Listing, make_listing, unpack_cursor
from outputs.web.queries.mentions import MENTIONS, ListedMention, read_listed

_EVENT: Final = MentionRow.details["event"].as_string()


@dataclass(frozen=True, slots=True)
class YearCount:
    """A year of the axis and the number of pages that name it, or a month or day of it."""

    year: int
    pages: int


@dataclass(frozen=True, slots=True)
class DateAxis:
    """The years named, in order, and how many dates are wider than a year or open."""

    years: tuple[YearCount, ...]
    wider: int

    @property
    def most(self) -> int:
        """Pages of the fullest year, which the bars are drawn against."""
        return max((year.pages for year in self.years), default=0)


@dataclass(frozen=True, slots=True)
class EventCount:
    """An event as `models.dates.events.event_of` names it, and how many dates are of it."""

    event: str
    dates: int


@dataclass(frozen=True, slots=True)
class DatedMention:
    """A date in its line of text, with what it means."""

    listed: ListedMention
    edtf: str
    lower: date
    upper: date
    calendar: str | None
    event: str | None


def read_axis(connection: Connection, collection_id: int) -> DateAxis:
    """Count the pages of each year that a date mention lies in wholly."""
    lower, upper = extract("year", MentionRow.lower), extract("year", MentionRow.upper)
    counted = (
        select(lower.label("year"), func.count(MentionRow.page_id.distinct()).label("pages"))
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .where(*_of(collection_id), lower == upper)
        .group_by(lower)
        .order_by(lower)
    )
    wider = (
        select(func.count(MentionRow.id))
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .where(
            *_of(collection_id),
            or_(lower != upper, MentionRow.lower.is_(None), MentionRow.upper.is_(None)),
        )
    )
    years = tuple(YearCount(int(row.year), row.pages) for row in connection.execute(counted))
    return DateAxis(years, connection.execute(wider).scalar_one())


def count_days(
    connection: Connection, collection_id: int, first: date, last: date
) -> dict[tuple[date, date], int]:
    """Pages by the bounds of their dates: days, and stretches such as months, that lie within."""
    rows = connection.execute(
        select(MentionRow.lower, MentionRow.upper, func.count(MentionRow.page_id.distinct()))
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .where(*_within(collection_id, first, last))
        .group_by(MentionRow.lower, MentionRow.upper)
    )
    return {(lower, upper): pages for lower, upper, pages in rows if lower and upper}


def count_events(
    connection: Connection, collection_id: int, first: date, last: date
) -> tuple[EventCount, ...]:
    """What the dates within a time are of, the most frequent first."""
    amount = func.count(MentionRow.id).label("dates")
    rows = connection.execute(
        select(_EVENT.label("event"), amount)
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .where(*_within(collection_id, first, last), _EVENT.is_not(None))
        .group_by(_EVENT)
        .order_by(amount.desc(), _EVENT)
    )
    return tuple(EventCount(*row) for row in rows)


def list_dates(
    connection: Connection,
    collection_id: int,
    first: date,
    last: date,
    *,
    event: str = "",
    after: str | None = None,
    limit: int = 20,
) -> Listing[DatedMention]:
    """The dates that lie wholly within a time, in its order; `event` keeps those of one kind."""
    statement = MENTIONS.add_columns(
        MentionRow.edtf,
        MentionRow.lower,
        MentionRow.upper,
        MentionRow.calendar,
        _EVENT.label("event"),
    ).where(*_within(collection_id, first, last))
    if event:
        statement = statement.where(event == _EVENT)
    place = (MentionRow.lower, MentionRow.page_id, MentionRow.id)
    if after:
        day, page_id, mention_id = unpack_cursor(after, (str, int, int))
        statement = statement.where(tuple_(*place) > (_day(str(day)), page_id, mention_id))
    rows = connection.execute(statement.order_by(*place).limit(limit + 1))
    found = [
        DatedMention(
            read_listed(row), row.edtf or "", row.lower, row.upper, row.calendar, row.event
        )
        for row in rows
    ]
    return make_listing(
        found, limit, lambda last: (last.lower.isoformat(), last.listed.page_id, last.listed.id)
    )


def pages_within(collection_id: int, first: date, last: date) -> Select[int]:
    """The pages that a date within a time stands on."""
    return (
        select(MentionRow.page_id)
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .where(*_within(collection_id, first, last))
    )


def find_neighbours(
    connection: Connection, collection_id: int, first: date, last: date
) -> tuple[date | None, date | None]:
    """The last dated day before a time and the first one after it."""
    before = select(func.max(MentionRow.upper)).where(MentionRow.upper < first)
    after = select(func.min(MentionRow.lower)).where(MentionRow.lower > last)
    found = [
        connection.execute(
            statement.join(PageRow, MentionRow.page_id == PageRow.id).where(*_of(collection_id))
        ).scalar_one()
        for statement in (before, after)
    ]
    return found[0], found[1]


def _of(collection_id: int) -> list[ColumnElement[bool]]:
    return [PageRow.collection_id == collection_id, MentionRow.label == "DATE"]


def _within(collection_id: int, first: date, last: date) -> list[ColumnElement[bool]]:
    return [*_of(collection_id), MentionRow.lower >= first, MentionRow.upper <= last]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(ARGUMENT_INVALID, "after") from error
