"""Mentions of people, places, dates and bodies in page text: the project's own spaCy pipeline."""

import sys
from types import ModuleType

# `import spacy` takes one name, which nobody here asks for, out of its command line, and loads that
# with an HTTP client for it: a quarter second of every process that finds mentions.
sys.modules.setdefault("spacy.cli.info", ModuleType("spacy.cli.info")).__dict__.setdefault(
    "info", None
)
