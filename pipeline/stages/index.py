"""Analyse text and mentions into the terms that the search index holds of the page."""

from dataclasses import replace
from typing import ClassVar, Final, Literal

from models.page import Page
from outputs.search.analyzer import ANALYZER_VERSION, make_terms
from pipeline.stage import StageOptions

# Another reading of a word is worth finding when it is sure enough, and no mere letter.
_LEAST_CONFIDENCE: Final = 0.3
_SHORTEST: Final = 3


class Options(StageOptions):
    """The analyzer has no options: one for all back ends."""

    use: Literal["index"] = "index"

    def build(self) -> "Index":
        """Make the stage."""
        return Index()


class Index:
    """Text, other readings and mentions in, terms out; the writer takes them to the index."""

    name: ClassVar[str] = "index"
    version: ClassVar[str] = "2"
    # The type is for the back end, which takes what the record says of a page in with its terms.
    needs: ClassVar[tuple[str, ...]] = ("reading", "alternatives", "doc_types", "mentions")
    gives: ClassVar[tuple[str, ...]] = ("terms",)

    @property
    def identity(self) -> str:
        """Version of the analyzer."""
        return ANALYZER_VERSION

    def process(self, page: Page) -> Page:
        """Pure."""
        assert page.reading is not None
        others = [
            other.text
            for other in page.alternatives or ()
            if other.confidence >= _LEAST_CONFIDENCE and len(other.text) >= _SHORTEST
        ]
        terms = make_terms(page.reading.text, page.mentions or (), others=others)
        return replace(page, terms=terms)
