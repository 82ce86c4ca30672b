"""Parse what strangers wrote: no entity, no network, no document type, no endless size."""

import codecs
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from models.errors import TEXT_BROKEN, SourceError
from models.page.textids import numbers_in

_BOMS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse_xml(content: bytes) -> Any:
    """The root of a document.

    Raises:
        SourceError: it is not well-formed, or declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(TEXT_BROKEN, str(error)) from error
    kind = root.getroottree().docinfo.internalDTD
    if kind is not None and any(True for _ in kind.iterentities()):
        raise SourceError(TEXT_BROKEN, "it declares entities")
    return root


def parse_html(content: bytes) -> Any:
    """The root of a document whose elements have no namespace.

    Raises:
        SourceError: there is nothing in it.
    """
    parser = etree.HTMLParser(
        encoding=None if content.startswith(_BOMS) else encoding_of(content),
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(TEXT_BROKEN, str(error)) from error
    if root is None:
        raise SourceError(TEXT_BROKEN, "nothing in it")
    return root


def encoding_of(content: bytes) -> str | None:
    """UTF-8 where the bytes are that; else what the document says itself."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def local(root: Any, name: str) -> Iterator[Any]:
    """The elements of this name in whatever namespace, in document order."""
    yield from root.iter(f"{{*}}{name}")


def child(element: Any, name: str) -> Any:
    """The first child of this name, or None."""
    return element.find(f"{{*}}{name}")


def text_of(root: Any, name: str) -> str:
    """What stands in the first element of this name; nothing where there is none."""
    found = next(local(root, name), None)
    return "" if found is None else (found.text or "")


def span_of(element: Any) -> tuple[int, int] | None:
    """Where in the page text the words of an element stand, in a file of ours."""
    names = (each.get("ID") or each.get("id") for each in element.iter())
    places = [place for name in names if (place := numbers_in(name, "w", 2))]
    return (places[0][0], places[-1][1]) if places else None
