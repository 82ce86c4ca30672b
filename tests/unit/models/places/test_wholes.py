"""Levels of one place, standing side by side, are told from places of a list."""

import pytest

from models.places.wholes import whole_places


@pytest.mark.parametrize(
    "wholes",
    [
        [["с. Гуляй-Поле", "Екатеринославской губ."]],
        [["Чаяновской волости", "Чимкентского уезда", "Сыр-Дарьинской области"]],
        [["Семей облысы", "Шұбартау ауданы", "Баршатас поселкесінде"]],
        [["аула № 7 Каркаралинского уезда", "Семипалатинской губернии"]],
        [["г. Александров", "Ивановской обл."], ["г. Москва"]],
        [["Чимкенте"], ["Туркестане"]],
        [["Павлодарского уезда"], ["Каркаралинского уезда"]],
    ],
)
def test_levels_rise_or_fall(wholes: list[list[str]]) -> None:
    text, spans = "", []
    for part in (part for whole in wholes for part in whole):
        text += ", " if text else ""
        spans.append((len(text), len(text) + len(part)))
        text += part
    found = [[text[start:end] for start, end in parts] for parts in whole_places(text, spans)]
    assert found == wholes


def test_other_words_between_part_them() -> None:
    text = "с. Чилик и Каскеленского района"
    assert len(list(whole_places(text, [(0, 8), (11, 31)]))) == 2
