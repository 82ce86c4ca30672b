"""Names stand as in a Kazakh dictionary."""

from models.names.alphabet import alphabetic


def test_kazakh_letters_stand_beside_their_russian_neighbours() -> None:
    ordered = ["Smith", "А", "Ә", "Баев", "Ким", "Кузнецов", "Қасымов", "Лев", "Іле", "Ярополов"]
    assert sorted(sorted(ordered), key=alphabetic) == ordered
    assert sorted(ordered) != ordered


def test_capitals_are_no_letters_of_their_own() -> None:
    assert sorted(["Әли", "Азат", "азат", "әбу"], key=alphabetic) == ["Азат", "азат", "әбу", "Әли"]
