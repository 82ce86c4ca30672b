"""Say what kind of document the page is: a warrant, an interrogation, a certificate."""

from dataclasses import replace
from typing import ClassVar, Literal

from models.documents.doc_types import doc_types_digest, guess_doc_types
from models.page import Page
from pipeline.stage import StageOptions


class Options(StageOptions):
    """The cues stand in models/reference/doc_types.json; there is nothing to choose."""

    use: Literal["doctype"] = "doctype"

    def build(self) -> "DocType":
        """Make the stage."""
        return DocType()


class DocType:
    """Text in, likely types out; a page in the middle of a document often has none."""

    name: ClassVar[str] = "doctype"
    version: ClassVar[str] = "2"
    needs: ClassVar[tuple[str, ...]] = ("reading",)
    gives: ClassVar[tuple[str, ...]] = ("doc_types",)

    @property
    def identity(self) -> str:
        """Digest of the table of types."""
        return f"doc_types {doc_types_digest()}"

    def process(self, page: Page) -> Page:
        """Pure."""
        assert page.reading is not None
        found = guess_doc_types(page.reading.text, language=page.reading.language)
        return replace(page, doc_types=found)
