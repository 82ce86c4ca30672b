"""Tables: CSV, Parquet and SQLite."""
