"""Analyse text and mentions into the terms that the search index holds of the page."""

from dataclasses import replace
from typing import ClassVar, Literal

from models.page import Page
from outputs.search.analyzer import ANALYZER_VERSION, make_terms
from pipeline.stage import StageOptions


class Options(StageOptions):
    """The analyzer has no options: one for all back ends."""

    use: Literal["index"] = "index"

    def build(self) -> "Index":
        """Make the stage."""
        return Index()


class Index:
    """Text and mentions in, terms out; the writer hands them to the search back end."""

    name: ClassVar[str] = "index"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("reading", "mentions")
    gives: ClassVar[tuple[str, ...]] = ("terms",)

    @property
    def identity(self) -> str:
        """Version of the analyzer."""
        return ANALYZER_VERSION

    def process(self, page: Page) -> Page:
        """Pure."""
        assert page.reading is not None
        return replace(page, terms=make_terms(page.reading.text, page.mentions or ()))
