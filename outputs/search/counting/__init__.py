"""Counts beside an answer."""
