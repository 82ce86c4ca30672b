"""The archive's own list of what it delivers, with the gaps that such lists have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from samples.contents import CASE, SEMIPALATINSK
from samples.texts import read_annotation


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One row of `manifest.csv`.

    Attributes:
        path: below the delivery folder.
        page: from 1; empty for all pages of the file.
        list: the sheet, `об` for its verso (`12об`).
        date_from: EDTF.
        date_to: EDTF.
        access: A public, B registered reader, C restricted, D closed.
        language: `ru`, `kk`, or empty where the archive did not say.
    """

    path: str
    page: str
    archive: str
    fond: str
    opis: str
    delo: str
    list: str
    title: str
    date_from: str
    date_to: str
    access: str
    language: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The archival file (delo) to which a delivered page belongs."""

    archive: str
    fond: str
    opis: str
    delo: str


TULEGENOV: Final = Unit("САДП", "3", "1", "1187")
ACTS: Final = Unit("САДП", "16", "1", "418")

RECORDS: Final = (
    # path, page, unit, list, gold, access, language
    (CASE.path, "1", TULEGENOV, "38", "ru01", "B", "ru"),
    (CASE.path, "2", TULEGENOV, "39", "ru02", "B", "ru"),
    (CASE.path, "3", TULEGENOV, "40", "ru03", "C", ""),
    (CASE.path, "4", TULEGENOV, "41", "ru04", "B", ""),
    (CASE.path, "5", TULEGENOV, "42", "ru05", "A", ""),
    (CASE.path, "6", TULEGENOV, "42об", "ru05", "A", ""),
    (SEMIPALATINSK.path, "1", ACTS, "7", "ru09", "B", "ru"),
    (SEMIPALATINSK.path, "2", ACTS, "8", "ru10", "A", ""),
    (SEMIPALATINSK.path, "3", ACTS, "8об", "", "A", ""),
    (
        "АП РК/Фонд 175/справка 1957.png",
        "",
        Unit("АП РК", "175", "3", "208"),
        "77",
        "ru08",
        "A",
        "ru",
    ),
    ("Қазақша/жауап 1943.jpg", "", Unit("ЦГА РК", "1130", "2", "17"), "3", "kk01", "C", ""),
    ("Қазақша/арыз 1956.jpg", "", Unit("ЦГА РК", "1109", "5", "12"), "61", "kk02", "B", "kk"),
    (
        "ҚР ОММ/1109-қор, 5-тізбе, 64-іс/18-парақ.jp2",
        "",
        Unit("ҚР ОММ", "1109", "5", "64"),
        "18",
        "kk03",
        "A",
        "",
    ),
    ("испорченные/Л. 14 обрезан.jpg", "", Unit("САДП", "109", "1", "25"), "14", "ru06", "B", ""),
    (
        "испорченные/Дело 31176 под паролем.pdf",
        "",
        Unit("САДП", "3", "1", "31176"),
        "1",
        "ru04",
        "D",
        "",
    ),
)
"""What the archive wrote down. The pages of opis 1, delo 25 of fond 109 and the Kazakh list of
fond 141 are missing on purpose: their references stand in the folder names only."""


def list_records() -> Iterator[ManifestRow]:
    """Give the manifest's rows; title and date come from the gold annotation."""
    for path, page, unit, sheet, gold_id, access, language in RECORDS:
        annotation = read_annotation(gold_id) if gold_id else {"title": "", "date": ""}
        yield ManifestRow(
            path=path,
            page=page,
            archive=unit.archive,
            fond=unit.fond,
            opis=unit.opis,
            delo=unit.delo,
            list=sheet,
            title=annotation["title"],
            date_from=annotation["date"],
            date_to=annotation["date"],
            access=access,
            language=language,
        )
