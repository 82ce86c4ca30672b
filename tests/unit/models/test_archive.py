import csv
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.archive import (
    ReferenceCode,
    Sheet,
    SheetRange,
    Side,
    find_references,
    parse_reference,
    parse_sheet,
    reference_from_path,
)

TABLE = Path(__file__).parents[2] / "data" / "refs" / "archival_refs.tsv"
with TABLE.open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))

# Row 1 names a whole range, while the five other rows with several sheets name the first sheet,
# one of them (ҚР ПА … 12–13 арт. п.) for the very same sheets: the first sheet is our rule.
RANGE_ID = "cga-rk.109.1.25.l012-l013v"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["surface"])
def test_reference_table(row: dict[str, str]) -> None:
    reference = parse_reference(row["surface"])
    assert reference is not None
    assert (reference.archive or "(default)") == row["archive"]
    assert (reference.fond or "") == row["fond"]
    assert (reference.inventory or "") == row["opis"]
    assert (reference.file or "") == row["delo"]
    assert ",".join(each.normal_form() for each in reference.sheets) == row["list"]
    assert reference.normal_form() == row["normalized"]
    if row["iiif_like_id"] != RANGE_ID:
        assert reference.iiif_id() == row["iiif_like_id"]


sheets = st.builds(
    Sheet,
    st.integers(1, 9999),
    st.sampled_from(["", *"абвг"]),
    st.sampled_from(Side),
)
ranges = st.tuples(sheets, sheets).map(lambda pair: SheetRange(min(pair), max(pair)))
numbers = st.integers(1, 99999).map(str)
references = st.builds(
    ReferenceCode,
    st.sampled_from([None, "ЦГА РК", "АП РК", "САДП", "ГАРФ", "СГА ДП Жамбыл"]),
    numbers | numbers.map("Р-{}".format),
    numbers | numbers.map("{}а".format) | numbers.map("2/{:.3}".format),
    numbers | numbers.map("{}/2".format),
    st.lists(ranges, max_size=4).map(tuple),
)


def test_the_letter_of_a_fond_may_have_a_point() -> None:
    reference = parse_reference("Ф.Р.-9414, оп.1, д.1155, л.3")
    assert reference is not None
    assert reference.fond == "Р-9414"


@given(references, st.sampled_from(["ru", "kk"]))
def test_citation_is_read_back(reference: ReferenceCode, language: str) -> None:
    assert parse_reference(reference.citation(language)) == reference


@given(references)
def test_normal_form_is_read_back(reference: ReferenceCode) -> None:
    assert parse_reference(reference.normal_form()) == reference


@given(sheets)
def test_sheet_is_read_back(sheet: Sheet) -> None:
    assert parse_sheet(str(sheet)) == sheet


@given(sheets, sheets)
def test_sheet_order(one: Sheet, two: Sheet) -> None:
    def key(sheet: Sheet) -> tuple[int, str, bool]:
        return sheet.number, sheet.letter, sheet.side is Side.VERSO

    assert (one < two) == (key(one) < key(two))


@given(st.text(alphabet="фопдлФОПДЛ.,;-–/0123456789 абвқіртұсvl\n№Ё", max_size=900))
def test_hostile_text_never_raises(text: str) -> None:
    parse_reference(text)
    parse_sheet(text)
    reference_from_path(PurePath(text))


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", ["1," * 50_000, "ф. 1 оп. 1 л. " + "1-2, " * 50_000, "д" * 10**6])
def test_long_text_is_bounded(text: str) -> None:
    parse_reference(text)


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ("12об.", Sheet(12, "", Side.VERSO)),
        ("12 об", Sheet(12, "", Side.VERSO)),
        ("5а", Sheet(5, "а")),
        ("5a", Sheet(5, "а")),
        ("12v", Sheet(12, "", Side.VERSO)),
        ("12 арт. п.", Sheet(12, "", Side.VERSO)),
        ("12аоб.", Sheet(12, "а", Side.VERSO)),
        ("об.", None),
        ("12 октября", None),
    ],
)
def test_parse_sheet(text: str, sheet: Sheet | None) -> None:
    assert parse_sheet(text) == sheet


@pytest.mark.parametrize(
    "text", ["", "д. 5", "г. Алма-Ата, ул. Ленина, д. 5", "1937 г. 12 октября", "л. 12об.", "Ф. 3"]
)
def test_other_text_is_no_reference(text: str) -> None:
    assert parse_reference(text) is None


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("садп ф3 оп1 д1187 л42об", "KZ-SADP/3/1/1187/42v"),
        ("хранится: ГАРФ. Ф. R-9414. Оп. 1a. Д. 354", "RU-GARF/R-9414/1a/354/"),
        ("ҚР ОМА 109-қор, 1-тізбе, 25-іс, 3-парақ", "KZ-CGARK/109/1/25/3"),
        ("ҚР ОММ. 109-қ., 1-т., 25-іс, 3-4-п.", "KZ-CGARK/109/1/25/3-4"),
        ("Ф. 109-а. Оп. l. Д. 2З", "-/109a/1/23/"),
        ("Ф. 1487. Оп. 3. Св. 12. Д. 1054", "-/1487/3/1054/"),  # a bundle is only how it is kept
        ("фонд 18, опись 1, дело 44, лист 3 (оборот)", "-/18/1/44/3v"),
        ("ЦГА  РК, фонд 109, опись 1,\nдело 25, листы 3, 4 и 7", "KZ-CGARK/109/1/25/3,4,7"),
    ],
)
def test_loose_writing(text: str, normal: str) -> None:
    reference = parse_reference(text)
    assert reference is not None
    assert reference.normal_form() == normal


def test_citation_in_two_languages() -> None:
    reference = parse_reference("ЦГА РК. Ф. 109. Оп. 1. Д. 25. Л. 12-13об.")
    assert reference is not None
    assert reference.citation("ru") == "ЦГА РК. Ф. 109. Оп. 1. Д. 25. Л. 12–13об."
    assert reference.citation("kk") == "ҚР ОММ. 109-қор, 1-тізбе, 25-іс, 12–13 арт. п."


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("ЦГА РК/Ф. 109/Оп. 1/Д. 25/Л. 12об.jpg", "KZ-CGARK/109/1/25/12v"),
        ("scans/Ф. 109 Оп. 1 Д. 25/Л. 12об.jpg", "-/109/1/25/12v"),
        ("f109_op1_d25/l012v.tif", "-/109/1/25/12v"),
        ("Р-9414-1а-354", "-/R-9414/1a/354/"),
        ("ГАРФ/Р-9414-1а-354/012об.tiff", "RU-GARF/R-9414/1a/354/12v"),
        ("ҚР ОММ/109-қор/1-тізбе/25-іс/12-парақ.jpg", "KZ-CGARK/109/1/25/12"),
        ("Фонд 109/Опись 1/Дело 25/0012.png", "-/109/1/25/12"),
        ("Фонд 109/Опись 1/Дело 25/IMG_0012.png", "-/109/1/25/"),
        ("ЦГА РК/Ф. 109/Оп. 1/Д. 25.pdf", "KZ-CGARK/109/1/25/"),
    ],
)
def test_reference_from_path(path: str, normal: str) -> None:
    reference = reference_from_path(PurePath(path))
    assert reference is not None
    assert reference.normal_form() == normal


@pytest.mark.parametrize("path", ["", "1937-10-15/1.jpg", "photos/img_2.jpg", "25/12.jpg"])
def test_path_without_reference(path: str) -> None:
    assert reference_from_path(PurePath(path)) is None


# -- in running text --


def test_references_in_running_text_have_offsets_and_their_archive() -> None:
    text = (
        "Выписано из ЦГА РК (Ф. 109. Оп. 1.\nД. 25. Л. 12об.), сверено с ГАРФ, ф. Р-9401, оп. 1а,"
        " д. 5; затем ф. 3 оп. 2 д. 7. Проживал ул. Колхозная, д. 18, кв. 5."
    )
    found = find_references(text)
    assert [text[each.start : each.end] for each in found] == [
        "ЦГА РК (Ф. 109. Оп. 1.\nД. 25. Л. 12об.",
        "ГАРФ, ф. Р-9401, оп. 1а, д. 5",
        "ф. 3 оп. 2 д. 7",
    ]
    assert [each.reference.normal_form() for each in found] == [
        "KZ-CGARK/109/1/25/12v",
        "RU-GARF/R-9401/1a/5/",
        "-/3/2/7/",
    ]


@pytest.mark.parametrize(
    ("text", "archive", "normal"),
    [
        ("хранится: РГВА. Ф. 40. Оп. 71. Д. 323. Лл. 12, 14", "РГВА", "RGVA/40/71/323/12,14"),
        ("ЦА ФСБ РФ. Ф. № 3, оп. № 4, д. № 104", "ЦА ФСБ РФ", "CA_FSB_RF/3/4/104/"),
        ("в НКВД ф. 73-П, оп. 1, д. 250, л.л. 5,6", None, "-/73p/1/250/5,6"),
        ("Архив Президента РК: 725-қор, 1-тізбе, 5-іс, 3 парақ", "АП РК", "KZ-APRK/725/1/5/3"),
    ],
)
def test_archives_by_the_form_of_their_short_name(
    text: str, archive: str | None, normal: str
) -> None:
    (found,) = find_references(text)
    assert (found.reference.archive, found.reference.normal_form()) == (archive, normal)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["surface"])
def test_every_reference_of_the_table_is_found_in_a_sentence(row: dict[str, str]) -> None:
    surface = row["surface"]
    (found,) = find_references(f"Подлинник хранится: {surface} Лист приложен.")
    assert found.reference == parse_reference(surface)


@pytest.mark.parametrize(
    "text", ["", "д. 18, кв. 5", "ст. 58-10 ч. 2, п. 3", "Дело № 7843 на 112 листах", "ф. 5 чел."]
)
def test_no_reference_in_running_text(text: str) -> None:
    assert find_references(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "АП РК. Ф. З. Оп. 1. Д. 309. Л. 7",
        "АП РК, ф, 3, оп, 1, д, З09, л. 7",
        "АП РК ф.3 оп.1 д.3О9 л.7",
    ],
)
def test_figures_read_as_letters(text: str) -> None:
    reference = parse_reference(text)
    assert reference is not None
    assert reference.normal_form() == "KZ-APRK/3/1/309/7"
    assert [found.reference for found in find_references(text)] == [reference]
