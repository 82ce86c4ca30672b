"""Train the name model of a language and write its weights and model card.

    python -m training.ner --lang ru --data FOLDER --out weights/ru [--confidence FILE]

FOLDER holds `ner/factru_devset.jsonl` (news with names marked) and
`text/soviet_prose_1900_1953.jsonl` (raw prose, marked here by slovnet). Sentences of case files
are written by `training.templates`, and a part of everything is spoilt by learnt OCR noise. FILE
holds the weights of the confidence that `training.calibration` learnt.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from thinc.api import set_current_ops

from pipeline.language.blas import BlasOps
from pipeline.language.components import PageTokenizer  # noqa: F401  registers the tokenizer
from pipeline.language.pipelines import assemble, store
from pipeline.language.slovnet_ner import SlovnetNer
from training.labelled import Preparer, read_jsonl, spoil, write_docs
from training.noise import Noise
from training.templates import CaseFiles, Labelled

CONFIGS: Final = Path(__file__).parent / "configs"
CARD: Final = CONFIGS / "ru_card.md"
SEED: Final = 1937
NEWS_HELD_OUT: Final = 5
"""Every fifth news document is for development."""
PAGES: Final = 20_000
PASSAGES: Final = 4_000
NEWS_TIMES: Final = 4
_PASSAGE: Final = 400
_RATES: Final = (0.0, 0.0, 0.0, 0.02, 0.04, 0.07, 0.1)
_SHORT: Final = {"PERSON": "PER", "PLACE": "LOC", "ORG": "ORG"}
_BREAK: Final = re.compile(r"\n+")


def main() -> None:
    """Train and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=["ru"], default="ru")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--confidence", type=Path)
    parser.add_argument("--corpora", type=Path, help="Keep the corpora here, or take them.")
    parser.add_argument(
        "--hold-news", action="store_true", help="Leave every fifth news document out, to score."
    )
    parser.add_argument("--steps", type=int, default=None, help="Fewer steps, for a trial.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpora = arguments.corpora or Path(folder)
        if not (corpora / "train.spacy").exists():
            write_corpora(arguments.data, corpora, hold_news=arguments.hold_news)
        trained = run(arguments.lang, corpora, Path(folder), steps=arguments.steps)
    weights = json.loads(arguments.confidence.read_text()) if arguments.confidence else {}
    store(assemble(trained, weights), arguments.out)
    card = arguments.out.with_name(f"{arguments.out.name}.md")
    card.write_text(model_card(trained, held=arguments.hold_news), encoding="utf-8")


def write_corpora(data: Path, folder: Path, *, hold_news: bool) -> None:
    """Write `train.spacy` and `dev.spacy`."""
    folder.mkdir(parents=True, exist_ok=True)
    preparer = Preparer(blank())
    rng = random.Random(SEED)
    news = list(read_jsonl(data / "ner" / "factru_devset.jsonl"))
    held = news[::NEWS_HELD_OUT]
    kept = [item for item in news if item not in held] if hold_news else news
    docs = list(training_docs(preparer, data, kept, rng))
    rng.shuffle(docs)
    write_docs(docs, folder / "train.spacy")
    write_docs(dev_docs(preparer, held), folder / "dev.spacy")


def run(language: str, corpora: Path, steps_folder: Path, *, steps: int | None) -> Language:
    """Train on the corpora of a folder and give the best of the steps."""
    overrides: dict[str, object] = {
        "paths.train": str(corpora / "train.spacy"),
        "paths.dev": str(corpora / "dev.spacy"),
    }
    if steps:
        overrides["training.max_steps"] = steps
        overrides["training.optimizer.learn_rate.total_steps"] = round(steps * 1.05)
    config = spacy.util.load_config(CONFIGS / f"{language}.cfg", overrides=overrides)
    set_current_ops(BlasOps())
    train(init_nlp(config), steps_folder)
    return spacy.load(steps_folder / "model-best")


def blank() -> Language:
    """A pipeline that only cuts text into tokens."""
    nlp = spacy.blank("ru")
    nlp.tokenizer = PageTokenizer(nlp.vocab)
    nlp.max_length = 10_000_000
    return nlp


def training_docs(
    preparer: Preparer, data: Path, news: list[Labelled], rng: random.Random
) -> Iterator[Doc]:
    """News several times over, prose and pages of case files, each at some rate of misreading."""
    noise = Noise.read()
    sources = [news] * NEWS_TIMES
    texts = [*(item for source in sources for part in source for item in passages(part))]
    texts += prose(data / "text" / "soviet_prose_1900_1953.jsonl", rng)
    files = CaseFiles(rng)
    texts += (files.page() for _ in range(PAGES))
    for item in texts:
        rate = rng.choice(_RATES)
        yield preparer.prepare(spoil(item, noise, rate, rng) if rate else item, rng)


def dev_docs(preparer: Preparer, news: list[Labelled]) -> list[Doc]:
    """Held-out news, and pages from other patterns and names, one third misread at 3 and 8 %."""
    rng = random.Random(SEED + 1)
    noise = Noise.read()
    files = CaseFiles(rng, held_out=True)
    pages = [files.page() for _ in range(400)]
    spoilt = [spoil(item, noise, rng.choice((0.0, 0.03, 0.08)), rng) for item in pages]
    return [preparer.prepare(item) for item in (*news, *spoilt)]


def passages(item: Labelled) -> Iterator[Labelled]:
    """A document in passages of some paragraphs."""
    start = 0
    for found in (*_BREAK.finditer(item.text), None):
        end = found.end() if found else len(item.text)
        if found is None or end - start > _PASSAGE:
            yield cut(item, start, end)
            start = end


def cut(item: Labelled, start: int, end: int) -> Labelled:
    """The part of a labelled text between two offsets."""
    spans = (
        (first - start, after - start, label)
        for first, after, label in item.spans
        if start <= first and after <= end
    )
    return Labelled(item.text[start:end], tuple(spans))


def prose(path: Path, rng: random.Random) -> list[Labelled]:
    """Passages of prose of the time, marked by slovnet."""
    slovnet = SlovnetNer()
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    made = []
    for _ in range(PASSAGES):
        text = rng.choice(texts)
        start = text.find(". ", rng.randrange(max(1, len(text) - _PASSAGE))) + 2
        passage = " ".join(text[start : start + _PASSAGE].split())
        found = slovnet(passage)
        spans = tuple((item.start, item.end, _SHORT[item.label]) for item in found)
        made.append(Labelled(passage, spans))
    return made


def model_card(trained: Language, *, held: bool) -> str:
    """What the weights are, where they come from, and their scores in training."""
    scores = trained.meta["performance"]
    rows = [
        f"| {label} | {part['p']:.1%} | {part['r']:.1%} | {part['f']:.1%} |"
        for label, part in sorted(scores["ents_per_type"].items())
    ]
    news = "not seen in training" if held else "seen in training"
    return CARD.read_text(encoding="utf-8").format(
        seed=SEED,
        pages=f"{PAGES:,}",
        passages=f"{PASSAGES:,}",
        times=NEWS_TIMES,
        news=news,
        rows="\n".join(rows),
        micro=f"{scores['ents_f']:.1%}",
    )


if __name__ == "__main__":
    main()
