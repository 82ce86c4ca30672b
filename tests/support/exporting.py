"""Let formats write the units of a record, as an export does, and give what they wrote."""

from pathlib import Path

from models.blobs import BlobStore
from models.database import Database
from outputs.export.format import Exporter, ExportSource, Target
from outputs.export.traversal import read_pages
from outputs.export.units import read_units

ROOM = "https://room.example/"


def export_units(
    database: Database,
    exporter: type[Exporter],
    root: Path,
    *,
    blobs: BlobStore | None = None,
    rights: str = "",
    language: str = "ru",
) -> dict[str, bytes]:
    """Write every unit, or the whole at once; returns the files by their path in `root`."""
    with database.read() as connection:
        made = exporter(
            ExportSource(
                connection=connection,
                blobs=blobs or BlobStore(root.parent / "blobs"),
                rights=rights,
                address=ROOM,
                language=language,
            )
        )
        units = list(read_units(connection)) if exporter.by_unit else [None]
        for unit in units:
            made.open(Target(root, unit))
            for page in read_pages(connection, None, unit):
                made.feed(page)
            made.close()
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
