"""The formats that an export can be asked for; each is imported only when it is."""

from importlib import import_module
from typing import Final

from models.errors import ARGUMENT_INVALID, PROGRAM_MISSING, ConfigError, MissingDependency
from outputs.export.format import Exporter

FORMATS: Final = {
    "alto": "outputs.export.pagetext.alto:Alto",
    "annotations": "outputs.export.annotations:Annotations",
    "bagit": "outputs.export.archival.bagit:BagIt",
    "csv": "outputs.export.tabular.csv_tables:CsvTables",
    "dublincore": "outputs.export.archival.dublincore:DublinCore",
    "ead3": "outputs.export.archival.ead:Ead",
    "ftm": "outputs.export.ftm:FollowTheMoney",
    "hocr": "outputs.export.pagetext.hocr:Hocr",
    "jsonl": "outputs.export.jsonl:JsonLines",
    "mets": "outputs.export.archival.mets:Mets",
    "page": "outputs.export.pagetext.pagexml:PageXml",
    "parquet": "outputs.export.tabular.parquet:Parquet",
    "pdf": "outputs.export.pdf.export:SearchablePdf",
    "sqlite": "outputs.export.tabular.sqlite_file:SqliteFile",
    "tei": "outputs.export.pagetext.tei:Tei",
    "rico": "outputs.export.archival.rico:RicO",
    "text": "outputs.export.pagetext.plaintext:PlainText",
}
"""Module and class by the name that people type; one line each."""

PLAIN: Final = {"csv": None, "jsonl": "pages.jsonl"}
"""Formats that, asked for alone, are just written to where they are told: into that folder, or
the one file that they are under that name. All others come with a manifest."""


def find_format(name: str) -> type[Exporter]:
    """Import the format of this name.

    Raises:
        ConfigError: `argument-invalid`, there is none.
        MissingDependency: `program-missing`, it needs a library that is an extra.
    """
    if name not in FORMATS:
        raise ConfigError(ARGUMENT_INVALID, f"{name}: {', '.join(FORMATS)}")
    module, _, made = FORMATS[name].partition(":")
    try:
        found: type[Exporter] = getattr(import_module(module), made)
    except ModuleNotFoundError as error:
        told = f"{error.name}: pip install 'aigaq[{name}]'"
        raise MissingDependency(PROGRAM_MISSING, told) from error
    return found
