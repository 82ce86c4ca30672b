"""The reading room: pages for people and an API for programs, both reading the record only."""
