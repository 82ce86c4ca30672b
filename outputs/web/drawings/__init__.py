"""Drawings: calendars, maps, networks and lives."""
