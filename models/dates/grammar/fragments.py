"""Dates of which only a part could be read: «28.XI:1937», «19"9 по 1933 г.» must give no value."""

import re
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning
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
    r"|(?<!\w)\d\S{0,5} ?(?:[гж]\.? )?(?:или|немесе|не болмаса) $|^\W*или $"  # «912 или»
    r"|(?<!\w)1\d{1,2}[^\s\d]? ?- ?(?:начал[оа]|конец|конца|середин[аы]) $"  # «19З – начало»
    rf"|\d{{3,4}}, \S*\d\S* \S{{1,4}} $|{FROM} $|\d-?[днт][ае]н $|(?<!\w)между \S*\d\S* и $"
    r"|к[үу]н[іи], $"
    r"|\S*\d\S* (?:по|до) $"  # «соТ912 по»
    r"|1[89]\d\d, 1[89]\d\d \S{2,5} $"
)
# «3-гс и 4 октября», «196, 1928 және 1931»: a list of which the start cannot be read
_DAYS_BEFORE: Final = re.compile(
    r"(?<![\w./-])[\d?!\"]{1,3}(?:-[^\W\d]{1,2})? ?(?:и|или|мен|пен|бен|және|немесе) $"
)
_LIST_BEFORE: Final = re.compile(r"(?<!\S)(?=\S*\d)[\d?!\"]{1,4}[а-я]?, $")
# «5.Xа- 12.XI.1937»
_ROMAN_BEFORE: Final = re.compile(
    r"(?<!\w)[\dзƃо]{1,2}[./][хxvуiіштп1]{1,4}[^\s\d]?(?:\W{1,3}| по )$"
)
# «1917 г., 15 октября (7 ноября)»: the new style, unread
_NEW_STYLE_AFTER: Final = re.compile(r" ?\( ?[\d.]{1,2}(?!\d| ?(?:лет|год))")
_OLD_STYLE_ENDED: Final = "1918"
_YEAR_WORD: Final = r"(?:\w{3,8}|[гжк]\.?)"
_YEAR_BEFORE: Final = re.compile(
    rf"(?<![\w.])(?:[1iіт]?[89]\d\d|1\d\d|19\d[!?\"])\S{{0,4}} ?{_YEAR_WORD}?\S?,? $"
)
# «7 ноября н, ст. 197 г.», «5 мая однатысяча девятьсот …»
_YEAR_AFTER: Final = re.compile(
    r"[ ,]{1,2}(?:\S{1,5} ){0,2}(?:\d{3}\S? ?[гж](?!\w)|(?:одна ?)?тысяча"
    r"|(?:двадцать|тридцать|сорок|пятьдесят) \w{3,10}г\w год)"
)
_WORD_BEFORE: Final = re.compile(r"(?<!\w)(?P<word>[^\W\d_]{3,10})(?:[ .,]{1,2}| ?- ?)$")
_MONTH_LISTED: Final = re.compile(rf"{ANY_MONTH} ?, ?[^\W\d_]?$")
_MONTH_BEFORE: Final = re.compile(rf"{ANY_MONTH}[., ]{{1,2}}$")
# «с мата по июнь 1920 г.», «с 1VIII по 15/VIII-37 г.»: the first end, unread.
_START_BEFORE: Final = re.compile(
    r"(?<!\w)с [^\W\d_]{3,9} по $|(?<!\w)с (?=[^()\n]*\d)[^()\n]{2,22} по $"
    r"|(?<!\w)с (?=\S*\d)\S{2,4} на $|ранее \S{1,3} и не \S{3,8} $"
)
_PART_BEFORE: Final = re.compile(
    r"(?<!\w)(?:кв[.:,]|к\w\.|квартал\w?|по\w{2}годи\w{1,2}|половин\w|декад\w|м-ц\w?|\w-ц)"
    r"[ ,]{1,2}$|(?<!\w)[iіт1]{0,3}[vуiіт]{1,2} \w{1,2}\. $"
)
_MORE_FIGURES: Final = re.compile(
    r"[/-]\d\d?(?![\d.])|[.-]х | на 1[89]\d(?![\d,])|, 1[89]\d\d (?:и|я|жән\w|мен) \S*\d"
    r"| ?- ?(?!(?:начал|кон[це]ц?|середин)[а-я]? )[а-я]{4,9} 1\d"
    rf"|,? п[оеa] \w{{3,5}} \w?рест"  # «1935 г. пе день арест»
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
_UNREAD_TO: Final = re.compile(rf" \S{{1,3}} (?:\w{{4,12}}|{ANY_MONTH}) ?\W?[дш]ей\w{{2}}(?!\w)")
# «мамырдың 5-інен 10-ына <unread> дейін»
_UNREAD_TO_DAY: Final = re.compile(
    r"(?:-[а-яі]{1,4})? \d{1,2}\S{0,5} (?:\S{3,12} )?\W?"
    r"(?:[дшк][еёөа]й\w{1,2}|[қк]ара[ғг]ан)(?!\w)"
)
_MONTH_INSIDE: Final = re.compile(
    r" [^\W\d_]{2,11}(?:мамыр|маусым|[қк]араша|желтоқсан|[қк]аңтар|ақпан|наурыз|шілде|тамыз"
    r"|қыркүйек|октябр|ноябр|декабр|сентябр|август|феврал|январ)\w{0,5}"
)
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
    before = text[max(after, atom.start - _REACH) : atom.start]
    if atom.meaning is not None:
        return is_cut_list(text, atom.meaning, atom.start)
    if FROM_BEFORE.search(before) and _UNREAD_END.match(text, atom.end):
        return True
    if text[atom.end - 3 : atom.end] == "дан" and _UNREAD_SINCE.match(text, atom.end):
        return True
    if text[atom.end - 1] == FROM and _UNREAD_TO.match(text, atom.end):
        return True
    if _START_BEFORE.search(before):
        return True
    if atom.day is not None:
        if _DAYS_BEFORE.search(before) or _ROMAN_BEFORE.search(before):
            return True
        if (atom.year or "9") <= _OLD_STYLE_ENDED and _NEW_STYLE_AFTER.match(text, atom.end):
            return True
        if _UNREAD_TO_DAY.match(text, atom.end):
            return True
        return not atom.year_written and _has_year(text, atom, before)
    if atom.month is not None:
        if not atom.year_written and _has_year(text, atom, before):
            return True
        if atom.year_written and _MONTH_LISTED.search(before):
            return True
        spoilt = _WORD_BEFORE.search(before) if before.endswith("-") else None
        if spoilt is not None and near_month(spoilt["word"]):
            return True
        if text[atom.end - 1] == FROM and not _FROM_THEN.match(text, atom.end):
            return True
        return (atom.weak or atom.year_written) and bool(_MORE_DAY.match(text, atom.end))
    if any(clue.search(before) for clue in (_FIGURES_BEFORE, _PART_BEFORE, _MONTH_BEFORE)):
        return True
    if _MORE_FIGURES.match(text, atom.end) or _MONTH_INSIDE.match(text, atom.end):
        return True
    unread = _UNREAD_MONTH.match(text, atom.end)
    if unread is not None and near_month(unread["word"]):
        return True
    word = _WORD_BEFORE.search(before)
    return word is not None and near_month(word["word"])


def is_cut_list(text: str, meaning: Meaning, start: int) -> bool:
    """Whether the first of some listed dates could not be read: «196, 1928 және 1931»."""
    before = text[max(0, start - _REACH) : start]
    return meaning.edtf.startswith("{") and bool(_LIST_BEFORE.search(before))


def _has_year(text: str, atom: Atom, before: str) -> bool:
    """Whether a year stands beside that could not be read."""
    return bool(_YEAR_BEFORE.search(before) or _YEAR_AFTER.match(text, atom.end))
