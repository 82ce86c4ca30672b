"""Each line of a page has its language."""

from pipeline.language.lines import line_languages

RUSSIAN = "Допрошен в качестве свидетеля, проживает в городе Караганде"
KAZAKH = "Айыпталушы Қарағанды облысында тұрады, жасы отыз екіде"


def test_lines_are_told_apart() -> None:
    lines = line_languages(f"{RUSSIAN}\n{KAZAKH}", None)
    assert lines.languages == ["ru", "kk"]
    assert lines.at(3) == "ru"
    assert lines.at(len(RUSSIAN) + 1) == "kk"


def test_short_lines_are_as_the_page() -> None:
    assert line_languages("№ 7", "kk").languages == ["kk"]
    assert line_languages("№ 7", None).languages == ["ru"]


def test_a_kazakh_name_makes_no_kazakh_line() -> None:
    line = "Жена Гүлнар в городе Караганда, брат Өмірбек с детьми на станции Чиили"
    assert line_languages(line, "ru").languages == ["ru"]


def test_kazakh_of_a_russian_machine_is_told_by_its_words() -> None:
    typed = "Онда Сагынбай мен Тлеубай болды, тунде келди"
    assert line_languages(f"{RUSSIAN}\n{typed}", "ru").languages == ["ru", "kk"]


def test_a_russian_line_of_a_kazakh_page_is_told_by_the_dictionary() -> None:
    line = "Оперуполномоченный отдела сержант государственной безопасности Лаптев"
    assert line_languages(f"{KAZAKH}\n{line}", "kk").languages == ["kk", "ru"]


def test_the_given_language_holds_where_letters_say_nothing() -> None:
    typed = "Казак тилинде сураныз деп жазылган катты окыды"
    assert line_languages(typed, "kk").languages == ["kk"]
