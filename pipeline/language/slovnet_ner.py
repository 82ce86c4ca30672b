"""The slovnet name model of the `natasha` wheel, loaded without natasha itself."""

from collections.abc import Container, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.entity import Label
from models.errors import ENGINE_FAILED, EngineError
from pipeline.language.candidate import Candidate
from pipeline.language.lexicon import natasha_file

_LABELS: Final = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG}
_PRIOR: Final = {Label.PERSON: 0.6, Label.PLACE: 0.6, Label.ORG: 0.5}


def weight_files() -> tuple[Path, Path]:
    """Paths of the model and of its word vectors.

    Raises:
        MissingDependency: the `natasha` wheel or a file of it is missing.
    """
    return (
        natasha_file("model", "slovnet_ner_news_v1.tar"),
        natasha_file("emb", "navec_news_v1_1B_250K_300d_100q.tar"),
    )


@lru_cache(maxsize=1)
def weights_digest() -> str:
    """First twelve hex digits of the SHA-256 over both files, for the engine's identity."""
    digest = sha256()
    for path in weight_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def slovnet_identity() -> str:
    """Versions and weights that decide this model's answers."""
    return f"slovnet {version('slovnet')} navec {version('navec')} weights {weights_digest()}"


@lru_cache(maxsize=1)
def _load_vectors() -> Any:  # navec ships no types
    from navec.meta import Meta
    from navec.navec import META, PQ_, VOCAB, Navec
    from navec.pq import PQ
    from navec.tar import Tar
    from navec.vocab import Vocab

    class WithoutProducts(PQ):  # type: ignore[misc]  # navec ships no types
        """Vectors alone: the products that `sim` needs take 0.3 s at every worker's start."""

        def precompute(self) -> None:
            self.qdims = np.arange(self.qdim)

    with Tar(str(weight_files()[1])) as tar:
        meta = Meta.from_file(tar.load(META))
        vocab = Vocab.from_file(tar.load(VOCAB))
        return Navec(meta, vocab, WithoutProducts.from_file(tar.load(PQ_)))


@lru_cache(maxsize=1)
def known_words() -> Container[str]:
    """The 250,000 lower-case words of the word vectors: Russian as newspapers write it."""
    words: Container[str] = _load_vectors().vocab.word_ids
    return words


@lru_cache(maxsize=1)
def _load_model() -> Any:  # slovnet ships no types
    from slovnet import NER

    return NER.load(str(weight_files()[0])).navec(_load_vectors())


class SlovnetNer:
    """Names in true-cased Russian text by a model trained on news."""

    def __init__(self) -> None:
        self._model = _load_model()

    def __call__(self, text: str) -> list[Candidate]:
        """Find people, places and bodies.

        Raises:
            EngineError: the model failed on this text.
        """
        return self.find_together([text])[0]

    def find_together(self, texts: Sequence[str]) -> list[list[Candidate]]:
        """Find those of several texts; texts of like length are read at once.

        Raises:
            EngineError: the model failed on one of these texts.
        """
        found: list[list[Candidate]] = [[] for _ in texts]
        order = sorted(
            (at for at, text in enumerate(texts) if text.strip()), key=lambda at: len(texts[at])
        )
        try:
            for at, read in zip(order, self._model.map([texts[at] for at in order]), strict=True):
                found[at] = [_candidate(texts[at], span) for span in read.spans]
        except (ValueError, IndexError, ArithmeticError) as error:
            raise EngineError(ENGINE_FAILED, f"slovnet: {error}") from error
        return found


def _candidate(text: str, span: Any) -> Candidate:
    """A name ends with its line; lines that only wrap were joined before."""
    label = _LABELS[span.type]
    line = text[span.start : span.stop].split("\n")[0].rstrip()
    return Candidate(label, span.start, span.start + len(line), _PRIOR[label], "slovnet")
