"""One engine for all tests of the language package: loading takes a second or two."""

import pytest

from pipeline.engines.ner_spacy import SpacyMentions, SpacyMentionsOptions


@pytest.fixture(scope="session")
def engine() -> SpacyMentions:
    return SpacyMentionsOptions().build()
