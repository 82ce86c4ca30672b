"""The engines keep the protocol: stored offsets, options, identity, and no load at import."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.entity import Label
from models.errors import MODEL_MISSING, MissingDependency
from pipeline.engines import ner_null, ner_spacy
from pipeline.engines.ner_spacy import Options, SpacyMentions
from pipeline.language import lexicon

PAGE = "Допрошен гр. БЕЙСЕМ-\nБАЕВ Омар, проживает в г. Кара-\nганде с 3/IX-37 г."


def test_offsets_count_the_stored_text(engine: SpacyMentions) -> None:
    spans = engine.find_mentions(PAGE, language="ru", year=1937)
    surfaces = {str(span.label): PAGE[span.start : span.end] for span in spans}
    assert surfaces["PERSON"] == "БЕЙСЕМ-\nБАЕВ Омар"
    assert surfaces["PLACE"] == "г. Кара-\nганде"
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    assert all(0 < span.confidence <= 1 for span in spans)


def test_the_same_text_gives_the_same_spans(engine: SpacyMentions) -> None:
    first = engine.find_mentions(PAGE, language=None, year=None)
    assert first == engine.find_mentions(PAGE, language=None, year=None)


@pytest.mark.parametrize(
    "text", ["", " \n ", "|", "№ 7", "\x0c", "a" * 5000, "Я" * 3000, "- " * 900]
)
def test_odd_pages_do_no_harm(engine: SpacyMentions, text: str) -> None:
    for span in engine.find_mentions(text, language=None, year=None):
        assert 0 <= span.start < span.end <= len(text)


def test_labels_and_confidence_are_options(engine: SpacyMentions) -> None:
    dates = Options(labels=(Label.DATE,)).build()
    assert {s.label for s in dates.find_mentions(PAGE, language=None, year=None)} == {Label.DATE}
    strict = Options(min_confidence=1.0).build()
    assert strict.find_mentions(PAGE, language=None, year=None) == ()
    assert strict.identity == engine.identity


def test_unknown_options_are_refused() -> None:
    with pytest.raises(ValidationError):
        Options.model_validate({"name": "spacy", "model": "large"})


def test_a_mixed_page_is_read_by_both_pipelines(engine: SpacyMentions) -> None:
    page = (
        "Допрошен в качестве свидетеля Омаров Серик, проживает в г. Караганде.\n"
        "Айыпталушы Әмірханов Ғабдолла Қарағанды облысында тұрады.\n"
    )
    spans = engine.find_mentions(page, language="ru", year=1937)
    found = {page[span.start : span.end] for span in spans}
    assert {"Омаров Серик", "г. Караганде"} <= found
    assert any("Ғабдолла" in surface for surface in found)


def test_missing_weights_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lexicon, "natasha_folder", lambda: tmp_path)
    with pytest.raises(MissingDependency) as caught:
        lexicon.natasha_file("model", "slovnet_ner_news_v1.tar")
    assert caught.value.code == MODEL_MISSING
    assert "slovnet_ner_news_v1.tar" in str(caught.value)


def test_null_finds_nothing() -> None:
    engine = ner_null.Options().build()
    assert engine.find_mentions(PAGE, language="ru", year=1937) == ()
    assert engine.identity == "null"


def test_importing_an_engine_loads_no_model() -> None:
    program = (
        "import sys, pipeline.engines.ner_spacy;"
        "print([m for m in ('spacy', 'slovnet', 'navec', 'natasha') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(ner_spacy.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_word_without_end_is_passed_by() -> None:
    text = "Допрошен Иванов Петр Сидорович. А" + "ская" * 20_000 + " г. Алма-Ата"
    spans = Options().build().find_mentions(text, language="ru", year=None)
    assert {text[span.start : span.end] for span in spans} == {
        "Иванов Петр Сидорович",
        "г. Алма-Ата",
    }
