"""Kazakh names whose capital OCR lost, and the small words around them that stay."""

import pytest

from pipeline.language.kk_capitals import with_capitals


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("куә ерсайынов келді", "куә Ерсайынов келді"),
        ("Елдес омаровтың ісі", "Елдес Омаровтың ісі"),
        ("Баймұқанов орманбектін", "Баймұқанов Орманбектін"),
        ("қазыбек Ерденұлы", "Қазыбек Ерденұлы"),
        ("имкентті қаласында", "Имкентті қаласында"),
        ("қиқымбек станциясында", "Қиқымбек станциясында"),
    ],
)
def test_a_lost_capital_is_given_back(read: str, meant: str) -> None:
    assert with_capitals(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "біздің ауданның тұрғыны",
        "көрші ауданда, осы қаланың",
        "Омаров айтты",
        "тергеуші Ерденұлы",
        "завод үйдің ауласында",
    ],
)
def test_words_stay_small(text: str) -> None:
    assert with_capitals(text) == text
