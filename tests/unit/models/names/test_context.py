import time

import pytest

from models.names import parse_name_line, parse_person
from models.names.context import Role, describe


@pytest.mark.parametrize(
    ("text", "name", "role", "year"),
    [
        (
            "допросил в качестве обвиняемого\n\nОМАРОВА Ахмета, 1896 г. рожд.",
            "ОМАРОВА Ахмета",
            "accused",
            1896,
        ),
        ("показаниями свидетелей Беловой и Омарова.", "Беловой", "witness", None),
        ("Выдана гр-ке Ким Ен Сун в том, что ее муж осужден.", "Ким Ен Сун", None, None),
        ("Омаров Ахмет был осужден в 1937 г.", "Омаров Ахмет", "convicted", None),
        ("приговор над Цоем Львом, Беловым Иваном исполнен", "Беловым Иваном", "convicted", None),
        ("В вину Белову ставится агитация", "Белову", "accused", None),
        ("показаниями свидетелей Беловой и Омарова.", "Омарова", "witness", None),
        ("«УТВЕРЖДАЮ»\nНач. УНКВД\nкапитан госбезопасности БЕЛОВ\n", "БЕЛОВ", "approver", None),
        (
            "Я, оперуполномоченный УНКВД мл. лейтенант БЕЛОВ, рассмотрел",
            "БЕЛОВ",
            "investigator",
            None,
        ),
        ("муж — Омаров Сабит, 38 лет", "Омаров Сабит", "relative", None),
        ("Менің күйеуім Омаров Төлеген, 1894 жылы туған", "Омаров Төлеген", "relative", 1894),
        ("Подпись арестованного: Омарова", "Омарова", "accused", None),
        ("ПОСТАНОВИЛИ:\nОМАРОВА Ахмета — РАССТРЕЛЯТЬ", "ОМАРОВА Ахмета", "convicted", None),
        ("Председатель суда Белов", "Белов", "judge", None),
        ("Члены суда: Цой и Белов.", "Белов", "judge", None),
        ("в качестве свидетеля, гр-н Белов показал", "Белов", "witness", None),
        ("Отец его, Белов Иван, умер", "Белов Иван", "relative", None),
        ("Расстреляны: Цой Б., Омаров А., Белов И.", "Белов И.", "convicted", None),
        ("Арестовать Белова и заключить в тюрьму", "Белова", "accused", None),
        (
            "В списке осужденных:\n1. Омаровым Ахметом, 1895 г. р.\n2. Беловым Иваном, 1899 г. р.",
            "Беловым Иваном",
            "convicted",
            1899,
        ),
        ("приехал Омаров Ахмет (1901 года рождения) и", "Омаров Ахмет", None, 1901),
        ("приехал Омаров Ахмет в 1937 году", "Омаров Ахмет", None, None),
        ("Қолы: Омаров", "Омаров", "signatory", None),
        ("Омаров Ахмет 1899 ж. т.", "Омаров Ахмет", None, 1899),
        ("Омаров Ахмет 1899 жылы Семей уезінде туған.", "Омаров Ахмет", None, 1899),
        ("Омаров Ахмет (1899-1938) ақын", "Омаров Ахмет", None, 1899),
        ("Омаров Ахмет (1935-1937) болған", "Омаров Ахмет", None, None),
        ("Омаров Ахмет, 1899 жылғы, қазақ", "Омаров Ахмет", None, 1899),
        ("Омаров Ахмет, 1937 жылғы, хаттама", "Омаров Ахмет", None, None),
        ("Омаров Ахмет, род. 15.III.1899 г.", "Омаров Ахмет", None, 1899),
        ("родившийся в 1899 году Омаров Ахмет приехал", "Омаров Ахмет", None, 1899),
        ("Свидетели: Дж. Омаров, Б. Цой и Иван Белов показали", "Иван Белов", "witness", None),
        ("показания Омарова А., Цоя Б. и Белова И.", "Белова И.", "witness", None),
        ("жена Омарова, Цой и Белов выехали", "Белов", None, None),
        ("Прокурору Каз. ССР от гр-на Омарова Ахмета", "Омарова Ахмета", "petitioner", None),
        ("балалары: Марат, Сәуле, Ерлан", "Ерлан", "relative", None),
        ("К нач. 1930 г. скрылся отряд Омарова", "Омарова", None, None),
    ],
)
def test_roles_and_years(text: str, name: str, role: str | None, year: int | None) -> None:
    start = text.index(name)
    found = describe(text, start, start + len(name), language="ru")
    assert found.role == (Role(role) if role else None)
    assert found.birth_year == year


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Гражданка Омарова", "f"),
        ("допрос обвиняемой Омаровой", "f"),
        ("гр-на Омарова", "m"),
        ("арестованного Омарова", "m"),
        ("жена Омарова", ""),  # hers, or of Омаров
        ("приехал Омаров", ""),
    ],
)
def test_words_that_agree_with_a_name_tell_its_sex(text: str, sex: str) -> None:
    start = text.index("Омаров")
    assert describe(text, start, len(text)).sex == sex


@pytest.mark.parametrize(
    ("line", "normal", "year", "aliases"),
    [
        (
            "Ермекбаева Сулеймена Ибраевича, он же «Сапар», 1896 г. рожд., урож. Чаяновской вол.",
            "Ермекбаев Сулеймен Ибраевич",
            1896,
            ["Сапар"],
        ),
        ("1. Досымбековым Ниметом, 1895 г. р.", "Досымбеков Нимет", 1895, []),
        ("1894 г. р., Иванов Пётр", "Иванов Пётр", 1894, []),
        ("Байсалова (Иманғалиева) Дәметкен", "Байсалова Дәметкен", None, ["Иманғалиева"]),
        ("0МАРОВУ Ахмету, родившемуся в 1890 году", "Омаров Ахмет", 1890, []),
        ("Омаров Ахмет, 1896", "Омаров Ахмет", 1896, []),
        ("Омаров Ахмет (1896—1938)", "Омаров Ахмет", 1896, []),
        ("12", None, None, []),
    ],
)
def test_lines(line: str, normal: str | None, year: int | None, aliases: list[str]) -> None:
    found = parse_name_line(line)
    assert found["text"] == line
    assert (found["normal"], found["birth_year"], found["aliases"]) == (normal, year, aliases)


@pytest.mark.parametrize("text", ["- " * 50_000, "(" * 100_000, "Омаров " * 20_000, "1" * 100_000])
def test_a_long_line_is_bounded(text: str) -> None:
    began = time.process_time()
    parse_name_line(text)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "name", "nominative"),
    [
        ("Понятые: Кудрина М. С., Абенов К.", "Кудрина М. С.", True),
        ("Подпись арестованного: Кудрина", "Кудрина", True),
        ("1. Фамилия, имя, отчество: Кудрина Мария", "Кудрина Мария", True),
        ("Понятые: Абенов К., Кудрина М. С.", "Кудрина М. С.", True),
        ("Показания свидетеля: вчера Кудрина М. С. видел", "Кудрина М. С.", False),
        ("Дело Кудрина М. С.", "Кудрина М. С.", False),
    ],
)
def test_a_name_behind_the_colon_of_a_post_or_field_is_nominative(
    text: str, name: str, nominative: bool
) -> None:
    start = text.index(name)
    found = describe(text, start, start + len(name))
    assert found.nominative is nominative
    normal = parse_person(name, nominative=found.nominative).normal
    assert normal == (name if nominative else name.replace("Кудрина", "Кудрин"))
