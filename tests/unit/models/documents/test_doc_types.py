import pytest

from models.documents.doc_types import doc_types, guess_doc_type, guess_doc_types


def code(text: str, language: str | None = None) -> str | None:
    guess = guess_doc_type(text, language=language)
    return guess.code if guess else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ПРОТОКОЛ ДОПРОСА\nобвиняемого Н.\nВОПРОС: Когда?", "interrogation_protocol"),
        ("П Р О Т О К О Л  Д О П Р О С А\nобвиняемого Н.", "interrogation_protocol"),
        ("ПРОТОКОЛ ДОПРОСЛ\nсвидетеля", "interrogation_protocol"),
        ("ОБВИНИТЕЛЬНОЕ ЗАКЛЮЧЕНИЕ\nпо следственному делу № 5", "indictment"),
        ("ВЫПИСКА ИЗ ПРОТОКОЛА\nзаседания Тройки\nСЛУШАЛИ: ПОСТАНОВИЛИ:", "troika_extract"),
        ("ВЫПИСКА ИЗ ПРОТОКОЛА\nОсобого Совещания\nСЛУШАЛИ: ПОСТАНОВИЛИ:", "oso_extract"),
        ("ОРДЕР № 17\nВыдан сотруднику НКВД\nДействителен 2 суток", "arrest_warrant"),
        ("А К Т\nприговор приведено в исполнение", "execution_act"),
        ("ЖАУАП АЛУ ХАТТАМАСЫ\nСҰРАҚ: Қайда тұрдыңыз?", "interrogation_protocol"),
        ("АРЫЗ\nЖолдастан қайта қарауын сұраймын", "petition"),
        ("ЛИСТ-ЗАВЕРИТЕЛЬ\nпронумеровано 118 листов", "inventory"),
    ],
)
def test_types_by_heading_and_formulas(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize(
    "text", ["", "Колхоз сдал хлеб досрочно.", "Справка", "в протоколе допроса записано неверно"]
)
def test_nothing_fits(text: str) -> None:
    assert code(text) is None


def test_a_heading_is_surer_than_running_text() -> None:
    heading = guess_doc_type("ОЧНОЙ СТАВКИ протокол\nмежду двумя")
    running = guess_doc_type("на очной ставки допросил")
    assert heading is not None
    assert running is None or running.confidence < heading.confidence


def test_kazakh_formulas_count_less_on_russian_pages() -> None:
    text = "Айыптау қорытындысы"
    known, other = guess_doc_type(text, language="kk"), guess_doc_type(text, language="ru")
    assert known is not None
    assert other is None or other.confidence < known.confidence


def test_every_type_is_found_by_its_own_cues() -> None:
    for each in doc_types():
        assert code("\n".join(each.cues)) == each.code


def test_a_lone_cue_leaves_doubt() -> None:
    [lone] = guess_doc_types("ПОСТАНОВЛЕНИЕ\nо приобретении инвентаря")
    assert lone.confidence < 0.5
