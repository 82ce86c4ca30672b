"""The whole Russian and Kazakh pipelines: how they are put together, and how they are loaded."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe

from models.errors import MODEL_MISSING, MissingDependency
from models.weights import FOLDER
from pipeline.language import components, kk_ner  # noqa: F401  register the factories
from pipeline.language.blas import keep_to_one_thread, quicken
from pipeline.language.components import RULES

LONGEST: Final = 10_000_000
"""Code points of the longest page."""
_TRAINED: Final = {"ru": ("tok2vec", "ner"), "kk": ("kazakh_ner",)}


def assemble(
    trained: Language,
    weights: Mapping[str, float],
    trusted: Mapping[str, float] = MappingProxyType({}),
) -> Language:
    """Put the trained components of a language among the others.

    Args:
        trained: a pipeline that holds `tok2vec` and `ner` (ru) or `kazakh_ner` (kk).
        weights: of what the merge goes by; see `training.calibration`.
        trusted: of the trust in what it chose; see `training.trust`.
    """
    language = str(trained.lang)
    nlp = spacy.blank(language)
    nlp.max_length = LONGEST
    nlp.tokenizer = trained.tokenizer
    nlp.config["nlp"]["tokenizer"] = trained.config["nlp"]["tokenizer"]
    nlp.add_pipe("page_text", config={"kazakh": language == "kk"})
    nlp.add_pipe("true_case")
    if language == "ru":
        nlp.add_pipe("slovnet_ner")
    for name in RULES:
        nlp.add_pipe(name)
    if language == "ru":
        nlp.add_pipe("evidence")
    for name in _TRAINED[language]:
        nlp.add_pipe(name, source=trained)
    nlp.add_pipe("trained_names" if language == "ru" else "kazakh_names")
    nlp.add_pipe("merge_mentions", config={"weights": dict(weights), "trusted": dict(trusted)})
    return nlp


def store(nlp: Language, folder: Path) -> None:
    """Write a pipeline; its strings are those of the labels, so no vocabulary is kept."""
    nlp.to_disk(folder, exclude=["vocab"])


def load(language: str) -> Language:
    """The shipped pipeline of "ru" or "kk".

    Raises:
        MissingDependency: its weights are not there.
    """
    folder = FOLDER / language
    if not (folder / "config.cfg").is_file():
        raise MissingDependency(MODEL_MISSING, f"weights/{language}")
    return read(folder)


def read(folder: Path) -> Language:
    """A pipeline that `store` wrote, quickened; this process then multiplies by one thread."""
    keep_to_one_thread()
    nlp = spacy.load(folder)
    nlp.max_length = LONGEST
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, TrainablePipe):
            quicken(pipe.model)
    return nlp
