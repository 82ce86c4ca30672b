"""The entities of our own trained model as candidates, with the probability of each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from models.entity import Label
from pipeline.language.candidate import CAPITAL, SMALL, Candidate
from pipeline.language.kk_borders import cut_name
from pipeline.language.kk_ner import SPANS
from pipeline.language.namecontext import is_person_word
from pipeline.language.nameforms import is_listed_surname

SOURCE: Final = "trained"
KAZAKH: Final = "kazakh"
_OUT: Final = "O"
# «ГБ сержанты Мақашев» and «мулла Садық» begin with their rank.
_LOWERED: Final = re.compile(rf"(?:[{CAPITAL}]{{2,4}} )?(?:[{SMALL}][{SMALL}-]* )+(?=[{CAPITAL}])")
# «Братья Ивановы», «Супруги Гейнц»: the kinship word owes its capital to the sentence.
_KIN: Final = re.compile(
    r"(?:Брать(?:я|ев|ям|ями)|С[её]ст(?:ры|рам|рами|[её]р)|Супруг(?:и|ов|ам|ами)|Сем(?:ья|ьи|ье))\s+"
    rf"(?=[{CAPITAL}])"
)
# «ЗАГСа Канапин Токен»: what true case left in capitals is an acronym.
_ACRONYM: Final = re.compile(rf"[{CAPITAL}]{{3,}}[{SMALL}]{{0,2}}\s+(?=[{CAPITAL}][{SMALL}])")
_FIRST: Final = re.compile(rf"([{CAPITAL}][{SMALL}]+)\s+(?=[{CAPITAL}])")
# «ур. с. Тарханка» was born there; «ур. Карабас» is an урочище.
_BORN: Final = re.compile(
    r"(?:ур(?:ож)?(?:\.|-[цк]\w*)|уроженец|уроженка|урожд\.|род\.|жит(?:\.|ель\w*))\s*(?:в\s+)?"
    r"(?=(?:с|г|гор|дер|д|ст|пос|хут|кол|аул\w?|сел[ао]|город\w?|деревн[иея]|станиц[ыеа]|пос[её]л\w+)\b"
    r"|[\w-]+(?:ого|ой)\s+(?:у\.|уезд|вол|район|р-н|губ|обл|окр|кра[яе]))",
    re.IGNORECASE,
)
_LEADING: Final = {"PERSON": (_LOWERED, _KIN, _ACRONYM), "PLACE": (_BORN,)}
Floats = npt.NDArray[np.float32]


def find_trained(doc: Doc, recognizer: EntityRecognizer) -> list[Candidate]:
    """Candidates for the entities that `recognizer` has set on the document."""
    if not doc.ents:
        return []
    scores = span_scores(doc, recognizer)
    return _candidates(doc.ents, scores, SOURCE)


def find_kazakh(doc: Doc) -> list[Candidate]:
    """Candidates for the spans of the Kazakh network, which tells their probability itself."""
    group = doc.spans[SPANS]
    text = doc.text
    return [
        replace(item, start=item.start + start, end=item.start + end)
        for item in _candidates(group, group.attrs["scores"], KAZAKH)
        for start, end in cut_name(item.label, text[item.start : item.end], text[item.end :])
    ]


def _candidates(spans: Iterable[Span], scores: Iterable[float], source: str) -> list[Candidate]:
    found = (_candidate(span, score, source) for span, score in zip(spans, scores, strict=True))
    return [item for item in found if item.start < item.end]


def _candidate(span: Span, score: float, source: str) -> Candidate:
    """A name ends with its line, and a person's begins with a capital.

    Lines that only wrap were joined before. A blank that is no plain one is a token, which a model
    may take for the beginning of a name.
    """
    text = span.text.lstrip()
    line = text.split("\n")[0].rstrip()
    outside = _LEADING.get(span.label_, ())
    lead = next((found.end() for each in outside if (found := each.match(line))), 0)
    first = _FIRST.match(line) if span.label_ == "PERSON" and not lead else None
    if first and is_person_word(first[1]) and not is_listed_surname(first[1]):
        lead = first.end()  # «Иеромонах Пахомий»
    start, line = span.end_char - len(text) + lead, line[lead:]
    return Candidate(Label(span.label_), start, start + len(line), score, source)


def span_scores(doc: Doc, recognizer: EntityRecognizer) -> list[float]:
    """The probability of each entity: that of the recogniser's steps through it, multiplied.

    The recogniser takes one step a token, and sees there the token, the first one of an open
    entity, and the one before. Since its answer is known, all steps are computed at once.
    """
    names = recognizer.move_names
    actions = [_OUT] * len(doc)
    first = np.full(len(doc), -1, dtype="int32")
    for span in doc.ents:
        actions[span.start : span.end] = _moves(span)
        first[span.start + 1 : span.end] = span.start
    here = np.arange(len(doc), dtype="int32")
    before = np.where(first >= 0, here - 1, -1).astype("int32")
    step: Any = recognizer.model.predict([doc])
    scores: Floats = step.state2vec.predict(np.stack([here, first, before], axis=1))
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    taken = likely[here, [names.index(action) for action in actions]]
    after = np.append(taken, 1.0)
    return [
        # the step after the entity is left out: it may begin another
        float(np.prod(after[span.start : span.end]))
        for span in doc.ents
    ]


def _moves(span: Span) -> Sequence[str]:
    if len(span) == 1:
        return [f"U-{span.label_}"]
    inner = [f"I-{span.label_}"] * (len(span) - 2)
    return [f"B-{span.label_}", *inner, f"L-{span.label_}"]
