"""Where names end that the Kazakh network found, and where spaces were lost."""

import pytest

from models.entity import Label
from pipeline.language.kk_borders import cut_name
from pipeline.language.pagetext import read_page_text


@pytest.mark.parametrize(
    ("name", "after", "people"),
    [
        ("Айгүл Омбыға", " кетті", ["Айгүл"]),
        ("Цай Сен Ир он жылға", "", ["Цай Сен Ир"]),
        ("Сәкен Ерғали ұлы", "", ["Сәкен Ерғали ұлы"]),
        ("Бике. Шолпан", ".", ["Бике", "Шолпан"]),
        ("Омаров Қ. Ш.", "", ["Омаров Қ. Ш."]),
        ("Асан Омаров Бәкірге", " айтты", ["Асан Омаров", "Бәкірге"]),
        ("Асан Омаров Бәкір Жақыповтың", "", ["Асан Омаров", "Бәкір Жақыповтың"]),
        ("Асан Омаров Бәкірұлына", "", ["Асан Омаров Бәкірұлына"]),
        ("Асан Омаров Краков", " маңындағы", ["Асан Омаров"]),
        ("Беков Үркімбаев", ",", ["Беков", "Үркімбаев"]),
        ("Омаров Сейітов Қ.", "", ["Омаров", "Сейітов Қ."]),
        ("Омаров мүшелері Сейітов", "", ["Омаров", "Сейітов"]),
        ("Құлбай баласы Асан", "", ["Құлбай баласы Асан"]),
        ("Төрага: А. Омаров", "", ["А. Омаров"]),
        ("Омаров Асан (Семей", ", қазақ)", ["Омаров Асан"]),
        (
            "Омарова Айша (қыз кезіндегі тегі Бекова)",
            "",
            ["Омарова Айша (қыз кезіндегі тегі Бекова)"],
        ),
    ],
)
def test_people_end_where_other_words_begin(name: str, after: str, people: list[str]) -> None:
    assert [name[a:b] for a, b in cut_name(Label.PERSON, name, after)] == people


def test_a_place_with_an_ending_has_no_kind_word_behind_it() -> None:
    name = "Атбасарда бізді"
    assert [name[a:b] for a, b in cut_name(Label.PLACE, name, "")] == ["Атбасарда"]


@pytest.mark.parametrize(
    ("stored", "readable"),
    [
        ("Жүргеновтігатады", "Жүргеновті атады"),
        ("Сәрсенбайтуралы", "Сәрсенбай туралы"),
        ("Баязитову Асан", "Баязитов, Асан"),
        ("ауылданоОмаров", "ауылдан Омаров"),
        ("куә оМұқатай", "куә  Мұқатай"),
        ("А.еОмаров", "А. Омаров"),
        ("Үштөбе(станциясында", "Үштөбе станциясында"),
        ("Үштөбе (станция)", "Үштөбе (станция)"),
        ("Өміркелді, Новосібірге", "Өміркелді, Новосібірге"),
        ("тергеушіОмаров", "тергеуші Омаров"),
        ("куәгерОМАРОВ", "куәгер ОМАРОВ"),
        ("СТЕПАНатылсын", "СТЕПАН атылсын"),
        ("ШЕКЕРБАЙу", "ШЕКЕРБАЙ у"),
        ("Ордақаласына", "Орда қаласына"),
        ("ОМАРОВтың", "ОМАРОВтың"),
        ("НКВДның", "НКВДның"),
        ("КазАССР", "КазАССР"),
        ("Баянауылда", "Баянауылда"),
    ],
)
def test_lost_spaces_are_put_in(stored: str, readable: str) -> None:
    page = read_page_text(stored, kazakh=True)
    assert page.text == readable
    assert sorted(set(page.origins)) == list(range(len(stored)))


def test_a_space_put_in_moves_no_offset() -> None:
    stored = "Асан СТЕПАНатылсын"
    page = read_page_text(stored, kazakh=True)
    for word in ("СТЕПАН", "атылсын"):
        start = page.text.index(word)
        first, last = page.stored(start, start + len(word))
        assert stored[first:last] == word
