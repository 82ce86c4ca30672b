"""The index stage makes of text and mentions what the search looks for."""

from dataclasses import replace
from functools import cache
from typing import ClassVar

import pytest

from models.entity import Label, Mention, Span
from models.page import Alternative, Page, Terms
from outputs.search.analyzer import ANALYZER_VERSION, NEAR, SEPARATOR
from pipeline.plan import Plan, make_plan
from pipeline.stage import StageOptions
from pipeline.stages import index, mentions, normalise
from tests.stages.pages import GOLD_IDS, gold_page, read_page

TEXT = "Допрошен гр. БЕЙСЕМ-\nБАЕВ Омар, проживает в г. Кара-\nганде."


class Given(StageOptions):
    """Stands for the stages that read the page."""

    use: str = "given"

    def build(self) -> "GivenStage":
        return GivenStage()


class GivenStage:
    name: ClassVar[str] = "given"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("reading", "alternatives", "doc_types")
    identity = ""

    def process(self, page: Page) -> Page:
        return page


@cache
def plan() -> Plan:
    stages = (Given(), mentions.Options(), normalise.Options(), index.Options())
    return make_plan(stages)


def through(page: Page) -> Page:
    """The page after mentions, normalise and index."""
    for step in plan().steps:
        page = step.stage.process(page)
    return page


def terms(page: Page) -> Terms:
    done = index.Options().build().process(page)
    assert done.terms is not None
    assert done == replace(page, terms=done.terms)
    return done.terms


def test_the_identity_is_the_analyzers_version() -> None:
    assert index.Options().build().identity == ANALYZER_VERSION


def test_words_broken_at_the_line_end_are_found_whole() -> None:
    body = terms(read_page(TEXT)).body.split()
    assert {"бейсембаев", "караганд", "омар"} <= set(body)
    assert not {"кара", "ганд", "бейсем", "баев"} & set(body)


def test_people_and_places_have_fields_of_their_own() -> None:
    page = through(read_page(TEXT, year=1937))
    assert page.terms is not None
    assert {"бейсембаев", "омар"} <= set(page.terms.person.split())
    assert "караганд" in page.terms.place.split()
    assert "караганд" not in page.terms.person.split()
    assert "омар" not in page.terms.place.split()


def test_bodies_and_dates_are_in_the_text_alone() -> None:
    found = (
        Mention(Span(Label.ORG, 0, 4, 0.9, "test"), "НКВД", "НКВД", "нквд"),
        Mention(Span(Label.DATE, 5, 9, 0.9, "test"), "1937", "1937", "1937"),
    )
    made = terms(replace(read_page("НКВД 1937"), mentions=found))
    assert (made.person, made.place) == ("", "")
    assert made.body.split() == ["нквд", "1937"]


@pytest.mark.parametrize("nothing", [None, ()])
def test_a_page_that_names_nobody_is_found_by_its_words(
    nothing: tuple[Mention, ...] | None,
) -> None:
    made = terms(replace(read_page("Опись имущества"), mentions=nothing))
    assert made == terms(read_page("Опись имущества"))
    assert made.body
    assert (made.person, made.place) == ("", "")


def test_other_readings_of_a_word_are_found_too() -> None:
    others = (
        Alternative(1, "Туманов", 0.7, "Cyrillic"),
        Alternative(0, "ф.", 0.9, "Cyrillic"),
        Alternative(1, "Шуманов", 0.1, "Cyrillic"),
    )
    made = terms(replace(read_page("гр. Жуманов"), alternatives=others)).body.split()
    assert [term for term in made if term != SEPARATOR] == ["гр", "жуманов", "туманов"]
    assert made.index("туманов") - made.index("жуманов") > NEAR  # never one phrase with the text


def test_an_empty_page_has_no_terms() -> None:
    assert terms(read_page("")) == Terms("", "", "")


@pytest.mark.parametrize("gold_id", GOLD_IDS)
def test_every_person_and_place_of_a_page_can_be_found(gold_id: str) -> None:
    page = through(gold_page(gold_id))
    assert page.terms is not None
    fields = {Label.PERSON: page.terms.person, Label.PLACE: page.terms.place}
    for mention in page.mentions or ():
        field = fields.get(mention.span.label)
        if field is None:
            continue
        alone = terms(replace(read_page(mention.text), mentions=()))
        assert set(alone.body.split()) <= set(field.split()), mention.text
    assert through(gold_page(gold_id)).terms == page.terms


def test_a_kazakh_page_is_found_by_either_spelling_of_a_place() -> None:
    page = through(gold_page("kk02"))
    assert page.terms is not None
    russian = terms(read_page("Аягуз Семей", "ru")).body.split()
    assert russian[1] in page.terms.place.split()
    assert terms(read_page("Ысқақов", "kk")).body in page.terms.person.split()
