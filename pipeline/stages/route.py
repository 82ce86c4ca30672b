"""Choose the model that reads the page by the language that its description names."""

from dataclasses import replace
from typing import ClassVar, Literal

from models.page import Page, Route
from pipeline.stage import StageOptions


class Options(StageOptions):
    """Model names of the reading engine, by language of the document."""

    use: Literal["route"] = "route"
    ru: str = "rus"
    kk: str = "Cyrillic"
    unknown: str = "Cyrillic"

    def build(self) -> "ChooseModel":
        """Make the stage."""
        return ChooseModel(self)


class ChooseModel:
    """Description in, model out.

    Tesseract's script model for Cyrillic has every letter of both languages and reads Kazakh best
    and Russian nearly as well as `rus`, which lacks the Kazakh letters: so it reads whatever the
    description leaves open.
    """

    name: ClassVar[str] = "route"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("context",)
    gives: ClassVar[tuple[str, ...]] = ("route",)
    identity: ClassVar[str] = ""

    def __init__(self, options: Options) -> None:
        self._models = {"ru": options.ru, "kk": options.kk, None: options.unknown}

    def process(self, page: Page) -> Page:
        """Pure."""
        language = page.context.language
        model = self._models.get(language, self._models[None])
        return replace(page, route=Route(language, model))
