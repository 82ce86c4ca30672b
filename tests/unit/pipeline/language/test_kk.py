import itertools
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

from pipeline.language.kk import Kazakh
from pipeline.language.kk_crf import Floats, Mask, Tags, best_paths, gradient, run_chain
from pipeline.language.kk_features import COLUMNS, Features, fold, shape, stems
from pipeline.language.kk_genre import kazakh_newslike
from pipeline.language.kk_ner import SPANS, KazakhNer, make_network

CONFIG = {
    "nlp": {"lang": "kk", "pipeline": ["kazakh_ner"]},
    "components": {
        "kazakh_ner": {
            "factory": "kazakh_ner",
            "labels": ["PERSON", "GPE", "TIME"],
            "kept": {"PERSON": "PERSON", "GPE": "PLACE"},
            "network": {
                "@architectures": "aigaq.KazakhNetwork.v1",
                "width": 8,
                "narrow": 4,
                "depth": 1,
                "rows": [50] * len(COLUMNS),
                "tags": 13,
            },
        }
    },
}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1937-ші жылы БК-ның ісі.", ["1937-ші", "жылы", "БК-ның", "ісі", "."]),
        ("А.Бөкейхан «Алаш»-та", ["А", ".", "Бөкейхан", "«", "Алаш", "»", "-та"]),
        ("Ол жоқ.", ["Ол", "жоқ", "."]),
        ("Ӯлы Ғани (1889–1937)", ["Ӯлы", "Ғани", "(", "1889", "–", "1937", ")"]),
        ("Qazaq'тен 5,3 %-ға", ["Qazaq'тен", "5,3", "%", "-ға"]),
        ("т.б. Сөз", ["т.б", ".", "Сөз"]),
        ("тергеушіОмаров 1937жылы", ["тергеуші", "Омаров", "1937", "жылы"]),
    ],
)
def test_endings_stay_on_their_words_and_marks_fall_off(text: str, tokens: list[str]) -> None:
    assert [token.text for token in Kazakh().make_doc(text)] == tokens


def test_spacy_knows_the_language_by_its_code() -> None:
    assert spacy.blank("kk").lang == "kk"


def test_a_russian_machine_and_the_forties_give_the_same_folded_word() -> None:
    assert fold("Тӯрғанбек") == fold("Тұрғанбек") == fold("Турганбек")
    assert fold("Гүлнәр") == fold("Гульнар")
    assert fold("1937") == "0000"


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("Қарағандыдағы", "караганды"),
        ("Ахметовтың", "ахметов"),
        ("Абайұлына", "абайулы"),
        ("НКВД-ның", "нквд"),
        ("1937-нші", "0000"),
        ("Қасым-Жомарт", "касым-жомарт"),
        ("ауылдарымыздан", "ауыл"),
    ],
)
def test_endings_fall_from_the_outside_in(word: str, stem: str) -> None:
    assert stem in stems(fold(word))


def test_a_stem_keeps_three_letters() -> None:
    assert (
        min(len(stem) for word in ("ата", "елге", "үйде", "Ода") for stem in stems(fold(word))) >= 3
    )


def test_shapes_are_cut_to_two_of_a_kind() -> None:
    assert shape("Тоқаевтың") == "Xxx"
    assert shape("12.03.1937") == "dd.dd.dd"
    assert shape("НКВД-ға") == "XX-xx"


def test_a_listed_word_is_known_in_its_case_forms() -> None:
    features = Features({"караганды": "p"})
    nlp = Kazakh()
    column = COLUMNS.index("lists")
    inflected, plain, other = features(nlp.make_doc("Қарағандыдан Қарағанды көше"))[:, column]
    assert inflected == plain != other


def test_quoted_words_and_the_first_are_marked() -> None:
    rows = Features({})(Kazakh().make_doc("Ол «Алаш» дейді"))
    assert rows[:, COLUMNS.index("place")].tolist() == [2, 3, 3, 1, 1]


def test_letters_misread_for_one_another_leave_the_frame_of_a_word() -> None:
    rows = Features({})(Kazakh().make_doc("ауданының ауданмнмн ауылының"))
    frames = rows[:, COLUMNS.index("frame")].tolist()
    assert frames[0] == frames[1] != frames[2]
    forms = rows[:, COLUMNS.index("form")].tolist()
    assert len(set(forms)) == 3


def test_words_and_years_of_files_are_told_at_every_token() -> None:
    column = COLUMNS.index("place")
    nlp, features = Kazakh(), Features({})
    for text in ("Тергеуші Петренко", "Ол 1937 жылы келді", "Каулы"):
        assert (features(nlp.make_doc(text))[:, column] > 4).all()
    assert (features(nlp.make_doc("Ол 2019 жылы келді"))[:, column] <= 4).all()


Chances = tuple[Floats, Mask, Floats]
TAGS = Tags(("A", "B"))


def sequences(scores: Floats, moves: Floats) -> dict[tuple[int, ...], float]:
    """The score of every valid row of tags, counted out."""
    found = {}
    for path in itertools.product(range(len(TAGS.names)), repeat=len(scores)):
        inner = all(TAGS.allowed[pair] == 0 for pair in itertools.pairwise(path))
        if TAGS.starts[path[0]] and TAGS.ends[path[-1]] and inner:
            local = sum(scores[index, tag] for index, tag in enumerate(path))
            found[path] = local + sum(moves[pair] for pair in itertools.pairwise(path))
    return found


@pytest.fixture
def chances() -> Chances:
    random = np.random.default_rng(3)
    size = len(TAGS.names)
    scores = 2 * random.normal(size=(2, 4, size)).astype("float32")
    mask = np.array([[1, 1, 1, 1], [1, 1, 0, 0]], dtype=bool)
    return scores, mask, random.normal(size=(size, size)).astype("float32")


def test_the_best_path_is_the_best_of_all_valid_ones(chances: Chances) -> None:
    scores, mask, moves = chances
    paths = best_paths(scores, mask, moves, TAGS)
    for line, length in enumerate((4, 2)):
        every = sequences(scores[line, :length], moves)
        assert tuple(paths[line, :length]) == max(every, key=every.__getitem__)


def test_probabilities_are_shares_of_all_valid_paths(chances: Chances) -> None:
    scores, mask, moves = chances
    chain = run_chain(scores, mask, moves, TAGS)
    every = sequences(scores[0], moves)
    total = sum(np.exp(value) for value in every.values())
    path = max(every, key=every.__getitem__)
    alike = sum(np.exp(v) for p, v in every.items() if p[1:3] == path[1:3])
    assert chain.probability(0, 1, np.array(path[1:3])) == pytest.approx(alike / total, abs=1e-6)


def test_the_gradient_is_the_slope_of_the_likelihood(chances: Chances) -> None:
    scores, mask, moves = chances
    gold = np.array([TAGS.encode(4, [(0, 2, "A"), (3, 4, "B")]), TAGS.encode(4, [(1, 2, "B")])])

    def loss(some_scores: Floats, some_moves: Floats) -> float:
        total = 0.0
        for line, length in enumerate((4, 2)):
            every = sequences(some_scores[line, :length].astype(float), some_moves.astype(float))
            weight = np.log(sum(np.exp(value) for value in every.values()))
            total += float(weight - every[tuple(gold[line, :length])])
        return total

    by_score, by_move = gradient(run_chain(scores, mask, moves, TAGS), gold, mask)
    step = 1e-3
    for place in ((0, 0, 1), (0, 2, 0), (1, 1, 8)):
        up, down = scores.astype(float), scores.astype(float)
        up[place] += step
        down[place] -= step
        assert by_score[place] == pytest.approx(
            (loss(up, moves) - loss(down, moves)) / 2 / step, abs=1e-4
        )
    for pair in ((0, 0), (1, 3), (3, 8)):
        up, down = moves.astype(float), moves.astype(float)
        up[pair] += step
        down[pair] -= step
        assert by_move[pair] == pytest.approx(
            (loss(scores, up) - loss(scores, down)) / 2 / step, abs=1e-4
        )


def test_tags_and_spans_are_each_other_s_inverse() -> None:
    spans = [(0, 1, "B"), (1, 4, "A"), (5, 7, "B")]
    assert TAGS.decode(TAGS.encode(8, spans)) == spans


@pytest.fixture
def pipeline() -> Language:
    nlp = spacy.util.load_model_from_config(CONFIG, auto_fill=True)
    component = nlp.get_pipe("kazakh_ner")
    assert isinstance(component, KazakhNer)
    component.start()
    random = np.random.default_rng(5)
    for _, array in component.arrays():
        array[...] = random.normal(size=array.shape)
    return nlp


def test_found_spans_have_kept_labels_and_a_probability(pipeline: Language) -> None:
    doc = pipeline("Қаныш Сәтбаев Қарағандыда 1899 жылы туған, ал Әлия Алматыда.")
    assert {span.label_ for span in doc.ents} <= {"PERSON", "PLACE"}
    sure = doc.spans[SPANS].attrs["scores"]
    assert len(sure) == len(doc.ents) > 0
    assert all(0 < each <= 1 for each in sure)


def test_a_temperature_makes_the_network_less_sure_of_the_same_spans(pipeline: Language) -> None:
    component = pipeline.get_pipe("kazakh_ner")
    assert isinstance(component, KazakhNer)
    text = "Қаныш Сәтбаев Қарағандыда 1899 жылы туған."
    hot = pipeline(text)
    component.temperature = 5.0
    cool = pipeline(text)
    assert [str(span) for span in cool.ents] == [str(span) for span in hot.ents]
    assert sum(cool.spans[SPANS].attrs["scores"]) < sum(hot.spans[SPANS].attrs["scores"])


def test_a_batch_gives_what_single_lines_give(pipeline: Language) -> None:
    lines = ["Қаныш келді.", "", "Ол Алматыдан Семейге дейін 1937 жылы барды.", "ҚАУЛЫ"]
    together = [[str(span) for span in doc.ents] for doc in pipeline.pipe(lines)]
    assert together == [[str(span) for span in pipeline(line).ents] for line in lines]


def test_a_written_pipeline_reads_as_it_was(pipeline: Language, tmp_path: Path) -> None:
    component = pipeline.get_pipe("kazakh_ner")
    assert isinstance(component, KazakhNer)
    component.features.lexicon["абай"] = "g"
    component.temperature = 1.5
    for _, array in component.arrays():
        array[...] = array.astype("float16")
    pipeline.to_disk(tmp_path / "kk", exclude=["vocab"])
    again = spacy.load(tmp_path / "kk")
    text = "Абай Қаныш Сәтбаев Қарағандыда 1899 жылы туған."
    read = again.get_pipe("kazakh_ner")
    assert isinstance(read, KazakhNer)
    assert read.features.lexicon == {"абай": "g"}
    assert read.temperature == 1.5
    assert [(str(s), s.label_) for s in again(text).ents] == [
        (str(s), s.label_) for s in pipeline(text).ents
    ]


def test_the_network_scores_every_token() -> None:
    network = make_network(width=8, narrow=4, depth=1, rows=[20] * len(COLUMNS), tags=9)
    rows = np.ones((3, len(COLUMNS)), dtype="uint64")
    network.initialize(X=[rows])
    assert [line.shape for line in network.predict([rows, rows[:1]])] == [(3, 9), (1, 9)]


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("Тергеуші Петренко хаттама жазды.", -1.0),
        ("Ол 1937 жылы Семейде тұрған.", -1.0),
        ("Министр биыл 2 миллиард теңге бөлінгенін айтты.", 1.0),
        ("Ол келді.", 0.0),
    ],
)
def test_news_and_files_are_told_apart_by_their_words(text: str, news: float) -> None:
    assert kazakh_newslike(text) == news
