"""One JSON document a line, for every reader of lines."""

import json

from hypothesis import given
from hypothesis import strategies as st

from models.jsonlines import json_line


@given(st.dictionaries(st.text(), st.text(st.characters(exclude_categories=["Cs"]))))
def test_a_line_is_one_line_to_every_reader(value: dict[str, str]) -> None:
    [line] = json_line(value).splitlines()
    assert json.loads(line) == value


def test_all_that_breaks_lines_is_spelt() -> None:
    line = json_line("\u0085\u2028\u2029\v\f\x1c\x1d\x1e\r\n")
    assert len(line.splitlines()) == 1
    assert line == '"\\u0085\\u2028\\u2029\\u000b\\f\\u001c\\u001d\\u001e\\r\\n"\n'
