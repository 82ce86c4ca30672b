"""Kazakh sentences of case files with invented people in them, which news does not have.

A line of `phrases/kk.txt` has slots in braces: P a person as prose names him, F one in the order of
a form (surname first), I surname with initials, S a surname, G a given name, K a Korean, A a name
with an alias, L a town, V a place with its kind word, U an aul by number with what it lies in, N a
river, mine or pass with it, R a region, T a prison, B a body, C a camp, Q a farm or paper in
quotes, D a full date, Y a year, n a number; behind a colon the case. Of words in square brackets
one is drawn. What stands outside of slots is no name.
Places are labelled `FILED`: by docs/annotation.md the kind word belongs to them, in KazNERD's GPE
it does not.
"""

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from training.kazakh_cases import decline
from training.kazakh_names import given, patronymic, place, surname
from training.kaznerd import Sentence
from training.people import PHRASES, read_phrases

_BODIES: Final = (
    "НКВД", "ОГПУ", "КГБ", "МВД", "Ішкі істер халық комиссариаты", "Қазақ ССР НКВД",
    "Қазақ ССР Жоғарғы Соты", "СССР Жоғарғы Сотының Әскери коллегиясы", "НКВД Ерекше кеңесі",
    "облыстық сот", "Халық Комиссарлар Кеңесі", "Қазақ Орталық Атқару Комитеті", "УНКВД үштігі",
    "Мемлекеттік қауіпсіздік комитеті", "Түркістан әскери округінің Әскери трибуналы",
    "БК(б)П Орталық Комитеті", "аудандық атқару комитеті", "Қазақстан Өлкелік Комитеті",
)  # fmt: skip
_LOCAL_BODIES: Final = (
    "облысы бойынша НКВД басқармасы", "облыстық соты", "аудандық атқару комитеті", "уездік ГПУ",
    "аудандық прокуратурасы", "облыстық прокуратурасы", "қалалық соты", "НКВД аудандық бөлімі",
    "лагері", "педагогикалық институты", "губерниялық ЧК", "колхозы",
    "партия комитеті", "облыстық партия комитеті", "ОГПУ бөлімі",
)  # fmt: skip
_KINDS: Final = (
    "ауданы", "ауданы", "ауылы", "ауылы", "уезі", "округі", "болысы", "қаласы", "селосы", "қыстағы",
    "станциясы", "поселкесі", "губерниясы",
)  # fmt: skip
FILED: Final = "FILED"
_DISTRICTS: Final = ("ауданы", "ауданы", "болысы", "уезі")
_SHORT_KINDS: Final = ("қ.", "ауд.", "обл.", "с.", "ст.")
_OWNED_BODY: Final = re.compile(r"[ыі]$")
_MONTHS: Final = (
    ("қаңтар", "январь"), ("ақпан", "февраль"), ("наурыз", "март"), ("сәуір", "апрель"),
    ("мамыр", "май"), ("маусым", "июнь"), ("шілде", "июль"), ("тамыз", "август"),
    ("қыркүйек", "сентябрь"), ("қазан", "октябрь"), ("қараша", "ноябрь"),
    ("желтоқсан", "декабрь"),
)  # fmt: skip
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TWO_CLAUSES: Final = 0.3
_SLOT: Final = re.compile(r"\{(\w)(?::([^}]*))?\}")
_CHOICE: Final = re.compile(r"\[([^\]]*)\]")

Slot = tuple[str, str]


@cache
def patterns() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of `phrases/kk.txt` with slots, and those without."""
    text = (PHRASES / "kk.txt").read_text(encoding="utf-8")
    lines = [line.replace("\\n", "\n") for line in text.splitlines()]
    return tuple(x for x in lines if "{" in x), tuple(x for x in lines if "{" not in x)


def sentences(count: int, rng: random.Random) -> Iterator[Sentence]:
    """Yield `count` sentences of case files, an eighth of them without any name."""
    named, bare = patterns()
    for _ in range(count):
        if rng.random() < 0.12:
            yield Sentence(rng.choice(bare), ())
        elif rng.random() < _TWO_CLAUSES:
            yield joined(fill(rng.choice(named), rng), fill(rng.choice(named), rng), rng)
        else:
            yield fill(rng.choice(named), rng)


def joined(one: Sentence, other: Sentence, rng: random.Random) -> Sentence:
    """Two clauses as one sentence, or two sentences on one line: names stand amid other words."""
    joint = rng.choice((". ", ". ", ", ", ", ", ", ал ", ", сонда ", ", сондықтан ", " деді, "))
    text = other.text
    if joint != ". " and not any(start == 0 for start, *_ in other.ents):
        text = text[:1].lower() + text[1:]
    last = max((end for _, end, _ in one.ents), default=0)
    before = one.text[:last] + one.text[last:].rstrip(".:!?") + joint
    moved = ((start + len(before), end + len(before), label) for start, end, label in other.ents)
    return Sentence(before + text, (*one.ents, *moved))


def fill(template: str, rng: random.Random) -> Sentence:
    """Return the template with its slots filled, and where they are."""
    template = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), template)
    text, ents, after = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[after : slot.start()]
        after = slot.end()
        words, label = _FILLERS[slot[1]](slot[2] or "", rng)
        if text == "" and words[:1].islower():
            words = words[0].upper() + words[1:]
        if label:
            ents.append((len(text), len(text) + len(words), label))
        text += words
    return Sentence(text + template[after:], tuple(ents))


def _person(case: str, rng: random.Random) -> Slot:
    woman = rng.random() < 0.25
    first, family = given(rng, woman=woman), surname(rng, woman=woman)
    parts = [first, family] if rng.random() < 0.7 else [first, patronymic(rng, woman=woman)]
    if rng.random() < 0.15:
        parts = [first, patronymic(rng, woman=woman), family]
    return decline(" ".join(parts), case), "PERSON"


def _form(case: str, rng: random.Random) -> Slot:
    woman = rng.random() < 0.25
    parts = [surname(rng, woman=woman), given(rng, woman=woman)]
    if rng.random() < 0.6:
        parts.append(patronymic(rng, woman=woman))
    name = decline(" ".join(parts), case)
    return (name.upper() if rng.random() < 0.2 else name), "PERSON"


def _initials(case: str, rng: random.Random) -> Slot:
    family = decline(surname(rng, woman=rng.random() < 0.1), case)
    letters = [rng.choice("АБГДЕЖЗИКМНПРСТФХӘҒҚӨҰІ") for _ in range(rng.choice((1, 2, 2)))]
    gap = rng.choice(("", " "))
    dots = gap.join(f"{letter}." for letter in letters)
    return (f"{dots}{rng.choice(('', ' '))}{family}" if case or rng.random() < 0.5
            else f"{family} {dots}"), "PERSON"  # fmt: skip


def _surname(case: str, rng: random.Random) -> Slot:
    name = decline(surname(rng, woman=rng.random() < 0.2), case)
    return (name.upper() if rng.random() < 0.1 else name), "PERSON"


def _one_name(case: str, rng: random.Random) -> Slot:
    name = decline(given(rng, woman=rng.random() < 0.35), case)
    return (name.upper() if rng.random() < 0.03 else name), "PERSON"


def _place(case: str, rng: random.Random) -> Slot:
    return decline(place(rng), case), FILED


def _with_kind(case: str, rng: random.Random) -> Slot:
    kind = rng.choice(_KINDS)
    name = f"№ {rng.randint(1, 24)}" if kind == "ауылы" and rng.random() < 0.3 else ""
    name = name or place(rng)
    if not case and name[0] != "№" and rng.random() < 0.1:
        return f"{name} {rng.choice(_SHORT_KINDS)}", FILED
    if name[0] == "№" and rng.random() < 0.5:
        return decline(f"{name} ауыл", case), FILED
    return decline(f"{name} {kind}", case, owned=True), FILED


def _aul(case: str, rng: random.Random) -> Slot:
    """An aul by number, before or behind the district, which belongs to it."""
    number = rng.randint(1, 24)
    aul = rng.choice((f"№ {number} ауылы", f"{number}-ауылы", f"№{number} ауылы"))
    if rng.random() < 0.3:
        return decline(aul.removesuffix("ы"), case), FILED
    district, gap = f"{place(rng)} {rng.choice(_DISTRICTS)}", rng.choice((" ", " ", ", "))
    if case or rng.random() < 0.5:
        above = decline(district, "gen", owned=True) if gap == " " else district
        return decline(f"{above}{gap}{aul}", case, owned=True), FILED
    return f"{rng.choice((f'№ {number} ауыл', f'Ауыл № {number}'))}{gap}{district}", FILED


def _region(case: str, rng: random.Random) -> Slot:
    return decline(f"{place(rng)} облысы", case or rng.choice(("", "gen"))), FILED


def _nature(case: str, rng: random.Random) -> Slot:
    kind = rng.choice(read_phrases("names_kk")["nature"])
    return decline(f"{place(rng)} {kind}", case, owned=kind.endswith(("ы", "і"))), FILED


def _prison(case: str, rng: random.Random) -> Slot:
    return decline(f"{place(rng)} түрмесі", case, owned=True), FILED


def _korean(case: str, rng: random.Random) -> Slot:
    lists = read_phrases("names_kk")
    syllables = [rng.choice(lists["korean_surnames"])]
    syllables += (rng.choice(lists["korean_syllables"]) for _ in range(rng.choice((1, 2, 2, 2))))
    name = decline(" ".join(syllables), case)
    return (name.upper() if rng.random() < 0.2 else name), "PERSON"


def _alias(case: str, rng: random.Random) -> Slot:
    woman = rng.random() < 0.4
    name, other = _person("", rng)[0], surname(rng, woman=woman)
    also = "қыз кезіндегі тегі" if woman else rng.choice(("ол сондай-ақ", "ол да", "он же"))
    text = f"{name} ({also} {other})" if woman or rng.random() < 0.3 else f"{name}, {also} {other}"
    return (text if text.endswith(")") else decline(text, case)), "PERSON"


def _body(case: str, rng: random.Random) -> Slot:
    lists = read_phrases("names_kk")
    body = rng.choice((*_BODIES, *lists["bodies"]))
    if rng.random() < 0.5:
        body = f"{place(rng)} {rng.choice((*_LOCAL_BODIES, *lists['body_tails']))}"
    return _declined(body, case, rng), "ORGANISATION"


def _camp(case: str, rng: random.Random) -> Slot:
    camp = rng.choice(read_phrases("names_kk")["camps"])
    if rng.random() < 0.3:
        camp = f"{place(rng)} лагері"
    return _declined(camp, case, rng), "ORGANISATION"


def _declined(body: str, case: str, rng: random.Random) -> str:
    hyphen = "-" if body.isupper() and case and rng.random() < 0.7 else ""
    ending = decline(body.title(), case, owned=bool(_OWNED_BODY.search(body)))[len(body) :]
    return body + hyphen + ending


def _quoted(_case: str, rng: random.Random) -> Slot:
    return rng.choice(read_phrases("names_kk")["farms"]), "ORGANISATION"


def _number(_case: str, rng: random.Random) -> Slot:
    return str(rng.randint(1, 40) if rng.random() < 0.7 else rng.randint(100, 9999)), ""


def _year_number(rng: random.Random) -> int:
    return rng.randint(1868, 1960) if rng.random() < 0.9 else rng.randint(1961, 1998)


def _year(word: str, rng: random.Random) -> Slot:
    gap = "" if word == "ж." and rng.random() < 0.2 else " "
    ordinal = rng.choice(("", "", "", "-ші", "-шы", "-інші")) if word != "ж." else ""
    return f"{_year_number(rng)}{ordinal}{gap}{word or 'жыл'}", "DATE"


def _date(_case: str, rng: random.Random) -> Slot:
    day, month, year = rng.randint(1, 31), rng.randint(1, 12), _year_number(rng)
    kind = rng.random()
    if kind < 0.25:
        text = f"{day:02}.{month:02}.{year}"
    elif kind < 0.35:
        roman = _ROMAN[month - 1]
        text = f"{day}/{roman}-{year % 100:02}" + rng.choice(("", " ж.", "ж."))
    else:
        name = rng.choice(_MONTHS[month - 1])
        years = rng.choice((f"{year} жылғы", f"{year} жылы", f"{year} ж.", f"{year} жылдың"))
        text = rng.choice((
            f"{years} {day} {name}", f"{years} {day}-{name}", f"{day} {name} {year} ж.",
            f"{years} {decline(name, 'gen')} {day}-інде", f"{years} {day} {decline(name, 'loc')}",
        ))  # fmt: skip
    return text, "DATE"


_FILLERS: Final[dict[str, Callable[[str, random.Random], Slot]]] = {
    "P": _person, "F": _form, "I": _initials, "S": _surname, "G": _one_name, "L": _place,
    "R": _region, "V": _with_kind, "N": _nature, "T": _prison, "A": _alias, "K": _korean, "U": _aul,
    "B": _body, "C": _camp, "Q": _quoted, "Y": _year, "D": _date, "n": _number,
}  # fmt: skip
