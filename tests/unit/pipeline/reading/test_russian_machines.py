"""Kazakh letters that a model put into what was typed without them."""

from models.page import Reading
from pipeline.reading.russian_machines import as_typed
from tests.support.factories import word_boxes

LETTERED = (
    "Менің әкем ауылдық кеңестің төрағасы қызметін атқаратын, елге сыйлы адам еді. Тергеу ісінде "
    "оның кінәсін дәлелдейтін бірде-бір құжат жоқ екенін өз көзіммен көрдім. Үкім шығарған үштік "
    "мәжілісіне айыпталушының өзі де қатыстырылмаған."
)
PUT_IN = (
    "Менин акем ауылдык кенестин торагасы қызметин аткаратын, елге сыйлы адам еди. Тергеу исинде "
    "онын кинасин далелдейтин бирде-бир кужат жок екенин оз козиммен кордим. Уким шығарган уштик "
    "мажилисине айыпталушынын ози де катыстырылмаған."
)
RUSSIAN = (
    "Справка выдана в том, что он действительно отбывал наказание в лагере и был освобождён за "
    "отсутствием состава преступления, о чём родственникам сообщено устно. Рахима Қасымова."
)


def reading(text: str) -> Reading:
    return Reading(text, word_boxes(text), 0.9, "Cyrillic", "kk")


def test_kazakh_letters_stay_in_kazakh_and_on_mixed_pages() -> None:
    for text in (LETTERED, f"{RUSSIAN} {RUSSIAN} {LETTERED[:90]}"):
        assert as_typed(reading(text), ())[0].text == text


def test_what_was_typed_on_a_russian_machine_has_none() -> None:
    read, alternatives = as_typed(reading(PUT_IN), ())
    assert read.text == PUT_IN.translate(str.maketrans("қғ", "кг"))
    assert [other.text for other in alternatives] == ["қызметин", "шығарган", "катыстырылмаған."]


def test_a_few_words_tell_nothing() -> None:
    assert as_typed(reading("Рахима Қасымова"), ())[0].text == "Рахима Қасымова"
