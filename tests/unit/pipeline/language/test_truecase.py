"""Capitals become names again, acronyms stay."""

import pytest

from pipeline.language.truecase import true_case


@pytest.mark.parametrize(
    ("typed", "cased"),
    [
        ("ТУРЛЫБЕКОВА Асана", "Турлыбекова Асана"),
        ("УНКВД по КазССР", "УНКВД по КазССР"),
        ("СЕЙТ-КАЛИЕВ", "Сейт-Калиев"),
        ("ОГПУ и НКВД СССР", "ОГПУ и НКВД СССР"),
        ("КИМ и ПАК", "Ким и Пак"),
        ("ЛИ ВАН ГИ", "Ли Ван Ги"),
        ("ТРОЙКА ПП ОГПУ", "Тройка ПП ОГПУ"),
        ("по УК РСФСР", "по УК РСФСР"),
        ("ӘБДІРАХМАНОВ", "Әбдірахманов"),
        ("АСАНОВ СТиПАН", "Асанов Стипан"),
        ("ОМАРОв", "Омаров"),
        ("ВКПб и НКВДа", "ВКПб и НКВДа"),
    ],
)
def test_case_is_given_back(typed: str, cased: str) -> None:
    assert true_case(typed) == cased


@pytest.mark.parametrize("odd", ["İSTANBUL", "ǅУРБ", "ŉАБ", "ẞБВГ"])
def test_length_never_changes(odd: str) -> None:
    assert len(true_case(odd)) == len(odd)
