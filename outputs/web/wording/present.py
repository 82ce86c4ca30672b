"""How values of the record are worded on a screen."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from babel.core import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal

from models.archive import ReferenceCode
from models.documents.doc_types import doc_types
from models.i18n import N_, _, current_language
from models.misreading.confidence import calibrated
from models.people.proposals import told
from outputs.references import cite
from outputs.web.wording import said
from outputs.web.wording.locales import locale, spaced
from outputs.web.wording.titles import called

_LEAST_SHOWN: Final = 0.001
_WHOLE: Final = 0.0995
"""Share of letters from which a tenth of a per cent says nothing."""
_KINDS: Final = {
    "PERSON": N_("Person"),
    "PLACE": N_("Place"),
    "DATE": N_("Date"),
    "ORG": N_("Organisation"),
    "ARTICLE": N_("Article"),
    "SENTENCE": N_("Sentence"),
    "MARK": N_("Mark"),
    "CASE": N_("Number"),
    "REFERENCE": N_("Reference"),
    "hit": N_("Search hit"),
}
_KINDS_PLURAL: Final = {
    "PERSON": N_("People"),
    "PLACE": N_("Places"),
    "DATE": N_("Dates"),
    "ORG": N_("Organisations"),
    "ARTICLE": N_("Articles"),
    "SENTENCE": N_("Sentences"),
    "MARK": N_("Marks"),
    "CASE": N_("Numbers"),
    "REFERENCE": N_("References"),
    "hit": N_("Search hits"),
    "doubt": N_("Doubtful words"),
    "cell": N_("Table cells"),
    "stamp": N_("Stamps"),
    "pencil": N_("Pencil marks"),
}
_DOUBTS: Final = {
    1: N_("slightly doubtful"),
    2: N_("doubtful"),
    3: N_("very doubtful"),
}
_STEPS: Final = {
    "invert": N_("black and white exchanged"),
    "even-folds": N_("folds made as bright as the paper beside them"),
    "mask-borders": N_("dark borders made into paper"),
    "lift-stamps": N_("stamps and pencil marks taken off"),
    "drop-colour": N_("coloured ink removed"),
    "even-background": N_("background made even"),
    "drop-ghosts": N_("what shines through removed"),
    "stretch-contrast": N_("contrast stretched"),
    "smooth": N_("grain smoothed"),
    "despeckle": N_("single specks removed"),
}
_STATES: Final = {
    "done": N_("Read"),
    "blank": N_("Blank"),
    "quarantined": N_("In quarantine"),
    "pending": N_("Waiting"),
}
_LANGUAGES: Final = {"ru": N_("Russian"), "kk": N_("Kazakh"), "en": N_("English")}


def kind(label: str) -> str:
    """The word for one mention of a label, also of one that this version does not know."""
    return _(_KINDS[label]) if label in _KINDS else label


def kinds(label: str) -> str:
    """The heading over mentions of a label."""
    return _(_KINDS_PLURAL[label]) if label in _KINDS_PLURAL else label


def doubt(grade: int) -> str:
    """How much a word of this grade is to be doubted."""
    return _(_DOUBTS[grade])


def steps(names: Iterable[str]) -> str:
    """What cleaning steps did, also those that this version does not know."""
    return ", ".join(_(_STEPS[name]) if name in _STEPS else name for name in names)


def gained(share: float) -> str:
    """By how much a confidence rose or fell, in per cent."""
    return f"{share * 100:+.1f} %".replace("-", "−")


def reader(source: str) -> str:
    """Who read a word so: a model by its name, or the reading that another took the place of."""
    return _("first reading") if source == "first" else source


def state(code: str) -> str:
    """The word for a page's state."""
    return _(_STATES[code]) if code in _STATES else code


def tongue(code: str | None) -> str:
    """The word for the language a page is written in."""
    return _(_LANGUAGES[code]) if code in _LANGUAGES else _("unknown")


def doc_type(code: str) -> str:
    """What a kind of document is called; its code says it in English."""
    titles = {each.code: each.titles for each in doc_types()}.get(code, {})
    language = current_language()
    # Where there is no Kazakh title, the Russian one is what stands on the pages themselves.
    named = titles.get(language) or (titles.get("ru") if language == "kk" else None)
    return named or code.replace("_", " ")


def number(value: int) -> str:
    """A count with the separators of the reader's language."""
    return _counted(value, locale())


@lru_cache(maxsize=4096)  # a page of results has a hundred
def _counted(value: int, language: Locale) -> str:
    return format_decimal(value, locale=language)


def percent(share: float) -> str:
    """A confidence, as whole per cent."""
    return f"{round(share * 100)} %"


def chance(confidence: float) -> str:
    """What an engine's confidence in a word, 0..1, is worth, as whole per cent."""
    return percent(calibrated(confidence))


def errors(share: float) -> str:
    """A share of letters that are expected to be wrong, per cent, with tenths where it is small."""
    if share < _LEAST_SHOWN:
        return f"<{format_decimal(_LEAST_SHOWN * 100, locale=locale())} %"
    shown = format_decimal(share * 100, format="0" if share >= _WHOLE else "0.0", locale=locale())
    return f"{shown} %"


def moment(value: datetime) -> str:
    """Day and minute, in UTC as the record keeps them."""
    return f"{spaced(format_datetime(value, 'medium', locale=locale()))} UTC"


def citation(reference: ReferenceCode | None) -> str:
    """The archival reference in the reader's language."""
    return cite(reference, current_language())


def size(count: int) -> str:
    """A number of bytes as people say it."""
    amount, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    shown = format_decimal(amount, format="0" if unit == "B" else "0.#", locale=locale())
    return f"{shown} {unit}"


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    each.__name__: each
    for each in (
        kind,
        kinds,
        doubt,
        steps,
        gained,
        reader,
        state,
        tongue,
        doc_type,
        number,
        percent,
        chance,
        errors,
        moment,
        citation,
        size,
        told,
        said.role,
        said.event,
        said.verdict,
        said.by_script,
        said.period,
        said.period_of,
        said.month_name,
        said.short_name,
        said.place_kind,
        said.years_of,
        said.name_parts,
        said.day,
        said.document_day,
        said.hover,
        called,
    )
}
