"""Mentions of people, places, dates and bodies in page text: the project's own spaCy pipeline."""
