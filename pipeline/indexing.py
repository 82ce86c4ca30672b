"""Bring the search index in step with the record before work on it begins."""

from sqlalchemy import Connection

from outputs.search.analyzer import ANALYZER_VERSION
from outputs.search.index import SearchIndex


def prepare_index(connection: Connection, index: SearchIndex) -> bool:
    """Make the index ready; returns whether it is empty and every page must be indexed anew."""
    recorded = index.recorded_analyzer(connection)
    if recorded not in (None, ANALYZER_VERSION):
        index.clear(connection)
    index.prepare(connection)
    index.prune(connection)
    return recorded != ANALYZER_VERSION
