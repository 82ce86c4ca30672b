"""The dates of a collection as an axis of years."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, extract, func, or_, select

from models.tables import MentionRow, PageRow


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


def read_axis(connection: Connection, collection_id: int) -> DateAxis:
    """Count the pages of each year that a date mention lies in wholly."""
    lower, upper = extract("year", MentionRow.lower), extract("year", MentionRow.upper)
    in_collection: list[ColumnElement[bool]] = [
        PageRow.collection_id == collection_id,
        MentionRow.label == "DATE",
    ]
    counted = (
        select(lower.label("year"), func.count(MentionRow.page_id.distinct()).label("pages"))
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .where(*in_collection, lower == upper)
        .group_by(lower)
        .order_by(lower)
    )
    wider = (
        select(func.count(MentionRow.id))
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .where(
            *in_collection,
            or_(lower != upper, MentionRow.lower.is_(None), MentionRow.upper.is_(None)),
        )
    )
    years = tuple(YearCount(int(row.year), row.pages) for row in connection.execute(counted))
    return DateAxis(years, connection.execute(wider).scalar_one())
