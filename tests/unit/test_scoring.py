"""The scorer itself: a wrong one would make every figure worthless."""

from benchmarks.scoring import WHOLE, Aligner, GoldPage, score

TEXT = "Арестован Иванов Петр 15 октября 1937 г. в г. Верном."
GOLD = GoldPage(
    "a.jpg",
    1,
    "ru",
    TEXT,
    (
        ("PERSON", 10, 21, None),
        ("DATE", 22, 39, "1937-10-15"),
        ("PLACE", 43, 52, None),
    ),
)


def page(
    text: str, *mentions: tuple[str, str, str | None]
) -> dict[tuple[str, int], dict[str, object]]:
    listed = [
        {
            "label": label,
            "start": text.index(part),
            "end": text.index(part) + len(part),
            "edtf": edtf,
        }
        for label, part, edtf in mentions
    ]
    return {("a.jpg", 1): {"text": text, "mentions": listed}}


def test_perfect_reading_scores_one() -> None:
    read = page(
        TEXT,
        ("PERSON", "Иванов Петр", None),
        ("DATE", "15 октября 1937 г.", "1937-10-15"),
        ("PLACE", "г. Верном.", None),
    )
    result = score([GOLD], read)
    assert result.cer == 0
    assert [result.labels[name].f1 for name in ("PERSON", "DATE", "PLACE")] == [1, 1, 1]
    assert result.labels["DATE"].value_share == 1


def test_line_ends_and_wrong_letters_do_not_move_spans() -> None:
    text = "Арестован Ива-\nнов Пегр 15 октя6ря\n1937 г. в г. Верном."
    read = page(text, ("PERSON", "Ива-\nнов Пегр", None), ("DATE", "15 октя6ря\n1937", "1937-10"))
    result = score([GOLD], read)
    assert result.labels["PERSON"].f1 == 1
    assert result.labels["DATE"].f1 == 1
    assert result.labels["DATE"].value_share == 0
    assert 0 < result.cer < 0.1


def test_wrong_edge_extra_and_missing_count_against() -> None:
    read = page(TEXT, ("PERSON", "Иванов", None), ("PERSON", "Арестован", None))
    tally = score([GOLD], read).labels["PERSON"]
    assert (tally.right, tally.found, tally.gold) == (0, 2, 1)


def test_the_same_span_twice_is_right_once() -> None:
    read = page(TEXT, ("PLACE", "г. Верном", None), ("PLACE", "Верном", None))
    once = score([GOLD], page(TEXT, ("PLACE", "г. Верном", None), ("PLACE", "г. Верном", None)))
    assert (once.labels["PLACE"].right, once.labels["PLACE"].found) == (1, 2)
    assert score([GOLD], read).labels["PLACE"].right == 1


def test_an_unread_page_counts_as_lost() -> None:
    result = score([GOLD], {})
    assert result.cer == 1
    assert result.labels["PERSON"].recall == 0


def test_alignment_of_a_stretch_that_is_not_in_the_gold_is_empty() -> None:
    assert Aligner("abcXYZ", "abc")(3, 6) == (0, 0)


def test_what_stamps_say_is_no_part_of_the_gold_and_is_left_out() -> None:
    stamped = TEXT + "\n\nСЕКРЕТНО\nг. Алма-Ата 3 мая 1954"
    read = page(stamped, ("PLACE", "г. Верном", None), ("DATE", "3 мая 1954", "1954-05-03"))
    (found,) = read.values()
    found["stamps"] = [{"start": len(TEXT) + 2, "end": len(stamped)}]
    result = score([GOLD], read)
    assert result.cer == 0
    assert (result.labels["PLACE"].right, result.labels["DATE"].found) == (1, 0)


def test_levels_joined_on_one_side_alone_are_one_whole_place_on_both() -> None:
    text = "жил в Кзыл-Ординской обл., ст. Чиили, затем в г. Верном"
    gold = GoldPage("a.jpg", 1, "ru", text, (("PLACE", 6, 36, None), ("PLACE", 46, 55, None)))
    read = page(text, ("PLACE", "Кзыл-Ординской обл.", None), ("PLACE", "ст. Чиили", None))
    labels = score([gold], read).labels
    assert (labels["PLACE"].right, labels["PLACE"].found) == (0, 2)
    assert (labels[WHOLE].right, labels[WHOLE].found, labels[WHOLE].gold) == (1, 1, 2)
