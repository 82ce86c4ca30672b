"""The analyzer: surnames keep their base, both alphabets meet, offsets lead back to the text."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entity import Label, Mention, Span
from models.places import PlaceCandidate
from outputs.search.analyzer import NEAR, SEPARATOR, Token, analyze, make_terms, query_terms

OV_ENDINGS = ("", "а", "у", "ым", "е", "ой", "ы", "ых")
SURNAMES = [
    *("Иванов", "Петров", "Сидоров", "Волков", "Попов", "Медведев", "Новиков", "Соколов"),
    *("Жумабаев", "Нурпеисов", "Сакенов", "Байтурсынов", "Дулатов", "Ходжанов", "Асфендияров"),
    *("Тынышпаев", "Досмухамедов", "Рыскулов", "Ермеков", "Букейханов", "Кулумбетов", "Исаев"),
    *("Ескараев", "Жандосов", "Кабулов", "Сулейменов", "Жумабеков", "Алимов", "Токтабаев"),
]
OTHER_FORMS = {
    "Сейфуллин": "Сейфуллин Сейфуллина Сейфуллину Сейфуллиным Сейфуллине Сейфуллиной",
    "Ильин": "Ильин Ильина Ильину Ильиным Ильине Ильиной",
    "Вышинский": "Вышинский Вышинского Вышинскому Вышинским Вышинском Вышинская Вышинской",
}


def terms(text: str) -> list[str]:
    return [token.term for token in analyze(text)]


@pytest.mark.parametrize("surname", SURNAMES)
def test_every_form_of_a_surname_has_one_term(surname: str) -> None:
    for spell in (str, str.upper, str.lower):
        assert {terms(spell(surname + ending))[0] for ending in OV_ENDINGS} == {surname.lower()}


@pytest.mark.parametrize(("surname", "forms"), OTHER_FORMS.items())
def test_other_surnames_need_no_rule(surname: str, forms: str) -> None:
    assert set(terms(forms)) == set(terms(surname))


@pytest.mark.parametrize(
    ("name", "surname"), [("Иван", "Иванов"), ("Петр", "Петров"), ("Сакен", "Сакенов")]
)
def test_a_given_name_is_not_its_surname(name: str, surname: str) -> None:
    assert terms(name) != terms(surname)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("колхоз", "колхозов"),
        ("протокол", "протоколов"),
        ("остров", "острова"),
        ("Киев", "Киеве"),
        ("Пётр", "петра"),
        ("Казахстан", "Казахстана"),
        ("Иван", "Ивану"),
        ("Нурлан", "Нурлана"),
        ("стран", "страна"),
        ("комитет", "комитетом"),
        ("арестован", "арестованного"),
        ("колхоз", "колхозам"),
        ("казах", "казаха"),
        ("нарком", "наркомом"),
        ("генерал", "генералу"),
        ("Сакен", "Сакеном"),
        ("Қарағанды", "Караганды"),
        ("Қарағандыда", "Караганде"),
        ("Жұмабаевтың", "Жумабаевым"),
        ("облысының", "облысы"),
        ("ұлы", "Ӯлы"),
        ("Cоветcкий", "советского"),  # the letters c are Latin
    ],
)
def test_what_is_one_word(first: str, second: str) -> None:
    assert terms(first) == terms(second)


def test_capitals_decide_on_a_page_and_nothing_in_a_query() -> None:
    assert terms("Казаков казаков") == ["казаков", "казак"]
    assert query_terms("казаков") == ("казаков", "казак")
    assert query_terms("иванов") == ("иванов",)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Кара-\nганда", ["Кара-\nганда"]),
        ("Кара- \n  ганда", ["Кара- \n  ганда"]),
        ("по\u00adезд", ["по\u00adезд"]),
        ("ПОСТАНОВЛЕ-\nНИЕ", ["ПОСТАНОВЛЕ-\nНИЕ"]),
        ("Алма-\nАта", ["Алма", "Ата"]),
        ("Алма-Ата", ["Алма", "Ата"]),
        ("1937-\n1938", ["1937", "1938"]),
        ("ст.58-10", ["ст", "58", "10"]),
        ("один\nдва", ["один", "два"]),
        ("№ ¶ — _", []),
    ],
)
def test_words_of_a_text(text: str, pieces: list[str]) -> None:
    assert [text[token.start : token.end] for token in analyze(text)] == pieces


@given(st.text(alphabet='абИВ-¬\u00ad\n \t1_ё\u0301й№ә¶."', max_size=40))
def test_offsets_are_in_order_and_terms_are_plain(text: str) -> None:
    end = 0
    for token in analyze(text):
        assert isinstance(token, Token)
        assert end <= token.start < token.end <= len(text)
        assert token.term.isalnum()
        end = token.end


@given(st.text(max_size=60))
def test_composed_and_decomposed_text_have_the_same_terms(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    for token in analyze(composed):
        assert SEPARATOR not in token.term
        assert '"' not in token.term
        assert token.term == "".join(token.term.split())


def mention(label: Label, text: str, *places: PlaceCandidate) -> Mention:
    return Mention(Span(label, 0, len(text), 0.9, "rules"), text, text, text, None, places)


def test_names_stand_apart_in_their_fields() -> None:
    almaty = PlaceCandidate(place_id="almaty", name="Алма-Ата", score=1.0, reasons=())
    found = make_terms(
        "Иванов Иван",
        [
            mention(Label.PERSON, "Иванов"),
            mention(Label.PERSON, "Петров"),
            mention(Label.PLACE, "Верном", almaty),
            mention(Label.ORG, "НКВД"),
        ],
    )
    gap = " ".join([SEPARATOR] * (NEAR + 1))
    assert found.body == "иванов иван"
    assert found.person == f"иванов {gap} петров"
    assert found.place == f"верн {gap} алм ат"


def test_importing_the_analyzer_loads_no_dictionary() -> None:
    code = "import sys, outputs.search.analyzer; sys.exit('pymorphy3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
