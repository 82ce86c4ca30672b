"""The rows of the tables that say who is who: people, and what was judged of their profiles."""

from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from models.tables import CollectionRow, DocumentRow, JudgementRow, PersonRow, ProfileRow

PERSON: Final = ("id", "name", "birth_year", "documents", "mentions")
JUDGEMENT: Final = (
    "id", "left", "left_name", "left_person_id", "left_document",
    "right", "right_name", "right_person_id", "right_document",
    "verdict", "author", "reason", "made_at", "score",
)  # fmt: skip


def people(collection: str | None) -> Select[*tuple[Any, ...]]:
    """Select the people, with all that is counted of them, who stand in one collection or any."""
    found = (
        select(*(getattr(PersonRow, name) for name in PERSON))
        .where(PersonRow.mentions > 0)
        .order_by(PersonRow.id)
    )
    if collection is None:
        return found
    return found.where(PersonRow.id.in_(_standing(collection, ProfileRow.person_id)))


def judgements(collection: str | None) -> Select[*tuple[Any, ...]]:
    """Select all judgements, the oldest first, of profiles of one collection or of any."""
    left, right = aliased(ProfileRow), aliased(ProfileRow)
    left_document, right_document = aliased(DocumentRow), aliased(DocumentRow)
    row = JudgementRow
    found = (
        select(
            row.id,
            *(row.left_id, left.normal, left.person_id, left_document.key),
            *(row.right_id, right.normal, right.person_id, right_document.key),
            *(row.verdict, row.author, row.reason, row.made_at, row.score),
        )
        .join(left, left.id == row.left_id)
        .join(right, right.id == row.right_id)
        .outerjoin(left_document, left_document.id == left.document_id)
        .outerjoin(right_document, right_document.id == right.document_id)
        .order_by(row.id)
    )
    if collection is None:
        return found
    standing = _standing(collection, ProfileRow.id)
    return found.where(row.left_id.in_(standing) | row.right_id.in_(standing))


def _standing(collection: str, column: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(column)
        .join(CollectionRow, CollectionRow.id == ProfileRow.collection_id)
        .where(CollectionRow.code == collection)
    )
