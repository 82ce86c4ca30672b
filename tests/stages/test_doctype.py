"""The doctype stage names the kind of document, and none where nothing tells it."""

import pytest

from pipeline.stages.doctype import Options
from tests.stages.pages import read_page

WARRANT = "ПОСТАНОВЛЕНИЕ\nоб избрании меры пресечения\nг. Алма-Ата, 3 ноября 1937 года\nПОСТАНОВИЛ:"


@pytest.mark.parametrize("text", ["", "и далее показал, что ничего об этом не знает."])
def test_a_page_from_the_middle_of_a_document_has_no_type(text: str) -> None:
    page = Options().build().process(read_page(text))
    assert page.doc_types == ()


def test_a_heading_names_the_type() -> None:
    page = Options().build().process(read_page(WARRANT))
    assert page.doc_types
    assert page.doc_types[0].code == "arrest_resolution"
