"""Dates of which only a part could be read: «28.XI:1937», «19"9 по 1933 г.» must give no value."""

import re
from typing import Final

from models.dates.grammar.atoms import Atom
from models.dates.grammar.blocks import ANY_MONTH
from models.dates.grammar.damage import near_month
from models.dates.grammar.lexicon import FROM
from models.dates.grammar.ranges import FROM_BEFORE

_FROM_THEN: Final = re.compile(r" (?:бері|бері|бастап|кейін|кейин|соң|бұрын)")
_REACH: Final = 28
# Figures, or what is left of them, that belong to the date and are in no date that was read.
_FIGURES_BEFORE: Final = re.compile(
    # «28.XI:», «12/», «18?-»
    r"(?:(?<![а-я]{3})[./\\]|[./]-|\w-|(?<=\w)(?<![а-яғқңөүұһәі]{4})[:;]"
    r"|\d[!?\"]?\d ?-|\d[!?\".]\d? ?- ?)$"
    r"|(?<!\w)[12]?\d{0,2}[\d!?\".][\d!?\".]? (?:по|до|на) $"  # «с 19"9 по»
    r"|(?<!\w)\d{2,3}[?!\".]? или $"  # «912 или»
)
_YEAR_WORD: Final = r"(?:\w{3,8}|[гжк]\.?)"
_YEAR_BEFORE: Final = re.compile(
    rf"(?<![\w.])(?:[1iіт]?[89]\d\d|1\d\d|19\d[!?\"])\w? ?{_YEAR_WORD}?,? $"
)
_WORD_BEFORE: Final = re.compile(r"(?<!\w)(?P<word>[^\W\d_]{3,10})(?:[ .,]{1,2}| ?- ?)$")
_MONTH_BEFORE: Final = re.compile(rf"{ANY_MONTH}[., ]{{1,2}}$")
# «с мата по июнь 1920 г.», «с 1VIII по 15/VIII-37 г.»: the first end, unread.
_START_BEFORE: Final = re.compile(r"(?<!\w)с [^\W\d_]{3,9} по $|(?<!\w)с (?=\S*\d)\S{2,9} по $")
_PART_BEFORE: Final = re.compile(
    r"(?<!\w)(?:кв\.|к\w\.|квартал\w?|по\w{2}годи\w{1,2}|половин\w|декад\w|м-ц\w?|\w-ц)"
    r"[ ,]{1,2}$|(?<!\w)[iіт1]{0,3}[vуiіт]{1,2} \w{1,2}\. $"
)
_MORE_FIGURES: Final = re.compile(
    r"[/-]\d\d?(?![\d.])|[.-]х |,? п[оеa] \w{3,5} \w?рест"  # «1935 г. пе день арест»
    rf"|[^\w\n]{{0,3}}[^\w\n]\d{{0,2}}[^\w\n]{{0,2}}{ANY_MONTH}"
    r"(?!.{0,8}1[89]\d\d| ?(?:[қк]ала|губерн))"
    r"|,? \w{4,8}[ -]то[қк]\w{3}|,? \w{3,9} ай[ыи]\w[ыи]\w \S"
)
# «1938 жылғы 3 ақлында»: the rest of the date, unread.
_UNREAD_MONTH: Final = re.compile(
    r"[ ,]{1,2}\d{1,2}(?!\d)(?:-\w{1,3}|\W)? ?(?:\d{1,2} )?(?P<word>[^\W\d_]{5,12})(?!\w)"
)
_UNREAD_END: Final = re.compile(r",? ?по (?:\d|[\"'!?]|\S{0,3}[а-я]{3,8} 1[89]\d\d)")
# «1931 жылдан йейін»: дейін, or кейін
_UNREAD_SINCE: Final = re.compile(r" (?!кейін|дейін|шейін|кейин|бейіт)[^\W\d_]ей[іи]н(?!\w)")
# «3 мамырдан 10 <unread> дейін»
_UNREAD_TO: Final = re.compile(r" \S{1,3} \w{4,12} ?\W?[дш]ей\w{2}(?!\w)")
_MORE_DAY: Final = re.compile(
    r"(?: |[ ,]?[\"?!]){1,2}\S{0,3}\"? ?(?:[длн]ня|дн|числа)(?!\w)"
    rf"|[ .,]*(?:по |до |- ?)(?:\d|[?!\"]|{ANY_MONTH})"
)


def is_fragment(text: str, atom: Atom, *, after: int) -> bool:
    """Whether a year, month or day is only what is left of a longer, damaged date.

    Args:
        text: canonical text.
        atom: what was read.
        after: where the date before it ends.
    """
    if atom.meaning is not None:
        return False
    before = text[max(after, atom.start - _REACH) : atom.start]
    if FROM_BEFORE.search(before) and _UNREAD_END.match(text, atom.end):
        return True
    if text[atom.end - 3 : atom.end] == "дан" and _UNREAD_SINCE.match(text, atom.end):
        return True
    if text[atom.end - 1] == FROM and _UNREAD_TO.match(text, atom.end):
        return True
    if _START_BEFORE.search(before):
        return True
    if atom.day is not None:
        return not atom.year_written and bool(_YEAR_BEFORE.search(before))
    if atom.month is not None:
        spoilt = _WORD_BEFORE.search(before) if before.endswith("-") else None
        if spoilt is not None and near_month(spoilt["word"]):
            return True
        if text[atom.end - 1] == FROM and not _FROM_THEN.match(text, atom.end):
            return True
        return (atom.weak or atom.year_written) and bool(_MORE_DAY.match(text, atom.end))
    if any(clue.search(before) for clue in (_FIGURES_BEFORE, _PART_BEFORE, _MONTH_BEFORE)):
        return True
    if _MORE_FIGURES.match(text, atom.end):
        return True
    unread = _UNREAD_MONTH.match(text, atom.end)
    if unread is not None and near_month(unread["word"]):
        return True
    word = _WORD_BEFORE.search(before)
    return word is not None and near_month(word["word"])
