"""What the archive knows: pure values, the record's schema and its stores; imports nothing of ours."""
