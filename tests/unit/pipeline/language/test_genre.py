"""News and case files are told apart by words that only one of them has."""

import pytest

from pipeline.language.genre import newslike


@pytest.mark.parametrize(
    "text",
    [
        "Компания Google сообщила о росте выручки на 12 процентов.",
        "В 2008 году президент посетил чемпионат Европы, сообщает агентство Reuters.",
    ],
)
def test_news(text: str) -> None:
    assert newslike(text) > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Гр. Омаров, 1896 г. р., урож. аула № 7, арестован в 1937 г.",
        "Постановлением тройки УНКВД осужден к 10 годам ИТЛ.",
    ],
)
def test_case_files(text: str) -> None:
    assert newslike(text) < -0.5


def test_neither() -> None:
    assert newslike("") == 0
    assert newslike("Он вышел из дома.") == 0


def test_a_name_or_a_summons_makes_no_kazakh_news() -> None:
    assert newslike("Осы іспен Әкімжанның баласы Қайролла да қамалған.") == 0
    assert newslike("Қазан айында Шмидт комендатураға шақырылды, Алматыда тұрады.") == 0


def test_kazakh_news_is_told_by_kazakh_words() -> None:
    assert newslike("Биыл Қазақстанда жаңа мектептер мен көпірлер салынды, деді министр.") == 1
    assert newslike("Тергеу барысында айыпкер Өмірзақ жауап берді, хаттамаға қол қойды.") == -1
