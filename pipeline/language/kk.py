"""Kazakh as a spaCy language, which spaCy itself does not have."""

from typing import Final

from spacy.lang.char_classes import LIST_ELLIPSES, LIST_ICONS, LIST_PUNCT, LIST_QUOTES
from spacy.language import BaseDefaults, Language
from spacy.util import registry

# spaCy's own ALPHA knows no қ, ғ, ұ, ӯ.
_LETTER: Final = r"[^\W\d_]"
_LETTER_OR_DIGIT: Final = r"[^\W_]"
_CAPITAL: Final = "[А-ЯЁӘҒҚҢӨҰҮҺІӮ]"
_SMALL: Final = "[а-яёәғқңөұүһіӯ]"
# Endings stand behind digits, abbreviations and foreign names by a hyphen or an apostrophe
# («1937-ші», «БК-ның», «Facebook'тен»): neither cuts a word inside.
_DASHES: Final = ["–", "—", "―"]
_PREFIXES: Final = ["§", "№", "%", "=", *_DASHES, *LIST_PUNCT, *LIST_ELLIPSES, *LIST_QUOTES]
_SUFFIXES: Final = [
    *_DASHES, *LIST_PUNCT, *LIST_ELLIPSES, *LIST_QUOTES, *LIST_ICONS,
    r"(?<=\d)[%+№]", rf"(?<={_LETTER_OR_DIGIT})\.", r"(?<=[%)»”\"])\.", "-",
]  # fmt: skip
_INFIXES: Final = [
    *LIST_ELLIPSES, *_DASHES, "№", r"(?<=\d)(?=%)",
    rf"(?<={_LETTER}),(?={_LETTER_OR_DIGIT})",
    rf"(?<={_LETTER_OR_DIGIT})[:<>=/;](?={_LETTER})",
    rf"(?<={_LETTER_OR_DIGIT})[()«»„“”\"](?=[\w-])",
    # «А.Бөкейхан», «шықты.Ол», but not «т.б»
    rf"(?<={_LETTER})\.(?={_CAPITAL})",
    # where a space was lost: «тергеушіОмаров», «Омаров1937», «1937жылы»
    rf"(?<={_SMALL}{{3}})(?={_CAPITAL}{_SMALL})",
    rf"(?<={_LETTER}{{3}})(?=\d\d)", rf"(?<=\d\d)(?={_LETTER}{{3}})",
]  # fmt: skip


class KazakhDefaults(BaseDefaults):
    """Where Kazakh text is cut into tokens."""

    prefixes = _PREFIXES
    suffixes = _SUFFIXES
    infixes = _INFIXES
    tokenizer_exceptions = {}  # noqa: RUF012
    url_match = None


@registry.languages("kk")
class Kazakh(Language):  # type: ignore[no-untyped-call]
    """Kazakh in Cyrillic letters."""

    lang = "kk"
    Defaults = KazakhDefaults
