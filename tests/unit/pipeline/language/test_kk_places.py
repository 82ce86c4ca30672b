"""Kazakh kind words, auls by number and words beside a place."""

import pytest

from pipeline.language.places import find_gazetteer_places, find_places


def longest(text: str) -> list[str]:
    """What is found, without what lies within another."""
    spans = [(found.start, found.end) for found in find_places(text)]
    return [
        text[start:end]
        for start, end in spans
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Шет ауданының № 5 ауылында туған", ["Шет ауданының № 5 ауылында"]),
        ("Шет ауданы, № 12 ауыл. Шаруа", ["Шет ауданы, № 12 ауыл"]),
        ("Ауыл № 9, Омаров", ["Ауыл № 9"]),
        ("ауыл № 3, Нұра болысы", ["ауыл № 3, Нұра болысы"]),
        ("Нұра болысының 3-ші ауылынан", ["Нұра болысының 3-ші ауылынан"]),
        ("2-ауыл", ["2-ауыл"]),
        ("5 нөмірлі ауылға", ["5 нөмірлі ауылға"]),
        ("№ 4 ауылынан Нұра болысына көшті", ["Нұра болысына", "№ 4 ауылынан"]),
        ("Нұра болысынан № 4 ауылға көшті", ["Нұра болысынан", "№ 4 ауылға"]),
        ("5 ауыл көшті", []),
        ("№ 5 мектеп", []),
        ("Омар қалай кетті", []),
        ("Бөкен болыстың үйі", []),
        ("Қызыл Ту ауылының", ["Қызыл Ту ауылының"]),
        ("Семей қ., 1938", ["Семей қ."]),
        ("Қалинин аулынын", ["Қалинин аулынын"]),
        ("Омаров Краков маңындағы", ["Краков"]),
        ("Тайқоңыр тұрғыны Омаров", ["Тайқоңыр"]),
        ("Қоңыраттағы кеніште", []),
        ("1937 ж. Солтүстік Қазақстанға", ["Солтүстік Қазақстанға"]),
        ("Еліміздің тұрғындары", []),
    ],
)
def test_kazakh_places(text: str, places: list[str]) -> None:
    assert sorted(longest(text)) == sorted(places)


@pytest.mark.parametrize("town", ["Троицкіде", "Омскіге", "Форт-Александровскіге"])
def test_russian_towns_are_known_in_kazakh_cases(town: str) -> None:
    assert [town] == [town[place.start : place.end] for place in find_gazetteer_places(town)]
