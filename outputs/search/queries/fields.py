"""The fields of the query language and the names that they go by in three languages."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final


class Field(StrEnum):
    """What a value in a query is compared with."""

    PERSON = "person"
    PLACE = "place"
    ORG = "org"
    DATE = "date"
    BORN = "born"
    BORN_IN = "born_in"
    ARRESTED = "arrested"
    SEARCHED = "searched"
    INTERROGATED = "interrogated"
    CHARGED = "charged"
    SENTENCED = "sentenced"
    TERM_START = "term_start"
    EXECUTED = "executed"
    DIED = "died"
    ARRIVED = "arrived"
    TRANSFERRED = "transferred"
    EXILED = "exiled"
    RELEASED = "released"
    REHABILITATED = "rehabilitated"
    DECLASSIFIED = "declassified"
    DATED = "dated"
    TYPE = "type"
    ARCHIVE = "archive"
    FOND = "fond"
    OPIS = "opis"
    FILE = "file"
    REF = "ref"
    LANG = "lang"
    COLLECTION = "collection"
    CONFIDENCE = "confidence"
    ARTICLE = "article"
    SENTENCE = "sentence"
    MARK = "mark"


EVENTS: Final[Mapping[Field, str]] = {
    Field.BORN: "birth",
    Field.ARRESTED: "arrest",
    Field.SEARCHED: "search",
    Field.INTERROGATED: "interrogation",
    Field.CHARGED: "charge",
    Field.SENTENCED: "sentence",
    Field.TERM_START: "term_start",
    Field.EXECUTED: "execution",
    Field.DIED: "death",
    Field.ARRIVED: "arrival",
    Field.TRANSFERRED: "transfer",
    Field.EXILED: "exile",
    Field.RELEASED: "release",
    Field.REHABILITATED: "rehabilitation",
    Field.DECLASSIFIED: "declassification",
    Field.DATED: "document",
}
"""Fields that ask for the date of one event, named as `models.dates.events` names it."""

ALSO: Final[Mapping[Field, str]] = {
    Field.PERSON: "лицо человек имя адам тұлға есім",
    Field.PLACE: "место жер мекен",
    Field.ORG: "орган организация ұйым",
    Field.DATE: "дата күн",
    Field.BORN: "родился родилась рождение туған",
    Field.BORN_IN: "уроженец уроженка место_рождения туған_жері",
    Field.ARRESTED: "арестован арестована арест қамалған",
    Field.SEARCHED: "обыск тінту",
    Field.INTERROGATED: "допрошен допрошена допрос тергелген",
    Field.CHARGED: "обвинён обвинена обвинение айыпталған",
    Field.SENTENCED: "осуждён осуждена осуждение сотталған",
    Field.TERM_START: "срок мерзім",
    Field.EXECUTED: "расстрелян расстреляна расстрел атылған",
    Field.DIED: "умер умерла смерть қайтыс",
    Field.ARRIVED: "прибыл прибыла прибытие келген",
    Field.TRANSFERRED: "этапирован этапирована этап ауыстырылған",
    Field.EXILED: "выслан выслана высылка айдалған",
    Field.RELEASED: "освобождён освобождена освобождение босатылған",
    Field.REHABILITATED: "реабилитирован реабилитирована реабилитация ақталған",
    Field.DECLASSIFIED: "рассекречен рассекречено құпиясыздандырылған",
    Field.DATED: "документ датирован құжат",
    Field.TYPE: "тип вид түр",
    Field.ARCHIVE: "архив мұрағат",
    Field.FOND: "фонд ф қор",
    Field.OPIS: "inventory опись оп тізбе",
    Field.FILE: "дело д іс",
    Field.REF: "reference шифр сілтеме",
    Field.LANG: "language язык тіл",
    Field.COLLECTION: "коллекция собрание жинақ",
    Field.CONFIDENCE: "уверенность сенімділік",
    Field.ARTICLE: "статья ст бап",
    Field.SENTENCE: "приговор наказание жаза",
    Field.MARK: "гриф помета белгі",
}
"""The other names of the fields: Russian, women's forms among them, then Kazakh."""


_NUMBERED: Final = re.compile(r"(?P<name>.*\S)\s*#(?P<number>[0-9]{1,15})")


def numbered(name: str, number: int | str) -> str:
    """The value that means just this person, place or organisation, not all that are named so."""
    return f"{name} #{number}"


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """One `field:value` of a query.

    Attributes:
        field: what is compared.
        value: as typed, without quotes; never blank.
        position: of its first code point in the query, from 0; None for one that was not typed
            into the query but given beside it.
        negated: whether pages that answer it are left out.
    """

    field: Field
    value: str
    position: int | None = 0
    negated: bool = False

    @property
    def name(self) -> str:
        """The value without the number of what it names."""
        found = _NUMBERED.fullmatch(self.value)
        return found["name"] if found else self.value

    @property
    def number(self) -> int | None:
        """Of «Иванов П. #42» the 42, which means just this person; None of a mere name."""
        found = _NUMBERED.fullmatch(self.value)
        return int(found["number"]) if found else None

    def __str__(self) -> str:
        quoted = f'"{self.value}"' if set(self.value) & set(" \t\n()«»“”„") else self.value
        return f"{'-' * self.negated}{self.field}:{quoted}"


def field_named(name: str) -> Field | None:
    """Return the field of a name in English, Russian or Kazakh; small and capital are alike."""
    return _named().get(_folded(name))


@cache
def _named() -> Mapping[str, Field]:
    names = {str(field): field for field in Field}
    for field, others in ALSO.items():
        names |= dict.fromkeys(map(_folded, others.split()), field)
    return names


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower().replace("ё", "е")
