"""The pages of the reading room, for people: a module for each kind of page."""
