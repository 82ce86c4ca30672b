"""What viewers show as text, in each of our languages at once."""

from collections.abc import Callable
from typing import Final

from models.archive import ReferenceCode, Side, parse_sheet
from models.i18n import LANGUAGES, N_, _, current_language, language
from outputs.references import cite
from outputs.web.queries.sides import PageSide

LanguageMap = dict[str, list[str]]
"""Texts by language; under `none` what reads the same in all."""
_SIDES: Final = {
    Side.RECTO: N_("sheet %(number)s"),
    Side.VERSO: N_("sheet %(number)s verso"),
}


def in_languages(say: Callable[[], str]) -> LanguageMap:
    """What `say` says in each language, the reader's first: some viewers show just that."""
    said = {}
    for code in sorted(LANGUAGES, key=lambda each: each != current_language()):
        with language(code):
            said[code] = say()
    texts = set(said.values())
    if len(texts) == 1:
        return as_written(texts.pop())
    return {code: [text] for code, text in said.items()}


def as_written(text: str) -> LanguageMap:
    """A text of the record, which is not translated."""
    return {"none": [text]}


def pair(name: str, value: LanguageMap) -> dict[str, LanguageMap]:
    """A line of metadata; `name` is a message to be translated."""
    return {"label": in_languages(lambda: _(name)), "value": value}


def citation(reference: ReferenceCode) -> LanguageMap:
    """The archival reference as archivists of each language write it."""
    return in_languages(lambda: cite(reference, current_language()))


def side_label(side: PageSide, *, of_one_source: bool) -> LanguageMap:
    """«л. 12об.», or the page of the delivered file where the sheet is not known."""
    sheet = parse_sheet(side.sheet) if side.sheet else None
    if sheet is not None:
        number = f"{sheet.number}{sheet.letter}"
        return in_languages(lambda: _(_SIDES[sheet.side]) % {"number": number})
    if side.sheet:
        return as_written(side.sheet)
    page = in_languages(lambda: _("page %(number)s") % {"number": side.number})
    if of_one_source:
        return page
    return {code: [f"{side.source}, {text}"] for code, [text] in page.items()}
