"""Write names of people as case files do: any people, order, case, sex, initials, capitals."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.language.lexicon import natasha_file
from training.declining import decline_given, decline_surname, patronymic

PHRASES: Final = Path(__file__).parent / "phrases"
_TURKIC: Final = ("kazakh", "tatar", "uzbek", "chechen")
_WEIGHTS: Final = {
    "kazakh": 30, "russian": 22, "ukrainian": 9, "german": 8, "korean": 7, "polish": 6,
    "chechen": 6, "tatar": 5, "uzbek": 3, "caucasian": 3, "jewish": 2, "baltic": 2,
}  # fmt: skip
_SHORT_LIST: Final = 8
_KAZAKH_PARTS: Final = (
    ("Жан", "Кен", "Ай", "Бай", "Тур", "Есен", "Кул", "Нур", "Сар", "Тас", "Ер", "Бек", "Ора",
     "Мол", "Ду", "Шай", "Кош", "Аб", "Ис", "Жу", "Кара", "Ак", "Бер", "Сул", "Той", "Той"),
    ("бай", "бек", "жан", "гали", "мурат", "берген", "гельды", "мухамет", "тай", "ман", "кан",
     "сен", "ык", "хан", "газы", "батыр", "болат", "мырза", "кул", "шора"),
)  # fmt: skip


@cache
def read_phrases(name: str) -> dict[str, list[str]]:
    """Lists of `phrases/<name>.txt` by their heads; words stand between spaces or semicolons."""
    lists: dict[str, list[str]] = {}
    for line in (PHRASES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _, rest = line.partition(": ")
            lists[head] = rest.split(";") if ";" in rest else rest.split()
    return lists


@cache
def _natasha_surnames() -> tuple[str, ...]:
    words = natasha_file("dict", "last.txt").read_text(encoding="utf-8").split()
    return tuple(word.capitalize() for word in words if 4 < len(word) < 14)


@cache
def _kazakh_givens() -> tuple[str, ...]:
    from pipeline.language.lexicon import read_list

    return tuple(sorted(name.capitalize() for name in read_list("given_names") if len(name) > 3))


def draw(words: Sequence[str], rng: random.Random, *, held_out: bool) -> str:
    """Any word but every fourth, or of those if held out; from short lists any."""
    count = len(words)
    if count < _SHORT_LIST:
        return words[rng.randrange(count)]
    place = rng.randrange(count // 4) * 4
    return words[place + 3 if held_out else place + rng.randrange(3)]


class People:
    """Draws names; `held_out` halves the lists, so that a development set has other names."""

    def __init__(self, rng: random.Random, *, held_out: bool = False) -> None:
        self._rng = rng
        self._held_out = held_out

    def name(self, case: str, *, sex: str | None = None, shape: str = "") -> str:
        """A name of a kind: "full", "initials", "surname", "given" or any."""
        rng = self._rng
        nation = rng.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]
        sex = sex or ("f" if rng.random() < 0.3 else "m")
        surname, given = self._surname(nation), self._given(nation, sex)
        s, g = decline_surname(surname, sex, case), decline_given(given, sex, case)
        if nation == "korean" and " " in given:
            first, second = given.split()
            g = given if rng.random() < 0.6 else f"{first} {decline_given(second, sex, case)}"
            s = surname if rng.random() < 0.8 else s
        p = decline_given(patronymic(self._father(nation), sex), sex, case)
        return self._cased(s, self._shaped(shape, nation, s, g, p, sex))

    def _shaped(self, shape: str, nation: str, s: str, g: str, p: str, sex: str) -> str:
        rng = self._rng
        gap = " " if rng.random() < 0.75 else ""
        i, pi = f"{g[0]}.", f"{p[0]}."
        if shape == "surname":
            return s
        if shape == "given":
            return f"{g} {p}" if rng.random() < 0.3 and " " not in g else g
        if shape == "initials" or (not shape and rng.random() < 0.3):
            both = f"{i}{gap}{pi}"
            forms = (f"{s} {both}", f"{both} {s}", f"{i} {s}", f"{s} {i}", f"{i}{pi}{s}")
            return rng.choices(forms, weights=(10, 8, 3, 4, 1))[0]
        two = nation in _TURKIC and rng.random() < 0.5
        if nation == "korean" and " " in g:
            return f"{s} {g}"
        if nation in _TURKIC and rng.random() < 0.12:
            link = rng.choice(("улы", "оглы") if sex == "m" else ("кызы",))
            return rng.choice((f"{s} {g} {p[:-4] or p} {link}", f"{g} {p[:-4] or p} {link}"))
        if two or rng.random() < 0.18:
            return rng.choices((f"{s} {g}", f"{g} {s}"), weights=(6, 4))[0]
        return rng.choices((f"{s} {g} {p}", f"{g} {p} {s}", f"{g} {p}"), weights=(10, 4, 1))[0]

    def _cased(self, surname: str, name: str) -> str:
        chance = self._rng.random()
        if chance < 0.22 and surname in name:
            return name.replace(surname, surname.upper())
        return name.upper() if chance < 0.3 else name

    def _draw(self, words: Sequence[str]) -> str:
        """One of the half of the list that is for training, or of the other."""
        return draw(words, self._rng, held_out=self._held_out)

    def _surname(self, nation: str) -> str:
        chance = self._rng.random()
        if nation == "russian" or (nation in {"ukrainian", "jewish"} and chance < 0.3):
            return self._draw(_natasha_surnames())
        if nation == "kazakh" and chance < 0.65:
            given = self._kazakh()
            ending = "ев" if given[-1] in "йьеия" else "ов" if given[-1] not in "аы" else "ин"
            return given.rstrip("ьйаыияе" if ending == "ин" else "йь") + ending
        if nation == "chechen" and chance < 0.4:
            return self._draw(read_phrases("names")["chechen m"]).rstrip("аи") + "ов"
        return self._draw(read_phrases("names")[f"{nation} s"])

    def _kazakh(self) -> str:
        chance = self._rng.random()
        if chance < 0.4:
            first, second = _KAZAKH_PARTS
            return self._draw(first) + self._draw(second)
        return self._draw(_kazakh_givens())

    def _given(self, nation: str, sex: str) -> str:
        if nation == "kazakh" and sex == "m" and self._rng.random() < 0.6:
            return self._kazakh()
        given = "russian" if nation == "baltic" and self._rng.random() < 0.2 else nation
        names = read_phrases("names")
        return self._draw(names.get(f"{given} {sex}", names[f"russian {sex}"]))

    def _father(self, nation: str) -> str:
        if nation == "kazakh":
            return self._kazakh()
        father = self._draw(read_phrases("names")[f"{nation} m"])
        return father.split()[-1]
