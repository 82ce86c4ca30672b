"""Write places and bodies as case files do, with their kind words, in any case."""

import csv
import random
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from training.declining import CASES, decline_adjective, decline_town
from training.people import draw, read_phrases

# kind word, gender, its forms in the order of CASES, short forms
_LEVELS: Final = {
    "область": ("f", "область области области область областью области", "обл. обл."),
    "район": ("m", "район района району район районом районе", "р-на р-н"),
    "уезд": ("m", "уезд уезда уезду уезд уездом уезде", "у. у."),
    "волость": ("f", "волость волости волости волость волостью волости", "вол. вол."),
    "губерния": ("f", "губерния губернии губернии губернию губернией губернии", "губ. губ."),
    "округ": ("m", "округ округа округу округ округом округе", "окр. окр."),
    "край": ("m", "край края краю край краем крае", "кр. края"),
}
_KINDS: Final = {
    "город": ("город города городу город городом городе", ("г.", "гор.", "г")),
    "село": ("село села селу село селом селе", ("с.", "сел.", "с")),
    "деревня": ("деревня деревни деревне деревню деревней деревне", ("дер.", "д.")),
    "поселок": ("поселок поселка поселку поселок поселком поселке", ("пос.", "п.")),
    "аул": ("аул аула аулу аул аулом ауле", ("аул", "а.")),
    "станция": ("станция станции станции станцию станцией станции", ("ст.", "станции")),
    "станица": ("станица станицы станице станицу станицей станице", ("стан.", "ст-ца")),
    "хутор": ("хутор хутора хутору хутор хутором хуторе", ("хут.", "х.")),
    "колония": ("колония колонии колонии колонию колонией колонии", ("кол.",)),
    "кишлак": ("кишлак кишлака кишлаку кишлак кишлаком кишлаке", ("кишл.",)),
    "урочище": ("урочище урочища урочищу урочище урочищем урочище", ("ур.", "уроч.")),
    "разъезд": ("разъезд разъезда разъезду разъезд разъездом разъезде", ("рзд.", "разъезд")),
    "рудник": ("рудник рудника руднику рудник рудником руднике", ("рудн.", "рудник")),
    "река": ("река реки реке реку рекой реке", ("р.",)),
    "озеро": ("озеро озера озеру озеро озером озере", ("оз.",)),
}
_SETTLED: Final = ("село", "деревня", "поселок", "аул", "станция", "станица", "хутор", "колония",
                   "кишлак", "урочище", "разъезд", "рудник")  # fmt: skip
_SETTLED_WEIGHTS: Final = (24, 8, 12, 14, 9, 4, 4, 4, 3, 4, 3, 3)
_ACRONYMS: Final = ("НКВД", "УНКВД", "ОГПУ", "НКГБ", "УНКГБ", "МГБ", "УМГБ", "КГБ", "УКГБ", "МВД",
                    "УМВД", "ГПУ", "УГБ НКВД")  # fmt: skip


_UNIONS: Final = ("Казахской ССР", "КССР", "СССР", "Каз. ССР", "КазССР", "РСФСР")
_BODIES: Final = {
    "управление": "Управление Управления Управлению Управление Управлением Управлении",
    "тройка": "тройка тройки тройке тройку тройкой тройке",
    "суд": "суд суда суду суд судом суде",
    "прокуратура": ("прокуратура прокуратуры прокуратуре прокуратуру прокуратурой прокуратуре"),
    "трибунал": "трибунал трибунала трибуналу трибунал трибуналом трибунале",
}
_COURTS: Final = "областной областного областному областной областным областном"
_HIGH: Final = "Верховный Верховного Верховному Верховный Верховным Верховном"
_CAMPS: Final = (
    "Карлаг", "Степлаг", "Песчанлаг", "АЛЖИР", "Севвостлаг", "Сиблаг", "Дальлаг", "Карлаг НКВД",
    "Степлаг МВД", "Особое Совещание при НКВД СССР", "Особого Совещания при НКВД СССР",
    "Особым Совещанием при МГБ СССР",
)  # fmt: skip
_PLAIN: Final = (
    "ВКП(б)", "КП(б)К", "ВЛКСМ", "ЦИК", "КазЦИК", "СНК", "РККА", "МТС", "КПСС", "Алаш-Орда",
    "райисполкома", "облисполкома", "райзо", "облоно",
)  # fmt: skip
_SHORT_REPUBLICS: Final = ("КССР", "Каз. ССР", "КазССР", "КАССР", "УССР", "Каз ССР", "БССР")
_COUNTRIES: Final = (
    "Китай", "Германия", "Польша", "Корея", "Турция", "Иран", "Япония", "Монголия", "Казахстан",
    "Сибирь", "Персия", "Узбекистан", "Украина", "Афганистан", "Латвия", "Румыния", "Маньчжурия",
    "Кавказ", "Крым", "Франция", "Россия",
)  # fmt: skip


@cache
def _gazetteer() -> dict[str, tuple[str, ...]]:
    """Names of the gazetteer by type: "city", "settlement" (also villages), "region" stems."""
    names: dict[str, set[str]] = {"city": set(), "settlement": set(), "region": set()}
    with (files("models.reference") / "gazetteer.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            kind = "settlement" if row["type"] == "village" else row["type"]
            for variant in f"{row['canonical']};{row['variants_ru']}".split(";"):
                name = variant.split("@")[0].strip()
                if kind in {"city", "settlement"} and name.replace("-", "").isalpha():
                    names[kind].add(name)
                elif kind in {"oblast", "uezd", "guberniya", "okrug", "rayon"}:
                    stem = name.split(" ")[0]
                    if stem.endswith(("ский", "цкий", "ская", "цкая")):
                        names["region"].add(stem[:-2])
    return {kind: tuple(sorted(found)) for kind, found in names.items()}


class Localities:
    """Draws places and bodies; `held_out` takes the other part of the lists."""

    def __init__(self, rng: random.Random, *, held_out: bool = False) -> None:
        self._rng = rng
        self._held_out = held_out

    def city(self, case: str, *, bare: float = 0.35) -> str:
        """A town with its kind word, abbreviated, or bare."""
        words = read_phrases("places")["towns"]
        name = self._draw(_gazetteer()["city"] if self._rng.random() < 0.55 else words)
        if self._rng.random() < bare:
            return self._cased(decline_town(name, case))
        return self._kind("город", name, case, short=0.7)

    def village(self, case: str) -> str:
        """A village, station, mine, river and the like, always with its kind word."""
        rng = self._rng
        if rng.random() < 0.13:
            return self._numbered_aul(case)
        kind = rng.choices(_SETTLED, weights=_SETTLED_WEIGHTS)[0]
        return self._kind(kind, self._village_name(), case, short=0.6)

    def bare_village(self, case: str) -> str:
        """The name of a village without a kind word."""
        return self._cased(decline_town(self._village_name(), case))

    def water(self, case: str) -> str:
        """A river or lake."""
        kind = self._rng.choice(("река", "озеро"))
        return self._kind(kind, self._village_name(), case, short=0.6)

    def region(self, case: str, *, level: str | None = None) -> str:
        """A region of some level: «Каркаралинского уезда», «Алма-Атинской обл.»."""
        rng = self._rng
        level = level or rng.choices(list(_LEVELS), weights=(26, 26, 14, 12, 10, 6, 3))[0]
        gender, forms, short = _LEVELS[level]
        stem = self._region_stem(level)
        word = forms.split()[CASES.index(case)]
        if rng.random() < 0.3:
            word = short.split()[0] if case == "gen" else short.split()[-1]
        adjective = decline_adjective(stem, gender, case)
        if rng.random() < 0.06:
            adjective = f"{stem[: rng.randint(3, 6)]}."
        former = rng.choice(("б. ", "быв. ", "бывш. ")) if rng.random() < 0.04 else ""
        made = f"{adjective} {word}"
        if former:
            return f"{former}{made}"
        return made.upper() if rng.random() < 0.06 else made

    def republic(self, case: str) -> str:
        """A republic or country."""
        forms = self._rng.choice((
            "Казахская|ССР", "Казакская|АССР", "Киргизская|АССР", "Узбекская|ССР",
            "Украинская|ССР", "Башкирская|АССР", "Татарская|АССР", "Чечено-Ингушская|АССР",
        ))  # fmt: skip
        adjective, noun = forms.split("|")
        chance = self._rng.random()
        if chance < 0.35:
            return self._rng.choice(_SHORT_REPUBLICS)
        if chance < 0.5:
            word = self._rng.choice(_COUNTRIES)
            return decline_town(word, case)
        return f"{decline_adjective(adjective[:-2], 'f', case)} {noun}"

    def prison(self, case: str) -> str:
        """A prison of a town."""
        forms = ("тюрьма", "тюрьмы", "тюрьме", "тюрьму", "тюрьмой", "тюрьме")
        adjective = decline_adjective(self._region_stem("область"), "f", case)
        number = self._rng.choice(("", "", f" № {self._rng.randint(1, 4)}"))
        return f"{adjective} {forms[CASES.index(case)]}{number}"

    def chain(self, case: str) -> list[str]:
        """Places of one birthplace, from the smallest to the largest."""
        rng = self._rng
        old = rng.random() < 0.5
        levels = ("волость", "уезд", "губерния") if old else ("район", "область")
        first = self.village(case) if rng.random() < 0.8 else self.city(case, bare=0.1)
        rest = [self.region(case if rng.random() < 0.2 else "gen", level=level)
                for level in levels if rng.random() < 0.75]  # fmt: skip
        if "№" in first and rest:  # a numbered aul takes in what tells it apart
            first = f"{first} {rest.pop(0)}"
        if not old and rng.random() < 0.25:
            rest.append(self.republic("gen"))
        return [first, *rest]

    def body(self, case: str) -> str:
        """A body of state, court, party or economy."""
        rng = self._rng
        stem = self._region_stem("область")
        region = f"{decline_adjective(stem, 'f', 'gen')} {rng.choice(('области', 'обл.'))}"
        acronym = rng.choice(_ACRONYMS)
        at = CASES.index(case)
        dative = decline_adjective(stem, "f", "dat")
        court = decline_adjective(stem, "m", case)
        forms = (
            f"{acronym} по {dative} {rng.choice(('области', 'обл.'))}",
            f"{acronym} по {dative} {rng.choice(('области', 'обл.'))}",
            f"{acronym} {region}",
            acronym,
            f"{acronym} {rng.choice(_UNIONS)}",
            f"{_BODIES['управление'].split()[at]} {acronym} по {dative} области",
            f"{_BODIES['тройка'].split()[at]} {acronym} по {dative} области",
            f"{court} {_COURTS.split()[at]} {_BODIES['суд'].split()[at]}",
            f"{_HIGH.split()[at]} {_BODIES['суд'].split()[at].capitalize()} {rng.choice(_UNIONS)}",
            f"{_BODIES['прокуратура'].split()[at]} {rng.choice((region, *_UNIONS))}",
            f"{_BODIES['трибунал'].split()[at]} войск {rng.choice(('НКВД', 'МВД'))} {region}",
            rng.choice(_CAMPS),
            rng.choice(_PLAIN),
        )
        return rng.choice(forms)

    def farm(self) -> str:
        """The name in quotes of a collective farm."""
        return self._draw(read_phrases("places")["farms"])

    def street(self) -> str:
        """The name of a street."""
        return self._draw(read_phrases("places")["streets"])

    def _kind(self, kind: str, name: str, case: str, *, short: float) -> str:
        forms, abbreviations = _KINDS[kind]
        rng = self._rng
        if rng.random() < short:
            word = rng.choice(abbreviations)
            gap = "" if word.endswith(".") and rng.random() < 0.12 else " "
            declined = decline_town(name, case) if rng.random() < 0.3 else name
            return f"{word}{gap}{self._cased(declined)}"
        word = forms.split()[CASES.index(case)]
        return f"{word} {self._cased(name if rng.random() < 0.7 else decline_town(name, case))}"

    def _numbered_aul(self, case: str) -> str:
        word = ("аул", "аула", "аулу", "аул", "аулом", "ауле")[CASES.index(case)]
        return f"{word} № {self._rng.randint(1, 15)}"

    def _village_name(self) -> str:
        rng, lists = self._rng, read_phrases("places")
        chance = rng.random()
        if chance < 0.35:
            return self._draw(_gazetteer()["settlement"])
        if chance < 0.65:
            return self._draw(lists["villages"])
        first, second = self._draw(lists["turkic_first"]), self._draw(lists["turkic_second"])
        if rng.random() < 0.6:
            return f"{first}-{second.capitalize()}"
        return first + second

    def _region_stem(self, level: str) -> str:
        lists = read_phrases("places")
        if self._rng.random() < 0.5:
            return self._draw(_gazetteer()["region"])
        if level in {"район", "уезд", "волость"}:
            return self._draw(lists["districts"] if self._rng.random() < 0.6 else self._stems())
        return self._draw(lists["regions"])

    def _stems(self) -> list[str]:
        """Adjectives of village names: «Ивановск», «Карасуйск»."""
        name = self._village_name().rstrip("аоеыийяьу")
        return [name + ("ск" if not name.endswith("ск") else "")]

    def _cased(self, name: str) -> str:
        return name.upper() if self._rng.random() < 0.06 else name

    def _draw(self, words: Sequence[str]) -> str:
        return draw(words, self._rng, held_out=self._held_out)
