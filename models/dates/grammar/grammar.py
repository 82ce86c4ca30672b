"""Find every date of a text, and read one date expression."""

import re
import unicodedata
from dataclasses import replace
from typing import Final

from models.dates.edtf_bounds import bounds
from models.dates.grammar.ages import born
from models.dates.grammar.atoms import Meaning
from models.dates.grammar.reading import Reading, make_reading
from models.dates.grammar.spans import find_spans
from models.dates.grammar.values import DateContext, FoundDate, HistoricalDate

NO_CONTEXT: Final = DateContext()

_EDGE_BEFORE: Final = re.compile(
    r"[ \"(\[,;:._]*(?:(?:от|в|во|с|со|к|на|по|за|о|ночь|число|между|дата|год|день|период|течение"
    r"|рождения|туған|жылы|күні|род\.|рожд\.|примерно с|по состоянию на"
    r"|годы|на рубеже|родил(?:ся|ась)|не ранее|не то|то ли|либо)"
    r"[ :-]*){0,4}"
    r"[ \"(\[]*"
)
# «1937 од», «1929 п.»: the word after a year is what is left of «год», «г.», «жылы».
_EDGE_AFTER: Final = re.compile(r"(?: (?:[пр]?од|г[од]|го[лп]|[пр]\.|жы?л[ым]?))?[ \").,;:\]\n]*")
# What nobody is called: only beside it a word that is nearly a month's name is one.
_SAYS_WHEN: Final = re.compile(r"\d|\bго[длп]|жыл|[ст]\. ?г\.", re.IGNORECASE)
_NOT_KNOWN: Final = re.compile(
    r"не ?извест[а-я]{2,3}|не установлен[а-я]?|белгісіз|белгисиз|б[., ]{1,2}д"
)
_RELATIVE_YEAR: Final = re.compile(
    r"(?:в |за )?(?:(?P<this>текущ|нынешн|эт)|(?P<last>прошл|минувш|истекш))[а-я]{2,3}.го[дл][уа]?"
    r"|(?P<now>осы|биыл|ағымдағы) ?жыл[а-яғң]{0,4}|(?P<past>өткен|былтыр) ?жыл[а-яғң]{0,4}"
)


def find_dates(text: str, *, context: DateContext = NO_CONTEXT) -> list[FoundDate]:
    """Find the dates of a page.

    Args:
        text: NFC; line ends and hyphens at line ends inside of a date do no harm.
        context: the document's own year and day.

    Returns:
        Dates in the order of the text, not overlapping, offsets half-open in its code points.
    """
    reading = make_reading(text)
    found: list[FoundDate] = []
    for span in find_spans(reading, context, whole=False):
        start, end = reading.span(span.start, span.end)
        if found and start < found[-1].end:  # both have a part of one word that was split
            if end - start <= found[-1].end - found[-1].start:
                continue
            found.pop()
        meaning = _flagged(span.meaning, reading, start, end)
        found.append(FoundDate(start, end, _valued(text[start:end], meaning)))
    return found


def parse_date(text: str, *, context: DateContext = NO_CONTEXT) -> HistoricalDate | None:
    """Read a text that is one date expression and nothing else but edge words («от», «в», «г.»).

    Args:
        text: the expression; brought to NFC first.
        context: the document's own year and day.

    Returns:
        Its value, or None when the text is no date or says more than one.
    """
    surface = unicodedata.normalize("NFC", text).strip()
    reading = make_reading(surface, whole=_SAYS_WHEN.search(surface) is not None)
    for span in find_spans(reading, context, whole=True):
        before, after = reading.text[: span.start], reading.text[span.end :]
        if _EDGE_BEFORE.fullmatch(before) and _EDGE_AFTER.fullmatch(after):
            return _valued(surface, _flagged(span.meaning, reading, 0, len(surface)))
    meaning = (
        _born(reading.text, context)
        or _not_known(reading.text)
        or _relative_year(reading.text, context)
    )
    return _valued(surface, meaning) if meaning else None


def _flagged(meaning: Meaning, reading: Reading, start: int, end: int) -> Meaning:
    """The meaning, with a word that figures of it were mended before it was read."""
    if not any(start <= place < end for place in reading.mended):
        return meaning
    return replace(meaning, flags=meaning.flags | {"ocr-repair"})


def _born(text: str, context: DateContext) -> Meaning | None:
    """The two possible birth years of «38 лет (анкета 21.XI.1937)»."""
    found = find_dates(text, context=context)
    stated = [one.date.lower for one in found if one.date.lower is not None]
    return born(text, stated, context.known_year, context.day)


def _not_known(text: str) -> Meaning | None:
    """«белгісіз», «неизвестен» as the whole answer of a form."""
    return Meaning("XXXX", "unknown") if _NOT_KNOWN.fullmatch(text.strip(" .,;")) else None


def _relative_year(text: str, context: DateContext) -> Meaning | None:
    """«в прошлом году»: a date only where the text is meant to be one."""
    match = _RELATIVE_YEAR.fullmatch(text.strip(" .,;"))
    if match is None or context.known_year is None:
        return None
    past = 1 if match["last"] or match["past"] else 0
    year = f"{context.known_year - past:04d}"
    return Meaning(year, "year", flags=frozenset({"document-year"}))


def _valued(surface: str, meaning: Meaning) -> HistoricalDate:
    lower, upper = bounds(meaning.edtf)
    return HistoricalDate(
        surface=unicodedata.normalize("NFC", surface),
        edtf=meaning.edtf,
        lower=meaning.lower or lower,
        upper=meaning.upper or upper,
        calendar=meaning.calendar,
        precision=meaning.precision,
        derived_from=tuple(sorted(meaning.flags)),
    )
