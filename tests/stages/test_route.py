"""Route follows the description; what is not described may turn out Kazakh once it is read."""

from pathlib import Path

import pytest

from models.page import Page, PageContext, PageImage, Route
from pipeline.stages.route import Options

IMAGE = PageImage("0" * 64, Path("scan.png"), 100, 100, 300)


@pytest.mark.parametrize(
    ("language", "route"),
    [
        ("ru", Route("ru", "typescript_rus", "Cyrillic", "Cyrillic", "kaz")),
        ("kk", Route("kk", "Cyrillic", second="kaz")),
        (None, Route(None, "typescript_rus", "Cyrillic", "Cyrillic", "kaz")),
    ],
)
def test_model_by_language(language: str | None, route: Route) -> None:
    page = Options().build().process(Page(IMAGE, PageContext(language)))
    assert page.route == route


def test_models_are_options() -> None:
    page = Options(ru="own", second="other").build().process(Page(IMAGE, PageContext("ru")))
    assert page.route == Route("ru", "own", "Cyrillic", "other", "kaz")
    assert page.route.second_of("kk") == "kaz"
    assert page.route.second_of("ru") == page.route.second_of(None) == "other"
    assert Route("ru", "own", second="other").second_of("kk") == "other"
