"""The mentions stage hands text, language and year to its engine and keeps what it finds."""

import unicodedata
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from models.entity import Label, Span
from models.errors import ENGINE_FAILED, EngineError
from models.page import Page
from pipeline.engines.protocols import MentionEngineOptions
from pipeline.stages.mentions import Mentions, Options
from tests.stages.pages import GOLD_IDS, gold_page, read_page

FOUND = (Span(Label.PERSON, 0, 6, 0.5, "stub"),)
ASKED: list[tuple[str, str | None, int | None]] = []


class StubOptions(MentionEngineOptions):
    """An engine that remembers what it was asked, or fails."""

    name: str = "stub"
    fails: bool = False

    def build(self) -> "Stub":
        return Stub(self.fails)


class Stub:
    identity = "stub 7"

    def __init__(self, fails: bool) -> None:
        self.fails = fails

    def find_mentions(
        self, text: str, *, language: str | None, year: int | None
    ) -> tuple[Span, ...]:
        if self.fails:
            raise EngineError(ENGINE_FAILED, "stub")
        ASKED.append((text, language, year))
        return FOUND


@cache
def stage() -> Mentions:
    return Options().build()


def surfaces(page: Page, label: Label) -> list[str]:
    assert page.reading is not None
    assert page.spans is not None
    return [page.reading.text[s.start : s.end] for s in page.spans if s.label is label]


def test_the_engine_is_asked_with_the_language_that_was_read_and_the_described_year() -> None:
    page = read_page("Иванов", "kk", year=1937)
    page = replace(page, context=replace(page.context, language="ru"))
    ASKED.clear()
    done = Options(engine=StubOptions()).build().process(page)
    assert ASKED == [("Иванов", "kk", 1937)]
    assert [replace(span, confidence=0.5) for span in done.spans or ()] == [*FOUND]
    assert page.spans is None


def test_the_stage_has_the_identity_of_its_engine() -> None:
    assert Options(engine=StubOptions()).build().identity.startswith("stub 7 words ")


def test_a_badly_read_word_makes_its_mention_less_sure() -> None:
    page = read_page("Иванов", "ru")
    assert page.reading is not None
    (word,) = page.reading.words
    doubtful = replace(page, reading=replace(page.reading, words=(replace(word, confidence=0.2),)))
    (sure,) = Options(engine=StubOptions()).build().process(page).spans or ()
    (unsure,) = Options(engine=StubOptions()).build().process(doubtful).spans or ()
    assert 0 < unsure.confidence < sure.confidence <= FOUND[0].confidence


def test_what_the_engine_raises_is_raised() -> None:
    with pytest.raises(EngineError):
        Options(engine=StubOptions(fails=True)).build().process(read_page("Иванов"))


def test_the_null_engine_finds_nothing() -> None:
    options = Options.model_validate({"engine": {"name": "null"}})
    assert options.build().process(gold_page("ru05")).spans == ()


@pytest.mark.parametrize("gold_id", GOLD_IDS)
def test_spans_stand_on_words_of_the_page(gold_id: str) -> None:
    page = stage().process(gold_page(gold_id))
    assert page.reading is not None
    assert page.spans
    for span in page.spans:
        assert any(w.start < span.end and span.start < w.end for w in page.reading.words)
        surface = page.reading.text[span.start : span.end]
        assert surface == surface.strip()
        assert unicodedata.is_normalized("NFC", surface)


@pytest.mark.parametrize(
    ("gold_id", "label", "some"),
    [
        ("ru05", Label.PERSON, {"ТУЛЕГЕНОВА Касымбека", "Нурпеисова", "Колбина"}),
        ("ru05", Label.PLACE, {"Каркаралинского уезда", "Семипалатинской губ.", "г. Алма-Ата"}),
        ("ru05", Label.DATE, {"15/X-1937 г.", "1918—1919 гг."}),
        ("ru10", Label.PERSON, {"Бекбосынов Каиржан", "Терещук"}),
        ("ru10", Label.DATE, {"12 марта 1930 г.", "3/III с. г."}),
        ("kk02", Label.PERSON, {"Ысқақова Зейнеп Мұқышқызынан", "Ысқақов Төлеген Бейсенұлы"}),
        ("kk02", Label.PLACE, {"Аягөз қаласында", "Семейде"}),
        ("kk02", Label.DATE, {"1937 жылдың 2 декабрінде", "1938 жылдың январь айында"}),
    ],
)
def test_what_a_page_names_is_found(gold_id: str, label: Label, some: set[str]) -> None:
    assert some <= set(surfaces(stage().process(gold_page(gold_id)), label))


@pytest.mark.parametrize(
    "hyphen",
    [
        "-",
        *(sign for sign in ("\u00ad", "¬", "\u2010")),
    ],
)
def test_a_name_broken_at_the_line_end_is_one_span(hyphen: str) -> None:
    text = f"Допрошен гр. БЕЙСЕМ{hyphen}\nБАЕВ Омар, проживает в г. Кара{hyphen}\nганде."
    page = stage().process(read_page(text, year=1937))
    assert surfaces(page, Label.PERSON) == [f"БЕЙСЕМ{hyphen}\nБАЕВ Омар"]
    assert surfaces(page, Label.PLACE) == [f"г. Кара{hyphen}\nганде"]


def test_options_reach_the_engine() -> None:
    engine: dict[str, Any] = {"name": "spacy", "labels": ["DATE"]}
    page = Options.model_validate({"engine": engine}).build().process(gold_page("ru05"))
    assert {span.label for span in page.spans or ()} == {Label.DATE}
