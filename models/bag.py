"""A folder in BagIt form (RFC 8493), which other tools can check as well."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from models.blobs import digest_of
from models.errors import BACKUP_DAMAGED, FixityError

PAYLOAD: Final = "data"
_DECLARATION: Final = "BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST: Final = "manifest-sha256.txt"
_TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
_INFO: Final = "bag-info.txt"
_BAGIT: Final = "bagit.txt"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the payload: its path within the bag, with `/`, and the digest it must have."""

    path: str
    sha256: str


class Bag:
    """One bag. The manifest is what makes it: it is replaced whole, when all it names is there.

    Version 1.0 writes a per cent sign in the name of a file as `%25`, which Library of Congress's
    bagit.py does not read back; 0.97 writes it as it is.
    """

    def __init__(self, root: Path, version: str = "1.0") -> None:
        self.root = root
        self._version = version
        self.payload = root / PAYLOAD

    def declare(self, info: dict[str, str]) -> None:
        """Say what the folder is to become, so that a bag broken off is known as ours."""
        self.payload.mkdir(parents=True, exist_ok=True)
        with self._writing(_BAGIT) as stream:
            stream.write(_DECLARATION.format(version=self._version))
        self._write_info(info)
        self._place(_BAGIT, _INFO)

    def seal(self, items: Iterable[Item], info: dict[str, str]) -> tuple[int, int]:
        """Name all files of the payload; from here on the bag is whole.

        Returns:
            How many they are, and their bytes.
        """
        files = size = 0
        with self._writing(_MANIFEST) as stream:
            for item in items:
                stream.write(f"{item.sha256}  {item.path}\n")
                files += 1
                size += (self.root / item.path).stat().st_size
        self._write_info({**info, "Payload-Oxum": f"{size}.{files}"})
        with self._writing(_TAG_MANIFEST) as stream:
            stream.write(self._line(_BAGIT, self.root / _BAGIT))
            stream.writelines(self._line(tag, self._part(tag)) for tag in (_INFO, _MANIFEST))
        self._place(_MANIFEST, _INFO, _TAG_MANIFEST)
        return files, size

    def info(self) -> dict[str, str]:
        """What the bag says of itself; empty where the folder is none."""
        try:
            text = (self.root / _INFO).read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return {}
        pairs = (line.partition(": ") for line in text.splitlines())
        return {name: value for name, _, value in pairs}

    def items(self) -> Iterator[Item]:
        """Read the manifest.

        Raises:
            FixityError: there is none, or it is not the one that the bag was sealed with.
        """
        try:
            sealed = (self.root / _TAG_MANIFEST).read_text(encoding="utf-8")
            for tag in (_BAGIT, _INFO, _MANIFEST):
                if self._line(tag, self.root / tag) not in sealed:
                    raise FixityError(BACKUP_DAMAGED, tag)
            with (self.root / _MANIFEST).open(encoding="utf-8") as stream:
                for line in stream:
                    digest, _, path = line.rstrip("\n").partition("  ")
                    yield Item(path, digest)
        except (OSError, UnicodeDecodeError) as error:
            raise FixityError(BACKUP_DAMAGED, str(error)) from error

    def _line(self, name: str, path: Path) -> str:
        return f"{digest_of(path)}  {name}\n"

    def _write_info(self, info: dict[str, str]) -> None:
        with self._writing(_INFO) as stream:
            stream.writelines(f"{name}: {value}\n" for name, value in info.items())

    def _part(self, name: str) -> Path:
        return self.root / f"{name}.part"

    @contextmanager
    def _writing(self, name: str) -> Iterator[TextIO]:
        """Write a file that is to take its place by `_place`."""
        with self._part(name).open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())

    def _place(self, *names: str) -> None:
        for name in names:
            self._part(name).replace(self.root / name)
