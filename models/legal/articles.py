"""Articles, decrees and the acronyms that stood for a charge, as files write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from models.legal.article import Article, FoundArticles, Stretch
from models.legal.named import find_named
from models.legal.table import by_norm
from models.misreading.meant import plain_text, read_digits

_RSFSR: Final = "RSFSR-1926"
_FIFTY_EIGHT: Final = r"(?:5[8ВвЗз]|[БбS]8)"  # «58», and what it is read as
_TYPED: Final = {
    "1Т": "11",
    "1T": "11",
    "1т": "11",
    "Ю": "10",
    "ю": "10",
    "П": "11",
    "п": "11",
    "II": "11",
    "ІІ": "11",
    "б": "6",
}
_SUB: Final = r"(?:1[0-4ОOоoЗз]|[IІl|][0-4ОOоoЗз]|[IІl|1]{2}|1[ТT]|[ЮюП](?!\w)|[1-9IІЗзб])"
_LETTER: Final = r"(?:\s?-?[\"«“]?(?P<letter>[абвг])[\"»”]?(?!\w))?"
_LATIN: Final = str.maketrans("абвгдежзиклмн", "abvgdezziklmn")
_DASH: Final = r"\s?[-/]\s?"
_PART: Final = (
    r"(?:,?\s?(?:ч|част[ьи])[.,]?\s?(?P<part>[1-5]|[IІl1]{1,3}|[IІl1][VУ]|[ПШ])(?![\w-]))?"
)
_POINT: Final = r"(?:,?\s?п(?:[.,]\s?|\s|ункт\w*\s)[\"«“]?(?P<point>[а-я])[\"»”]?(?![\w.]))?"
_PARTS_TYPED: Final = {"П": 2, "п": 2, "Ш": 3, "ш": 3}
_NUMBERED_POINT: Final = re.compile(r",?\s?п(?:[.,]\s?|\s|ункт\w*\s)(?P<point>\d{1,2})(?![\w-])")
_LATER_PART: Final = re.compile(_PART, re.IGNORECASE)  # «ст. 58 п. 10 ч. 1»
_ITEM: Final = re.compile(
    rf"(?:(?P<with>17|19|[IІl]7|[IІl]9){_DASH})?"
    rf"(?:{_FIFTY_EIGHT}{_DASH}(?P<sub>{_SUB}){_LETTER}(?!\d|-\d)"
    rf"|58(?P<run>1[0-4]|[1-9])(?!\d)"
    rf"|(?P<number>[1-9]\d{{0,2}}(?:{_DASH}\d{{1,2}})?)(?:-?(?P<suffix>[а-д](?!\w)))?(?!\d|[-/]\d))"
    rf"{_PART}{_POINT}",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(
    rf",?\s?п(?:[.,]?\s?п|ункт\w*)?[.,]?\s?(?P<points>{_SUB}{_LETTER.replace('?P<letter>', '?:')}"
    rf"(?:\s?(?:,|и)\s?{_SUB}(?!\d))*)",
    re.IGNORECASE,
)
_ONE_POINT: Final = re.compile(rf"(?P<sub>{_SUB}){_LETTER}", re.IGNORECASE)
_SEPARATOR: Final = re.compile(
    r"\s?(?:[,;]\s?(?:и\s)?|\s?(?:и|жане|және)\s|\s)(?:ст[.,]?\s?)?", re.IGNORECASE
)
_HEAD: Final = re.compile(
    r"(?<![\w-])(?:(?:ч|част[ьи])[.,]?\s?(?P<part>[1-5]|[IІ1]{1,3}|[IІ1][VУ]|[ПШ])\s)?"
    r"(?:п(?:[.,]?\s?п)?(?:[.,]\s?|\s|ункт\w*\s)"
    r"(?P<point>[\dIІЮ]{1,2}(?:\s?(?:,|и)\s?[\dIІЮ]{1,2})*|[\"«]?[а-я][\"»]?)\s)?"
    r"(?:ст[.,]?\s?ст|статья|статьи|стать[еюяи]\w{0,2}|статей|ст)(?:[.,]\s?|\s)"
    r"(?:(?:УК|УПК)(?:\s?РСФСР)?\s)?(?=[\dБбIІ])",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    rf"(?<![\w№/.-])(?<!№\s)(?:(?:17|19){_DASH})?58{_DASH}(?=(?:{_SUB})(?!\d))", re.IGNORECASE
)
_BODY: Final = re.compile(
    r"\s?,?\s?(?P<law>УПК|УК|УИК|уголовн\w{1,4}\s(?:кодекс\w{0,2}))"
    r"(?:\s?-?\s?(?P<state>РСФСР|РКФСР|Каз\.?\s?ССР|КССР|Казахской\sССР|УССР|БССР|Уз\.?\s?ССР"
    r"|Кирг\.?\s?ССР|Туркм\.?\s?ССР|СССР))?(?!\w)",
    re.IGNORECASE,
)
_NOT_CRIMINAL: Final = re.compile(
    r"\s?(?:закон|конституц|положени|указ|устав|инструкц|правил|договор|постановлен|КЗоТ|ГК\b|ГПК)",
    re.IGNORECASE,
)
_CHARGED: Final = re.compile(
    r"(?:\bпо|предусм\w*|преступлени\w*|квалифиц\w*|карае\w*|осужд\w*|обвин\w*)\s$", re.IGNORECASE
)
_STATES: Final = {"У": "UKRSSR-1927", "Б": "BSSR-1928", "УЗ": "UZSSR-1926", "КИРГ": "KIRGSSR"}
_KAZAKH: Final = re.compile(
    rf"(?:(?P<state>РСФСР|РКФСР|[ҚК]аза[қк]\sССР|[ҚК]аз\.?\s?ССР)(?:-\w+)?[\s\w]{{0,12}}?\s)?"
    rf"(?:(?:[ҚК]К|[ҚК]ылмыс\w*\s(?:кодекс|заң)\w*)(?:-\w+)?\s)?"
    rf"(?P<list>(?:{_FIFTY_EIGHT}{_DASH}{_SUB}[абвг]?|\d{{1,3}})"
    rf"(?:\s?(?:,|және|мен)\s?(?:{_FIFTY_EIGHT}{_DASH}{_SUB}[абвг]?)){{0,12}})"
    rf"\s?-?\s?(?:бап|баб[ыі]|ст[ап]тья)\w*"
    rf"(?:[,\s]\s?(?P<part>\d{{1,2}})[-\s]{{0,2}}(?P<level>б[өо]л[иі]\w*|тарма[қғкг]\w*))?",
    re.IGNORECASE,
)


def find_articles(text: str) -> list[FoundArticles]:
    """Find the articles, decrees and charge acronyms of Russian or Kazakh text, in its order.

    «ст. ст. 58-10 ч. 1 и 58-11 УК РСФСР» is one finding of two articles. A number behind «ст.»
    alone counts when it is of article 58 or of the table, or the words before it speak of a
    charge; articles of laws and constitutions never do.
    """
    plain = plain_text(text)
    found: list[FoundArticles] = []
    stretches = (*_kazakh(plain.text), *_listed(plain.text), *find_named(plain.text))
    for start, end, articles in stretches:
        first, last = plain.span(start, end)
        if not any(first < each.end and each.start < last for each in found):
            found.append(FoundArticles(first, last, articles))
    return sorted(found, key=lambda each: each.start)


def _listed(text: str) -> Iterator[Stretch]:
    """Yield lists of numbered articles: behind «ст.», or those of article 58 alone."""
    end = 0
    for head in _HEAD.finditer(text):
        found = _read_list(text, head) if head.start() >= end else None
        if found is not None:
            yield found
            end = found[1]
    end = 0
    for bare in _BARE.finditer(text):
        if bare.start() < end:
            continue
        items, end = _items(text, bare.start(), only_58=True)
        if items:
            law = _BODY.match(text, end)
            yield bare.start(), law.end() if law else end, _articles(items, _code(law))


def _read_list(text: str, head: re.Match[str]) -> Stretch | None:
    items, end = _items(text, head.end())
    if not items:
        return None
    law = _BODY.match(text, end)
    if law is None and (_NOT_CRIMINAL.match(text, end) or not _is_charge(text, head, items)):
        return None
    if head["part"] and not items[0].part:
        items[0].part = _part(head["part"])
    if head["point"]:
        points = re.split(r"\s?(?:,|и)\s?(?=\d)", head["point"].strip('"«»'))
        items[:1] = [replace(items[0]) for _ in points]
        for item, point in zip(items, points, strict=False):
            item.take_point(point)
    return head.start(), law.end() if law else end, _articles(items, _code(law))


def _is_charge(text: str, head: re.Match[str], items: list["_Item"]) -> bool:
    known = all(f"{_RSFSR}:{item.number}" in _known_numbers() for item in items)
    return known or bool(_CHARGED.search(text, max(0, head.start() - 20), head.start()))


@cache
def _known_numbers() -> frozenset[str]:
    return frozenset(norm.split("/")[0] for norm in by_norm()) | {
        f"{_RSFSR}:58", *(f"{_RSFSR}:58-{sub}" for sub in range(1, 15)),
    }  # fmt: skip


@dataclass(slots=True)
class _Item:
    """An article while its list is read."""

    number: str
    part: int | None = None
    point: str | None = None

    def take_point(self, point: str) -> None:
        """Take a point: of article 58 it is the second half of the number."""
        if self.number == "58" and (sub := _sub(point)):
            self.number = f"58-{sub}"
        elif not (point.isdigit() and self.number.startswith("58")):
            self.point = point


def _items(text: str, start: int, *, only_58: bool = False) -> tuple[list[_Item], int]:
    """Read articles one after another; return them and where the last ends."""
    items: list[_Item] = []
    end = at = start
    while found := _ITEM.match(text, at):
        item = _item(found)
        if item is None or (only_58 and not item.number.removeprefix("17+").startswith("58-")):
            break
        end = found.end()
        points = _POINTS.match(text, end) if item.number == "58" else None
        if points:
            items += [
                _Item(f"58-{sub}{_latin(each['letter'])}")
                for each in _ONE_POINT.finditer(points["points"])
                if (sub := _sub(each["sub"]))
            ]
            part = _LATER_PART.match(text, points.end())
            end = part.end() if part else points.end()
            if part and part["part"]:
                items[-1].part = _part(part["part"])
        else:
            items.append(item)
            if numbered := item.point is None and _NUMBERED_POINT.match(text, end):
                item.point, end = numbered["point"], numbered.end()
        separator = _SEPARATOR.match(text, end)
        if separator is None or (separator.group().isspace() and not _next_is_58(text, separator)):
            break
        at = separator.end()
    return items, end


def _next_is_58(text: str, separator: re.Match[str]) -> bool:
    return _BARE.match(text, separator.end()) is not None


def _item(found: re.Match[str]) -> _Item | None:
    part = _part(found["part"]) if found["part"] else None
    before = read_digits(found["with"]) if found["with"] else None
    if found["sub"] or found["run"]:
        sub = _sub(found["sub"] or found["run"])
        if sub is None:
            return None
        number = f"58-{sub}{_latin(found['letter']) if sub == 1 else ''}"
    else:
        number = re.sub(r"\s?[-/]\s?", "-", found["number"]) + _latin(found["suffix"])
        if number.startswith("7-35"):
            number = "7+35"
    point = found["point"]
    return _Item(f"{before}+{number}" if before else number, part, point)


def _part(text: str) -> int | None:
    """Return the number of a part, which are few: «II», typed «11» or «П», is the second."""
    if set(text) <= set("1IІl"):
        return len(text)
    return 4 if text[-1] in "VУvу" else _PARTS_TYPED.get(text) or read_digits(text)


def _sub(text: str) -> int | None:
    """Return the number behind «58-», which has points 1 to 14."""
    number = read_digits(_TYPED.get(text, text))
    return number if number is not None and 1 <= number <= 14 else None


def _latin(letter: str | None) -> str:
    return (letter or "").lower().translate(_LATIN)


def _code(law: re.Match[str] | None) -> str:
    """Return the body of law; the republic took the RSFSR code, until its own of 1959."""
    if law is None:
        return _RSFSR
    state = re.sub(r"[\s.]|ССР$", "", law["state"] or "").upper().removesuffix("ССР")
    if law["law"].upper() == "УПК":
        return "KAZSSR-UPK" if state.startswith("К") and state != "КИРГ" else "RSFSR-UPK"
    if state in _STATES:
        return _STATES[state]
    return "KAZSSR-1959" if state.startswith(("КАЗ", "К")) and state != "КИРГ" else _RSFSR


def _articles(items: list[_Item], code: str) -> tuple[Article, ...]:
    return tuple(_article(item, code) for item in items)


def _article(item: _Item, code: str) -> Article:
    norm = f"{code}:{item.number}"
    if item.part:
        norm += f"/{item.part}"
    if item.point:
        norm += f"/p.{_latin(item.point)}"
    return Article(norm, "article", code, item.number, item.part, item.point)


def _kazakh(text: str) -> Iterator[Stretch]:
    """Yield «РСФСР ҚК 58-2, 58-11-баптары» and «58-баптың 10-тармағы»."""
    for found in _KAZAKH.finditer(text):
        items, _ = _items(found["list"], 0)
        named = found["state"] or found.start("list") > found.start()
        if not items or not (named or items[0].number.startswith("58")):
            continue
        if found["part"]:
            is_point = (found["level"] or "").lower().startswith("т") and items[-1].number == "58"
            if is_point:
                items[-1].take_point(found["part"])
            else:
                items[-1].part = int(found["part"])
        own = (found["state"] or "").lower().startswith(("қаз", "каз"))
        yield found.start(), found.end(), _articles(items, "KAZSSR-1959" if own else _RSFSR)
