"""Weigh what the components propose and keep mentions that do not overlap."""

import re
from typing import Final

from models.entity import Label
from pipeline.language import namecontext as context
from pipeline.language.candidate import CAP_WORD, CAPITAL, SMALL, Candidate
from pipeline.language.lexicon import read_list
from pipeline.language.nameforms import fold_name, is_given, is_patronymic, is_surname
from pipeline.language.toponyms import is_plain_toponym, is_toponym

_EDGE: Final = " \t\n«»\"'()[].,;:—–-|"
_AGREEMENT: Final = 0.08
_KAZAKH_LETTER: Final = re.compile(r"[әіңғүұқөһӯ]", re.IGNORECASE)
_NAME_LIKE: Final = re.compile(rf"[{CAPITAL}]")
_ETHNIC: Final = re.compile(
    r"(?:казах|казак|русск|украин|немец|немк|евре|татар|поляк|кореец|узбек)"
)
_STREET: Final = re.compile(r"улиц|бульвар|переул|площад|проспект|новый город|көше", re.IGNORECASE)
_STREET_BEFORE: Final = re.compile(r"(?:ул|пер|просп|пл)\.?\s*$", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_LOWERED: Final = re.compile(rf"^[{SMALL}]+\s|\n")


def merge(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Choose the surviving mentions.

    Rules stand over the model, longer over shorter; where both propose the same kind at the same
    spot the confidence rises. A place within a body's name is dropped.
    """
    dates = _choose([item for item in candidates if item.label is Label.DATE])
    orgs = _choose([item for item in candidates if item.label is Label.ORG and _is_org(text, item)])
    places = [item for item in candidates if item.label is Label.PLACE and _is_place(text, item)]
    people = [item for item in candidates if item.label is Label.PERSON and _is_person(text, item)]
    people = _choose(_without(people, [org for org in orgs if org.source != "slovnet"]))
    orgs = [org for org in orgs if org.source != "slovnet" or not _touches(org, people)]
    orgs = [org for org in orgs if org.source != "slovnet" or not _touches(org, dates)]
    people = [person for person in people if not _touches(person, dates)]
    sure = [place for place in places if place.source == "rules"]
    orgs = [org for org in orgs if org.source != "slovnet" or not _touches(org, sure)]
    people = [p for p in people if p.confidence >= 0.85 or not _touches(p, sure)]
    places = _choose(_without(places, [*people, *orgs]))
    return sorted([*dates, *orgs, *people, *places], key=lambda item: (item.start, item.end))


def _choose(candidates: list[Candidate]) -> list[Candidate]:
    """Greedy choice by confidence and length; agreement of two sources raises the confidence."""
    ranked = sorted(candidates, key=lambda c: (c.source == "slovnet", -(c.end - c.start), c.start))
    chosen: list[Candidate] = []
    for item in ranked:
        if not _touches(item, chosen):
            chosen.append(item)
    return [_with_agreement(item, candidates) for item in chosen]


def _with_agreement(item: Candidate, candidates: list[Candidate]) -> Candidate:
    agreeing = any(item.overlaps(other) and other.source != item.source for other in candidates)
    if not agreeing:
        return item
    raised = round(min(0.99, item.confidence + _AGREEMENT), 2)
    return Candidate(item.label, item.start, item.end, raised, item.source)


def _touches(item: Candidate, others: list[Candidate]) -> bool:
    return any(item.overlaps(other) for other in others)


def _without(candidates: list[Candidate], taken: list[Candidate]) -> list[Candidate]:
    return [item for item in candidates if not _touches(item, taken)]


def _is_kazakh_line(text: str, item: Candidate) -> bool:
    """Whether a line is Kazakh, where the Russian model's word counts for nothing."""
    start = text.rfind("\n", 0, item.start) + 1
    end = text.find("\n", item.end)
    line = text[start : end if end >= 0 else len(text)]
    return len(_KAZAKH_LETTER.findall(line)) * 40 > len(line)


def _is_org(text: str, item: Candidate) -> bool:
    if item.source != "slovnet":
        return True
    surface = text[item.start : item.end]
    if _is_kazakh_line(text, item) or "\n" in surface or len(surface) < 3:
        return False
    words = re.findall(r"\w+", surface)
    if any(fold_name(word) in read_list("not_names") for word in words[:1]):
        return False
    return bool(_NAME_LIKE.search(surface)) and not surface.isupper()


def _is_place(text: str, item: Candidate) -> bool:
    surface = text[item.start : item.end].strip(_EDGE)
    folded = fold_name(surface)
    if item.source == "rules":
        return True
    if not surface or folded in read_list("not_places") or _ETHNIC.fullmatch(folded):
        return False
    if item.source == "gazetteer":
        return is_plain_toponym(surface) and not context.follows_person_word(text, item.start)
    if _is_kazakh_line(text, item) or _LOWERED.search(surface) or folded in read_list("not_names"):
        return False
    before = text[max(0, item.start - 6) : item.start]
    if context.follows_address(text, item.start) or _STREET_BEFORE.search(before):
        return False
    if _STREET.search(surface) or context.is_adjective(text, item.start, item.end):
        return False
    return not surface.isupper() and not (is_surname(surface) and not is_toponym(surface))


def _is_person(text: str, item: Candidate) -> bool:
    if item.source != "slovnet":
        return True
    surface = text[item.start : item.end]
    words = re.findall(CAP_WORD, surface)
    if not words or "\n" in surface or _is_kazakh_line(text, item) or _DIGIT.search(surface):
        return False
    if context.is_place_context(text, item.start, item.end) or surface.isupper():
        return False
    if context.is_adjective(text, item.start, item.end):
        return False
    if any(fold_name(word) in read_list("not_names") for word in words):
        return False
    if fold_name(surface) in read_list("not_places") or text[: item.start].endswith(("«", '"')):
        return False
    if any(is_given(w) or is_surname(w) or is_patronymic(w) for w in words):
        return True
    return not is_toponym(surface) and not context.is_sentence_start(text, item.start)
