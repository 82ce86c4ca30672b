"""The text of a page in TEI: lines, stamps and what is named, each at its own characters."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from models.entity import Label
from outputs.export.pagetext.pagefiles import mention_id, number
from outputs.export.traversal import AnyRow, ExportedPage
from outputs.export.xml import XML, legal

TEI: Final = "http://www.tei-c.org/ns/1.0"
_TAGS: Final = {
    Label.PERSON: "persName",
    Label.PLACE: "placeName",
    Label.ORG: "orgName",
    Label.DATE: "date",
}
_HYPHENS: Final = frozenset("-\u2010\u00ac")

# At one offset what ends comes before what stands there, and that before what begins.
_END, _POINT, _BEGIN = range(3)
_Event = tuple[int, int, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, with the element that tells what it is."""

    start: int
    end: int
    element: Any


def mark_up(into: Any, page: ExportedPage, key: str, room: str, lines: Sequence[str]) -> list[Span]:
    """Write the text of a page into an element; all text in it together is the page's text.

    A line end stays a line end, and a `lb` follows it. Mentions and stamps are elements around
    their characters. One that crosses another cannot be: two anchors stand for it.

    Args:
        into: an empty element.
        page: what was read.
        key: begins the identities of what is made.
        room: address of the reading room, ending in "/".
        lines: identity of the zone of each line of the text, empty where there is none.

    Returns:
        What crosses, by its element.
    """
    nested, crossing = _part([*_stamps(page), *_mentions(page, key, room)])
    events: list[_Event] = [*_line_ends(page.text, lines)]
    for span in nested:
        events += [(span.start, _BEGIN, span.element), (span.end, _END, None)]
    for span in crossing:
        for offset, side in ((span.start, "start"), (span.end, "end")):
            name = f"{span.element.get(f'{{{XML}}}id')}.{side}"
            events.append((offset, _POINT, make("anchor", **{f"{{{XML}}}id": name})))
    _write(into, page.text, sorted(events, key=lambda event: event[:2]))
    return crossing


def make(tag: str, text: str | None = None, /, **attributes: object) -> Any:
    """Make an element of TEI; attributes that are None or empty are left out."""
    made = etree.Element(f"{{{TEI}}}{tag}", nsmap={None: TEI})
    for name, value in attributes.items():
        if value not in (None, ""):
            made.set(name, legal(str(value)))
    made.text = None if text is None else legal(text)
    return made


def when(lower: Any, upper: Any, edtf: str | None = None) -> dict[str, Any]:
    """The bounds of a date as attributes, and its EDTF as it is."""
    custom = {"when-custom": edtf}
    if lower and lower == upper:
        return {"when": lower.isoformat(), **custom}
    bounds = {"notBefore": lower, "notAfter": upper}
    return {name: day.isoformat() for name, day in bounds.items() if day} | custom


def _mentions(page: ExportedPage, key: str, room: str) -> Iterator[Span]:
    met: Counter[str] = Counter()
    for each in page.mentions:
        name = f"{key}.{mention_id(each)}"
        met[name] += 1
        if met[name] > 1:  # two may share kind and place
            name = f"{name}.{met[name]}"
        tag = _TAGS.get(Label(each.label), "rs")
        made = make(tag, **{f"{{{XML}}}id": name}, **_told(each, room))
        yield Span(each.start, each.end, made)


def _told(mention: AnyRow, room: str) -> dict[str, Any]:
    told: dict[str, Any] = {"cert": number(mention.confidence)}
    match mention.label:
        case Label.DATE:
            return told | when(mention.lower, mention.upper, mention.edtf)
        case Label.PERSON | Label.PLACE | Label.ORG:
            person = mention.person_id
            path = f"people/{person}" if person else f"entities/{mention.entity_id}"
            return told | {"key": mention.normal, "ref": f"{room}{path}"}
        case _:
            return told | {"key": mention.normal, "type": mention.label.lower()}


def _stamps(page: ExportedPage) -> Iterator[Span]:
    return (Span(start, end, make("stamp")) for start, end in page.stamps)


def _line_ends(text: str, lines: Sequence[str]) -> Iterator[_Event]:
    offset = 0
    for zone, line in zip(lines, text.split("\n"), strict=True):
        before, after = text[offset - 2 : offset - 1] if offset > 1 else "", line[:1]
        is_broken = before in _HYPHENS and after.islower()
        facs = f"#{zone}" if zone else None
        yield offset, _POINT, make("lb", facs=facs, **{"break": "no" if is_broken else None})
        offset += len(line) + 1


def _part(spans: list[Span]) -> tuple[list[Span], list[Span]]:
    """Those that lie in each other or apart, outer ones first, and those that cross one."""
    nested: list[Span] = []
    crossing: list[Span] = []
    around: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        while around and around[-1].end <= span.start:
            around.pop()
        if around and span.end > around[-1].end:
            crossing.append(span)
            continue
        nested.append(span)
        around.append(span)
    return nested, crossing


def _write(into: Any, text: str, events: list[_Event]) -> None:
    opened, position = [into], 0
    for offset, kind, element in events:
        _append(opened[-1], text[position:offset])
        position = offset
        if kind == _END:
            opened.pop()
            continue
        opened[-1].append(element)
        if kind == _BEGIN:
            opened.append(element)
    _append(into, text[position:])


def _append(parent: Any, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + legal(text)
    else:
        parent.text = (parent.text or "") + legal(text)
