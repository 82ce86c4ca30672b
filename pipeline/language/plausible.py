"""Judge by form and context whether a proposed mention may be one."""

import re
from functools import lru_cache
from typing import Final

from models.entity import Label
from models.morphology import analyzer
from pipeline.language import namecontext as context
from pipeline.language.candidate import CAP_WORD, CAPITAL, SMALL, Candidate
from pipeline.language.genre import newslike
from pipeline.language.lexicon import read_list
from pipeline.language.nameforms import (
    fold_name,
    has_surname_ending,
    is_given,
    is_patronymic,
    is_surname,
)
from pipeline.language.orgs import find_orgs
from pipeline.language.toponyms import is_plain_toponym, is_toponym

_EDGE: Final = " \t\n«»\"'()[].,;:—–-|"
_NAME_LIKE: Final = re.compile(rf"[{CAPITAL}]")
_ETHNIC: Final = re.compile(
    r"(?:казах|казак|русск|украин|немец|немк|евре|татар|поляк|кореец|узбек)"
)
_STREET: Final = re.compile(r"улиц|бульвар|переул|площад|проспект|новый город|көше", re.IGNORECASE)
_STREET_BEFORE: Final = re.compile(r"(?:ул|пер|просп|пл)\.?\s*$", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_ACRONYM: Final = re.compile(rf"[{CAPITAL}]{{2,6}}(?: № ?\d+)?")
# «из рода Аргын»
_CLAN: Final = re.compile(r"(?<!\w)(?:род(?:а|у|ом)?|племен\w{1,2})\s+\w+$")
_CAMP: Final = re.compile(rf"[{CAPITAL}][{SMALL}]{{2,}}лаг(?:а|у|ом|е)?")
# «3 отдел УГБ УНКВД по …»: the body is the УНКВД.
_DEPARTMENT: Final = re.compile(r"(?:\d\s+)?(?:отд\w*\.?\s+)?УГБ\s+У?НК")
_CAPITALISED: Final = re.compile(rf"[{CAPITAL}]\w*[{SMALL}-]\w*|[{CAPITAL}]{{3,}}")
# A law holds no place: «Қазақстан Республикасының 1993 жылғы 14 сәуірдегі Заңы»; «ақтау туралы» is
# about acquitting, not about the town.
_LAW_AFTER: Final = re.compile(
    r"\s+(?:\d{4}\s+жыл\w+\s+(?:\d{1,2}\s+\w+\s+)?)?(?:[Зз]аң|[Кк]одек|[Кк]онституция)[а-яі]*"
)
# «НКВД басқармасының Қарқаралы бөлімшесі» is a body within a body.
_BRANCH_AFTER: Final = re.compile(r" бөлімше")
_BODY_BEFORE: Final = re.compile(r"(?:НКВД|басқарма|комитет|министрл|комиссариат)\w*[ндт][ыі]ң $")
_ACQUITTAL: Final = re.compile(r"ақтау туралы", re.IGNORECASE)
# Part of an archival reference: «ҚР ОММ. 1109-қор, 5-тізбе».
_SHELF: Final = re.compile(r"\d-(?:қор|тізбе|іс)(?!\w)|(?<!\w)(?:ф|оп)\. ?\d", re.IGNORECASE)
# «Сослан в Тургай» is exiled, though Ossetians bear the name.
_EXILED: Final = re.compile(
    r"(?:Вы|Со)слан[аы]?\s+(?:в|во|на|за|из|по|с|к|и|под|сроком)\b", re.IGNORECASE
)
_TOWN: Final = re.compile(r"Г\. ?([\w-]+)")
_ADDRESS_AFTER: Final = re.compile(r",\s*(?:ул|пер|просп|обл|дом|д)\b")
_LOWERED: Final = re.compile(rf"^[{SMALL}]+\s|\n")


def is_plausible(text: str, item: Candidate) -> bool:
    """Whether what slovnet, the rules or the gazetteer propose stands to reason."""
    judge = {Label.PERSON: _is_person, Label.PLACE: _is_place, Label.ORG: _is_org}.get(item.label)
    return judge is None or judge(text, item)


def is_excluded(text: str, item: Candidate) -> bool:
    """Whether a word of the lists, or an acronym that no rule knows, was taken for a name."""
    if newslike(text) > 0:
        return False
    if item.label is Label.PLACE and _is_no_place(text, item):
        return True
    if item.label is Label.PERSON and (_EXILED.match(text, item.start) or _is_town(text, item)):
        return True
    if item.source not in {"trained", "kazakh", "slovnet"}:
        return False
    if item.label is Label.DATE:  # in files the grammar alone finds dates
        return newslike(text) < 0
    surface = text[item.start : item.end].strip(_EDGE)
    folded = fold_name(surface)
    if item.label is not Label.ORG and _CAMP.fullmatch(surface):
        return True
    if item.label is Label.ORG:
        if _DEPARTMENT.match(text, item.start, item.end):
            return True
        return bool(_ACRONYM.fullmatch(surface)) and not find_orgs(surface)
    words = [word for word in re.findall(r"\w+", surface) if len(word) > 1]
    if item.label is Label.PERSON:
        if surface in read_list("acronyms"):
            return True
        named = any(_CAPITALISED.fullmatch(word) for word in words)
        listed = all(fold_name(word) in read_list("not_names") for word in words)
        return not named or listed or bool(_DIGIT.search(surface))
    if _CLAN.search(text, max(0, item.start - 6), item.end):
        return True
    if _STREET.search(surface) or _STREET_BEFORE.search(text[max(0, item.start - 6) : item.start]):
        return True
    if folded in read_list("not_places") or not _NAME_LIKE.search(surface):
        return True
    first = context.is_sentence_start(text, item.start) or text[: item.start].endswith("| ")
    return first and _is_common_noun(surface)


def _is_town(text: str, item: Candidate) -> bool:
    """Whether a heading's town was taken for a surname with its initial: «Г. Чимкент. 3 марта»."""
    town = _TOWN.fullmatch(text, item.start, item.end)
    if town is None or not is_toponym(town[1]):
        return False
    return not has_surname_ending(town[1]) or bool(_ADDRESS_AFTER.match(text, item.end))


def _is_no_place(text: str, item: Candidate) -> bool:
    """Whether a law, an acquittal, a reference, a branch or a signature was taken for a place."""
    if _BRANCH_AFTER.match(text, item.end) and _BODY_BEFORE.search(
        text, max(0, item.start - 40), item.start
    ):
        return True
    if _SHELF.search(text, item.start, item.end):
        return True
    if _LAW_AFTER.match(text, item.end) or _ACQUITTAL.match(text, item.start):
        return True
    return item.source != "rules" and context.is_signature(text, item.start, item.end)


@lru_cache(maxsize=10_000)
def _is_common_noun(surface: str) -> bool:
    """Whether the dictionary knows the word, but as no place's name."""
    if " " in surface or is_toponym(surface) or not analyzer().word_is_known(surface.lower()):
        return False
    return not any("Geox" in parse.tag for parse in analyzer().parse(surface.lower()))


def _is_org(text: str, item: Candidate) -> bool:
    if item.source != "slovnet":
        return True
    surface = text[item.start : item.end]
    if "\n" in surface or len(surface) < 3:
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
    if _LOWERED.search(surface) or folded in read_list("not_names"):
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
    if not words or "\n" in surface or _DIGIT.search(surface):
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
