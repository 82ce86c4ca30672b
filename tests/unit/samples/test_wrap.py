from hypothesis import given
from hypothesis import strategies as st

from samples.wrap import lay_out, may_divide

TEXTS = st.text(alphabet="абвгдежзйклмноруьыАБШқәіӯ0123 -|.\n«»", max_size=400)


@given(text=TEXTS, columns=st.integers(min_value=46, max_value=80))
def test_typed_lines_join_back_to_the_text(text: str, columns: int) -> None:
    lines = lay_out(text, columns)
    assert "".join(line.typed[: line.end - line.start] + line.glue for line in lines) == text
    for line in lines:
        assert line.typed.removesuffix("-" if line.divided else "") == text[line.start : line.end]


@given(text=TEXTS, columns=st.integers(min_value=46, max_value=80))
def test_no_line_runs_over_the_right_margin(text: str, columns: int) -> None:
    assert all(line.column + len(line.typed) <= columns for line in lay_out(text, columns))


def test_words_are_divided_as_a_typist_may() -> None:
    assert may_divide("производство", 5)
    assert not may_divide("УНКВДЕНИЕ", 5)
    assert not may_divide("письменный", 3)
    assert not may_divide("1937-1938", 4)


def test_a_long_word_at_the_margin_is_divided_with_a_hyphen() -> None:
    text = "привлечь обвиняемого по делу мерой пресечения избрать содержание"
    assert [line.typed for line in lay_out(text, 46)] == [
        "привлечь обвиняемого по делу мерой пресе-",
        "чения избрать содержание",
    ]


def test_grif_stands_right_and_heading_in_the_middle() -> None:
    grif, blank, heading, body = lay_out("Сов. секретно\n\nПРОТОКОЛ ДОПРОСА\nтекст", 64)
    assert (grif.column, blank.typed, heading.column, body.column) == (51, "", 24, 0)


def test_table_line_never_begins_with_its_rule() -> None:
    row = "№№ | Фамилия, имя, отчество главы | Год рожд. | Аул, село, район | Членов семьи | Куда"
    assert not any(line.typed.startswith("|") for line in lay_out(row, 50))
