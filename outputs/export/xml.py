"""Make XML of what the record holds: elements as calls, and no letter that XML forbids."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from lxml import etree
from lxml.builder import ElementMaker

XML: Final = "http://www.w3.org/XML/1998/namespace"
XLINK: Final = "http://www.w3.org/1999/xlink"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
# All that is not in `Char` of XML 1.0; no escape can stand for it either.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Let U+FFFD stand for each code point that XML forbids, so that offsets stay as they are."""
    return _FORBIDDEN.sub("\ufffd", text)


def elements(namespace: str, **prefixes: str) -> ElementMaker:
    """Make elements of a namespace: `E.name(child, "text", [more], attribute="x")`.

    None, as a child or an attribute, is left out; a number is written in figures.
    """
    kinds = {str: _add_text, int: _add_number, list: _add_all, type(None): _add_nothing}
    kinds[dict] = _add_attributes
    return ElementMaker(namespace=namespace, nsmap=prefixes or None, typemap=kinds)


def write_xml(path: Path, root: Any) -> None:
    """Write a document, indented."""
    path.write_bytes(xml_bytes(root))


def xml_bytes(root: Any) -> bytes:
    """A document, indented, in UTF-8, as it says itself."""
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content


def _add_text(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + legal(text)
    else:
        element.text = (element.text or "") + legal(text)


def _add_number(element: Any, number: int) -> None:
    _add_text(element, str(number))


def _add_nothing(_element: Any, _nothing: None) -> None:
    pass


def _add_all(element: Any, children: list[Any]) -> None:
    for child in children:
        if child is not None:
            element.append(child)


def _add_attributes(element: Any, attributes: Mapping[str, str | int | None]) -> None:
    for name, value in attributes.items():
        if value is not None:
            element.set(name, legal(str(value)))
