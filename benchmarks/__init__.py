"""Measurements: every claim of quality or speed in the docs is printed by a script here."""
