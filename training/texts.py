"""Texts for rendered lines: Soviet prose of 1900-1953, and the phrases of a case file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from training.lines import as_typed

ROMAN: Final = ("1", "П", "Ш", "1У", "У", "У1", "УП", "УШ", "1Х", "Х", "Х1", "ХП")
"""Months as typed on a machine without Latin letters."""
SURNAMES: Final = [
    "Иванов",
    "Петров",
    "Сидоренко",
    "Ахметов",
    "Жумабаев",
    "Кузнецов",
    "Шульц",
    "Ткаченко",
    "Оспанов",
    "Сулейменов",
    "Мюллер",
    "Байтурсунов",
    "Сейфуллин",
    "Щербаков",
    "Цой",
    "Ким",
    "Ходжаев",
    "Хасанов",
    "Шевчук",
    "Зайцев",
    "Эгерт",
    "Юсупов",
    "Джандосов",
]
INITIALS: Final = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
LETTERS: Final = "АБВГДИКЛМНОПРСТФЦШ"
"""Letters of file numbers and shelf marks."""
PLACES: Final = [
    "Алма-Ата",
    "Семипалатинск",
    "Караганда",
    "Акмолинск",
    "Чимкент",
    "Петропавловск",
    "Кустанай",
    "Уральск",
    "Актюбинск",
    "Павлодар",
    "Кзыл-Орда",
    "Талды-Курган",
    "Каркаралинск",
    "Аулие-Ата",
    "Зайсан",
    "Усть-Каменогорск",
    "Балхаш",
]
BODIES: Final = [
    "УНКВД",
    "НКВД",
    "УГБ",
    "ОГПУ",
    "ЦИК",
    "ВКП(б)",
    "КазССР",
    "РСФСР",
    "ИТЛ",
    "ЦК",
    "ГУЛАГ",
    "НКГБ",
    "МВД",
    "КПК",
    "СНК",
    "КССР",
    "ВЛКСМ",
]
ACTS: Final = (
    "постановил", "арестован", "приговорен к ВМН", "реабилитирован", "допрошен", "осужден",
    "выслан", "заключен под стражу", "признал себя виновным", "от дачи показаний отказался",
)  # fmt: skip
KINDS: Final = (
    "ПРОТОКОЛ ДОПРОСА", "СПРАВКА", "ОРДЕР", "АНКЕТА АРЕСТОВАННОГО", "ОБВИНИТЕЛЬНОЕ ЗАКЛЮЧЕНИЕ",
    "ВЫПИСКА ИЗ ПРОТОКОЛА", "ПОСТАНОВЛЕНИЕ", "АКТ", "ОПРЕДЕЛЕНИЕ", "ЗАЯВЛЕНИЕ", "МЕМОРАНДУМ",
)  # fmt: skip
SLASHES: Final = str.maketrans("()", "//")
SHORTEST: Final = 18


def prose_lines(path: Path, rng: np.random.Generator) -> Iterator[str]:
    """Give typed lines of 30 to 68 characters from records with a `text`, in any order, for ever.

    Every third line breaks its last word with a hyphen, as typists did.
    """
    with path.open(encoding="utf-8") as records:
        texts = [as_typed(json.loads(record)["text"]) for record in records]
    texts = [text for text in texts if len(text) > 100]
    while True:
        text = texts[rng.integers(len(texts))]
        start = text.find(" ", int(rng.integers(len(text) - 90))) + 1
        line = text[start : start + int(rng.integers(30, 69))]
        whole, _, rest = line.rpartition(" ")
        broken = re.match(
            r"^[а-яё]*?[аеёиоуыэюя](?=[бвгджзклмнпрстфхцчшщ][а-яё]*[аеёиоуыэюя])", rest
        )
        if broken and rng.random() < 0.35:
            whole += f" {broken[0]}-"
        if len(whole) >= SHORTEST:
            if rng.random() < 0.5:  # many machines had no brackets
                whole = whole.translate(SLASHES)
            yield whole.upper() if rng.random() < 0.08 else whole


def case_lines(rng: np.random.Generator) -> Iterator[str]:
    """Give lines as case files have them: people, dates, articles, places, bodies; for ever."""

    def pick(choices: tuple[str, ...] | list[str] | str) -> str:
        return str(choices[rng.integers(len(choices))])

    def number(low: int, high: int) -> int:
        return int(rng.integers(low, high))

    while True:
        day, month, year = number(1, 32), number(1, 13), number(1918, 1957)
        date = pick(
            [
                f"{day:02}.{month:02}.{year}",
                f"{day}/{ROMAN[month - 1]}-{year % 100}",
                f"{day}.{ROMAN[month - 1]}.{year} г.",
                f'"{day}" {pick(["янв", "фев", "мар", "апр", "мая", "июн"])}. {year} г.',
            ]
        )
        name = pick(SURNAMES)
        who = pick([f"{name} {pick(INITIALS)}.{pick(INITIALS)}.", name.upper(), f"гр. {name}"])
        article = f"ст. {pick(['58', '59', '82'])}-{number(1, 15)}" + pick([" УК РСФСР", " УК", ""])
        record = pick(
            [
                f"дело № {number(1, 99999)}, л.д. {number(1, 400)}",
                f"арх. № {pick(LETTERS)}-{number(100, 99999)}/{number(1, 9)}",
                f"/стр. {number(1, 90)}-{number(91, 300)}/",
                f"см. п. {number(1, 9)}.{number(1, 9)}.{number(1, 20)}",
                f"{pick(LETTERS)}{number(1, 99)}-{number(100, 999)}{pick(LETTERS)}",
            ]
        )
        yield pick(
            [
                f"{who}, {number(1870, 1925)} г.р., {pick(ACTS)} {date}",
                f"{date} {pick(BODIES)} по {pick(PLACES)}ской области, {article}",
                f"{pick(KINDS)} № {number(1, 3000)} от {date}",
                f"гор. {pick(PLACES)}, {record}",
                f"{article}, {who} {pick(ACTS)}; {pick(BODIES)}",
                f"{record}: {number(1, 999)} руб. {number(10, 99)} коп.; {record}",
                f"{number(1, 30)}. {who} - {pick(PLACES)}, {date} ({record})",
            ]
        )
