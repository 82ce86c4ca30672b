from datetime import date
from pathlib import Path

import pytest

from ingest import manifest
from ingest.manifest import Facts, make_edtf, read_manifest
from models.errors import MANIFEST_INVALID, ConfigError


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "manifest.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_any_common_spreadsheet_export_is_read(tmp_path: Path, encoding: str, mark: str) -> None:
    text = "path,page,archive,fond,opis,delo,list,title,date_from,language,shelf\n"
    text += "дело 5\\л1.jpg,,ЦГА РК,109,1,25,12об,Протокол,15.11.1937,kaz,A3\n"
    manifest = read_manifest(write(tmp_path, text.replace(",", mark), encoding))
    assert manifest.unused == ("shelf",)
    assert manifest.facts("дело 5/л1.jpg", 1) == Facts(
        "ЦГА РК", "109", "1", "25", "12об", "Протокол",
        "1937-11-15", date(1937, 11, 15), date(1937, 11, 15), None, "kk",
    )  # fmt: skip


def test_the_row_of_a_page_stands_over_the_row_of_its_file(tmp_path: Path) -> None:
    text = "path,page,delo,title,date_from\na.pdf,,25,Дело,1937\na.pdf,2-3,,Анкета,\n"
    manifest = read_manifest(write(tmp_path, text))
    assert manifest.facts("a.pdf", 1).title == "Дело"
    third = manifest.facts("a.pdf", 3)
    assert (third.title, third.delo, third.edtf) == ("Анкета", "25", "1937")
    assert manifest.pages_beyond("a.pdf", 2) == [3]
    assert manifest.facts("b.pdf", 1) == Facts()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file,title\na,b\n", "path"),
        ("path,page\na,0\n", "line 2"),
        ("path,page\na,x\n", "line 2"),
        ("path,title\na,b\na,c\n", "line 3"),
        ("path,date_from\na,1937\nb,ноябрь\n", "line 3"),
        ("path,date_from\na,31.02.1937\n", "line 2"),
        ("path,date_from,date_to\na,1938,1937\n", "line 2"),
        ("path,title\n,b\n", "line 2"),
        ("path,language\na,a very long name\n", "line 2"),
    ],
)
def test_a_manifest_that_makes_no_sense_stops_before_work(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        read_manifest(write(tmp_path, text))
    assert raised.value.code == MANIFEST_INVALID
    assert said in raised.value.detail


def test_another_encoding_is_refused_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        read_manifest(write(tmp_path, "path,title\na,Дело\n", "cp1251"))
    assert raised.value.code == MANIFEST_INVALID


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        (None, None, None),
        ("1937", None, "1937"),
        ("1937-11", "1938", "1937-11/1938"),
        (None, "1938", "../1938"),
        ("1937/1938", None, "1937/1938"),
        ("5.3.1937", "05.03.1937", "1937-03-05"),
    ],
)
def test_two_cells_make_one_date(first: str | None, last: str | None, edtf: str | None) -> None:
    assert make_edtf(first, last) == edtf


def test_a_manifest_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "path,page\na.pdf,1-40\nb.pdf,1-40\n")
    assert read_manifest(path).facts("b.pdf", 40) == Facts()
    for name in ("_MOST_PAGES", "_MOST_BYTES"):
        with monkeypatch.context() as patch:
            patch.setattr(manifest, name, 20)
            with pytest.raises(ConfigError) as refused:
                read_manifest(path)
        assert refused.value.code == MANIFEST_INVALID
