"""What the Kazakh network sees of a word: its form, its stem without endings, and word lists."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id
from spacy.tokens import Doc

COLUMNS: Final = (
    "form", "stem", "start3", "start5", "end2", "end3", "end5", "shape", "lists", "place", "frame",
    "tail",
)  # fmt: skip
_PLACE: Final = COLUMNS.index("place")
HIDDEN: Final = 0
"""A feature that is not told to the network."""

# What files of the time speak of and news seldom does, in folded letters; digits stand as 0.
_FILE: Final = re.compile(
    r"(?<!\w)(?:н?квд|унквд|огпу|гпу|мгб|кгб|айыптал|айыпкер|тергеу|хаттама|каулы|уким|куа|тутк"
    r"|ату жаз|тинт|лагер|турме|колхоз|кулак|молда|болыс|уез|губерн|округ|актал|жер ауд|уштиг"
    r"|бекитем|партияда жок|жауап|анкета|кылмыстык ис|елди меке)"
)
_OLD_YEAR: Final = re.compile(r"(?<!\d)1(?:8\d|9[0-5])\d(?!\d)")

Row = npt.NDArray[np.uint64]

# As a Russian typewriter has the letters, and without ь: «Гүлнәр» and «Гульнар» are one.
_FOLD: Final = str.maketrans(
    {**dict(zip("әғқңөұүһіӯӱё", "агкноуухиууе", strict=True)), "ь": "", "ъ": ""}
)

# Letters that are misread for one another, as classes: «ауданының» and «ауданмнмн» have one frame.
_ALIKE: Final = ("аеоэ", "имый", "нкхвжпшщц", "лд", "гт", "уч")
_FRAME: Final = str.maketrans({letter: group[0] for group in _ALIKE for letter in group})

# From the outside in, in folded letters: case with -ғы and -дай; possessive; plural.
_CASE: Final = (
    r"(?:н?[дт][ае](?:г[ыи]|н)?(?:лар|лер)?|[дт][ае]й|[ндт][ыи]н?|[гк][ае]|н[ае]н?|[мбп]ен|н|а|е)$"
)
_CASES: Final = re.compile(_CASE)
_POSSESSIVES: Final = re.compile(r"(?:[ыи]?[мн][ыи]з|[ыи][мн]|с?[ыи]|[мн])$")
_PLURAL: Final = re.compile(r"[лдт][ае]р$")
_SHORTEST: Final = 3
# «НКВД-ның», but not «Қасым-Жомарт»; behind digits and Latin letters whatever is short.
_HYPHENED: Final = re.compile(rf"(?:(?<=[0a-z])[-’'](?=[а-я]{{1,7}}$)|[-’'](?={_CASE})).*")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """`word` in lower case with Kazakh letters as Russian ones and every digit as 0."""
    return re.sub(r"\d", "0", word.lower().translate(_FOLD))


def is_case_file(text: str) -> bool:
    """Whether a Kazakh text has a year or a word of files of the time."""
    return bool(_OLD_YEAR.search(text) or _FILE.search(fold(text)))


@lru_cache(maxsize=100_000)
def stems(folded: str) -> tuple[str, ...]:
    """The folded word and what is left of it as endings fall, the longest first."""
    found = [_HYPHENED.sub("", folded) or folded]
    for ending in (_CASES, _POSSESSIVES, _PLURAL):
        for word in tuple(found):
            match = ending.search(word)
            if match and match.start() >= _SHORTEST:
                found.append(word[: match.start()])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=100_000)
def shape(word: str) -> str:
    """Capitals as X, other letters as x, digits as d, each run cut to two; other signs stay."""
    kinds = "".join(
        "d" if c.isdigit() else ("X" if c.isupper() else "x") if c.isalpha() else c for c in word
    )
    return re.sub(r"(.)\1{2,}", r"\1\1", kinds)


class Features:
    """Turns a document into rows of feature numbers, given word lists.

    Args:
        lexicon: folded word in its dictionary form -> the letters of the lists it stands in.
    """

    def __init__(self, lexicon: Mapping[str, str]) -> None:
        self.lexicon = dict(lexicon)
        self._rows: dict[str, list[int]] = {}

    def __call__(self, doc: Doc) -> Row:
        """The features of each token, of shape (tokens, columns).

        All but one are of the word alone. "place" says where it stands, and whether the
        document looks like a file of the time, since those have other rules for names of places.
        """
        if len(self._rows) > 200_000:
            self._rows.clear()
        words = [token.text for token in doc]
        own = [self._rows.get(word) or self._remember(word) for word in words]
        rows = np.array(own, dtype="uint64").reshape(len(words), len(COLUMNS))
        old = is_case_file(doc.text)
        rows[:, _PLACE] = [place + 4 * old for place in _places(words)]
        return rows

    def _remember(self, word: str) -> list[int]:
        folded = fold(word)
        forms = stems(folded)
        lists = next((self.lexicon[form] for form in forms if form in self.lexicon), "")
        frame = folded.translate(_FRAME)
        values = (
            word.lower(), forms[-1], folded[:3], folded[:5], folded[-2:], folded[-3:],
            folded[-5:], shape(word), lists, "", frame, frame[-4:],
        )  # fmt: skip
        row = [get_string_id(f"{column}:{value}") for column, value in enumerate(values)]
        self._rows[word] = row
        return row


def _places(words: Iterable[str]) -> Iterable[int]:
    """For each word 1, 2 where it begins the text, and 2 more inside of quotation marks."""
    quoted = False
    for index, word in enumerate(words):
        if word in {"«", "“", "„", "»", "”", '"'}:
            quoted = word in {"«", "“", "„"} or (word == '"' and not quoted)
        yield 1 + (index == 0) + 2 * quoted
