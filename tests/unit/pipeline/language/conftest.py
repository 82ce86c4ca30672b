"""One engine for all tests of the language package: loading takes a second or two."""

import pytest

from pipeline.engines.ner_spacy import Options, SpacyMentions


@pytest.fixture(scope="session")
def engine() -> SpacyMentions:
    return Options().build()
