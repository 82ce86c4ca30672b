import json
import random
from pathlib import Path

import pytest
import spacy
from spacy.util import load_config
from thinc.api import Config

from training.kazakh_cases import CASES, case_of, decline
from training.kazakh_changes import Shares, change, spoilt, with_capitals, with_other_names
from training.kazakh_confidence import labelled, written
from training.kazakh_names import given, lexicon, patronymic, people, place, surname
from training.kazakh_ner import CONFIG, train
from training.kazakh_scores import conditions, scores
from training.kaznerd import Sentence, group, read_sentences, split
from training.noise import Confusion, Noise
from training.templates_kk import FILED, fill, joined, sentences

SAID = Sentence(
    "Бүгін Қаныш Сәтбаевтың үйіне Алматыдан хат келді.",
    ((0, 5, "DATE"), (6, 22, "PERSON"), (29, 38, "GPE")),
)
NOISE = Noise(
    {
        Confusion("kk", "", "а", "а"): 5,
        Confusion("kk", "", "а", "о"): 5,
        Confusion("kk", "", "н", "ни"): 3,
    }
)


def write(path: Path, texts: list[tuple[str, str]]) -> Path:
    rows = [
        {"id": name, "text": text, "ents": [[0, 3, "DATE"]], "toks": []} for name, text in texts
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_sentences_are_read_with_their_ids_and_spans(tmp_path: Path) -> None:
    read = read_sentences(write(tmp_path / "a.jsonl", [("A-7", "Кеше ол келді.")]))
    assert read == [("A-7", Sentence("Кеше ол келді.", ((0, 3, "DATE"),)))]


def named(*texts: tuple[str, str]) -> list[tuple[str, Sentence]]:
    return [(name, Sentence(text, ())) for name, text in texts]


def test_variants_of_one_base_sentence_are_one_group() -> None:
    first, second, other = group(
        named(("A-7", "Бірінші сөйлем."), ("B-7", "Басқаша айтылған."), ("A-8", "Жаңа хабар."))
    )
    assert first == second != other


def test_numbers_in_words_and_digits_do_not_part_variants_without_ids() -> None:
    first, other, second = group(
        named(
            ("0", "Облыста жиырма бес мектеп пен екі аурухана салынды."),
            ("1", "Мұғалімдер жаңа оқулық алды."),
            ("2", "Облыста 25 мектеп пен 2 аурухана салынды."),
        )
    )
    assert first == second != other


def test_no_group_is_on_both_sides_of_the_split() -> None:
    letters = "абвгдежзиклмнопрстуфхцчшэюя"
    words = [3 * (first + second) for first in letters[:8] for second in letters[8:13]]
    rows = named(
        *[(f"{kind}-{n}", f"{word} {word[::-1]}") for n, word in enumerate(words) for kind in "AB"]
    )
    shown, held = split(rows, held_out=0.25)
    assert (len(shown), len(held)) == (60, 20)
    assert not {sentence.text for sentence in shown} & {sentence.text for sentence in held}
    assert split(rows, held_out=0.25) == (shown, held)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Ахметов", "Ахметов Ахметовтың Ахметовқа Ахметовты Ахметовта Ахметовтан Ахметовпен"),
        ("Бөкеев", "Бөкеев Бөкеевтің Бөкеевке Бөкеевті Бөкеевте Бөкеевтен Бөкеевпен"),
        ("Нұрлан", "Нұрлан Нұрланның Нұрланға Нұрланды Нұрланда Нұрланнан Нұрланмен"),
        ("Абайұлы", "Абайұлы Абайұлының Абайұлына Абайұлын Абайұлында Абайұлынан Абайұлымен"),
        ("Қыз", "Қыз Қыздың Қызға Қызды Қызда Қыздан Қызбен"),
        ("СЕМЕЙ", "СЕМЕЙ СЕМЕЙДІҢ СЕМЕЙГЕ СЕМЕЙДІ СЕМЕЙДЕ СЕМЕЙДЕН СЕМЕЙМЕН"),
    ],
)
def test_the_seven_cases(name: str, forms: str) -> None:
    assert [decline(name, case) for case in CASES] == forms.split()
    assert [case_of(form) for form in forms.split()[1:4]] == (
        ["gen", "dat", "acc"] if name != "Абайұлы" else ["gen", "", ""]
    )


def test_other_names_keep_the_case_and_the_rest_of_the_text() -> None:
    other = with_other_names(SAID, random.Random(5))
    words = [other.text[start:end] for start, end, _ in other.ents]
    assert [label for *_, label in other.ents] == ["DATE", "PERSON", "GPE"]
    assert words[0] == "Бүгін"
    assert words[1] != "Қаныш Сәтбаевтың"
    assert case_of(words[1]) == "gen"
    assert case_of(words[2]) == "abl"
    assert " үйіне " in other.text
    assert other.text.endswith(" хат келді.")


def test_capitals_only_in_the_names() -> None:
    assert (
        with_capitals(SAID, {"PERSON"}).text == "Бүгін ҚАНЫШ СӘТБАЕВТЫҢ үйіне Алматыдан хат келді."
    )


def test_spans_follow_ocr_errors() -> None:
    bad = spoilt(SAID, 0.4, noise=NOISE, rng=random.Random(1))
    assert bad.text != SAID.text
    start, end, label = bad.ents[1]
    assert label == "PERSON"
    assert bad.text[start] == "Қ"
    assert bad.text[end - 1] == "ң"


def test_changes_keep_spans_on_letters() -> None:
    rng = random.Random(2)
    shares = Shares(100, 50, 50, 50, 50, 50, 50, 100)
    for sentence in [change(SAID, shares, noise=NOISE, rng=rng) for _ in range(50)]:
        assert len(sentence.ents) == 3
        for start, end, _ in sentence.ents:
            assert sentence.text[start:end].strip() == sentence.text[start:end] != ""


def test_case_files_have_their_names_where_they_say() -> None:
    made = fill("Куә {I} {S:gen} ісі туралы {L:loc} айтты.", random.Random(4))
    assert [label for *_, label in made.ents] == ["PERSON", "PERSON", FILED]
    start, end, _ = made.ents[1]
    assert case_of(made.text[start:end]) == "gen"
    assert made.text.startswith("Куә ")


def test_places_of_case_files_hold_their_kind_word_in_its_case() -> None:
    rng = random.Random(6)
    for _ in range(40):
        made = fill("{V:loc} туған", rng)
        ((start, end, label),) = made.ents
        assert (start, label) == (0, FILED)
        assert made.text[end:] == " туған"
        assert len(made.text[:end].split()) >= 2
        assert made.text[:end].endswith(("нда", "нде", "да", "де"))


def test_some_case_file_lines_hold_no_name() -> None:
    made = list(sentences(300, random.Random(1)))
    assert 10 < sum(not sentence.ents for sentence in made) < 90
    assert all(s.text[a:b] == s.text[a:b].strip() for s in made for a, b, _ in s.ents)


def test_one_of_the_words_in_brackets_is_drawn() -> None:
    made = {fill("[Ол|Біз] келді.", random.Random(seed)).text for seed in range(9)}
    assert made == {"Ол келді.", "Біз келді."}


def test_two_clauses_keep_their_names() -> None:
    other = Sentence("Үйде Сәкен қалды.", ((5, 10, "PERSON"),))
    for seed in range(9):
        made = joined(SAID, other, random.Random(seed))
        words = [made.text[start:end] for start, end, _ in made.ents]
        assert words == ["Бүгін", "Қаныш Сәтбаевтың", "Алматыдан", "Сәкен"]
        assert "келді.," not in made.text


def test_more_names_and_places_are_met_than_the_lists_have() -> None:
    rng = random.Random(9)
    men = {given(rng, woman=False) for _ in range(300)}
    assert len(men - set(people()["men"]) - set(people()["other_men"])) > 60
    assert all(name[0].isupper() and name[1:].islower() for name in men)
    assert len({place(rng) for _ in range(200)}) > 150


def test_sentences_by_hand_are_shown_clean_and_misread(tmp_path: Path) -> None:
    path = tmp_path / "hand.jsonl"
    record = {"text": "Кеше Сәкен келді.", "ents": [[0, 4, "DATE"], [5, 10, "PERSON"]]}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    clean, *misread = written(path)
    assert clean.spans == ((5, 10, "PER"),)
    assert len(misread) == 4


def test_names_fit_the_sex() -> None:
    rng = random.Random(3)
    assert all(not surname(rng, woman=False).endswith(("ова", "ева")) for _ in range(100))
    assert all(patronymic(rng, woman=True).endswith(("зы", "вна")) for _ in range(100))


def test_the_lexicon_has_countries_places_and_names_folded() -> None:
    lists = lexicon()
    assert "c" in lists["казакстан"]
    assert "p" in lists["караганды"]
    assert "g" in lists["каныш"]


def tiny_config() -> Config:
    config = load_config(CONFIG)
    network = config["components"]["kazakh_ner"]["network"]
    network.update(width=16, narrow=8, depth=1, rows=[200] * len(network["rows"]))
    config["settings"].update(steps=40, batch_tokens=60, rate=0.01, average=0.9, templates=0.0)
    config["settings"]["shares"] = dict.fromkeys(config["settings"]["shares"], 0.0)
    return config


def test_training_learns_names_it_is_shown_and_writes_a_pipeline(tmp_path: Path) -> None:
    rows = [
        {"id": f"A-{n}", "text": f"{name} кеше келді.", "ents": [[0, len(name), "PERSON"]]}
        for n, name in enumerate(["Қаныш", "Әлия", "Мағжан", "Сәкен", "Бейімбет", "Ораз"] * 5)
    ]
    path = tmp_path / "kaznerd25_valid.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    train(path, out=tmp_path / "kk", config=tiny_config())
    nlp = spacy.load(tmp_path / "kk")
    assert [(str(span), span.label_) for span in nlp("Мағжан кеше келді.").ents] == [
        ("Мағжан", "PERSON")
    ]
    assert scores(nlp, [Sentence("Әлия кеше келді.", ((0, 4, "PERSON"),))]) == {
        "PERSON": 100.0,
        "micro": 100.0,
    }
    unchanged = tiny_config()
    unchanged["settings"].update(steps=4, rate=0.0)
    train(path, out=tmp_path / "more", config=unchanged, start_from=tmp_path / "kk")
    assert [str(span) for span in spacy.load(tmp_path / "more")("Мағжан кеше келді.").ents] == [
        "Мағжан"
    ]


def test_held_out_sentences_are_scored_in_other_writing_too() -> None:
    texts = {name: [s.text for s in changed] for name, changed in conditions([SAID])}
    assert texts["as they are"] == [SAID.text]
    assert texts["people in capitals"] == ["Бүгін ҚАНЫШ СӘТБАЕВТЫҢ үйіне Алматыдан хат келді."]
    assert texts["Russian machine"] == ["Бугин Каныш Сатбаевтын уйине Алматыдан хат келди."]


def test_the_confidence_is_learnt_from_people_places_and_bodies() -> None:
    assert labelled(SAID).spans == ((6, 22, "PER"), (29, 38, "LOC"))
