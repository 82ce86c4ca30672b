"""The query language: from what a reader typed to terms, fields and conditions."""
