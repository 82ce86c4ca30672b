"""Choose among what the components propose, and say how sure the choice is and whose it was."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from models.entity import Label
from pipeline.language.candidate import Candidate
from pipeline.language.genre import newslike
from pipeline.language.plausible import is_excluded, is_plausible

MODELS: Final = frozenset({"trained", "kazakh"})
"""Sources that were taught on texts with known mentions."""
LEAST: Final = 0.45
"""What is less likely is no mention: at half of the reachable F1 a guess begins to cost more."""
_LOWEST: Final = 0.005
_HIGHEST: Final = 0.995
SUREST: Final = 0.99
"""No mention is surer."""
# Without learnt weights: the order in which sources are believed, and the least that rules must
# claim to be believed beside a model.
_ORDER: Final = {"dates": 0, "trained": 1, "kazakh": 1, "rules": 2, "gazetteer": 3, "slovnet": 4}
_STRONG: Final = 0.8
_RULE: Final = 0.5
"""How sure a strong rule is at least in a case file."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A mention and every candidate that spoke for it or against it.

    Attributes:
        label: its kind.
        start: offset of its first code point in the normalised text.
        end: offset after its last code point.
        confidence: 0..1, calibrated.
        agreeing: the candidates of this kind that overlap it, the chosen one first.
        opposing: the candidates of other kinds that overlap it.
    """

    label: Label
    start: int
    end: int
    confidence: float
    agreeing: tuple[Candidate, ...]
    opposing: tuple[Candidate, ...]

    @property
    def source(self) -> str:
        """Who proposed it: the sources that agree, such as "trained+rules+slovnet"."""
        return "+".join(dict.fromkeys(item.source for item in self.agreeing))


def merge(text: str, candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[Chosen]:
    """Choose mentions that do not overlap, the likeliest first.

    Args:
        text: normalised.
        candidates: of every component.
        weights: of the clues of `clues_of`, learnt by `training.calibration`; without any, the
            sources are believed in a fixed order.
    """
    modern = newslike(text)
    excluded = {
        item
        for item in candidates
        if is_excluded(text, item) or (modern <= 0 and _gives_way(item, candidates))
    }
    weighed = [
        _weighed(text, item, candidates, excluded, weights, modern)
        for item in candidates
        if item not in excluded
    ]
    if modern <= 0:
        weighed = _with_long_forms(_beside(weighed))
    if weights:
        weighed = [item for item in weighed if item.confidence >= LEAST]
        weighed.sort(key=lambda item: (-item.confidence, item.start - item.end, item.start))
    else:
        weighed = [item for item in weighed if _may_stand(text, item.agreeing[0], candidates)]
        weighed.sort(key=_rank)
    chosen: list[Chosen] = []
    for item in weighed:
        if not any(item.start < other.end and other.start < item.end for other in chosen):
            chosen.append(item)
    return sorted(chosen, key=lambda item: (item.start, item.end))


def _gives_way(item: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Whether the grammar reads a date where a model only sees one: it knows what the date says.

    News, where dates are longer («last Friday») and have no value, is spared.
    """
    if item.label is not Label.DATE or item.source not in MODELS:
        return False
    return any(other.source == "dates" and other.overlaps(item) for other in candidates)


def _with_long_forms(weighed: Sequence[Chosen]) -> list[Chosen]:
    """Let what the rules find swallow its parts: «аула № 7 Каркаралинского уезда» is one place.

    The rules know the long forms of docs/annotation.md; news, where they do not hold, is spared.
    """
    forms = [item for item in weighed if item.agreeing[0].source == "rules"]
    parts: dict[int, float] = {}
    swallowed: set[int] = set()
    for form in forms:
        least = form.agreeing[0].confidence
        for part in weighed:
            strong = least >= _STRONG or (least > part.confidence and part.confidence < _RULE)
            if strong and _is_part(part, form):
                swallowed.add(id(part))
                parts[id(form)] = max(parts.get(id(form), _RULE), part.confidence)
    return [
        replace(item, confidence=max(item.confidence, parts.get(id(item), 0.0)))
        for item in weighed
        if id(item) not in swallowed
    ]


def _is_part(part: Chosen, form: Chosen) -> bool:
    """Whether a proposal lies within a long form; the same span may be a body and not a place."""
    if not (form.start <= part.start and part.end <= form.end):
        return False
    if form.label is Label.ORG and part.label is not Label.ORG:
        return True
    if part.end - part.start == form.end - form.start:
        return False
    weaker = part.agreeing[0].source == "rules"
    return weaker or form.label is part.label or form.label is Label.PERSON


def _beside(weighed: Sequence[Chosen]) -> list[Chosen]:
    """Cut from a person the body that stands before: «Карлага Баринов» is Баринов of Карлаг."""
    bodies = [
        item for item in weighed if item.label is Label.ORG and item.agreeing[0].source == "rules"
    ]
    return [_cut(item, bodies) if item.label is Label.PERSON else item for item in weighed]


def _cut(person: Chosen, bodies: Sequence[Chosen]) -> Chosen:
    for body in bodies:
        if body.start <= person.start < body.end < person.end - 1:
            return replace(person, start=body.end + 1, confidence=max(person.confidence, _RULE))
    return person


def _rank(item: Chosen) -> tuple[int, int, int]:
    return _ORDER[item.agreeing[0].source], item.start - item.end, item.start


def _may_stand(text: str, item: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Without weights: beside a model, others need a strong rule or the model's agreement."""
    if item.source in MODELS or item.label is Label.DATE:
        return True
    models = [other for other in candidates if other.source in MODELS]
    if models and not (item.source == "rules" and item.confidence >= _STRONG):
        agreed = any(m.overlaps(item) and m.label is item.label for m in models)
        passed_over = not any(m.overlaps(item) for m in models)
        if not (item.source == "rules" and agreed or item.source == "gazetteer" and passed_over):
            return False
    return is_plausible(text, item)


def _weighed(
    text: str,
    item: Candidate,
    candidates: Sequence[Candidate],
    excluded: Set[Candidate],
    weights: Mapping[str, float],
    modern: float,
) -> Chosen:
    near = [other for other in candidates if other.overlaps(item) and other is not item]
    agreeing = [other for other in near if other.label is item.label]
    opposing = [other for other in near if other.label is not item.label]
    confidence = item.confidence
    # Whether a body is named in full, the sentences of the training do not teach.
    official = item.label is Label.ORG and item.source == "rules" and modern <= 0
    if weights and item.label is not Label.DATE and not official:
        clues = clues_of(text, item, [other for other in near if other not in excluded], modern)
        odds = sum(weights.get(name, 0.0) * value for name, value in clues.items())
        confidence = min(1 / (1 + math.exp(-odds)), SUREST)
        if item.source == "rules" and item.confidence >= _STRONG and modern <= 0:
            confidence = max(confidence, _RULE)
    chosen = (item, *agreeing)
    return Chosen(item.label, item.start, item.end, round(confidence, 3), chosen, tuple(opposing))


def clues_of(
    text: str, item: Candidate, near: Sequence[Candidate], modern: float
) -> dict[str, float]:
    """What the confidence is made of, by name: who says so, how sure, who else, in what text.

    Args:
        text: normalised.
        item: the candidate.
        near: the other candidates that overlap it.
        modern: `newslike` of the text.
    """
    who = item.source
    clues = {
        f"{who} {item.label}": 1.0,
        f"{who} score": logit(item.confidence),
    }
    if who not in MODELS and not is_plausible(text, item):
        clues[f"{who} implausible"] = 1.0
    for other in near:
        same = (other.start, other.end) == (item.start, item.end)
        part = "against" if other.label is not item.label else "exact" if same else "near"
        clues[f"{who} {part} {other.source}"] = 1.0
        if other.source in MODELS:
            clues[f"{who} {part} model's score"] = logit(other.confidence)
    if who not in MODELS and not any(other.source in MODELS for other in near):
        clues[f"{who} {item.label} alone"] = 1.0
    return {f"{name}, news": value for name, value in clues.items()} if modern > 0 else clues


def logit(confidence: float) -> float:
    """The logarithm of the odds of a confidence; certainty is held to be one in 200 less."""
    held = min(max(confidence, _LOWEST), _HIGHEST)
    return math.log(held / (1 - held))
