import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.names import Person, match, match_texts, parse_person
from models.names.clustering import cluster
from models.names.matching import Reason

PAIRS = Path(__file__).parents[3] / "data" / "names" / "name_pairs.tsv"
NAMES = [
    "Сейфуллин Сакен",
    "Сәкен Сейфуллин",
    "Букейханов А.",
    "Бөкейхан Әлихан Нұрмұхамедұлы",
    "Qojanov Sultanbek",
    "Гайдук Трофим Лукич",
    "Ли Бен Су",
    "Цой, он же Чхай",
    "Омарова К.",
    "Ахметова Нурлана",
    "Рахима Галиевна",
    "",
    "Иванов",
    "Ахмет Байтұрсынұлы",
    "Петрова Мария (урожд. Шокина)",
    "Смирнов Ник. Петр.",
]


def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_the_table_of_pairs() -> None:
    found = [(match_texts(row["a"], row["b"]).match, row["match"] == "1") for row in pairs()]
    assert not [1 for answer, truth in found if answer and not truth]
    assert sum((answer is True) == truth for answer, truth in found) >= 39


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_order_does_not_matter_and_scores_keep_to_their_answer(one: str, other: str) -> None:
    found = match_texts(one, other)
    assert found == match_texts(other, one)
    low, high = {True: (0.7, 1.0), None: (0.0, 0.7), False: (0.0, 0.4)}[found.match]
    assert low <= found.score <= high
    assert found.why


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared(one: str, other: str) -> None:
    assert match_texts(one, other).match == match_texts(other, one).match


@pytest.mark.parametrize("name", NAMES[:8] + NAMES[-3:])
def test_a_name_with_surname_and_given_name_matches_itself(name: str) -> None:
    assert match_texts(name, name).match is (None if name == "Цой, он же Чхай" else True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Досымбеков Ниғмет", "Досымбеков Нимет"),  # a clerk's slip
        ("Омарова К.", "Омаров Касым"),  # a woman, or he in the genitive
        ("Омаров", "Омаров"),
        ("Нысанбаев Турсынкул", "Нысанбаева Турсынкул"),  # a lost letter, or his sister
        ("Пак Чун Хо", "Пак Чун Ха"),
        ("Рахима Галиевна", "Абдрахманова Рахима Галиевна"),
        ("Иванов Иоганн", "Иванов Иван"),
    ],
)
def test_what_a_person_has_to_decide_stays_open(one: str, other: str) -> None:
    assert match_texts(one, other).match is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Омаров Марат", "Омаров Мурат"),
        ("Ахметов Хасан Омарович", "Ахметов Хусаин Омарович"),
        ("Волков Иван", "Волхов Иван"),
        ("Бердыбаев Кадыр", "Бердибеков Кадыр"),
        ("Омаров Ахмет", "Ахметов Омар"),
        ("Смирнов Алексей Ив.", "Смирнов Алексей Петрович"),
        ("Лисовский Станислав", "Лисовская Станислава"),
        ("Омаров Ахмет, 1889 г. р.", "Омаров Ахмет (1895—1938)"),
    ],
)
def test_names_that_are_near_and_yet_two(one: str, other: str) -> None:
    assert match_texts(one, other).match is False


def test_reasons_are_words_with_values_apart() -> None:
    name = parse_person("Омаров Ахмет Касымович")
    found = match(Person(name, 1889), Person(name, 1889))
    assert "the patronymic agrees" in found.why
    last = found.why[-1]
    assert last == "birth years 1889 and 1889"
    assert isinstance(last, Reason)
    assert last.message == "birth years {year} and {other}"


@pytest.mark.parametrize(
    ("year", "other", "answer"),
    [(1889, 1889, True), (1889, 1890, True), (1893, 1898, None), (1889, 1904, False)],
)
def test_birth_years_raise_open_or_refuse(year: int, other: int, answer: bool | None) -> None:
    name = parse_person("Омаров Ахмет")
    assert match(Person(name, year), Person(name, other)).match is answer
    assert match(Person(name, other), Person(name, year)).match is answer


def people(*names: tuple[str, int | None]) -> list[Person]:
    return [Person(parse_person(name), year) for name, year in names]


def test_two_who_only_share_a_name_stay_two() -> None:
    assert cluster(people(("Омаров Ахмет", None), ("Омаров Ахмет", None))) == (0, 1)
    assert cluster(people(("Омаров А. К.", 1889), ("Омаров А. К.", 1889))) == (0, 1)


def test_a_patronymic_or_a_year_makes_them_one_across_spellings() -> None:
    found = cluster(
        people(
            ("Джумабаев Магжан Бекенович", None),
            ("Жұмабаев Мағжан Бекенұлы", None),
            ("Жұмабаев Мағжан", 1893),
            ("ДЖУМАБАЕВ Магжан Бекенович", 1893),
        )
    )
    assert found == (0, 0, 0, 0)


def test_who_fits_two_that_exclude_each_other_joins_neither() -> None:
    found = cluster(
        people(
            ("Иванов Иван Иванович", 1889),
            ("Иванов Иван Иванович", 1901),
            ("Иванов Иван Иванович", None),
        )
    )
    assert found == (0, 1, 2)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("Мазур Пилип Гнатович", "Мазур Филипп Игнатьевич", True),
        ("Шевелев Порфирий Кузьмич", "Шевелёв Порфирий Кузмич", True),
        ("Абдрахманова Рахима", "Абдрахманов Рахима", True),
        ("Омаров Али", "Омарова Али", True),
        ("Пак Чун Хо", "Пак Чунхо", True),
        ("Гуменюк Олекса Петрович", "Гуменюк Алексей Петрович", True),
        ("Шульц Петер Иоганнович", "Шульц Петр Иванович", True),
        ("Шульц Петер", "Шульц Петр", None),
        ("Шульц Петер Карлович", "Шульц Петр Иванович", False),
        ("Штайнер Генрих", "Штейнер Генрих", True),
        ("Бойко Иван", "Бейко Иван", None),
        ("Зейнеп Хасан-кызы", "Зейнеп Хасан кызы", True),
    ],
)
def test_forms_of_other_languages_need_the_other_parts(
    one: str, other: str, answer: bool | None
) -> None:
    assert match_texts(one, other).match is answer
