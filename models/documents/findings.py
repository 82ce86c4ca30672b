"""Mentions that rules alone find: articles, punishments, marks, numbers of cases, references."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from models.archive import ReferenceCode, find_references
from models.documents.marks import find_case_numbers, find_marks
from models.entity import Label, Mention, Span
from models.legal import Article, Sentence, find_articles, find_sentences

# What the finders are worth on text without errors; see docs/quality.md.
_CONFIDENCE: Final = {
    Label.ARTICLE: 0.95,
    Label.SENTENCE: 0.9,
    Label.MARK: 0.95,
    Label.CASE: 0.9,
    Label.REFERENCE: 0.95,
}


def find_further(text: str) -> list[Mention]:
    """Find what stands in `text` beside people, places, dates and bodies, in its order.

    A number that belongs to a reference or to an order is no case number as well.
    """
    found = [*_references(text), *_legal(text), *_marks(text)]
    taken = [(each.span.start, each.span.end) for each in found]
    for case in find_case_numbers(text):
        if not any(start < case.end and case.start < end for start, end in taken):
            normal = f"{case.case.kind} {case.case.number}"
            found.append(
                _mention(Label.CASE, text, case.start, case.end, normal, asdict(case.case))
            )
    return sorted(found, key=lambda each: (each.span.start, each.span.end))


def _references(text: str) -> Iterator[Mention]:
    for found in find_references(text):
        normal = found.reference.normal_form()
        details = reference_details(found.reference)
        yield _mention(Label.REFERENCE, text, found.start, found.end, normal, details)


def _legal(text: str) -> Iterator[Mention]:
    for charge in find_articles(text):
        normal = ", ".join(article.norm for article in charge.articles)
        details = {"articles": [article_details(article) for article in charge.articles]}
        yield _mention(Label.ARTICLE, text, charge.start, charge.end, normal, details)
    for found in find_sentences(text):
        normal, details = _sentence_name(found.sentence), asdict(found.sentence)
        yield _mention(Label.SENTENCE, text, found.start, found.end, normal, details)


def _marks(text: str) -> Iterator[Mention]:
    for found in find_marks(text):
        normal = " ".join(filter(None, (found.mark.level, found.mark.number)))
        yield _mention(Label.MARK, text, found.start, found.end, normal, asdict(found.mark))


def article_details(article: Article) -> dict[str, Any]:
    """Return what is known of an article, without what it lacks."""
    return {name: value for name, value in asdict(article).items() if value not in (None, "")}


def reference_details(reference: ReferenceCode) -> dict[str, Any]:
    """Return the levels of a reference under their usual names, without what it lacks."""
    levels = {
        "archive": reference.archive,
        "fond": reference.fond,
        "opis": reference.inventory,
        "delo": reference.file,
        "list": ",".join(sheets.normal_form() for sheets in reference.sheets),
    }
    return {name: value for name, value in levels.items() if value}


def _sentence_name(sentence: Sentence) -> str:
    """Return `ITL 10`, `imprisonment 2/6` (years and months) or `rehab_ground no_event`."""
    term = str(sentence.years or (0 if sentence.months else ""))
    if sentence.months:
        term += f"/{sentence.months}"
    return " ".join(filter(None, (sentence.type, term, sentence.ground)))


def _mention(
    label: Label, text: str, start: int, end: int, normal: str, details: dict[str, Any]
) -> Mention:
    span = Span(label, start, end, _CONFIDENCE[label], "rules")
    kept = {name: value for name, value in details.items() if value is not None}
    return Mention(span, text[start:end], normal, normal.casefold(), details=kept)
