"""The Kazakh network as a spaCy component: people, places, bodies and dates, and how sure it is."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, cast

import numpy as np
from spacy.language import Language
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import (
    HashEmbed,
    Linear,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.types import Floats2d, Ints2d

from pipeline.language.blas import quicken
from pipeline.language.kk import Kazakh as Kazakh
from pipeline.language.kk_crf import Floats, Mask, Tags, best_paths, run_chain
from pipeline.language.kk_features import COLUMNS, Features

SPANS: Final = "kazakh"
"""The group of the spans found; its attribute `scores` says how sure each is, 0 to 1."""

Network = Model[list[Ints2d], list[Floats2d]]
_FILE: Final = "weights.npz"
_LEXICON: Final = "lexicon.json"
_TOGETHER: Final = 32
"""So many lines of like length are scored at once."""


@registry.architectures("aigaq.KazakhNetwork.v1")  # type: ignore[untyped-decorator]
def make_network(*, width: int, narrow: int, depth: int, rows: Sequence[int], tags: int) -> Network:
    """From feature rows to a score for each tag: hashed embeddings, then convolutions.

    Args:
        width: of the embeddings of form and stem, and of the hidden layers.
        narrow: width of the embeddings of the other columns.
        depth: number of convolutions over a word and its two neighbours.
        rows: size of the embedding table of each feature column.
        tags: number of scores for each token.
    """
    widths = [width if name in {"form", "stem"} else narrow for name in COLUMNS]
    tables: list[Model[Ints2d, Floats2d]] = [
        HashEmbed(size, count, column=column, seed=column)
        for column, (size, count) in enumerate(zip(widths, rows, strict=True))
    ]
    mixer = Maxout(width, sum(widths), nP=3, dropout=0.0, normalize=True)
    encoder = MaxoutWindowEncoder(width=width, window_size=1, maxout_pieces=3, depth=depth)
    network: Network = chain(
        list2ragged(),
        with_array(chain(concatenate(*tables), mixer)),
        ragged2list(),
        encoder,
        list2ragged(),
        with_array(Linear(tags, width)),
        ragged2list(),
    )
    quicken(cast(Model[object, object], network))
    return network


def pad(scores: Sequence[Floats2d]) -> tuple[Floats, Mask]:
    """Scores of lines of different length as one array, and which of its tokens are real."""
    length = max(len(line) for line in scores)
    padded = np.zeros((len(scores), length, scores[0].shape[1]), dtype="float32")
    mask = np.zeros((len(scores), length), dtype=bool)
    for row, line in enumerate(scores):
        padded[row, : len(line)] = np.asarray(line)
        mask[row, : len(line)] = True
    return padded, mask


@Language.factory("kazakh_ner", assigns=["doc.ents", "doc.spans"])
def make_kazakh_ner(
    nlp: Language, name: str, network: Network, labels: list[str], kept: dict[str, str]
) -> "KazakhNer":
    """Build the component of a pipeline's configuration."""
    return KazakhNer(nlp.vocab, name, network=network, labels=labels, kept=kept)


class KazakhNer:
    """Sets `doc.ents` and the span group `SPANS`.

    Scores are divided by `temperature` before probabilities are made of them, since a network is
    surer than it is right; the spans found stay the same.

    Args:
        vocab: of the pipeline.
        name: of the component in it.
        network: as made by `make_network`, with a score for each tag of `labels`.
        labels: what the network was taught to tell apart.
        kept: a taught label -> the label given to the span; what is not in it is not given.
    """

    def __init__(
        self,
        vocab: Vocab,
        name: str,
        *,
        network: Network,
        labels: Sequence[str],
        kept: Mapping[str, str],
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.network = network
        self.tags = Tags(tuple(labels))
        self.kept = dict(kept)
        self.temperature = 1.0
        self.features = Features({})
        size = len(self.tags.names)
        self.moves = np.zeros((size, size), dtype="float32")

    def __call__(self, doc: Doc) -> Doc:
        """Find the spans of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Find the spans of many documents."""
        docs = iter(stream)
        while some := list(islice(docs, batch_size)):
            ordered = sorted((doc for doc in some if len(doc)), key=len)
            for start in range(0, len(ordered), _TOGETHER):
                self._annotate(ordered[start : start + _TOGETHER])
            yield from some

    def _annotate(self, docs: Sequence[Doc]) -> None:
        rows = [cast(Ints2d, self.features(doc)) for doc in docs]
        scores, mask = pad(self.network.predict(rows))
        paths = best_paths(scores, mask, self.moves, self.tags)
        cool = np.float32(1 / self.temperature)
        likely = run_chain(scores * cool, mask, self.moves * cool, self.tags)
        for row, doc in enumerate(docs):
            spans, sure = [], []
            for first, end, label in self.tags.decode(paths[row, : len(doc)]):
                if label in self.kept:
                    spans.append(Span(doc, first, end, label=self.kept[label]))
                    sure.append(likely.probability(row, first, paths[row, first:end]))
            doc.set_ents(spans)
            doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans, attrs={"scores": sure})

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights as half-precision numbers, and the word lists."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {name: array.astype("float16") for name, array in self.arrays()}
        arrays["temperature"] = np.array(self.temperature, dtype="float16")
        np.savez_compressed(folder / _FILE, allow_pickle=False, **arrays)
        lexicon = json.dumps(self.features.lexicon, ensure_ascii=False, indent=0, sort_keys=True)
        (folder / _LEXICON).write_text(lexicon + "\n", encoding="utf-8")

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> "KazakhNer":
        """Read what `to_disk` wrote."""
        folder = Path(path)
        self.features = Features(json.loads((folder / _LEXICON).read_text(encoding="utf-8")))
        self.start()
        with np.load(folder / _FILE) as arrays:
            self.temperature = float(arrays["temperature"])
            for name, array in self.arrays():
                array[...] = arrays[name]
        return self

    def start(self) -> None:
        """Give the network its first random weights."""
        self.network.initialize(X=[cast(Ints2d, np.ones((1, len(COLUMNS)), dtype="uint64"))])

    def arrays(self) -> Iterator[tuple[str, Floats]]:
        """Every array of weights by its name, to be read or filled in place."""
        yield "moves", self.moves
        for place, node in enumerate(self.network.walk()):
            for param in node.param_names:
                yield f"{place}.{param}", cast(Floats, node.get_param(param))
