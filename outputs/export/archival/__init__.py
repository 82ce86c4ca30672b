"""Archival units and their files, as archives describe and exchange them."""
