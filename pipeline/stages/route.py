"""Choose the model that reads the page by the language that its description names."""

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from models.languages import KAZAKH, RUSSIAN
from models.page import Page, Route
from pipeline.stage import StageOptions


class Options(StageOptions):
    """Model names of the reading engine, by language of the document."""

    use: Literal["route"] = "route"
    ru: str = Field(
        default="typescript_rus", description="Reads Russian, and what is not described."
    )
    kk: str = Field(default="Cyrillic", description="Reads Kazakh.")
    second: str = Field(default="Cyrillic", description="Reads doubted words again.")
    second_kk: str = Field(default="kaz", description="Reads doubted words of Kazakh again.")

    def build(self) -> "ChooseModel":
        """Make the stage."""
        return ChooseModel(self)


class ChooseModel:
    """Description in, model out.

    The Russian model begins where Kazakh is not described, since most files are Russian, unless a
    glance at a page nobody described tells otherwise (see `ocr`); a page that turns out to hold
    Kazakh lines is read again with the Kazakh one, also where it is described as Russian. The
    script model for Cyrillic has every letter of both languages, so it reads mixed pages too, but
    Russian a little worse.
    """

    name: ClassVar[str] = "route"
    version: ClassVar[str] = "4"
    needs: ClassVar[tuple[str, ...]] = ("context",)
    gives: ClassVar[tuple[str, ...]] = ("route",)
    identity: ClassVar[str] = ""

    def __init__(self, options: Options) -> None:
        self._options = options

    def process(self, page: Page) -> Page:
        """Pure."""
        language, options = page.context.language, self._options
        second, second_kazakh = options.second, options.second_kk
        if language == KAZAKH:
            route = Route(language, options.kk, second=second_kazakh)
        else:
            known = RUSSIAN if language == RUSSIAN else None
            route = Route(known, options.ru, options.kk, second, second_kazakh)
        return replace(page, route=route)
