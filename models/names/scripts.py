"""Names written in Latin, Yanalif or Arabic letters are read as Kazakh or Russian Cyrillic."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

from models.misreading.homoglyphs import repair_homoglyphs

Script = Literal["cyrillic", "yanalif", "latin2021", "latin", "western", "arabic"]

_TABLE: Final = files("models") / "reference" / "letters.tsv"
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u0250-\u02af\ua790]")
# Letters that only Yanalif (1929-1940) has; a soft sign among Latin letters was its ы.
_YANALIF: Final = re.compile(
    r"[əƏƣƢꞑꞐɵƟʙƶƵ]|[çÇ](?=[aəeoɵuyiь])|(?<=[a-z])[ьө]|[ьө](?=[a-z])", re.I
)
_CYRILLIC_IN_YANALIF: Final = frozenset("ьЬөӨ")
_LATIN_2021: Final = re.compile(r"[äğñöüūşıúǵáýQqÄĞÑÖÜŪŞÚǴÁÝ]")
# Latin spellings that the alphabet of 2021 does not have.
_OTHER_LATIN: Final = re.compile(r"zh|sch|kh|[wx]|y[aeou]|tz|ck|ł", re.IGNORECASE)
# German and Polish spellings, in which j is no ж.
_WESTERN: Final = re.compile(
    r"w|sch|cz|sz|ß|ck|s[kc]?k[iay]\b|mann?\b|stein\b|berg\b|ł|ń|rich\b|üller|hann\b", re.IGNORECASE
)
_HAMZA: Final = re.compile("[\u0621\u0674]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0674]+[^\W\d_]*)*")


@cache
def letters(script: str) -> Mapping[str, str]:
    """Return what the letters of `script` are read as, by `models/reference/letters.tsv`."""
    if script == "western":
        return {**letters("latin"), **_rows()[script]}
    return _rows()[script]


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with _TABLE.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["script"]][row["written"]] = row["reads"]
    return found


def script_of(text: str) -> Script:
    """Return the script that a whole name is written in; one letter can tell for all its words."""
    if _ARABIC.search(text):
        return "arabic"
    if not _LATIN.search(text):
        return "cyrillic"
    cyrillic = _CYRILLIC.findall(text)
    if _YANALIF.search(text) and set(cyrillic) <= _CYRILLIC_IN_YANALIF:
        return "yanalif"
    if cyrillic:
        return "cyrillic"  # single look-alikes, repaired by K0
    if _WESTERN.search(text):
        return "western"
    return "latin2021" if _LATIN_2021.search(text) and not _OTHER_LATIN.search(text) else "latin"


@lru_cache(maxsize=200_000)
def to_cyrillic(text: str, script: Script | None = None) -> str:
    """Return `text` in Cyrillic letters, word by word; capitals stay at the head of words.

    Args:
        text: a name or a part of one.
        script: that of the whole name, when `text` is a part of it.
    """
    composed = unicodedata.normalize("NFC", text)
    script = script or script_of(composed)
    if script == "cyrillic":
        return _WORD.sub(lambda word: _spelled(word[0], script), repair_homoglyphs(composed))
    if script == "arabic":
        composed = composed.replace("\u200c", "").replace("\u0640", "")
        return re.sub(r"[\u0600-\u06ff]+", lambda word: _arabic(word[0]), composed)
    return _WORD.sub(lambda word: _spelled(word[0], script), composed)


def _spelled(word: str, script: Script) -> str:
    if script == "cyrillic" and not _LATIN.search(word):
        return word
    lowered = word.lower().replace("i\u0307", "i")
    # In a Cyrillic word only letters that look like none of its own are left: «Маіlіn».
    read = replace_letters(lowered, letters("latin" if script == "cyrillic" else script))
    if script in {"latin", "western"}:
        read = re.sub(r"(?<=[аеиоуыэюяө])ы", "й", read)
        read = re.sub(r"([сц]к)[ыи]й?$", r"\1ий", read)
    if word.isupper() and len(word) > 1:
        return read.upper()
    return read[:1].upper() + read[1:] if word[:1].isupper() else read


def _arabic(word: str) -> str:
    """Read a word of the tote alphabet: a hamza, or one of ك گ ە without ق ع, fronts its vowels."""
    table = dict(letters("arabic"))
    fronted = re.search("[كگە]", word) and not re.search("[قعغ]", word)
    if fronted or _HAMZA.search(word):
        table |= letters("arabic-front")
    return replace_letters(_HAMZA.sub("", word), table).capitalize()


def replace_letters(word: str, table: Mapping[str, str]) -> str:
    """Return `word` with the longest written groups of `table` replaced; others stay."""
    longest = max(map(len, table))
    read, at = [], 0
    while at < len(word):
        for size in range(min(longest, len(word) - at), 0, -1):
            group = word[at : at + size]
            if group in table:
                read.append(table[group])
                at += size
                break
        else:
            read.append(word[at])
            at += 1
    return "".join(read)
