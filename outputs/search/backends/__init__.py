"""Indexes of pages, each a back end of search: FTS5, tsvector, tantivy, and what they share."""
