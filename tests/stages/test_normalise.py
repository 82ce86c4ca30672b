"""Names become nominative, dates take the document's year, places keep to the document's time."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from models.entity import Label, Mention, Span
from models.page import Alternative, Page, PageContext
from models.places import Gazetteer
from pipeline.stages.mentions import Mentions
from pipeline.stages.mentions import Options as MentionOptions
from pipeline.stages.normalise import Options
from tests.stages.pages import GOLD_IDS, gold_page, read_page

FIRST_CLASS = {Label.PERSON, Label.PLACE, Label.DATE, Label.ORG}


@cache
def finder() -> Mentions:
    return MentionOptions().build()


def marked(text: str, *spans: tuple[Label, str], language: str = "ru") -> Page:
    """A page on which an engine found the given wordings, in this order."""
    found: list[Span] = []
    end = 0
    for label, surface in spans:
        start = text.index(surface, end)
        end = start + len(surface)
        found.append(Span(label, start, end, 0.75, "test"))
    return replace(read_page(text, language), spans=tuple(found))


def told(page: Page, *, edtf: str | None = None, year: int | None = None) -> Page:
    """The page with what its description says of its date."""
    return replace(page, context=PageContext(page.context.language, edtf, year))


def normalise(page: Page, **options: object) -> tuple[Mention, ...]:
    done = Options.model_validate({"use": "normalise", **options}).build().process(page)
    assert done.mentions is not None
    assert done == replace(page, mentions=done.mentions)
    return done.mentions


def one(label: Label, surface: str, **context: object) -> Mention:
    language = str(context.pop("language", "ru"))
    page = marked(f"Дело. {surface} и далее", (label, surface), language=language)
    (mention,) = normalise(told(page, **context))  # type: ignore[arg-type]
    return mention


# -- every page of the samples --


@pytest.mark.parametrize("described", [True, False], ids=["described", "undescribed"])
@pytest.mark.parametrize("gold_id", GOLD_IDS)
def test_every_mention_leads_back_to_the_page(gold_id: str, described: bool) -> None:
    page = finder().process(gold_page(gold_id, described=described))
    mentions = normalise(page)
    assert page.reading is not None
    first = tuple(mention.span for mention in mentions if mention.span.label in FIRST_CLASS)
    assert first == page.spans
    starts = [mention.span.start for mention in mentions]
    assert starts == sorted(starts)
    gazetteer = Gazetteer.load()
    for mention in mentions:
        span = mention.span
        assert mention.text == page.reading.text[span.start : span.end]
        assert mention.normal.strip()
        assert mention.key.strip("|")
        if mention.date is not None:
            assert span.label is Label.DATE
            assert mention.date.surface == mention.text
            assert mention.normal == mention.key == mention.date.edtf
            lower, upper = mention.date.lower, mention.date.upper
            assert lower is None or upper is None or lower <= upper
        assert not mention.places or span.label is Label.PLACE
        scores = [place.score for place in mention.places]
        assert scores == sorted(scores, reverse=True)
        assert len({place.place_id for place in mention.places}) == len(scores) <= 5
        for candidate in mention.places:
            place = gazetteer.get(candidate.place_id)
            assert place is not None
            assert candidate.name in {name.text for name in place.names}


def test_the_same_page_gives_the_same_mentions() -> None:
    page = finder().process(gold_page("ru05"))
    assert normalise(page) == normalise(page)


# -- dates --


def test_of_this_year_is_the_described_year() -> None:
    found = {m.text: m for m in normalise(finder().process(gold_page("ru10")))}
    day = found["3/III с. г."].date
    assert day is not None
    assert (day.edtf, day.lower) == ("1930-03-03", date(1930, 3, 3))
    assert "document-year" in day.derived_from


def test_without_description_the_year_comes_from_the_latest_full_date_of_the_page() -> None:
    text = "Род. 5 мая 1899 г. Арестован 3 июня 1937 г., в 1956 г. Справка от 12/III с. г."
    days = ("5 мая 1899 г.", "3 июня 1937 г.", "1956 г.", "12/III с. г.")
    *_, last = normalise(marked(text, *((Label.DATE, day) for day in days)))
    assert last.normal == "1937-03-12"
    undescribed = marked(text, (Label.DATE, "12/III с. г."))
    assert normalise(undescribed)[0].normal == "XXXX-03-12"
    assert normalise(told(undescribed, edtf="1938", year=1938))[0].normal == "1938-03-12"


def test_the_day_that_the_page_gives_itself_dates_what_was_done_on_it() -> None:
    text = "Акт\n\n28 февраля 1938 г.\n\nСего числа приговор приведен в исполнение."
    page = marked(text, (Label.DATE, "28 февраля 1938 г."))
    assert [(m.text, m.normal, m.details) for m in normalise(page)] == [
        ("28 февраля 1938 г.", "1938-02-28", {"event": "document"}),
        ("Сего числа", "1938-02-28", {"event": "execution"}),
    ]
    described = told(marked(text), edtf="1938-03-01", year=1938)
    assert [m.normal for m in normalise(described)] == ["1938-03-01"]
    assert normalise(marked("Сего числа приговор приведен в исполнение.")) == ()


def test_the_described_year_wins_over_the_dates_on_the_page() -> None:
    text = "Справка 3 июня 1956 г. Решение от 12/III с. г."
    page = marked(text, (Label.DATE, "3 июня 1956 г."), (Label.DATE, "12/III с. г."))
    assert [m.normal for m in normalise(told(page, edtf="1957-01", year=1957))] == [
        "1956-06-03",
        "1957-03-12",
    ]


@pytest.mark.parametrize("surface", ["5 мая\n1899 г.", "\n5 мая 1899 г."])
def test_a_date_keeps_the_characters_of_the_page(surface: str) -> None:
    mention = one(Label.DATE, surface)
    assert mention.text == surface
    assert mention.date is not None
    assert mention.date.surface == mention.text
    assert mention.normal == "1899-05-05"


def test_a_date_is_read_with_the_words_beside_it() -> None:
    (mention,) = normalise(marked("а с 30-го года в совхозе", (Label.DATE, "30-го года")))
    assert mention.normal == "1930"


def test_a_date_that_no_rule_understands_keeps_its_text_and_no_bounds() -> None:
    mention = one(Label.DATE, "третьего дня")
    assert (mention.normal, mention.date) == ("третьего дня", None)


@pytest.mark.parametrize("edtf", ["1937-11-19", "1937-11", "193X", "../1938", "", None])
def test_any_described_date_is_taken(edtf: str | None) -> None:
    assert one(Label.DATE, "5 мая 1899 г.", edtf=edtf, year=1937).normal == "1899-05-05"


# -- people --


@pytest.mark.parametrize(
    ("surface", "normal", "language"),
    [
        ("ТУЛЕГЕНОВА Касымбека", "Тулегенов Касымбек", "ru"),
        ("БЕЙСЕМ-\nБАЕВ Омар", "Бейсембаев Омар", "ru"),
        ("Джаксыбековым\nМусой", "Джаксыбеков Муса", "ru"),
        ("Ысқақова Зейнеп Мұқышқызынан", "Ысқақова Зейнеп Мұқышқызы", "kk"),
    ],
)
def test_names_become_nominative_and_whole(surface: str, normal: str, language: str) -> None:
    mention = one(Label.PERSON, surface, language=language)
    assert (mention.text, mention.normal) == (surface, normal)


def test_forms_of_one_name_share_their_key_and_broken_ones_too() -> None:
    forms = ("ТУЛЕГЕНОВА Касымбека", "Тулегенов Касымбек", "Тулеге-\nновым\nКасымбеком")
    assert len({one(Label.PERSON, form).key for form in forms}) == 1
    assert one(Label.PERSON, "Тулегенов Касым").key != one(Label.PERSON, forms[1]).key


# -- places --


@pytest.mark.parametrize(
    ("surface", "year", "place_id", "name"),
    [
        ("г. Алма-Ата", 1937, "almaty", "Алма-Ата"),
        ("г. Верном", 1910, "almaty", "Верный"),
        ("г. Целинограде", 1970, "astana", "Целиноград"),
        ("г. Акмолинске", 1937, "astana", "Акмолинск"),
        ("г. Кара-\nганде", 1937, "karaganda", "Караганда"),
        ("Семипалатинской губ.", 1925, "semipalatinsk_gub", "Семипалатинская губерния"),
    ],
)
def test_a_place_is_named_as_at_the_time_of_the_document(
    surface: str, year: int, place_id: str, name: str
) -> None:
    mention = one(Label.PLACE, surface, edtf=str(year), year=year)
    assert (mention.text, mention.normal, mention.key) == (surface, name, f"={place_id}")
    assert in_use(mention, year)


def in_use(mention: Mention, year: int) -> bool:
    best = mention.places[0]
    place = Gazetteer.load().get(best.place_id)
    assert place is not None
    return any(
        (name.valid_from or 0) <= year <= (name.valid_to or 9999)
        for name in place.names
        if name.text == best.name
    )


@pytest.mark.parametrize(
    "hyphen",
    [
        "-",
        "\u00ad",
        "\u2010",
        "¬",
    ],
)
@pytest.mark.parametrize("label", [Label.PLACE, Label.ORG])
def test_a_wording_broken_at_the_line_end_is_made_whole(label: Label, hyphen: str) -> None:
    mention = one(label, f"пос. Черно{hyphen}\nрецкий")
    assert (mention.normal, mention.key) == ("пос. Чернорецкий", "пос. чернорецкий")


@pytest.mark.parametrize(
    ("surface", "then", "other"), [("г. Целинограде", 1970, 1937), ("г. Верном", 1910, 1970)]
)
def test_a_name_out_of_its_time_counts_less(surface: str, then: int, other: int) -> None:
    fitting, late = (one(Label.PLACE, surface, year=year) for year in (then, other))
    assert fitting.places[0].place_id == late.places[0].place_id
    assert fitting.places[0].score > late.places[0].score


def test_the_year_of_an_undescribed_page_dates_its_places_too() -> None:
    text = "г. Целиноград, 3 июня 1970 г."
    spans = ((Label.PLACE, "г. Целиноград"), (Label.DATE, "3 июня 1970 г."))
    alone = told(marked(text, spans[0]), year=1937)
    assert normalise(marked(text, *spans))[0].places[0].score > normalise(alone)[0].places[0].score


def test_a_place_the_gazetteer_lacks_keeps_its_wording() -> None:
    mention = one(Label.PLACE, "пос. Чернорецкий,")
    assert (mention.normal, mention.key, mention.places) == (
        "пос. Чернорецкий",
        "пос. чернорецкий",
        (),
    )


def test_margin_and_candidates_are_options() -> None:
    text = "Семейде тұрады"
    page = told(marked(text, (Label.PLACE, "Семейде"), language="kk"), year=1956)
    (clear,) = normalise(page)
    assert (clear.normal, clear.key) == ("Семей", "=semey")
    assert len(clear.places) > 1
    (doubtful,) = normalise(page, margin=1.0)
    assert (doubtful.normal, doubtful.key) == ("Семейде", "семейде")
    assert doubtful.places == clear.places
    (single,) = normalise(page, candidates=1)
    assert single.places == clear.places[:1]
    assert single.key == "=semey"


def test_bodies_keep_their_wording_without_line_ends() -> None:
    mention = one(Label.ORG, "ҰУНКВД по Алма-Атин-\nской  области")
    assert mention.normal == "ҰУНКВД по Алма-Атинской области"
    assert mention.key == mention.normal.casefold()


def test_a_page_without_spans_has_no_mentions() -> None:
    assert normalise(read_page("Ничего")) == ()
    assert normalise(replace(read_page(""), spans=())) == ()


# -- what rules find beside the spans --


def test_articles_punishments_marks_numbers_and_references_are_mentions_too() -> None:
    text = (
        "Сов. секретно\nДело № 555. Осужден по ст. 58-10 ч. 2 УК РСФСР\nк 10 годам ИТЛ."
        " ГАРФ. Ф. 7. Оп. 1. Д. 5"
    )
    found = normalise(read_page(text))
    assert [(m.span.label, m.normal) for m in found] == [
        (Label.MARK, "top_secret"),
        (Label.CASE, "case 555"),
        (Label.ARTICLE, "RSFSR-1926:58-10/2"),
        (Label.SENTENCE, "ITL 10"),
        (Label.REFERENCE, "RU-GARF/7/1/5/"),
    ]
    assert all(m.text == text[m.span.start : m.span.end] for m in found)
    assert found[3].details == {"type": "ITL", "years": 10}
    assert found[4].details == {"archive": "ГАРФ", "fond": "7", "opis": "1", "delo": "5"}


def test_rules_read_over_spans_of_the_engine() -> None:
    page = marked("по закону от 7/VIII-1932 г. осужден", (Label.DATE, "7/VIII-1932 г."))
    labels = [m.span.label for m in normalise(page)]
    assert labels == [Label.ARTICLE, Label.DATE]


def test_a_person_carries_the_parts_of_the_name() -> None:
    mention = one(Label.PERSON, "ИВАНОВУ Марию Петровну")
    assert mention.details is not None
    assert {
        "surname": "Иванова",
        "given": "Мария",
        "patronymic": "Петровна",
        "sex": "f",
    }.items() <= (mention.details.items())


def test_the_words_beside_a_name_give_its_role_and_birth_year() -> None:
    text = "Свидетель ИВАНОВ Петр, 1899 г. р., показал."
    (mention,) = normalise(marked(text, (Label.PERSON, "ИВАНОВ Петр")))
    assert mention.details is not None
    assert (mention.details["role"], mention.details["birth_year"]) == ("witness", 1899)


def test_a_date_says_what_happened_then() -> None:
    text = "Арестован 15 октября 1937 г. в г. Верном"
    (mention,) = normalise(marked(text, (Label.DATE, "15 октября 1937 г.")))
    assert mention.details == {"event": "arrest"}


def test_the_body_s_oblast_decides_between_villages_of_one_name() -> None:
    body = "УНКВД по Кустанайской области"
    text = f"{body}. Проживал в Федоровском районе"
    spans = ((Label.ORG, body), (Label.PLACE, "Федоровском районе"))
    *_, place = normalise(marked(text, *spans))
    alone = one(Label.PLACE, "Федоровском районе")
    assert (place.details, alone.details) == ({"seat": "fedorovka"}, None)
    assert place.key == alone.key == "федоровский район"  # the district is not its village


@pytest.mark.parametrize(("year", "key"), [("1923 год", "=kazakhstan"), ("1932 год", "=kirgizia")])
def test_without_a_full_date_a_year_tells_the_time_of_places(year: str, key: str) -> None:
    text = f"Киргизская АССР, {year}; Цой, 1899 г. р."
    spans = ((Label.PLACE, "Киргизская АССР"), (Label.DATE, year), (Label.DATE, "1899 г. р."))
    place, *_ = normalise(marked(text, *spans))
    assert place.key == key


def test_a_wording_that_only_resembles_a_place_stays_open() -> None:
    mention = one(Label.PLACE, "г. Карагавда", year=1937)
    assert (mention.normal, mention.places[0].place_id) == ("г. Карагавда", "karaganda")
    assert mention.places[0].is_guess


def test_levels_side_by_side_know_their_whole() -> None:
    page = marked(
        "Родился в с. Чилик Энбекши-Казахского р-на, жил в Чимкенте, Туркестане.",
        (Label.PLACE, "с. Чилик"),
        (Label.PLACE, "Энбекши-Казахского р-на"),
        (Label.PLACE, "Чимкенте"),
        (Label.PLACE, "Туркестане"),
    )
    whole = {"whole": "с. Чилик Энбекши-Казахского р-на", "parts": 2}
    assert [each.details for each in Options().build().process(page).mentions or ()] == [
        {**whole, "part": 1},
        {**whole, "part": 2},
        None,
        None,
    ]


def test_a_second_reading_dates_what_the_text_leaves_open() -> None:
    text = "Арестован 1? марта 1938 г."
    page = marked(text, (Label.DATE, "1? марта 1938 г."))
    (open_day,) = normalise(page)
    (read,) = normalise(replace(page, alternatives=(Alternative(1, "12", 0.4, "kaz"),)))
    assert (open_day.key, read.key) == ("1938-03-1X", "1938-03-12")
    assert read.date is not None
    assert read.date.derived_from == ("other-reading",)
    assert read.text == "1? марта 1938 г."
