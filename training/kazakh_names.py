"""Names of people and places in Kazakh spelling, for templates and for changed sentences."""

import csv
import random
from functools import cache
from importlib.resources import files
from typing import Final

from babel import Locale

from pipeline.language.kk_features import fold
from pipeline.language.lexicon import given_names
from training.people import read_phrases

# Given names in Kazakh spelling: general knowledge of the nineteenth and twentieth centuries.
_MEN: Final = (
    "Абай Абдолла Абзал Абылай Айбек Айдар Айдос Айтқали Айтмұхамбет Алдаберген Алдиар Алпысбай "
    "Амангелді Аманжол Арман Асан Асқар Асылбек Ахмет Әбдіғали Әбдікәрім Әбдірахман Әбілқайыр "
    "Әбіш Әділ Әзімхан Әлжан Әли Әлихан Әлімжан Әміре Әнуар Әубәкір Әшім Базарбай Байғали Байжан "
    "Байтұрсын Балтабай Бақтияр Батырбек Бауыржан Бейімбет Бекболат Бекет Бекжан Берік Биғали "
    "Болат Досжан Досмұхамед Дінмұхамед Ділмұхамед Ебіней Елдос Елжас Ералы Ербол Ержан Ерлан "
    "Ермек Есенжол Есет Есім Жайық Жақып Жақсылық Жамбыл Жанайдар Жанғали Жанібек Жансүгір "
    "Жанша Жахан Жолдасбек Жұмабай Жұмағали Жұмат Жүсіп Жүсіпбек Зейнолла Зияда Ілияс Ғабиден "
    "Ғабит Ғали Ғалымжан Ғани Ғұмар Кәкім Кәрім Кеңес Көкбай Көшербай Күлеш Қабдеш Қажымұқан "
    "Қайрат Қалижан Қалқаман Қаныш Қасым Қасымжан Қонысбай Қошке Қуаныш Құдайберген Құрманбек "
    "Мағауия Мағжан Мақсұт Мәжит Мәлік Марат Мейрам Молдағали Мұқан Мұқтар "
    "Мұрат Мұса Мұстафа Мұхаметжан Мұхтар Мырзағазы Міржақып Нағи Назарбай Наурызбай Нәзір "
    "Нұрғиса Нұрлан Нұрмұхамед Нұртас Нығмет Олжас Омар Оразбай Ораз Оспан Райымжан Рахымжан "
    "Рамазан Сабыр Садық Сағадат Сайлау Салық Санжар Саттар Сәбит Сәдуақас Сәкен Сәлім Сәрсен "
    "Серік Сейдахмет Сейітқали Смағұл Сүйіндік Сүлеймен Сұлтан Сұлтанбек Тайыр Талғат Танаш "
    "Тәжібай Темірбек Темірғали Теміржан Тілеуберген Тоқтар Төкен Төлеген Төлеутай Төреғали "
    "Тұрар Тұрсын Тұрсынбай Ұзақбай Үмбетбай Файзолла Фатих Хайретдин Халел Хамза Хасен "
    "Хұсайын Шайхы Шаймерден Шәкәрім Шәймерден Шәріп Шоқан Ыбырай Ықылас Ысқақ Ысмайыл Ілияс"
)
_WOMEN: Final = (
    "Азия Айгерім Айгүл Айжамал Айжан Айман Айнагүл Айсұлу Айша Ақбала Ақлима Ақтоты Алма "
    "Алтынай Алуа Анар Ардақ Арухан Асыл Әлима Әлия Әсем Әсия Бағила Базаркүл Баян Бәтима "
    "Бибігүл Бибісара Бибіжамал Гүлайым Гүлбаһрам Гүлжан Гүлжаһан Гүлнар Гүлсара Гүлсім "
    "Дариға Дәмелі Дина Ділда Еңлік Жамал Жамила Жаңыл Жәмила Жібек Жұпар Зағипа Зейнеп Зере "
    "Зүбайда Зылиха Күләш Күлия Күлпаш Күлсім Қалампыр Қамқа Қарлығаш Қатипа Қымбат Ләззат "
    "Ләйлә Маржан Мариям Мәдина Мәпруза Меңсұлу Меруерт Мәкен Нағима Нәзипа Нұрбибі Нұргүл "
    "Ораз Рабиға Рақия Райхан Рәбиға Роза Сағила Сақып Салтанат Сара Сәуле Сақыш Тоты Тұрсын "
    "Ұлбике Ұлбосын Ұлжан Үмітжан Фатима Хадиша Хафиза Шарбан Шара Шолпан Шәмсия Шәрипа"
)
_ROOTS: Final = (
    "Абдолл Әбдірахман Айбас Айтбай Ақбай Алдаберген Аман Асан Аспандияр Ахмет Әбіл Әлібек "
    "Әуез Байділда Байзақ Байсейіт Бекмұхамед Бейсенбай Бердалы Біләл Бөкей Дәулет Дос Досмұхамед "
    "Дулат Ерғали Ермек Есенберлин Жандос Жансүгір Жұмабай Жүніс Жүргенбай Исата Қабыл Қадырбай "
    "Қазыбек Қасымжан Қожанұлы Құдайберген Құлжан Құрманғали Құсайын Мамет Мәмбет Мырзахмет "
    "Мұқан Мұстафа Назар Нұрмақ Нұрпейіс Оразбай Оразалы Ораз Орманбет Рысқұл Садуақас Сатыбалды "
    "Сәрсенбай Сәтбай Сейдалы Сейтмағанбет Серғали Смайыл Сүлеймен Тайман Тоғжан Тоқай Төлеубай "
    "Тұрсынбай Ұзақ Уәлиқан Шәріп Шоқай Ысқақ Көпжасар Кемеңгер Мырза Әділ Қарабай Жанғабыл"
)
_OTHERS_MEN: Final = (
    "Иван Петр Николай Василий Алексей Павел Сергей Григорий Федор Андрей Иосиф Карл Фридрих "
    "Яков Генрих Владимир Михаил Степан Ян Станислав Казимир Чен Хасан Магомед Ахмед Рустам Тимур"
)
_OTHERS: Final = (
    "Иванов Петров Кузнецов Соколов Лебедев Никитин Павлов Федоров Орлов Макаров Шмидт Вебер "
    "Миллер Бауэр Кох Ким Пак Цой Тен Югай Хегай Ковальский Войцеховский Бондаренко Шевченко "
    "Кравченко Мельник Дудаев Исаев Мамедов Каримов Юсупов Гирфанов Бекчурин Рубинштейн Гольдман"
)


_COMPOSED: Final = 0.4
"""Share of names put together of parts, so that more are met than any list has."""


@cache
def people() -> dict[str, tuple[str, ...]]:
    """Given names of men and women, surname roots, and names of other peoples."""
    lists = read_phrases("names_kk")
    return {
        "men": (*_MEN.split(), *lists["men"]),
        "women": (*_WOMEN.split(), *lists["women"]),
        "roots": (*_ROOTS.split(), *lists["roots"]),
        "other_men": tuple(_OTHERS_MEN.split()),
        "others": (*_OTHERS.split(), *lists["others"]),
    }


_UNHEARD: Final = 0.15
"""Share of short names that mean nothing: people are called so, and steppes and wells."""


def given(rng: random.Random, *, woman: bool) -> str:
    """A given name, mostly Kazakh: of the lists, or put together as Kazakh names are."""
    if rng.random() < 0.1 and not woman:
        return rng.choice(people()["other_men"])
    if rng.random() < _UNHEARD:
        return _composed("short_first", "short_last", rng)
    kind = "woman" if woman else "man"
    if rng.random() < _COMPOSED:
        return _composed(f"{kind}_first", f"{kind}_last", rng)
    return rng.choice(people()["women" if woman else "men"])


def _composed(first: str, last: str, rng: random.Random) -> str:
    """Two parts as one word; «-ғали» is «-қали» and «-гелді» «-келді» behind a voiceless sound."""
    lists = read_phrases("names_kk")
    start, end = rng.choice(lists[first]), rng.choice(lists[last])
    if start[-1] in "қкптсшч" and end[0] in "ғг":
        end = ("қ" if end[0] == "ғ" else "к") + end[1:]
    return start + end


def place(rng: random.Random) -> str:
    """A town or village, every third put together as places of the steppe are."""
    if rng.random() < _UNHEARD:
        return _composed("land_first", "land_last", rng)
    if rng.random() < _COMPOSED:
        return _composed("place_first", "place_last", rng)
    return rng.choice(places())


def surname(rng: random.Random, *, woman: bool) -> str:
    """A surname with -ов, -ев, -ин or the root alone, as files of the time and today have them."""
    names = people()
    if rng.random() < 0.2:
        other = rng.choice(names["others"])
        return other + "а" if woman and other.endswith(("ов", "ев", "ин")) else other
    root = rng.choice(names["roots"] + names["men"])
    if rng.random() < _COMPOSED:
        root = _composed("man_first", "man_last", rng)
    if rng.random() < 0.15:
        return root
    if root[-1] in "аәеиоөуұүыі":
        stem, ending = root[:-1], "ин" if rng.random() < 0.7 else "ев"
    else:
        stem, ending = root.removesuffix("й"), "ев" if root[-1] in "йь" else "ов"
    return stem + ending + ("а" if woman else "")


def patronymic(rng: random.Random, *, woman: bool) -> str:
    """-ұлы, -қызы and their spellings, sometimes the Russian one."""
    father = given(rng, woman=False)
    if rng.random() < 0.25:
        return father + ("овна" if woman else "ович")
    ending = rng.choice(["қызы", "қызы", "кызы"] if woman else ["ұлы", "ұлы", "улы"])
    return father + ending


@cache
def places() -> tuple[str, ...]:
    """Names of towns, villages and countries in Kazakh and old Russian spelling."""
    found = {
        name
        for name in Locale("kk").territories.values()
        if name[0].isupper() and " " not in name and "," not in name
    }
    with (files("models.reference") / "gazetteer.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["type"] in {"camp", "type"}:
                continue
            for variant in f"{row['variants_kk']};{row['variants_ru']}".split(";"):
                name = variant.split("@")[0].strip()
                if name[:1].isupper() and " " not in name:
                    found.add(name)
    return tuple(sorted(found))


@cache
def lexicon() -> dict[str, str]:
    """Folded word -> g for a given name, s for a surname, p for a place, c for a country."""
    lists: dict[str, set[str]] = {}

    def add(words: object, letter: str) -> None:
        for word in words:  # type: ignore[attr-defined]
            for part in word.split():
                if len(part) > 2:
                    lists.setdefault(fold(part), set()).add(letter)

    add(given_names(), "g")
    add(people()["men"] + people()["women"], "g")
    add(people()["roots"] + people()["others"], "s")
    add(places(), "p")
    for language in ("kk", "ru"):
        names = Locale(language).territories.values()
        add([part for name in names for part in name.split() if part[0].isupper()], "c")
    for width in ("wide",):
        for language in ("kk", "ru"):
            add(Locale(language).months["format"][width].values(), "m")
            add(Locale(language).months["stand-alone"][width].values(), "m")
    return {word: "".join(sorted(letters)) for word, letters in sorted(lists.items())}
