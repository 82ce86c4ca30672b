"""The shipped pipelines load as any spaCy pipeline does, and every factory has its entry point."""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from threadpoolctl import threadpool_info, threadpool_limits

from models.errors import MissingDependency
from models.weights import FOLDER
from pipeline.language import pipelines
from pipeline.language.components import MENTIONS

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Допрошен Омаров Серик, проживает в г. Караганде.", "Омаров Серик"),
        ("kk", "Айыпталушы Омаров Серік Қарағанды облысында тұрады.", "Омаров Серік"),
    ],
)
def test_the_weights_load_by_spacy(language: str, text: str, name: str) -> None:
    nlp = spacy.load(FOLDER / language)
    doc = nlp(text)
    assert name in {span.text for span in doc.spans["mentions"] if span.label_ == "PERSON"}
    (person,) = [item for item in doc.user_data[MENTIONS] if str(item.label) == "PERSON"]
    assert person.agreeing[0].source in person.source
    assert len(person.agreeing) > 1


def test_weights_that_are_not_there_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pipelines, "FOLDER", tmp_path)
    with pytest.raises(MissingDependency, match="weights/ru"):
        pipelines.load("ru")


def test_every_factory_of_the_weights_has_an_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    factories = project["entry-points"]["spacy_factories"]
    own = {name for code in ("ru", "kk") for name in spacy.load(FOLDER / code).pipe_names}
    assert own - {"tok2vec", "ner"} == set(factories)
    for name, target in factories.items():
        module, _, function = target.partition(":")
        assert callable(getattr(import_module(module), function))
        assert Language.has_factory(name)


def test_networks_multiply_by_one_thread() -> None:
    threadpool_limits(limits=2, user_api="blas")

    pipelines.load("kk")

    assert {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"} == {1}
