import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.places import Gazetteer

GAZETTEER = Gazetteer.load()


def best(surface: str, year: int | None = None, *parents: str) -> str | None:
    found = GAZETTEER.candidates(surface, year=year, parents=parents)
    return found[0].place_id if found else None


@pytest.mark.parametrize(
    ("surface", "year", "place_id"),
    [
        ("Карагандинской области", 1937, "karaganda_obl"),
        ("г. Караганды", 1937, "karaganda"),
        ("в Алма-Атинской тюрьме", 1937, "almaty"),
        ("гор. АЛМА-АТА", 1937, "almaty"),
        ("гор. Aлмa-Aтa", 1937, "almaty"),  # Latin A and a
        ("Кзыл Орде", 1937, "kyzylorda"),
        ("Каркаралинского уезда б. Семипалатинской губернии", 1937, "karkaralinsk_uezd"),
        ("аул № 7 Каркаралинского уезда", 1937, "karkaralinsk_uezd"),
        ("Қарқаралы уезінің", 1943, "karkaralinsk_uezd"),
        ("Алматы қаласында", 1993, "almaty"),
        ("Қарағандыда", 1940, "karaganda"),
        ("Ӯзынағаш селосы", 1943, "uzynagash"),
        ("Карлага", 1940, "karlag"),
        ("Карагавда", 1937, "karaganda"),  # one OCR error
        ("Казахской ССР", 1950, "kazakhstan"),
        ("Alma-Ata", 1937, "almaty"),
    ],
)
def test_best_place(surface: str, year: int, place_id: str) -> None:
    assert best(surface, year) == place_id


@pytest.mark.parametrize(
    "surface",
    ["", "аул № 7", "аула № 3", "р. Караганда", "Карагандинской ж. д.", "Новосибирской области"],
)
def test_no_place(surface: str) -> None:
    assert GAZETTEER.candidates(surface, year=1937) == ()


def test_oblast_is_never_its_town() -> None:
    found = {each.place_id for each in GAZETTEER.candidates("Павлодарской области", year=1940)}
    assert found == {"pavlodar_obl"}
    assert best("г. Павлодар", 1940) == "pavlodar"


def test_unknown_village_does_not_become_its_oblast() -> None:
    assert best("с. Гнаденфельд Карагандинской области", 1940) is None


def test_year_decides_between_republics() -> None:
    assert best("Киргизская АССР", 1922) == "kazakhstan"
    assert best("Киргизская АССР", 1930) == "kirgizia"


def test_ambiguity_is_kept_and_parent_decides() -> None:
    found = {each.place_id for each in GAZETTEER.candidates("с. Георгиевка", year=1937)}
    assert {"kalbatau", "korday"} <= found
    assert best("с. Георгиевка", 1937, "Семипалатинская область") == "kalbatau"
    assert best("с. Георгиевка", 1937, "dzhambul_obl") == "korday"


def test_archival_name_is_not_overwritten() -> None:
    assert GAZETTEER.candidates("г. Акмолинск", year=1937)[0].name == "Акмолинск"
    later = GAZETTEER.candidates("г. Целиноград", year=1937)[0]
    assert later.score < 0.7
    assert "name not yet in use" in later.reasons


def test_short_names_are_never_fuzzy() -> None:
    assert best("г. Тарас", 1999) is None


def test_every_canonical_name_finds_its_place() -> None:
    for place in GAZETTEER:
        found = [each.place_id for each in GAZETTEER.candidates(place.names[0].text)]
        assert place.id in found, place.names[0]


@given(st.text(alphabet="аулсобкийгую № 7().,-ӮқғЁёAaX\n", max_size=60))
def test_any_text_gives_ordered_scores(text: str) -> None:
    scores = [each.score for each in GAZETTEER.candidates(text, year=1937)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_look_ups_are_fast() -> None:
    start = time.process_time()
    for _ in range(500):
        GAZETTEER.candidates("аула № 7 Каркаралинского уезда", year=1937)
    assert 500 / (time.process_time() - start) > 1_000  # measured over 20,000 on an idle core


# -- what is left open --


def decided(surface: str, year: int, **around: list[str]) -> str | None:
    found = GAZETTEER.candidates(surface, year=year, **around)
    place = GAZETTEER.decided(found, 0.1)
    return place.place_id if place else None


def test_a_wording_that_only_resembles_a_name_is_suggested_and_never_decided() -> None:
    found = GAZETTEER.candidates("г. Карагавда", year=1937)
    assert [(each.place_id, each.is_guess) for each in found] == [("karaganda", True)]
    assert decided("г. Карагавда", 1937) is None


def test_homonyms_stay_open_until_something_beside_them_decides() -> None:
    assert decided("с. Георгиевка", 1937) is None
    assert decided("с. Георгиевка", 1937, parents=["Семипалатинская область"]) == "kalbatau"


def test_the_document_s_region_weighs_less_than_a_parent() -> None:
    assert decided("с. Георгиевка", 1937, region=["Семипалатинская область"]) is None
    assert decided("с. Федоровка", 1937, region=["Кустанайская область"]) == "fedorovka"


@pytest.mark.parametrize(
    ("surface", "seat"),
    [("Баян-Аульского района", "bayanaul"), ("Копальская волость", "kapal"), ("с. Чилик", None)],
)
def test_a_district_is_not_its_seat(surface: str, seat: str | None) -> None:
    found = GAZETTEER.candidates(surface, year=1937)
    suggested = GAZETTEER.seat(found, 0.1)
    assert (suggested and suggested.place_id) == seat
    assert (decided(surface, 1937) is None) == (seat is not None)


def test_the_town_of_an_oblast_is_none_of_its_districts() -> None:
    assert GAZETTEER.candidates("Целиноградский район", year=1970) == ()
    assert best("Каркаралинский район", 1937) == "karkaraly"


@pytest.mark.parametrize("surface", ["полигон Карабас", "урочище Карабас", "р. Аягуз"])
def test_ranges_and_rivers_are_not_the_villages_of_their_name(surface: str) -> None:
    assert GAZETTEER.candidates(surface, year=1938) == ()


def test_a_kind_word_one_letter_off_is_still_a_kind_word() -> None:
    assert decided("Карагандинской обласги", 1940) == "karaganda_obl"


def test_a_land_is_meant_before_a_village_or_a_camp_of_its_name() -> None:
    assert decided("Казахстан", 1937) == "kazakhstan"
    assert decided("с. Казахстан", 1990) != "kazakhstan"
