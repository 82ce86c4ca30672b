"""What every mention engine keeps to: spans in order and inside the text, always the same."""

import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.entity import Label, Span
from pipeline.engines import ner_null, ner_spacy
from pipeline.engines.protocols import MentionEngine, MentionEngineOptions
from samples.texts import GOLD, read_gold

GOLD_IDS = sorted(path.stem.split("_")[0] for path in GOLD.glob("*.txt"))
NAMES: dict[str, type[MentionEngineOptions]] = {
    "spacy": ner_spacy.Options,
    "null": ner_null.Options,
}
PUNCTUATION = ".,;:!?—–-()[]«»\"'№§/|_*…"
PIECES = (
    "Иванов Петр",
    "гр. БЕЙСЕМ-\nБАЕВ",
    "г. Верный",
    "Кара-\nганде",
    "5 мая 1937 г.",
    "с. г.",
    "УНКВД",
    "Ысқақұлы",
    "э",
    "№",
    "\n\n",
    "й",
    "\U0001f4c4",
    "A",
    "1",
)


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[MentionEngine]:
    """Made once: loading the model takes a second or two."""
    yield NAMES[request.param](name=request.param).build()


def find(engine: MentionEngine, text: str, language: str | None = None) -> tuple[Span, ...]:
    return engine.find_mentions(text, language=language, year=1937)


def check(text: str, spans: tuple[Span, ...]) -> None:
    assert isinstance(spans, tuple)
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        surface = text[span.start : span.end]
        assert surface == surface.strip()
        assert 0 <= span.confidence <= 1
        assert isinstance(span.label, Label)
        assert re.fullmatch(r"[a-z][a-z+ -]*", span.source)
    for label in Label:
        for one, other in pairwise(span for span in spans if span.label is label):
            assert one.end <= other.start, (one, other)


@pytest.mark.parametrize("gold_id", GOLD_IDS)
def test_spans_of_a_page_keep_the_protocol(engine: MentionEngine, gold_id: str) -> None:
    text = read_gold(gold_id)
    language = "kk" if gold_id.startswith("kk") else "ru"
    spans = find(engine, text, language)
    check(text, spans)
    assert spans == find(engine, text, language)
    if engine.identity != "null":
        assert {span.label for span in spans} >= {Label.PERSON, Label.DATE}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t", PUNCTUATION, PUNCTUATION * 50, "- " * 300])
@pytest.mark.parametrize("language", ["ru", "kk", None])
def test_where_there_is_no_letter_there_is_no_mention(
    engine: MentionEngine, text: str, language: str | None
) -> None:
    assert find(engine, text, language) == ()


@given(
    pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12),
    language=st.sampled_from(["ru", "kk", None]),
    gap=st.sampled_from([" ", "\n", ", "]),
)
@example(pieces=["\xa0?U"], language="kk", gap=" ")
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_protocol(
    engine: MentionEngine, pieces: list[str], language: str | None, gap: str
) -> None:
    text = gap.join(pieces)
    check(text, find(engine, text, language))


def test_a_long_page_is_read_in_seconds(engine: MentionEngine) -> None:
    find(engine, "Иванов", "ru")  # loads the model
    whole = "\n".join(read_gold(gold_id) for gold_id in GOLD_IDS if gold_id.startswith("ru"))
    text = (whole * 3)[:20_000]
    assert len(text) == 20_000
    started = time.process_time()
    spans = find(engine, text, "ru")
    assert time.process_time() - started < 5
    check(text, spans)


def test_a_page_does_not_depend_on_those_before_it(engine: MentionEngine) -> None:
    first, second = read_gold("ru05"), read_gold("kk02")
    alone = find(engine, second)
    find(engine, first)
    assert find(engine, second) == alone


@pytest.mark.parametrize("name", NAMES)
def test_engines_of_the_same_options_have_the_same_identity(name: str) -> None:
    options = NAMES[name](name=name)
    assert options.build().identity == options.build().identity != ""
