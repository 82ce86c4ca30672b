"""What the reading room reads of the record: selects that answer with small frozen values."""
