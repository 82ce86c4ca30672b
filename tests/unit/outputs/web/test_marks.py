"""The text of a page is cut without losing a letter, and boxes follow the page's turn."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.page import Box, Cell, Geometry, Region
from outputs.web.pictures.marks import cut_text, make_overlay
from outputs.web.queries.page import PageMention, PageView, Reading, Scan
from outputs.web.wording.doubt import Doubt
from tests.support.factories import word_boxes

TEXT = "допроса Досымбекова\nАхмета в Карлаге"
SCAN = Scan("0" * 64, Geometry(1700, 2200), 200, None, "0" * 64)


def mention(start: int, end: int, label: str = "PERSON", number: int = 1) -> PageMention:
    return PageMention(
        id=number,
        entity_id=1,
        label=label,
        start=start,
        end=end,
        text=TEXT[start:end],
        normal="Досымбеков Ахмет",
        confidence=0.9,
        source="replay",
        edtf=None,
        lower=None,
        upper=None,
        calendar=None,
        precision=None,
        derived_from=None,
        places=(),
        details=None,
        entity="Досымбеков Ахмет",
        person_id=None,
    )


def page(*mentions: PageMention) -> PageView:
    reading = Reading(TEXT, word_boxes(TEXT), 0.9, "ru", "0" * 64, "rus")
    return PageView(
        id=1,
        number=1,
        state="done",
        collection_code="cases",
        collection="cases",
        source="a.jpg",
        media_type=None,
        document=None,
        document_edtf=None,
        expected_cer=None,
        reference=None,
        scan=SCAN,
        reading=reading,
        mentions=mentions,
        trouble=None,
        provenance=(),
        previous_id=None,
        next_id=None,
    )


def test_a_mention_over_two_lines_has_a_box_on_each() -> None:
    overlay = make_overlay(page(mention(8, 26)), SCAN, ())
    assert [mark.box.top for mark in overlay.marks] == [100, 160]
    assert overlay.kinds == {"person"}


def test_a_hit_is_boxed_and_marked_in_the_text() -> None:
    start = TEXT.index("Карлаге")
    shown = page()
    [hit] = make_overlay(shown, SCAN, [(start, start + 7)]).marks
    assert (hit.kind, hit.title) == ("hit", "Карлаге")
    pieces = [
        piece for stretch in cut_text(shown, [(start, start + 7)]) for piece in stretch.pieces
    ]
    assert [piece.text for piece in pieces if piece.hit] == ["Карлаге"]


def test_boxes_turn_with_the_page() -> None:
    turned = replace(SCAN, geometry=Geometry(1700, 2200, rotation=90))
    overlay = make_overlay(page(mention(0, 7)), turned, ())
    assert (overlay.width, overlay.height) == (2200, 1700)
    assert overlay.marks[0].box == Box(2200 - 140, 100, 40, 140)


def test_doubts_and_cells_turn_with_the_page_and_lie_under_the_hits() -> None:
    shown = page()
    assert shown.reading is not None
    word = shown.reading.words[0]
    cells = (Cell(1, 0, 4, Box(90, 90, 300, 60)),)
    regions = (Region("stamp", Box(80, 80, 320, 80), 0, 7),)
    shown = replace(shown, reading=replace(shown.reading, cells=cells, regions=regions))
    turned = replace(SCAN, geometry=Geometry(1700, 2200, rotation=90))
    overlay = make_overlay(shown, turned, [(0, 7)], [Doubt(0, word, "допроса", 2, ())])
    assert [mark.kind for mark in overlay.marks] == ["stamp", "cell", "doubt", "hit"]
    assert overlay.marks[0].title == "stamp: допроса"
    assert overlay.marks[0].box == Box(2200 - 160, 80, 80, 320)
    assert overlay.marks[1].title == "table 2, row 1, column 5"
    assert overlay.marks[1].box == Box(2200 - 150, 90, 60, 300)
    assert overlay.marks[2].box == overlay.marks[3].box == Box(2200 - 140, 100, 40, 140)


def test_a_doubted_word_cut_by_a_mention_begins_once() -> None:
    shown = page(mention(3, 7))
    assert shown.reading is not None
    doubt = Doubt(0, shown.reading.words[0], "допроса", 3, ())
    pieces = [each for stretch in cut_text(shown, (), [doubt]) for each in stretch.pieces]
    doubted = [(piece.text, piece.begins) for piece in pieces if piece.doubt]
    assert doubted == [("доп", True), ("роса", False)]


def test_overlapping_mentions_mark_the_text_once_and_the_image_twice() -> None:
    shown = page(mention(8, 26), mention(20, 26, "PLACE", 2))
    marked = [stretch.mention.id for stretch in cut_text(shown, ()) if stretch.mention]
    assert marked == [1]
    assert make_overlay(shown, SCAN, ()).kinds == {"person", "place"}


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))
)


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_cutting_never_loses_or_doubles_a_letter(
    mentions: list[tuple[int, int]], hits: list[tuple[int, int]]
) -> None:
    shown = page(*(mention(start, end, number=n) for n, (start, end) in enumerate(mentions)))
    stretches = cut_text(shown, hits)
    assert "".join(piece.text for each in stretches for piece in each.pieces) == TEXT
