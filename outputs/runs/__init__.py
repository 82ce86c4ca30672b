"""How runs went or are going: read from the record, shown in the reading room and as a report."""
