"""The collection that an answer is bounded to, by the code that people type."""

from sqlalchemy import Connection, select

from models.errors import ARGUMENT_INVALID, ConfigError
from models.tables import CollectionRow


def collection_id(connection: Connection, code: str | None) -> int | None:
    """The id of the collection with this code; None stands for all of them.

    Raises:
        ConfigError: `argument-invalid`, there is none of this code.
    """
    if code is None:
        return None
    found = connection.scalar(select(CollectionRow.id).where(CollectionRow.code == code))
    if found is None:
        raise ConfigError(ARGUMENT_INVALID, f"collection={code}")
    return found
