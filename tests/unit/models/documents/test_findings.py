import time

import pytest

from models.documents.findings import find_further
from models.entity import Label


def test_numbers_inside_of_orders_and_references_are_not_cases() -> None:
    text = "приказ НКВД № 00447; ҚР ПА. 141-қор. 17-тізбе. 335-іс. Дело № 335"
    found = [(mention.span.label, mention.normal) for mention in find_further(text)]
    assert found == [
        (Label.ARTICLE, "NKVD:00447"),
        (Label.REFERENCE, "KZ-APRK/141/17/335/"),
        (Label.CASE, "case 335"),
    ]


def test_findings_come_in_the_text_s_order_with_what_was_read() -> None:
    text = "Экз. № 2. К 2 годам 6 мес. л/с по ст. 58-10 УК; отменено за недоказанностью"
    found = find_further(text)
    assert [mention.text for mention in found] == [
        "Экз. № 2",
        "2 годам 6 мес. л/с",
        "ст. 58-10 УК",
        "за недоказанностью",
    ]
    assert [mention.normal for mention in found] == [
        "copy_no 2",
        "imprisonment 2/6",
        "RSFSR-1926:58-10",
        "rehab_ground unproven",
    ]
    assert found[2].details == {
        "articles": [
            {
                "norm": "RSFSR-1926:58-10",
                "kind": "article",
                "code": "RSFSR-1926",
                "number": "58-10",
            }
        ]
    }


def test_nothing_is_found_in_ordinary_text() -> None:
    assert find_further("Колхоз сдал хлеб. Мне 8 лет, живу в ауле № 7.") == []


@pytest.mark.parametrize(
    "piece",
    ["58-10, ", "ст. ", "10 лет ", "Ф. 1 Оп. 2 Д. 3 ", "№ 1-", "1 ", "А Б ", "12, 13-", "-\n"],
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    start = time.process_time()
    find_further(piece * 3_000)
    assert time.process_time() - start < 5  # measured under 0.8
