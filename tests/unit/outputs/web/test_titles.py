"""Codes of the record are said in words, in the reader's language."""

from types import SimpleNamespace

import pytest

from models.documents.findings import find_further
from models.i18n import language
from outputs.web.wording.present import doc_type
from outputs.web.wording.titles import called


def say(label: str, normal: str, tongue: str) -> str:
    with language(tongue):
        return called(SimpleNamespace(label=label, normal=normal))


@pytest.mark.parametrize(
    ("label", "normal", "english", "russian"),
    [
        ("MARK", "top_secret", "top secret", "совершенно секретно"),
        ("MARK", "copy_no 2", "copy No. 2", "экземпляр № 2"),
        ("CASE", "case 7843", "case No. 7843", "дело № 7843"),
        ("SENTENCE", "ITL 10", "labour camp, 10 years", "исправительно-трудовой лагерь, 10 лет"),
        (
            "SENTENCE",
            "imprisonment 2/6",
            "deprivation of liberty, 2 years, 6 months",
            "лишение свободы, 2 года, 6 месяцев",
        ),
        ("SENTENCE", "prison 0/6", "prison, 6 months", "тюремное заключение, 6 месяцев"),
        (
            "SENTENCE",
            "rehab_ground no_event",
            "no crime took place",
            "отсутствие события преступления",
        ),
        (
            "SENTENCE",
            "rehab_ground KZ:1993-04-14",
            "law of April 14, 1993",
            "закон от 14 апреля 1993\u00a0г.",
        ),
        (
            "ARTICLE",
            "RSFSR-1926:58-10/1, RSFSR-1926:58-1a",
            "art. 58-10 part 1, 58-1a, Criminal Code of the RSFSR",
            "ст. 58-10 ч. 1, 58-1а УК РСФСР",
        ),
        (
            "ARTICLE",
            "RSFSR-1926:17+58-8",
            "art. 17-58-8, Criminal Code of the RSFSR",
            "ст. 17-58-8 УК РСФСР",
        ),
        ("ARTICLE", "NKVD:00486/CHSIR", "ЧСИР", "ЧСИР"),
        ("ARTICLE", "NKVD:SVE", "СВЭ", "СВЭ"),
        ("ARTICLE", "NKVD:00447", "order of the NKVD No. 00447", "приказ НКВД № 00447"),
        ("REFERENCE", "KZ-CGARK/5/1/23/45v", "ЦГА РК. Ф. 5. Оп. 1. Д. 23. Л. 45об.", ""),
        ("PERSON", "Омаров Ахмет", "Омаров Ахмет", "Омаров Ахмет"),
        ("MARK", "a_later_version", "a_later_version", "a_later_version"),
    ],
)
def test_words_for_codes(label: str, normal: str, english: str, russian: str) -> None:
    assert say(label, normal, "en") == english
    assert say(label, normal, "ru") == (russian or english)


def test_kazakh_has_words_of_its_own() -> None:
    assert say("MARK", "top_secret", "kk") == "өте құпия"
    assert say("ARTICLE", "RSFSR-1926:58-10/1", "kk") == "РСФСР ҚК 58-10 (1-бөлік)-бап"


@pytest.mark.parametrize(
    "text",
    [
        "СОВЕРШЕННО СЕКРЕТНО Экз. № 2 Хранить вечно. Рассекречено акт № 5. Для служебного",
        "по ст. 58-10 ч. 2, 59-3 УК РСФСР, КРТД, ПШ, СОЭ, указ от 7/VIII-1932, приказ № 00485",
        "10 лет без права переписки, ВМН, 8 лет ИТЛ, п/п 5 лет, минус 6, ссылка на 3 года",
        "дело № 7843, ордер № 12, протокол № 5, арх. № 77, Вх. № 8-3317",
        "за отсутствием состава преступления, Указ ПВС СССР от 16.01.1989",
    ],
)
def test_all_that_rules_find_is_said_in_words(text: str) -> None:
    found = find_further(text)
    assert found
    for mention in found:
        assert say(mention.span.label.value, mention.normal, "ru") != mention.normal


def test_a_kind_of_document_without_a_kazakh_title_keeps_its_russian_one() -> None:
    with language("kk"):
        assert doc_type("camp_card") == "Тұтқынның есепке алу карточкасы"
        assert doc_type("oso_extract") == "Выписка из протокола Особого совещания"
    with language("en"):
        assert doc_type("oso_extract") == "oso extract"
