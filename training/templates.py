"""Fill sentences of case files with drawn names, and know where the names stand."""

import random
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from training.localities import Localities
from training.people import PHRASES, People

_SLOT: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_CHOICE: Final = re.compile(r"\[([^\[\]|]+(?:\|[^\[\]|]+)+)\]")
_MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_OCCUPATIONS: Final = (
    ("колхозник", "колхозником"), ("счетовод", "счетоводом"), ("бухгалтер", "бухгалтером"),
    ("учитель", "учителем"), ("плотник", "плотником"), ("кузнец", "кузнецом"),
    ("без определенных занятий", "сторожем"), ("завхоз школы", "завхозом школы"),
    ("конюх", "конюхом"), ("чабан", "чабаном"), ("тракторист", "трактористом"),
    ("грузчик", "грузчиком"), ("священник", "псаломщиком"), ("мулла", "возчиком"),
    ("агроном", "агрономом"), ("рабочий рудника", "рабочим рудника"), ("инженер", "инженером"),
)  # fmt: skip
_NATIONS: Final = (
    "казах", "русский", "украинец", "немец", "поляк", "кореец", "чеченец", "татарин", "узбек",
    "еврей", "уйгур", "дунганин", "ингуш", "армянин", "казашка", "русская", "немка", "полька",
    "украинка", "кореянка",
)  # fmt: skip
_RANKS: Final = (
    "лейтенант госбезопасности", "мл. лейтенант госбезопасности", "сержант госбезопасности",
    "капитан", "старший лейтенант", "ст. лейтенант", "майор госбезопасности", "майор",
    "капитан госбезопасности",
    "лейтенант", "сержант ГБ", "полковник", "ст. следователь", "уполномоченный", "следователь",
    "помощник прокурора", "начальник отделения",
)  # fmt: skip


class Labelled(NamedTuple):
    """A text and its spans: half-open offsets in code points and "PER", "LOC" or "ORG"."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


class CaseFiles:
    """Endless sentences of case files; `held_out` has other sentences and other names."""

    def __init__(self, rng: random.Random, *, held_out: bool = False) -> None:
        self._rng = rng
        self._people = People(rng, held_out=held_out)
        self._places = Localities(rng, held_out=held_out)
        name = "ru_dev.txt" if held_out else "ru.txt"
        lines = (PHRASES / name).read_text(encoding="utf-8").splitlines()
        self._patterns = [line.replace("\\n", "\n") for line in lines if line]

    def __iter__(self) -> Iterator[Labelled]:
        while True:
            yield self.sentence()

    def page(self) -> Labelled:
        """One to four sentences, as they follow on a page."""
        parts = [self.sentence() for _ in range(self._rng.choice((1, 1, 1, 2, 3, 4)))]
        joints = [self._rng.choice((" ", "\n", "\n\n")) for _ in parts]
        text, spans = "", []
        for part, joint in zip(parts, joints, strict=True):
            text += joint if text else ""
            at = len(text)
            spans += [(start + at, end + at, label) for start, end, label in part.spans]
            text += part.text
        return Labelled(text, tuple(spans))

    def sentence(self) -> Labelled:
        """One sentence, heading or field."""
        rng = self._rng
        pattern = _CHOICE.sub(
            lambda found: rng.choice(found.group(1).split("|")), rng.choice(self._patterns)
        )
        text, spans, end = "", [], 0
        for slot in _SLOT.finditer(pattern):
            text += pattern[end : slot.start()]
            end = slot.end()
            for piece, label in self._fill(slot.group(1), slot.group(2) or "nom"):
                if label:
                    spans.append((len(text), len(text) + len(piece), label))
                text += piece
            if text.endswith(".") and pattern.startswith(".", end):
                end += 1  # one point ends the abbreviation and the sentence
        return Labelled(text + pattern[end:], tuple(spans))

    def _fill(self, slot: str, case: str) -> list[tuple[str, str]]:
        """Pieces of text with their label or an empty one."""
        people, places, rng = self._people, self._places, self._rng
        if slot in _PERSONS:
            sex, shape = _PERSONS[slot]
            return [(people.name(case, sex=sex or None, shape=shape), "PER")]
        if slot == "pa":
            return [(self._with_alias(case), "PER")]
        if slot == "ch":
            joint = ", " if rng.random() < 0.3 else " "
            named = [[(name, "LOC"), (joint, "")] for name in places.chain(case)]
            return [piece for pair in named for piece in pair][:-1]
        if slot in {"c", "v", "r", "rep", "pr", "water", "bv"}:
            return [(self._place(slot, case), "LOC")]
        if slot == "b":
            return [(places.body(case), "ORG")]
        if slot == "farm":
            return [(places.farm(), "ORG")]
        return [(self._plain(slot, case), "")]

    def _plain(self, slot: str, case: str) -> str:
        """What is no name: streets, dates, years, numbers, nations, ranks, occupations."""
        plain: dict[str, Callable[[], str]] = {
            "st": self._places.street,
            "d": self._date,
            "y": self._year,
            "n": self._number,
            "nat": lambda: self._rng.choice(_NATIONS),
        }
        return plain[slot]() if slot in plain else self._occupation(slot, case)

    def _with_alias(self, case: str) -> str:
        """A name with another name of the same person, which belongs to the mention."""
        rng = self._rng
        sex = "f" if rng.random() < 0.4 else "m"
        name = self._people.name(case, sex=sex, shape="full")
        other = self._people.name(case, sex=sex, shape=rng.choice(("surname", "surname", "full")))
        if sex == "f" and rng.random() < 0.7:
            word = rng.choice(("урожд.", "урожденная", "по мужу", "урожд"))
        else:
            word = "он же" if sex == "m" else "она же"
        form = rng.choice(("{} ({} {})", "{}, {} {}", "{}, {} «{}»", "{} {} {}"))
        return form.format(name, word, other)

    def _place(self, slot: str, case: str) -> str:
        places = self._places
        draw = {"c": places.city, "v": places.village, "r": places.region, "rep": places.republic,
                "pr": places.prison, "water": places.water, "bv": places.bare_village}  # fmt: skip
        return draw[slot](case)

    def _occupation(self, slot: str, case: str) -> str:
        if slot == "rank":
            rank = self._rng.choice(_RANKS)
            if case != "ins":
                return rank
            for word in ("лейтенант", "майор", "капитан", "сержант"):
                rank = rank.replace(word, f"{word}ом")
            return rank.replace("старший", "старшим")
        return self._rng.choice(_OCCUPATIONS)[slot == "occi"]

    def _date(self) -> str:
        rng = self._rng
        day, month, year = rng.randint(1, 28), rng.randint(0, 11), rng.randint(1919, 1958)
        forms = (
            f"{day} {_MONTHS[month]} {year} г.",
            f"{day}.{_ROMAN[month]}.{year} г.",
            f"{day}/{_ROMAN[month]}-{year % 100:02d} г.",
            f"«{day}» {_MONTHS[month]} {year} года",
            f"{day:02d}.{month + 1:02d}.{year}",
        )
        return rng.choice(forms)

    def _year(self) -> str:
        return str(self._rng.randint(1868, 1956))

    def _number(self) -> str:
        return str(self._rng.choice((self._rng.randint(1, 30), self._rng.randint(1, 9999))))


_PERSONS: Final = {
    "p": ("", ""), "pf": ("", "full"), "pi": ("", "initials"), "ps": ("", "surname"),
    "psf": ("f", "surname"), "pff": ("f", "full"), "pfm": ("m", "full"), "pg": ("m", "given"),
    "pgf": ("f", "given"), "s1": ("", "surname"), "g1": ("", "given"),
}  # fmt: skip
