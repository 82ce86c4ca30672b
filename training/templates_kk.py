"""Kazakh sentences of case files with invented people in them, which news does not have.

A template has slots in braces: P a person as prose names him, F one in the order of a form (surname
first), I surname with initials, S a surname, G a given name, A a name with an alias, L a town, V a
place with its kind word, R a region, T a prison, B a body, D a full date, Y a year; behind a colon
the case. What stands outside of slots is no name. Places are labelled `FILED`: by
docs/annotation.md the kind word belongs to them, in KazNERD's GPE it does not.
"""

import random
import re
from collections.abc import Callable, Iterator
from typing import Final

from training.kazakh_cases import decline
from training.kazakh_names import patronymic, people, places, surname
from training.kaznerd import Sentence

_TEMPLATES: Final = (
    "{F} {Y:жылы} {L:loc} туған, қазақ, партияда жоқ.",
    "{F}, {Y:ж.} туған, {V} {V:gen} тұрғыны.",
    "Айыпталушы {F:gen} жауап алу хаттамасы",
    "Айыпталушы {S} өз кінәсін мойындамады.",
    "Айыпталушы {S:gen} айтуынша, ол {P:acc} {Y:жылдан} бері біледі.",
    "{D} мен, {B} тергеушісі {I}, {F:acc} айыпталушы ретінде тергедім.",
    "Тергеуші {I} {D} {B:gen} бұйрығымен {L:dat} жіберілді.",
    "Сұрақ: {S:acc} қашаннан бері танисыз?",
    "Жауап: {S:acc} {Y:жылдан} бері танимын, ол кезде ол {L:loc} тұратын.",
    "Жауап: Мені бұл ұйымға {P} тартты.",
    "{P} {L:loc} дүниеге келген.",
    "{P} {D} тұтқындалды.",
    "{F} {D} {B:gen} үкімімен ату жазасына кесілді.",
    "Үкім {D} {L:loc} орындалды.",
    "{P} {T:loc} отырды.",
    "{D} {B} {P:gen} ісін қарап, он жылға бас бостандығынан айырды.",
    "{P} {L:abl} {L:dat} жер аударылды.",
    "Куә {F} мынаны көрсетті:",
    "Куәлар: {I}, {I}, {I}.",
    "Куә {I} {S:ins} бетпе-бет кездестірілді.",
    "Оның әйелі {F}, {Y:жылы} туған, балалары: {G}, {G} және {G}.",
    "Әкесі {G}, анасы {G} {L:loc} тұрады.",
    "{G:gen} ұлы {G} {Y:жылы} {L:loc} оқуға түсті.",
    "{A} {L:loc} мұғалім болды.",
    "{A}, {V:gen} {V:loc} тұрған.",
    "{P} «Алаш» ұйымының мүшесі деп айыпталды.",
    "{P} пен {P} {L:dat} бірге келді.",
    "{P:gen} ісі бойынша қылмыстық іс {D} қысқартылды.",
    "{D} {B} {P:acc} ақтады.",
    "{P} {D} ақталды.",
    "{B:gen} {D} анықтамасымен үкімнің күші жойылды.",
    "Іс {B:abl} {B:dat} жолданды.",
    "{B} бастығы {I}",
    "{B} төрағасы {I} қол қойды.",
    "Бекітемін: {B} бастығы {I}",
    "{L:dat} келген соң {P} колхозда есепші болып істеді.",
    "{V:gen} {V:loc} берілген анықтама",
    "Берілді осы анықтама азамат {F:dat}, оның {L:loc} тұратыны туралы.",
    "Азаматша {F} {D} арыз берді.",
    "Мен, {F}, {Y:жылы} {R} {V:loc} туғанмын.",
    "Тінту кезінде {F:gen} үйінен хаттар мен кітаптар алынды.",
    "Тінту {D} {I:gen} қатысуымен өткізілді.",
    "{S:acc} {V:loc} ұстады.",
    "{S} {L:loc}, {S} {L:loc} жұмыс істеді.",
    "{P} {Y:жылы} партиядан шығарылды.",
    "{Y:жылдан} {Y:жылға} дейін {L:loc} қызмет істеді.",
    "{P} {B:loc} {D} қайтыс болды.",
    "Ол {G:ins} {L:loc} танысқан.",
    "Жазушы {P} {Y:жылы} жазылған хатында {L:acc} еске алады.",
    "{R} {B:gen} қаулысы, {D}.",
    "Хаттаманы {I} жазды, {I} аударды.",
    "Бізге {S:abl} хат келді.",
    "{F}, {Y:ж.}т., {L}",
    "1. {F}\n2. {F}\n3. {F}",
    "{F} - {Y:ж.}, {V}, {D} атылған",
    "{L}, {D}",
    "{D} {V}",
    "{P} {L:abl} қашып, {L:loc} бой тасалады.",
    "{V:gen} {V:loc} {Y:жылы} туған {F}",
    "Туған жері: {R} {V:gen} {V}",
    "Мекен-жайы: {V}, {V}",
    "Айыпталушы {A:gen} ісі",
    "{A} {D} {B:abl} босатылды.",
    "{F} {V:gen} {V:loc} тұрады, шаруа.",
    "{V:gen} тұрғындары {S}, {S} және {S} колхоздан шығарылды.",
    "{R} {V:dat} {P} келді.",
    "{T:abl} {T:dat} {P} айдалды.",
    "{Y:жылдың} күзінде {P} {V:dat} көшті.",
    "{B} {V} бөлімшесінің бастығы {I}",
    "аға тергеуші лейтенант {S}",
    "Прокурор {S}",
    "Сот мүшелері {I} мен {I}, хатшы {I}.",
    "Мен {S:acc} танымаймын.",
    "{S} маған хат жазды.",
    "{V:loc} {S:gen} үйінде жиналыс болды.",
    "Жиналысқа {S}, {S}, {P} қатысты.",
)  # fmt: skip
_NOTHING: Final = (
    "ЖАУАП АЛУ ХАТТАМАСЫ", "ҚАУЛЫ", "ҮКІМ", "АЙЫПТАУ ҚОРЫТЫНДЫСЫ", "АНЫҚТАМА", "ӨМІРБАЯН",
    "ҚҰПИЯ", "ТОЛЫҚ ҚҰПИЯ", "Айыпталушының сауалнамасы", "ІС ҚАҒАЗЫ № 1247", "Қылмыстық іс № 312",
    "Тегі, аты, әкесінің аты", "Туған жылы мен жері", "Мекен-жайы", "Ұлты: қазақ", "Білімі: төмен",
    "Партиялығы: партияда жоқ", "Әлеуметтік шыққан тегі: кедей шаруа", "Отбасы құрамы",
    "Сұрақ: Кінәңізді мойындайсыз ба?", "Жауап: Жоқ, мойындамаймын.", "Жауап: Иә, мойындаймын.",
    "Сұрақ: Айғақ беріңіз.", "Хаттама менің сөзімнен дұрыс жазылған, өзім оқып шықтым.",
    "Менің айтқандарым дұрыс жазылды, маған оқып берілді.", "Қолы", "Мөр орны",
    "РСФСР Қылмыстық кодексінің 58-бабының 10-тармағы бойынша айыпталады.",
    "Тергеу мерзімі бір айға ұзартылсын.", "Бұлтартпау шарасы ретінде қамауда ұсталсын.",
    "Мүлкі тәркіленсін.", "Істегі құжаттар: 14 парақ.", "Көшірмесі дұрыс.", "Іс тоқтатылсын.",
    "Айыпталушы өз кінәсін толық мойындады.", "Кеңес өкіметіне қарсы үгіт жүргізген.",
    "БАС БОСТАНДЫҒЫНАН АЙЫРУ", "Қаулы маған жарияланды.", "ТЕРГЕУ ІСІ", "САУАЛНАМА",
    "ТОҚТАТУ ТУРАЛЫ ҚАУЛЫ", "ТІНТУ ХАТТАМАСЫ", "БЕТТЕСТІРУ ХАТТАМАСЫ", "АҚТАУ ТУРАЛЫ АНЫҚТАМА",
    "Бай, молда, кулактар ауылда шаруаларды колхозға қарсы үгіттеді.",
)  # fmt: skip
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
    "лагері", "ауылдық кеңесі", "педагогикалық институты", "губерниялық ЧК", "колхозы",
    "партия комитеті", "облыстық партия комитеті", "ОГПУ бөлімі",
)  # fmt: skip
_KINDS: Final = (
    "ауданы", "ауданы", "ауылы", "ауылы", "уезі", "округі", "болысы", "қаласы", "селосы", "қыстағы",
    "станциясы", "поселкесі", "губерниясы",
)  # fmt: skip
FILED: Final = "FILED"
_OWNED_BODY: Final = re.compile(r"[ыі]$")
_MONTHS: Final = (
    ("қаңтар", "январь"), ("ақпан", "февраль"), ("наурыз", "март"), ("сәуір", "апрель"),
    ("мамыр", "май"), ("маусым", "июнь"), ("шілде", "июль"), ("тамыз", "август"),
    ("қыркүйек", "сентябрь"), ("қазан", "октябрь"), ("қараша", "ноябрь"),
    ("желтоқсан", "декабрь"),
)  # fmt: skip
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SLOT: Final = re.compile(r"\{(\w)(?::([^}]*))?\}")

Slot = tuple[str, str | None]


def sentences(count: int, rng: random.Random) -> Iterator[Sentence]:
    """Yield `count` sentences of case files, an eighth of them without any name."""
    for _ in range(count):
        if rng.random() < 0.12:
            yield Sentence(rng.choice(_NOTHING), ())
        else:
            yield fill(rng.choice(_TEMPLATES), rng)


def fill(template: str, rng: random.Random) -> Sentence:
    """Return the template with its slots filled, and where they are."""
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


def _given(rng: random.Random, *, woman: bool) -> str:
    names = people()
    if rng.random() < 0.15 and not woman:
        return rng.choice(names["other_men"])
    return rng.choice(names["women" if woman else "men"])


def _person(case: str, rng: random.Random) -> Slot:
    woman = rng.random() < 0.25
    given, family = _given(rng, woman=woman), surname(rng, woman=woman)
    parts = [given, family] if rng.random() < 0.7 else [given, patronymic(rng, woman=woman)]
    if rng.random() < 0.15:
        parts = [given, patronymic(rng, woman=woman), family]
    return decline(" ".join(parts), case), "PERSON"


def _form(case: str, rng: random.Random) -> Slot:
    woman = rng.random() < 0.25
    parts = [surname(rng, woman=woman), _given(rng, woman=woman)]
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
    return decline(_given(rng, woman=rng.random() < 0.5), case), "PERSON"


def _place(case: str, rng: random.Random) -> Slot:
    return decline(rng.choice(places()), case), FILED


def _with_kind(case: str, rng: random.Random) -> Slot:
    kind = rng.choice(_KINDS)
    name = f"№ {rng.randint(1, 24)}" if kind == "ауылы" and rng.random() < 0.3 else ""
    name = name or rng.choice(places())
    if name[0] == "№" and rng.random() < 0.5:
        return decline(f"{name} ауыл", case), FILED
    return decline(f"{name} {kind}", case, owned=True), FILED


def _region(case: str, rng: random.Random) -> Slot:
    return decline(f"{rng.choice(places())} облысы", case or rng.choice(("", "gen"))), FILED


def _prison(case: str, rng: random.Random) -> Slot:
    return decline(f"{rng.choice(places())} түрмесі", case, owned=True), FILED


def _alias(case: str, rng: random.Random) -> Slot:
    woman = rng.random() < 0.4
    name, other = _person("", rng)[0], surname(rng, woman=woman)
    also = "қыз кезіндегі тегі" if woman else rng.choice(("ол сондай-ақ", "ол да", "он же"))
    text = f"{name} ({also} {other})" if woman or rng.random() < 0.3 else f"{name}, {also} {other}"
    return (text if text.endswith(")") else decline(text, case)), "PERSON"


def _body(case: str, rng: random.Random) -> Slot:
    body = rng.choice(_BODIES)
    if rng.random() < 0.4:
        body = f"{rng.choice(places())} {rng.choice(_LOCAL_BODIES)}"
    owned = bool(_OWNED_BODY.search(body))
    hyphen = "-" if body.isupper() and case and rng.random() < 0.7 else ""
    ending = decline(body.title(), case, owned=owned)[len(body) :]
    return body + hyphen + ending, "ORGANISATION"


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
    "R": _region, "V": _with_kind, "T": _prison, "A": _alias, "B": _body, "Y": _year, "D": _date,
}  # fmt: skip
