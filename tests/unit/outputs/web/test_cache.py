"""The folder of pictures never grows beyond its size, and what was used last stays in it."""

import os
from pathlib import Path

from outputs.web.pictures.cache import Cache


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def age(path: Path, seconds: int) -> None:
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_a_file_kept_is_found_and_another_is_not(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    path = cache.keep("abc.jpg", b"content")
    assert cache.find("abc.jpg") == path
    assert path.read_bytes() == b"content"
    assert cache.find("abd.jpg") is None


def test_the_folder_never_grows_beyond_its_size(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=8000)
    for number in range(300):
        cache.keep(f"{number:04}.jpg", b"x" * 100)
        assert size_of(tmp_path) <= 8000
    assert size_of(tmp_path) > 6000


def test_what_an_earlier_process_left_is_counted(tmp_path: Path) -> None:
    left = Cache(tmp_path).keep("left.jpg", b"x" * 9000)
    Cache(tmp_path, most_bytes=8000).keep("new.jpg", b"x")
    assert not left.exists()


def test_the_file_used_longest_ago_goes_first(tmp_path: Path) -> None:
    earlier = Cache(tmp_path, most_bytes=8000)
    old, older = earlier.keep("old.jpg", b"x" * 3900), earlier.keep("older.jpg", b"x" * 3900)
    age(old, 100)
    age(older, 50)
    cache = Cache(tmp_path, most_bytes=8000)
    assert cache.find("old.jpg") == old
    cache.keep("new.jpg", b"x")
    assert old.exists()
    assert not older.exists()
