"""A run shared by many machines: jobs of a few pages each, in the record's own PostgreSQL."""
