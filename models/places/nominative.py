"""The wording of a place in the nominative, so that one place is one line in lists of names.

Only the head changes: «аула № 4 Уштобинского района» becomes «аул № 4 Уштобинского района». A form
that neither a kind word nor the dictionary tells stays as it is written.
"""

import re
from functools import lru_cache
from typing import Final

from models.morphology import analyzer
from models.names.kazakh_endings import is_kazakh

# Russian kind words: all forms, the nominative (none for what is never declined), the gender.
_AFTER_ADJECTIVE: Final = tuple(
    (re.compile(forms, re.IGNORECASE), nominative, gender)
    for forms, nominative, gender in (
        (r"район(?:а|у|ом|е)?", "район", "m"),
        (r"р-н(?:а|у|ом|е)?", "р-н", "m"),
        (r"уезд(?:а|у|ом|е)?", "уезд", "m"),
        (r"округ(?:а|у|ом|е)?", "округ", "m"),
        (r"кра(?:й|я|ю|ем|е)", "край", "m"),
        (r"(?P<kind>сель|аул)совет(?:а|у|ом|е)?", r"\g<kind>совет", "m"),
        (r"област(?:ь|и|ью)", "область", "f"),
        (r"волост(?:ь|и|ью)", "волость", "f"),
        (r"губерни(?:я|и|ю|ей)", "губерния", "f"),
        (r"республик(?:а|и|е|у|ой)", "республика", "f"),
        (r"тюрьм(?:а|ы|е|у|ой)", "тюрьма", "f"),
        (r"степ(?:ь|и|ью)", "степь", "f"),
        (r"у\.|окр\.", "", "m"),
        (r"(?:обл|губ|вол)\.?|А?ССР", "", "f"),
    )
)
_BEFORE_NAME: Final = tuple(
    (re.compile(forms, re.IGNORECASE), nominative)
    for forms, nominative in (
        (r"сел(?:о|а|у|ом|е)", "село"),
        (r"город(?:а|у|ом|е)?", "город"),
        (r"деревн(?:я|и|е|ю|ей)", "деревня"),
        (r"аул(?:а|у|ом|е)?", "аул"),
        (r"(?P<kind>пос[её]л)(?:ок|ка|ку|ком|ке)", r"\g<kind>ок"),
        (r"станци(?:я|и|ю|ей)", "станция"),
        (r"станиц(?:а|ы|е|у|ей)", "станица"),
        (r"колони(?:я|и|ю|ей)", "колония"),
        (r"(?P<kind>рудник|прииск|разъезд|хутор|кишлак)(?:а|у|ом|е)?", r"\g<kind>"),
        (r"(?P<kind>[гсдп]|гор|пос|ст|дер|хут)\.", r"\g<kind>."),
    )
)
_ADJECTIVE: Final = re.compile(
    r"(?P<stem>[а-яё-]+(?:[сцз]к|н))(?:ий|ый|ого|ему|ому|им|ым|ом|ая|ой|ую)", re.IGNORECASE
)
# A kind word of a Kazakh name ends in -ы, -сы; the case comes behind it.
_KAZAKH_KIND: Final = re.compile(
    r"(.* (?:аудан|облыс|болыс|уез|ауыл|қала|ауылдық кеңес|стансас|станцияс|кеніш|өзен|республикас"
    r"|округ|губернияс|өлкес|түрмес|поселкес|село)(?:с?[ыі]))"
    r"(?:н[ыі]ң|на|не|нда(?:[ғг]ы)?|нде(?:[гк]і)?|нан|нен|н)",
    re.IGNORECASE,
)
_KAZAKH_NAME: Final = re.compile(
    r"([А-ЯӘҒҚҢӨҰҮҺІ]\w{3,})"
    r"(?:[нтд][ыі]ң|[ғқ]а|[тд]а(?:н|[ғг]ы)?|[тд]е(?:н|[гк]і)?|н[ае]н)"
)


@lru_cache(maxsize=20_000)
def nominative_of_place(surface: str) -> str:
    """Return the wording with its head in the nominative, as far as its form tells."""
    kazakh = _KAZAKH_KIND.fullmatch(surface)
    if kazakh is None and is_kazakh(surface):
        kazakh = _KAZAKH_NAME.fullmatch(surface)
    if kazakh:
        return kazakh[1]
    head, _, rest = surface.partition(" ")
    if not rest:
        return _name(head)
    return _adjective_and_kind(head, rest) or _kind_and_name(head, rest) or surface


def _adjective_and_kind(head: str, rest: str) -> str:
    adjective = _ADJECTIVE.fullmatch(head)
    kind, space, further = rest.partition(" ")
    if adjective is None:
        return ""
    for forms, nominative, gender in _AFTER_ADJECTIVE:
        if found := forms.fullmatch(kind):
            hard = adjective["stem"][-1] in "нН"
            ending = "ая" if gender == "f" else "ый" if hard else "ий"
            ended = found.expand(nominative) if nominative else kind
            return f"{_like(head, adjective['stem'].lower() + ending)} {ended}{space}{further}"
    return ""


def _kind_and_name(head: str, rest: str) -> str:
    name, space, further = rest.partition(" ")
    for forms, nominative in _BEFORE_NAME:
        if found := forms.fullmatch(head):
            return f"{found.expand(nominative)} {_name(name)}{space}{further}"
    return ""


def _name(word: str) -> str:
    """A place's own name, if the dictionary knows it and this is an oblique form of it."""
    parses = [each for each in analyzer().parse(word.lower()) if "Geox" in each.tag]
    if not parses or not parses[0].is_known or any("nomn" in each.tag for each in parses):
        return word
    return _like(word, str(parses[0].normal_form))


def _like(word: str, read: str) -> str:
    """Capitals as archivists write them: «КАРАГАНДИНСКОЙ» is «Карагандинская»."""
    if not word[:1].isupper():
        return read
    return "-".join(part.capitalize() for part in read.split("-"))
