import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.legal import find_articles, find_sentences
from models.legal.table import codes


def norms(text: str) -> list[str]:
    return [article.norm for found in find_articles(text) for article in found.articles]


def sentences(text: str) -> list[tuple[str, int | None]]:
    return [(found.sentence.type, found.sentence.years) for found in find_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("осужден по ст. 58-10 ч. 1 УК РСФСР", ["RSFSR-1926:58-10/1"]),
        ("ст.ст. 58-6, 58-8 и 58-11 УК", ["58-6", "58-8", "58-11"]),
        ("преступл. ст. 58 пп. 7, 9 и 11 УК РСФСР", ["58-7", "58-9", "58-11"]),
        ("по ст.58 п.10 ч.I УК РСФСР", ["58-10/1"]),
        ("по п. 10 ст. 58 УК РСФСР", ["58-10"]),
        ("по ч. 2 ст. 58-10", ["58-10/2"]),
        ("по ст. 58-1 «б» УК", ["58-1b"]),
        ("Статья 58/14", ["58-14"]),
        ("обв. 58-8, 58-11", ["58-8", "58-11"]),
        ("по ст. 17-58-9 УК", ["17+58-9"]),
        ("ст. 7-35 УК", ["7+35"]),
        ("ст. 82 ч. 1 УК РСФСР", ["82/1"]),
        ("РКФСР ҚК 58-8, 58-11-баптары бойынша", ["58-8", "58-11"]),
        ("ҚК-нің 58-10-бабының 1-бөлігі", ["58-10/1"]),
        ("РСФСР Қылмыс кодексінің 58-баптың 11-тармағы", ["58-11"]),
        ("ст. 54-10 УК УССР", ["UKRSSR-1927:54-10"]),
        ("ст. 60 УК КазССР", ["KAZSSR-1959:60"]),
        ("по ст. 58 п. 10 ч. II УК РСФСР", ["58-10/2"]),  # never part 11
        ("по пунктам 2 и 11 статьи 58 Уголовного Кодекса", ["58-2", "58-11"]),
        ("на основании ст. 4 п. 5 УПК РСФСР", ["RSFSR-UPK:4/p.5"]),
        ("ч. 1 ст. 154-а УК РСФСР", ["154a/1"]),
        ("в порядке ст. 128 УПК РСФСР", ["RSFSR-UPK:128"]),
        ("осужден за КРА как СОЭ", ["NKVD:KRA", "NKVD:SOE"]),
        ("обвинение А.С.А. и П/Ш", ["NKVD:ASA", "NKVD:PSH"]),
        ("как члены семей изменников Родины", ["NKVD:00486/CHSIR"]),
        ("по закону от 7 августа 1932 г.", ["USSR:1932-08-07"]),
        ("Указ Президиума Верховного Совета СССР от 26/VI-40 г.", ["USSR:1940-06-26"]),
        ("приказа НКВД № 00447", ["NKVD:00447"]),
    ],
)
def test_what_charges_are_written_as(text: str, expected: list[str]) -> None:
    assert norms(text) == [each if ":" in each else f"RSFSR-1926:{each}" for each in expected]


@pytest.mark.parametrize(
    "text",
    [
        "по ст. 58-IO ч. I УК РСФСР",  # I typed for 1, O for 0
        "по ст. 58-Ю ч. 1 УК РСФСР",
        "по ст, 5В-10 ч, 1 УК РСФСР",
        "по ст. 5810 ч. 1 УК РСФСР",  # the small raised figures were lost
        "по ст. 58—10\nч. 1 УК РСФСР",
        "по статъе 58-10 ч. 1 УК РСФСР",
    ],
)
def test_charges_as_ocr_leaves_them(text: str) -> None:
    assert norms(text) == ["RSFSR-1926:58-10/1"]


@pytest.mark.parametrize(
    "text",
    [
        "ст. лейтенант Петров",
        "в силу ст. 3 Закона РК",
        "статья 5 Конституции СССР",
        "тел. 58-10-22",
        "дело № 58-10",
        "прибыл на ст. 12 июля",
        "Указ от 16.01.1989",
        "крах, пшено, соэ",
    ],
)
def test_what_is_no_charge(text: str) -> None:
    assert norms(text) == []


def test_every_article_of_the_table_is_read_as_its_code() -> None:
    for code in codes():
        if code.kind == "article":
            assert norms(f"осужден по {code.surfaces[0]}.") == [code.norm]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("приговорен к ВМН", [("VMN", None)]),
        ("заменить расстрел 10 годами ИТЛ", [("ITL", 10)]),
        ("за к-р деятельность - 3 г. ИТЛ", [("ITL", 3)]),
        ("5 л. л/св.", [("imprisonment", 5)]),
        ("к высшей мере наказания - расстрелу", [("VMN", None)]),
        ("РАССТРЕ-\nЛЯТЬ", [("VMN", None)]),
        ("ату жазасына кесілді", [("VMN", None)]),
        ("7 лет ИТЛ", [("ITL", 7)]),
        ("заключить в исправтрудлагерь сроком на ДЕСЯТЬ лет", [("ITL", 10)]),
        ("к 25 (двадцати пяти) годам ИТЛ", [("ITL", 25)]),
        ("жиырма бес жыл ЕТЛ", [("ITL", 25)]),
        ("бес жылға лагерьге айдалды", [("ITL", 5)]),
        ("три года концлагеря условно", [("concentration_camp", 3)]),
        ("к 6 годам лишения свободы", [("imprisonment", 6)]),
        ("10 лет т/з и 5 лет п/п", [("prison", 10), ("disenfranchisement", 5)]),
        ("сослать в Тургай на 3 года", [("exile", 3)]),
        ("выслать в Северный край сроком на пять лет", [("banishment", 5)]),
        ("«10 лет без права переписки»", [("euphemism_10y_no_correspondence", 10)]),
        ("10 лет дальних лагерей без права переписки", [("euphemism_10y_no_correspondence", 10)]),
        ("10 лет ИТЛ без права переписки", [("euphemism_10y_no_correspondence", 10)]),
        ("хат жазысу құқығынсыз 10 жылға", [("euphemism_10y_no_correspondence", 10)]),
        ("с конфискацией всего имущества", [("confiscation", None)]),
        ("мүлкі тәркіленсін", [("confiscation", None)]),
        ("п/п 5 лет, ИТЛ 10 лет", [("disenfranchisement", 5), ("ITL", 10)]),
        ("20 лет каторжных работ", [("katorga", 20)]),
        ("к 1 году принудработ", [("forced_labour", 1)]),
        ("ссылка на поселение в Тургай", [("exile", None)]),
        ("IO лет ИТЛ", [("ITL", 10)]),
        ("8 лет иcправительно-трудовых лaгерей", [("ITL", 8)]),
    ],
)
def test_what_was_decided(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "сын 8 лет",
        "Карагандинский ИТЛ НКВД",
        "в 37 г. сослан",
        "в 1937 г. ИТЛ",
        "лагерь",
        "жил 10 лет в Чимкенте",
    ],
)
def test_what_is_no_punishment(text: str) -> None:
    assert sentences(text) == []


def test_months_and_grounds() -> None:
    for written in ("2 года 6 месяцев", "двух лет и шести месяцев"):
        (term,) = find_sentences(f"{written} лишения свободы")
        assert (term.sentence.years, term.sentence.months) == (2, 6)
    text = "прекращено за отсутствием события преступления, Закон РК от 14 апреля 1993 года"
    grounds = [found.sentence.ground for found in find_sentences(text)]
    assert grounds == ["no_event", "KZ:1993-04-14"]


def test_offsets_count_the_text_as_given() -> None:
    text = "Тройка:  РАС-\nСТРЕЛЯТЬ,   по ст. \n 58-10 УК РСФСР; 5 лет  ссылки"
    assert [text[f.start : f.end] for f in find_articles(text)] == ["ст. \n 58-10 УК РСФСР"]
    cut = [text[f.start : f.end] for f in find_sentences(text)]
    assert cut == ["РАС-\nСТРЕЛЯТЬ", "5 лет  ссылки"]


@given(st.text(alphabet="58-10,ст. чп1лет ИТЛнак/VIЮУКРСФ\n«»", max_size=80))
def test_any_text_gives_ordered_stretches(text: str) -> None:
    articles = [(each.start, each.end) for each in find_articles(text)]
    sentences = [(each.start, each.end) for each in find_sentences(text)]
    for found in (articles, sentences):
        ends = [0, *(end for each in found for end in each)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(text)
        assert all(start < end for start, end in found)
