"""What was read on a page, how else its words were read, and how well."""

from dataclasses import dataclass

from models.page.geometry import Box


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was read.

    Attributes:
        start: offset of its first code point in the page text.
        end: offset after its last code point.
        box: where it stands, in pixels of the scan.
        confidence: the engine's, 0..1.
        block: number of its block on the page, from 0.
        line: number of its line on the page, from 0, over all blocks.
    """

    start: int
    end: int
    box: Box
    confidence: float
    block: int
    line: int

    def __reduce__(self) -> tuple[type["Word"], tuple[int, int, Box, float, int, int]]:
        """Pickle as a call, as `Box` does."""
        return Word, (self.start, self.end, self.box, self.confidence, self.block, self.line)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read on a page.

    Attributes:
        text: NFC, lines and paragraphs as on the page.
        words: the words that stand in it, in reading order.
        confidence: mean of the words', weighted by length, 0..1.
        model: the engine's model that read it.
        language: "ru", "kk" or None for too little text to tell.
    """

    text: str
    words: tuple[Word, ...]
    confidence: float
    model: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to read a word, kept beside the one in the text.

    Attributes:
        word: index into the reading's words.
        text: what it may say.
        confidence: of whoever read it so, 0..1.
        source: the model that read it so, or "first" for a reading that was replaced.
    """

    word: int
    text: str
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the page is thought to be read, so that a review begins with the worst.

    Attributes:
        expected_cer: characters to be put right by characters of the true text, 0..1.
    """

    expected_cer: float


@dataclass(frozen=True, slots=True)
class Terms:
    """What the search index holds of a page: analysed terms, blank-separated, per field."""

    body: str
    person: str
    place: str
    org: str = ""
