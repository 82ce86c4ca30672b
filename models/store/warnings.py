"""Warnings of pages: what was complained of although a page was read, by page and stage."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from models.tables import PageRow, PageWarningRow

Said = Mapping[tuple[int, str], Sequence[str]]
"""Complaints by page and stage; none where the stage has nothing to complain of any more."""


def save_warnings(connection: Connection, said: Said) -> None:
    """Put what stages complain of now in the place of what they complained of before."""
    if not said:
        return
    where = (
        PageWarningRow.page_id == bindparam("page"),
        PageWarningRow.stage == bindparam("by"),
    )
    pairs = [{"page": page_id, "by": stage} for page_id, stage in said]
    connection.execute(delete(PageWarningRow).where(*where), pairs)
    rows = [
        {"page_id": page_id, "stage": stage, "detail": "\n".join(lines)}
        for (page_id, stage), lines in said.items()
        if lines
    ]
    if rows:
        connection.execute(insert(PageWarningRow), rows)


def save_source_warnings(
    connection: Connection, source_id: int, said: Mapping[int, Sequence[str]], *, stage: str
) -> None:
    """The same for pages of a delivered file, by their number."""
    ids = connection.execute(
        select(PageRow.number, PageRow.id).where(PageRow.source_id == source_id)
    )
    found = {(row.id, stage): said[row.number] for row in ids if row.number in said}
    save_warnings(connection, found)


def warnings_of(connection: Connection, page_id: int) -> dict[str, tuple[str, ...]]:
    """Complaints of one page by stage."""
    rows = connection.execute(
        select(PageWarningRow.stage, PageWarningRow.detail)
        .where(PageWarningRow.page_id == page_id)
        .order_by(PageWarningRow.stage)
    )
    return {row.stage: tuple(row.detail.split("\n")) for row in rows}


def count_warnings(connection: Connection) -> dict[str, int]:
    """How many pages have a warning, by the stage that gave it."""
    rows = connection.execute(
        select(PageWarningRow.stage, func.count())
        .group_by(PageWarningRow.stage)
        .order_by(PageWarningRow.stage)
    )
    return dict(rows.all())
