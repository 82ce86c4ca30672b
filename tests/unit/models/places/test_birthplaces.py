"""The place of birth beside a name, and what two of them say of two names."""

import pytest

from models.entity import Label, Span
from models.places.birthplaces import Birthplace, compare
from pipeline.stages.normalise import Options

NORMALISE = Options().build()


def birth_place(text: str, *marked: tuple[Label, str]) -> list[str] | None:
    spans, place = [], 0
    for label, surface in marked:
        place = text.index(surface, place)
        spans.append(Span(label, place, place + len(surface), 0.9, "rules"))
        place += len(surface)
    mentions = NORMALISE.mentions(text, spans, language=None)
    [person, *_] = [each for each in mentions if each.span.label is Label.PERSON]
    found = Birthplace.of(person.details)
    return list(found.keys) if found else None


PERSON, PLACE = Label.PERSON, Label.PLACE


@pytest.mark.parametrize(
    ("text", "places", "keys"),
    [
        (
            "Оспанов Касым, 1889 г. р., уроженец аула № 7 Каркаралинского уезда, казах",
            ("аула № 7", "Каркаралинского уезда"),
            ["аул № 7", "=karkaralinsk_uezd"],
        ),
        ("Оспанов Касым родился 5 мая 1889 г. в г. Верном", ("г. Верном",), ["=almaty"]),
        (
            "Оспанов Касым, проживает в г. Гурьеве, урож. с. Чилик",
            ("г. Гурьеве", "с. Чилик"),
            ["=shelek"],
        ),
        ("Оспанов Касым, 1889 г. р., ур. с. Чилик", ("с. Чилик",), ["=shelek"]),
        ("Қасым Оспанов 1900 жылы Чилик ауылында туған", ("Чилик ауылында",), ["=shelek"]),
        ("Оспанов Касым, 1889 г. р., проживает в г. Гурьеве", ("г. Гурьеве",), None),
        ("Оспанов Касым, уроженец; осужден в г. Гурьеве", ("г. Гурьеве",), None),
    ],
)
def test_the_text_beside_a_name_says_where(
    text: str, places: tuple[str, ...], keys: list[str] | None
) -> None:
    name = "Қасым Оспанов" if text.startswith("Қ") else "Оспанов Касым"
    assert birth_place(text, (PERSON, name), *((PLACE, place) for place in places)) == keys


def test_the_next_person_keeps_his_own() -> None:
    text = "Оспанов Касым и Ибраев Ахмет, уроженец с. Чилик"
    assert birth_place(text, (PERSON, "Оспанов Касым"), (PERSON, "Ибраев Ахмет")) is None


def born(*keys: str) -> Birthplace:
    return Birthplace(keys, keys)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (born("=shelek", "=almaata_obl"), born("=shelek"), "same"),
        (born("=shelek"), born("=almaty"), "different"),
        (born("=shelek"), born("=almaata_obl"), None),
        (born("=karkaralinsk_uezd"), born("=karkaralinsk_uezd"), "within"),
        (born("аул № 7", "=karkaralinsk_uezd"), born("аул № 7"), None),
        (born("аул № 7", "=karkaralinsk_uezd"), born("аул № 7", "=karkaralinsk_uezd"), "same"),
        (born("дер. заря"), born("=shelek"), None),
        (born("дер. заря"), born("дер. заря"), "same"),
        (born("чидертинский район"), born("чидертинский район"), "within"),
    ],
)
def test_two_places_of_birth(one: Birthplace, other: Birthplace, verdict: str | None) -> None:
    assert compare(one, other) == verdict
    assert compare(other, one) == verdict
