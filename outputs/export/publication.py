"""Publish an export all at once or not at all: it is written aside and renamed at the end."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from models.blobs import digest_of
from outputs.export.draft import MANIFEST, REPORT, Draft, flush
from outputs.export.formats import PLAIN
from outputs.export.request import PROGRAM, ExportReport, ExportRequest

_DRAFT: Final = ".partial"
_EARLIER: Final = ".earlier"


class Publication:
    """Where an export is written, and how it takes its place there.

    Each format has a folder of its name in `out`, beside a manifest of all files and a report. A
    plain format that is asked for alone has neither: its files, or its one file, are `out` itself.

    Attributes:
        draft: the folder to write in until then.
    """

    def __init__(self, out: Path, request: ExportRequest) -> None:
        self._out = out
        self._request = request
        self._plain = request.formats[0] if request.is_plain else None
        self.draft = out.with_name(f".{out.name}{_DRAFT}") if request.is_plain else out / _DRAFT

    def publish(self, draft: Draft, report: ExportReport) -> None:
        """Give what was written its place and name, instead of what an earlier export left."""
        for each in report.written:
            for path, _digest in draft.files(each.name):
                flush(draft.root / path)
        if self._plain and report.written:
            self._replace_files(draft.root / self._plain)
        elif report.written:
            self._write_notes(draft, report)
            for each in report.written:
                self._replace_folder(draft.root, each.name)
            for name in (REPORT, MANIFEST):
                (draft.root / name).replace(self._out / name)

    def _replace_files(self, folder: Path) -> None:
        alone = PLAIN[self._plain or ""]
        if alone is not None:
            (folder / alone).replace(self._out)
            return
        self._out.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            path.replace(self._out / path.name)

    def _replace_folder(self, root: Path, name: str) -> None:
        place = self._out / name
        if place.exists():
            place.rename(root / f"{name}{_EARLIER}")
        (root / name).rename(place)

    def _write_notes(self, draft: Draft, report: ExportReport) -> None:
        content = json.dumps(self._report(report), ensure_ascii=False, indent=2, default=str) + "\n"
        (draft.root / REPORT).write_text(content, encoding="utf-8")
        with (draft.root / MANIFEST).open("w", encoding="utf-8", newline="\n") as manifest:
            manifest.writelines(self._kept({each.name for each in report.written}))
            for each in report.written:
                lines = draft.files(each.name)
                manifest.writelines(f"{digest}  {path}\n" for path, digest in lines)
            manifest.write(f"{digest_of(draft.root / REPORT)}  {REPORT}\n")
        for name in (REPORT, MANIFEST):
            flush(draft.root / name)

    def _kept(self, replaced: set[str]) -> Iterator[str]:
        """Lines of the earlier manifest about formats that stay as they are."""
        earlier = self._out / MANIFEST
        if earlier.is_file():
            with earlier.open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    name, inner, _ = line.partition("  ")[2].partition("/")
                    if inner and name not in replaced:
                        yield line

    def _report(self, report: ExportReport) -> dict[str, Any]:
        request = self._request
        count = report.count
        return {
            "program": PROGRAM,
            "as_of": report.as_of.isoformat(timespec="seconds"),
            "request": {
                "formats": list(request.formats),
                "collection": request.collection,
                "unit": "/".join(request.unit) or None,
                "search": request.search,
            },
            "pages": {
                "in": count.pages,
                "written": count.pages - count.errors,
                "in_error": count.errors,
            },
            "mentions": count.mentions,
            "formats": [asdict(each) for each in report.written],
            "failed": [{"format": each.name, "code": each.code} for each in report.failed],
        }
