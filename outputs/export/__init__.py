"""Take everything out again: one file per format, all on one traversal of the record."""
