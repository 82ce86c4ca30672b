"""What the archive knows: values, the record's schema and its stores; imports nothing of ours."""
