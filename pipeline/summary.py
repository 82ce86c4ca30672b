"""What a collection holds, in the figures and names that a person wants to see first."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from models.tables import DocumentRow, EntityRow, MentionRow, PageRow, SourceRow


@dataclass(frozen=True, slots=True)
class CertainPerson:
    """A person entity and the place where it is read most surely.

    Attributes:
        name: normal form.
        confidence: of the surest mention, 0..1.
        mentions: how many.
        source: delivered file of the surest mention.
        page: its number in that file.
        sheet: archival sheet such as "12об.", or None.
        title: of the document, or None.
        text: as written there.
    """

    name: str
    confidence: float
    mentions: int
    source: str
    page: int
    sheet: str | None
    title: str | None
    text: str


def most_certain_people(connection: Connection, *, limit: int = 10) -> list[CertainPerson]:
    """People by confidence of their surest mention, then by how often they are named."""
    ranked = (
        select(
            MentionRow.entity_id,
            func.max(MentionRow.confidence).label("confidence"),
            func.count().label("mentions"),
        )
        .where(MentionRow.label == "PERSON")
        .group_by(MentionRow.entity_id)
        .subquery()
    )
    order = (ranked.c.confidence.desc(), ranked.c.mentions.desc(), EntityRow.normal)
    query = (
        select(EntityRow.id, EntityRow.normal, ranked.c.confidence, ranked.c.mentions)
        .join(ranked, ranked.c.entity_id == EntityRow.id)
        .order_by(*order)
        .limit(limit)
    )
    return [_with_place(connection, *row) for row in connection.execute(query)]


def _with_place(
    connection: Connection, entity_id: int, name: str, confidence: float, mentions: int
) -> CertainPerson:
    surest = (
        select(MentionRow.text, SourceRow.name, PageRow.number, PageRow.sheet, DocumentRow.title)
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id)
        .where(MentionRow.entity_id == entity_id)
        .order_by(MentionRow.confidence.desc(), MentionRow.id)
        .limit(1)
    )
    text, source, page, sheet, title = connection.execute(surest).one()
    return CertainPerson(name, confidence, mentions, source, page, sheet, title, text)
