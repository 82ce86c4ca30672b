"""Put names of people and places into Russian cases, to write sentences for training."""

from typing import Final

CASES: Final = ("nom", "gen", "dat", "acc", "ins", "loc")
_HISSING: Final = "жшщчц"
_VELAR: Final = "гкх"

# Endings in the order of CASES, by the ending they replace.
_Endings = tuple[str, str, str, str, str, str]
_OV: Final[_Endings] = ("", "а", "у", "а", "ым", "е")
_OVA: Final[_Endings] = ("а", "ой", "ой", "у", "ой", "ой")
_ADJ_M: Final[_Endings] = ("ий", "ого", "ому", "ого", "им", "ом")
_ADJ_F: Final[_Endings] = ("ая", "ой", "ой", "ую", "ой", "ой")
_ADJ_N: Final[_Endings] = ("ое", "ого", "ому", "ое", "им", "ом")
_CONSONANT: Final[_Endings] = ("", "а", "у", "а", "ом", "е")
_HISSED: Final[_Endings] = ("", "а", "у", "а", "ем", "е")
_SOFT: Final[_Endings] = ("ь", "я", "ю", "я", "ем", "е")
_SHORT_I: Final[_Endings] = ("й", "я", "ю", "я", "ем", "е")
_II: Final[_Endings] = ("ий", "ия", "ию", "ия", "ием", "ии")
_SOFT_F: Final[_Endings] = ("ь", "и", "и", "ь", "ью", "и")
_A: Final[_Endings] = ("а", "ы", "е", "у", "ой", "е")
_KA: Final[_Endings] = ("а", "и", "е", "у", "ой", "е")
_YA: Final[_Endings] = ("я", "и", "е", "ю", "ей", "е")
_IA: Final[_Endings] = ("ия", "ии", "ии", "ию", "ией", "ии")
_PLURAL: Final[_Endings] = ("ы", "", "ам", "ы", "ами", "ах")


def decline_surname(word: str, sex: str, case: str) -> str:
    """A surname given in its masculine nominative, as a man or a woman ("m", "f") bears it."""
    female = sex == "f"
    if word.endswith(("ов", "ев", "ёв", "ин", "ын")) and len(word) > 3:
        return _with(word, "", _OVA if female else _OV, case)
    if word.endswith(("ский", "цкий")):
        return _with(word, "ий", _ADJ_F if female else _ADJ_M, case)
    if word.endswith(("ко", "о", "е", "и", "у", "ю", "ых", "их", "э", "ы")):
        return word
    if word.endswith("а"):
        return _with(word, "а", _KA if word[-2] in _VELAR + _HISSING else _A, case)
    if word.endswith("я"):
        return _with(word, "я", _YA, case)
    return word if female else _masculine(word, case)


def decline_given(word: str, sex: str, case: str) -> str:
    """A given name or patronymic."""
    if word.endswith("ия"):
        return _with(word, "ия", _IA, case)
    if word.endswith("а"):
        return _with(word, "а", _KA if word[-2] in _VELAR + _HISSING else _A, case)
    if word.endswith("я"):
        return _with(word, "я", _YA, case)
    if word[-1] in "оеиуыэю":
        return word
    if sex == "f":
        return _with(word, "ь", _SOFT_F, case) if word.endswith("ь") else word
    return _masculine(word, case)


def decline_town(word: str, case: str) -> str:
    """A town or village; plural names in -ы have no ending in the genitive."""
    if word.endswith(("ое", "ее")):
        return _with(word, "ое", _ADJ_N, case)
    if word.endswith("ы"):
        return _with(word, "ы", _PLURAL, case)
    if word[-1] in "оеиуюэё":
        return word
    if word.endswith("ь"):
        return _with(word, "ь", _SOFT_F, case)
    if word.endswith(("а", "я")):
        return decline_given(word, "m", case)
    inanimate = "nom" if case == "acc" else case
    return _masculine(word, inanimate)


def decline_adjective(stem: str, gender: str, case: str) -> str:
    """An adjective in -ский from its stem: «Каркаралинск» for a masculine thing, "f" or "n"."""
    endings = {"m": _ADJ_M, "f": _ADJ_F, "n": _ADJ_N}[gender]
    inanimate = "nom" if gender == "m" and case == "acc" else case
    return stem + endings[CASES.index(inanimate)]


def patronymic(father: str, sex: str) -> str:
    """The patronymic of a father's given name."""
    special = {"Илья": "Ильич", "Фома": "Фомич", "Лука": "Лукич", "Кузьма": "Кузьмич",
               "Никита": "Никитич", "Лев": "Львович", "Павел": "Павлович", "Петр": "Петрович",
               "Яков": "Яковлевич"}  # fmt: skip
    made = special.get(father)
    if made is None:
        if father.endswith("ий"):
            made = father[:-2] + "ьевич"
        elif father.endswith(("й", "ь")):
            made = father[:-1] + "евич"
        elif father[-1] in "аяиыуэюе":
            made = father[:-1] + "евич" if father[-1] in "яи" else father[:-1] + "ович"
        elif father.endswith("о"):
            made = father[:-1] + "ович"
        else:
            made = father + ("евич" if father[-1] in _HISSING else "ович")
    if sex == "m":
        return made
    return made[:-2] + "на" if made.endswith(("ович", "евич")) else made[:-1] + "нична"


def _masculine(word: str, case: str) -> str:
    if word.endswith("ий"):
        return _with(word, "ий", _II, case)
    if word.endswith("й"):
        return _with(word, "й", _SHORT_I, case)
    if word.endswith("ь"):
        return _with(word, "ь", _SOFT, case)
    if word.endswith("ец") and len(word) > 4 and case != "nom":
        return _with(word[:-2] + "ц", "", _HISSED, case)
    if word == "Павел" and case != "nom":
        return _with("Павл", "", _CONSONANT, case)
    if word == "Лев" and case != "nom":
        return _with("Льв", "", _CONSONANT, case)
    return _with(word, "", _HISSED if word[-1] in _HISSING else _CONSONANT, case)


def _with(word: str, ending: str, endings: _Endings, case: str) -> str:
    return word[: len(word) - len(ending)] + endings[CASES.index(case)]
